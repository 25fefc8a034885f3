"""The nodes that the names of a corpus come to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.data.links import links
from kg.keys import key, slug, why_same
from kg.link.tally import known_metrics
from kg.model import ENTITY_TYPES, Concept, EntityType, Link, Merge

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.data.metrics import KnownMetric
    from kg.link.names import Names

__all__ = ["Broader", "concept_id", "concepts", "find_broader", "kept_types", "places", "scales", "with_merges"]

# a name is two things (VQA the task, VQA the data set) when so many papers, and such a share, take it for the other
OTHER_PAPERS, OTHER_SHARE = 5, 0.25
KNOWN = 20  # papers that write an acronym, before what is named after it is taken for a version of its long form
_MARKUP = re.compile(r"\dtimes|[\\$^{}]")
_RESOLUTION = re.compile(r" \d+x\d+(?:x\d+)?\Z")
# a size, a year or a split; not a version: what holds on ImageNet-V2 does not hold on ImageNet
_PART = re.compile(
    r" (?:\d{2,}|\d+(?:\.\d+)?[km]|train|training|val|validation|dev|test|mini|small|full|lite|hard|easy|"
    r"verified|extended|extra|plus)(?: (?:set|split))?\Z"
)
# a version or a size of a model: Llama 2, GPT-4, T5-base, ResNet-50, ViT-L/16, VAR-d30 (its depth)
_VERSION = re.compile(
    r" (?:v?\d+(?:\.\d+)*[a-ce-z]?|\d+(?:\.\d+)?[kmbt]|[bglhs]\d*|d\d+|base|large|small|tiny|mini|nano|medium|huge|"
    r"giant|xs|xl|xxl|turbo|instruct|chat|lite|pro|preview)\Z"
)


@dataclass(frozen=True, slots=True)
class Broader:
    """What takes in what, as keys: `datasets` their parts, sizes and resolutions, `methods` their versions.

    `parts` gives the first part of each data set that has one.
    """

    datasets: Mapping[str, str]
    methods: Mapping[str, str]
    parts: Mapping[str, str]

    def of(self, kind: EntityType, root: str) -> str | None:
        """Return the root of what takes in a concept."""
        return {"Dataset": self.datasets, "Method": self.methods}.get(kind, {}).get(root)


def concepts(
    names: Names,
    local: Iterable[tuple[str, Merge]] = (),
    *,
    broader: Broader | None = None,
    of: Collection[str] | None = None,
) -> tuple[Concept, ...]:
    """Return concepts, sorted by id; a data set is among them when only parts of it are named.

    Args:
        names: the tables of a corpus.
        local: the merges that hold in one paper only, each with the id of its concept (`LinkedPaper.merges`).
        broader: what `find_broader` gives, where it is known already.
        of: the roots whose concepts are wanted; all without it.
    """
    broader = broader or find_broader(names)
    members = defaultdict[str, list[str]](list)
    for name_key, root in names.roots.items():
        if name_key in names.surfaces and name_key != root:
            members[root].append(name_key)
    wanted = names.types.keys() | broader.parts.keys() if of is None else of
    found = [concept for root in wanted for concept in _concepts_of(names, root, members.get(root, []), broader)]
    return with_merges(sorted(found, key=lambda concept: concept.id), local)


def _concepts_of(names: Names, root: str, members: list[str], broader: Broader) -> Iterator[Concept]:
    """Yield the concepts of a root, whose `members` are other keys that come to it."""
    kinds = kept_types(names, root) if root in names.types else ()  # else it is only ever another word for something
    name_keys = sorted([root, *members] if root in names.surfaces else members)
    for kind in kinds:
        yield _concept(names, root, kind, name_keys, broader)
    if root in broader.parts and "Dataset" not in kinds:
        yield _created(names, root, broader.parts[root])


def find_broader(names: Names) -> Broader:
    """Return what data sets are parts of, and what methods are versions of."""
    kinds = {root: kept_types(names, root) for root in names.types}
    datasets = _bases(root for root, kept in kinds.items() if "Dataset" in kept)
    parts = {base: part for part, base in sorted(datasets.items(), reverse=True)}
    return Broader(datasets, _versions(names, [root for root, kept in kinds.items() if "Method" in kept]), parts)


def places(names: Names, broader: Broader, roots: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Return the ids of the concepts of some roots, with the root, and the place of the type among those kept.

    That of a data set that only its parts are named of is -1.
    """
    found: dict[str, tuple[str, int]] = {}
    for root in roots:
        kinds = kept_types(names, root) if root in names.types else ()
        found |= {concept_id(kind, root): (root, place) for place, kind in enumerate(kinds)}
        if root in broader.parts and "Dataset" not in kinds:
            found[concept_id("Dataset", root)] = (root, -1)
    return found


