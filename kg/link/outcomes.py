"""What the tables of the linker say of names, so that a paper of whose names they say the same is not linked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.keys import key
from kg.link.concepts import Broader, kept_types
from kg.link.owners import Owner, root
from kg.link.papers import best_key
from kg.link.resolutions import with_resolutions
from kg.link.senses import choose
from kg.link.tally import claimed_metrics, known_metrics

if TYPE_CHECKING:
    from kg.link.names import Names
    from kg.model import Extraction

__all__ = ["Before", "Changes", "Uses", "changes", "chosen", "uses"]


@dataclass(frozen=True, slots=True)
class Uses:
    """What a paper asks the tables about: the key that names each entity best, in order, and other keys."""

    named: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What the tables said before.

    `senses` tells of each acronym whether it has several; `kinds` gives the types that were kept of a root.
    """

    owners: Mapping[str, Owner]
    senses: Mapping[str, bool]
    broader: Broader
    kinds: Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of which the tables say something else now, and roots whose concepts may be others, or look different."""

    keys: set[str]
    roots: set[str]


def uses(names: Names, extraction: Extraction) -> Uses:
    """Return what a paper asks the tables about."""
    extraction = with_resolutions(extraction)
    named = tuple(best_key(names, entity) for entity in extraction.entities)
    surfaces = {surface for entity in extraction.entities for surface in (entity.name, *entity.aliases)}
    surfaces |= {claim.metric for claim in extraction.claims if claim.metric}
    keys = {*map(names.key, surfaces), *map(key, claimed_metrics(extraction))}
    return Uses(named, tuple(sorted(keys.difference(named))))


def chosen(names: Names, named: Iterable[str]) -> dict[str, str]:
    """Return what the acronyms in a paper are found to mean that stand for nothing everywhere.

    Args:
        names: the tables.
        named: the keys that name the entities of the paper, in order.
    """
    company = tuple(dict.fromkeys(map(names.root, named)))
    found: dict[str, str] = {}
    for name_key in set(named):
        if senses := names.senses.get(name_key):
            sense = choose(senses, [name for name in company if name != name_key])
            found |= {name_key: sense.key} if sense else {}
    return found


def changes(names: Names, broader: Broader, touched: Collection[str], before: Before) -> Changes:
    """Compare the tables with what they said before.

    Args:
        names: the tables.
        broader: `find_broader` of them.
        touched: keys that were counted anew.
        before: what they said before.
    """
    old_roots = {name_key: root(before.owners, name_key) for name_key in before.owners}
    both = before.owners.keys() | names.owners.keys()
    moved = {one for one in both if before.owners.get(one) != names.owners.get(one)}
    keys = {one for one in both if old_roots.get(one, one) != names.root(one)}
    roots = {end for one in (*touched, *moved, *keys) for end in (old_roots.get(one, one), names.root(one))}
    now = {short: len(senses) > 1 for short, senses in names.senses.items()}
    other = {end for end in roots if before.kinds(end) != _kinds(names, end)}
    other |= {short for short in now.keys() | before.senses.keys() if now.get(short) != before.senses.get(short)}
    members = _members(old_roots, names.roots)
    keys |= {one for end in other for one in (end, *members[end])}
    for end in [names.root(key(one.name)) for one in known_metrics().values() if key(one.complement) in keys]:
        keys |= {end, *members[end]}
        roots.add(end)
    return Changes(keys, roots | _rebased(broader, before.broader, touched))


def _kinds(names: Names, end: str) -> tuple[str, ...]:
    return kept_types(names, end) if end in names.types else ()


def _members(*tables: Mapping[str, str]) -> Mapping[str, set[str]]:
    found = defaultdict[str, set[str]](set)
    for roots in tables:
        for one, end in roots.items():
            found[end].add(one)
    return found


def _rebased(now: Broader, before: Broader, touched: Collection[str]) -> set[str]:
    """Return roots that are taken in by another one, and data sets whose first part is another or is spelt anew."""
    found = set[str]()
    for new, old in ((now.datasets, before.datasets), (now.methods, before.methods), (now.parts, before.parts)):
        found |= {one for one in new.keys() | old.keys() if new.get(one) != old.get(one)}
    return found | {base for part in touched if (base := now.datasets.get(part))}
