"""Which names of one paper mean the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.names import Name

__all__ = ["group_names"]

# Words that add nothing to the name before them: the VAR model is VAR.
_GENERIC = frozenset(
    "model method approach framework algorithm architecture network task problem dataset benchmark corpus metric score "
    "technique system procedure strategy module paradigm scheme setting suite environment challenge loss "
    "function".split()
)


def group_names(names: Sequence[Name], analysis: Analysis) -> list[list[Name]]:
    """Return the names in groups that mean the same thing, the order of `names` kept."""
    group_of = list(range(len(names)))
    for at, name in enumerate(names):
        for before in range(at):
            if _same(names[before], name):
                old, new = group_of[at], group_of[before]
                group_of = [new if group == old else group for group in group_of]
    groups: dict[int, list[Name]] = {}
    for group, name in zip(group_of, names, strict=True):
        groups.setdefault(group, []).append(name)
    return list(groups.values())


def _same(one: Name, other: Name) -> bool:
    if other.form.key in (one.form.short, one.form.long):
        return True
    if one.type != other.type:
        return False
    long, short = sorted((one.form.key, other.form.key), key=len, reverse=True)
    if long.endswith(" " + short):
        return True
    return long.startswith(short + " ") and all(part in _GENERIC for part in long[len(short) + 1 :].split(" "))
