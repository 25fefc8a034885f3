"""What a corpus as a whole says about names."""

from __future__ import annotations

from collections import defaultdict
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

    from kg.model import EntityType, Extraction

__all__ = ["Names", "learn", "names_of", "tally_of"]


@dataclass(frozen=True, slots=True)
class Names:
    """The tables of the linker.

    `surfaces`: in how many papers a key is written in which way. `first`: the first paper (by id) of a surface form.
    `owners`: keys that stand for other keys. `types`: in how many papers the names that come to a root (the end of
    the owners) have which type, and the first of them. `apart`: surface forms that do not get the key that their
    letters give. `senses`: what an acronym may mean that stands for nothing everywhere.
    """

    surfaces: Mapping[str, Mapping[str, int]]
    first: Mapping[str, str]
    types: Mapping[str, TypeCounts]
    owners: Mapping[str, Owner]
    apart: Mapping[str, str]
    senses: Mapping[str, tuple[Sense, ...]]

    def key(self, surface: str) -> str:
        """Return the key of a surface form."""
        surface = clean(surface)
        return self.apart.get(surface) or key(surface)

    def for_papers(self) -> Names:
        """Return what `apply` needs of the tables, which are mostly what it does not."""
        return replace(self, surfaces={}, first={})

    def root(self, name_key: str) -> str:
        """Return the key that a key stands for in the end."""
        return root(self.owners, name_key)


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
    senses = find_senses(tally, owned)
    return Names(tally.surfaces, tally.first, _root_types(tally, owned), owned, tally.apart, senses)


def _cleaned(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted((clean(one), clean(other)) for one, other in pairs)


def _root_types(tally: Tally, owned: Mapping[str, Owner]) -> dict[str, TypeCounts]:
    types = defaultdict[str, "dict[EntityType, tuple[int, str]]"](dict)
    for name_key, counts in tally.types.items():
        of_root = types[root(owned, name_key)]
        for kind, (papers, first) in counts.items():
            papers_before, first_before = of_root.get(kind, (0, first))
            of_root[kind] = (papers_before + papers, min(first_before, first))
    return dict(types)