def scales(names: Names) -> dict[str, Concept]:
    """Return the metrics of a corpus by id, without their names: what says how their results compare."""
    roots = (root for root in names.types if "Metric" in kept_types(names, root))
    return {concept_id("Metric", root): _scale(names, root) for root in roots}


def with_merges(concepts: Iterable[Concept], local: Iterable[tuple[str, Merge]]) -> tuple[Concept, ...]:
    """Return concepts with the merges that hold in one paper only, each with the id of its concept."""
    here = _first_of_each(local)
    return tuple(replace(c, merges=tuple(sorted((*c.merges, *here[c.id])))) if c.id in here else c for c in concepts)


def _first_of_each(local: Iterable[tuple[str, Merge]]) -> dict[str, list[Merge]]:
    """Return the merges of each concept, of those with one form and one reason the first paper's."""
    first: dict[tuple[str, str, str], Merge] = {}
    for concept, merge in local:
        at = concept, merge.surface, merge.reason
        first[at] = min(first.get(at, merge), merge)
    found = defaultdict[str, list[Merge]](list)
    for (concept, _, _), merge in first.items():
        found[concept].append(merge)
    return found


def concept_id(kind: EntityType, root: str) -> str:
    """Return the tail of the IRI of a name."""
    return f"{kind.lower()}/{slug(root)}"


def kept_types(names: Names, root: str) -> tuple[EntityType, ...]:
    """Return the type of a name by majority, and another one where it truly is two things."""
    if len(names.types[root]) == 1:
        return tuple(names.types[root])
    papers = {kind: papers for kind, (papers, _) in names.types[root].items()}
    ranked = sorted(papers, key=lambda kind: (-papers[kind], ENTITY_TYPES.index(kind)))
    enough = max(OTHER_PAPERS, OTHER_SHARE * sum(papers.values()))
    return (ranked[0], *(kind for kind in ranked[1:] if papers[kind] >= enough))


def _concept(names: Names, root: str, kind: EntityType, name_keys: list[str], broader: Broader) -> Concept:
    scale = _scale(names, root) if kind == "Metric" else Concept(concept_id(kind, root), kind, "")
    name = scale.name or _usual_surface(names.surfaces.get(root) or names.surfaces[name_keys[0]])
    surfaces = {surface: name_key for name_key in name_keys for surface in names.surfaces[name_key]}
    merges = [_merge(names, surface, name_key, root, name) for surface, name_key in surfaces.items()]
    minor = [Merge(name, "type-majority", first) for _, first in _outvoted(names, root)]
    return replace(
        scale,
        name=name,
        aliases=tuple(sorted(set(surfaces) - {name})),
        broader=(concept_id(kind, base),) if (base := broader.of(kind, root)) else (),
        merges=tuple(sorted([merge for merge in merges if merge.surface != name] + minor)),
        links=_links(kind, name_keys),
        keys=tuple(sorted({root, *name_keys})),
    )


def _scale(names: Names, root: str) -> Concept:
    """Return what is known of a metric beside what the corpus calls it; a known one has its name."""
    known = _known_metric(root)
    alike = known or _head_of(root)
    return Concept(
        id=concept_id("Metric", root),
        type="Metric",
        name=known.name if known else "",
        unit=alike.unit if alike else "",
        better=alike.better if alike else "",
        lowest=alike.lowest if alike else None,
        highest=alike.highest if alike else None,
        complement=_complement(names, known, root) if known else "",
    )


