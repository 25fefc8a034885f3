"""What a corpus as a whole says about names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.keys import clean, key
from kg.link.owners import Owner, Pair, owners, root
from kg.link.resolutions import with_resolutions
from kg.link.senses import Sense, find_senses
from kg.link.tally import Tally, TypeCounts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Extraction

__all__ = ["Names", "learn", "names_of", "tally_of"]


@dataclass(frozen=True, slots=True)
class Names:
    """The tables of the linker.

    `surfaces`: in how many papers a key is written in which way. `first`: the first paper (by id) of a surface form.
    `owners`: keys that stand for other keys. `types`: in how many papers the names that come to a root (the end of
    the owners) have which type, and the first of them. `apart`: surface forms that do not get the key that their
    letters give. `senses`: what an acronym may mean that stands for nothing everywhere. `roots`: where the owners of a
    key that has one end.
    """

    surfaces: Mapping[str, Mapping[str, int]]
    first: Mapping[str, str]
    types: Mapping[str, TypeCounts]
    owners: Mapping[str, Owner]
    apart: Mapping[str, str]
    senses: Mapping[str, tuple[Sense, ...]]
    roots: Mapping[str, str]

    def key(self, surface: str) -> str:
        """Return the key of a surface form."""
        surface = clean(surface)
        return self.apart.get(surface) or key(surface)

    def for_papers(self) -> Names:
        """Return what `apply` needs of the tables, which are mostly what it does not."""
        return replace(self, surfaces={}, first={}, owners={})

    def root(self, name_key: str) -> str:
        """Return the key that a key stands for in the end."""
        return self.roots.get(name_key, name_key)


def learn(
    extractions: Iterable[Extraction], *, same_as: Iterable[Pair] = (), never_merge: Iterable[Pair] = ()
) -> Names:
    """Return the tables of names of a corpus; neither order nor grouping of the extractions matters.

    Args:
        extractions: read once.
        same_as: pairs of names that are one, whatever the texts say; the first is the one to keep.
        never_merge: pairs of names that are two over papers; a paper that takes them for one keeps doing so.
    """
    never = tuple(never_merge)
    return names_of(tally_of(extractions, never_merge=never), same_as=same_as, never_merge=never)


def tally_of(extractions: Iterable[Extraction], *, never_merge: Iterable[Pair] = ()) -> Tally:
    """Return the counts of some papers; those of others, with the same pairs, can be merged into them."""
    clashing = [max(pair) for pair in _cleaned(never_merge) if key(pair[0]) == key(pair[1])]
    tally = Tally(apart={surface: f"{key(surface)} {surface}" for surface in clashing})
    for extraction in extractions:
        tally.add(with_resolutions(extraction))
    return tally


def names_of(tally: Tally, *, same_as: Iterable[Pair] = (), never_merge: Iterable[Pair] = ()) -> Names:
    """Return the tables of names of the papers that a tally counted (`learn`)."""
    owned = owners(tally, same_as=sorted(same_as), never_merge=_cleaned(never_merge))
    roots = {name_key: root(owned, name_key) for name_key in owned}
    senses = find_senses(tally, roots)
    return Names(tally.surfaces, tally.first, _root_types(tally, roots), owned, tally.apart, senses, roots)


def _cleaned(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted((clean(one), clean(other)) for one, other in pairs)


def _root_types(tally: Tally, roots: Mapping[str, str]) -> dict[str, TypeCounts]:
    types: dict[str, TypeCounts] = dict(tally.types)
    moved = [name_key for name_key, end in roots.items() if end != name_key and name_key in types]
    for name_key in moved:
        del types[name_key]
    for name_key in moved:
        types[roots[name_key]] = _sum(types.get(roots[name_key], {}), tally.types[name_key])
    return types


def _sum(one: TypeCounts, other: TypeCounts) -> TypeCounts:
    found = dict(one)
    for kind, (papers, first) in other.items():
        papers_before, first_before = found.get(kind, (0, first))
        found[kind] = (papers_before + papers, min(first_before, first))
    return found
