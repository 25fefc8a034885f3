"""Which names a paper introduces: what it proposes, presents, builds or releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.data.weights import introduced_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.forms import Evidence
    from kg.extract.names import Name

__all__ = ["introduced_evidence", "is_introduced"]

# Families of the evidence on names that also tell whether a name is new; the words themselves do not.
_FAMILIES = frozenset(
    (
        "acronym",
        "apposition",
        "capital",
        "count",
        "cue and left",
        "determiner",
        "docs",
        "inside left",
        "left",
        "lexicon",
        "lexicon tail",
        "name",
        "place",
        "right",
        "right group",
        "shape",
        "title",
        "verb",
        "with docs",
        "with lexicon",
        "coarse head group1",
        "coarse head group2",
        "coarse head group3",
        "coarse head group4",
    )
)
_NEW = frozenset(("new", "novel", "first", "our", "simple", "propose", "proposed"))


def is_introduced(group: Sequence[Name], pairs: Iterable[Evidence], analysis: Analysis) -> bool:
    """Tell whether a paper introduces what a group of names means."""
    weights = introduced_weights()
    return sum(weights.get(pair, 0.0) for pair in sorted(introduced_evidence(group, pairs, analysis))) > 0


def introduced_evidence(group: Sequence[Name], pairs: Iterable[Evidence], analysis: Analysis) -> set[Evidence]:
    """Return the evidence for or against a group of names being introduced."""
    found = {pair for pair in pairs if pair[0] in _FAMILIES}
    found.add(("always", ""))
    found.add(("type", group[0].type))
    mentions = sorted(mention for name in group for mention in name.mentions)
    for number, mention in enumerate(mentions):
        found.update(_of_sentence(mention.start, mention.chunk_start, analysis, "first " if not number else ""))
    found.add(("mentions", str(min(len(mentions), 6))))
    in_title = [m for m in mentions if m.start < analysis.sentences[0][1]]
    found.add(("where", f"{bool(in_title)} {len(mentions) > len(in_title)}"))
    return found


def _of_sentence(start: int, chunk_start: int, analysis: Analysis, which: str) -> Iterator[Evidence]:
    """Yield the proposing words before a mention: We propose LoRA, a method called LoRA, our new LoRA."""
    words = analysis.words
    if cue := analysis.cues[chunk_start]:
        yield which + "proposed", cue
    for at in range(max(0, start - 4), start):
        if words[at].lower in _NEW:
            yield which + "new", words[at].lower
    number = sum(first <= start for first, _ in analysis.sentences) - 1
    yield which + "sentence", str(min(number, 4)) if number < len(analysis.sentences) - 2 else "late"