def _head_of(root: str) -> KnownMetric | None:
    """Return the metric that a longer name ends with and is read like: accuracy, for ImageNet accuracy."""
    words = root.split()
    heads = (_known_metric(" ".join(words[start:])) for start in range(1, len(words)))
    return next((metric for metric in heads if metric and metric.heads), None)


def _complement(names: Names, known: KnownMetric, root: str) -> str:
    """Return the id of the metric that a metric is the complement of, where the corpus names it."""
    other = names.root(key(known.complement)) if known.complement else root
    named = other != root and other in names.types and "Metric" in kept_types(names, other)
    return concept_id("Metric", other) if named else ""


def _links(kind: EntityType, name_keys: Iterable[str]) -> tuple[Link, ...]:
    """Return the terms of other vocabularies for the names of a concept; a term that fits one of them only is close."""
    found = sorted({link for name_key in name_keys for link in _known_links().get((kind, name_key), ())}, reverse=True)
    return tuple(sorted({link.iri: link for link in found}.values()))


@cache
def _known_links() -> dict[tuple[EntityType, str], tuple[Link, ...]]:
    found = defaultdict[tuple[EntityType, str], list[Link]](list)
    for link in links():
        found[link.type, key(link.name)].append(Link(link.relation, link.iri))
    return {at: tuple(terms) for at, terms in found.items()}


def _usual_surface(papers: Mapping[str, int]) -> str:
    """Return the surface form that most papers write; of equals, one without markup, and that does not shout.

    The form itself comes last: two may be one with their case swapped ("modiﬁed", with a ligature, and "modified").
    """
    return min(papers, key=lambda s: (-papers[s], bool(_MARKUP.search(s)), s.swapcase(), s))


def _merge(names: Names, surface: str, name_key: str, root: str, name: str) -> Merge:
    reason = why_same(surface, name) if name_key == root else names.owners[name_key].reason
    return Merge(surface, reason, names.first[surface])


def _outvoted(names: Names, root: str) -> list[tuple[EntityType, str]]:
    kept = kept_types(names, root)
    return sorted((kind, first) for kind, (_, first) in names.types[root].items() if kind not in kept)


def _known_metric(root: str) -> KnownMetric | None:
    metric = known_metrics().get(root)
    return metric if metric and key(metric.name) == root else None


def _bases(roots: Iterable[str]) -> dict[str, str]:
    """Return the data set that each part, size or resolution of a data set is taken from, as keys."""
    datasets = set(roots)
    bases = {}
    for root in sorted(datasets):
        if base := _RESOLUTION.sub("", root).removesuffix(" at"):
            whole = base != root
            base = base if whole else _PART.sub("", root)
            if base and base != root and (whole or base in datasets):
                bases[root] = base
    return bases


def _versions(names: Names, roots: Iterable[str]) -> dict[str, str]:
    """Return what each version or size of a method is one of, as keys: Llama 2 for Llama-2-7B, Llama for Llama 2."""
    methods = set(roots)
    bases = {}
    for root in sorted(methods):
        base = root
        while (shorter := _VERSION.sub("", base)) != base:
            base, owner = shorter, names.root(shorter)
            written = names.surfaces.get(base, {})
            told = owner != base and names.owners[base].reason == "acronym"  # Phi-1 is no "personal health information"
            known = len(base) >= 3 and (not told or sum(written.values()) >= KNOWN)
            spelt = _usual_surface(written or names.surfaces[root])  # the shorter name may stand in no paper
            if known and owner in methods and owner != root and any(c.isupper() for c in spelt):
                bases[root] = owner
                break
    return bases


def _created(names: Names, base: str, part: str) -> Concept:
    """Return the data set that only its parts are named of, called by the same words as its part."""
    words = _usual_surface(names.surfaces[part]).replace("-", " ").split()
    spelt = " ".join(words[: len(base.split())])
    name = spelt if key(spelt) == base else base
    return Concept(id=concept_id("Dataset", base), type="Dataset", name=name, keys=(base,))
