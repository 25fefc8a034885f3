"""Which names a paper introduces: what it proposes, presents, builds or releases."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.data.lexicons import terms
from kg.data.weights import introduced_weights
from kg.extract.evidence import lexicon_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.evidence import Evidence
    from kg.extract.names import Name

__all__ = ["INTRODUCED_FROM", "introduced_evidence", "is_introduced"]

# Families of the evidence on names that also tell whether a name is new; the words themselves do not.
_FAMILIES = frozenset(
    (
        "acronym",
        "apposes",
        "apposition",
        "left group",
        "list says",
        "title says",
        "noun after says",
        "noun apposition says",
        "noun before says",
        "noun head says",
        "capital",
        "count",
        "cue and left",
        "determiner",
        "docs",
        "inside left",
        "left",
        "lexicon",
        "own head says",
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
INTRODUCED_FROM = -0.62  # the sum of weights that stands for a probability of 0.35
_STRENGTH = {"propose": "1", "call": "2", "part": "3", "build": "4", "use": "5"}
_NEW = frozenset(("new", "novel", "first", "our", "simple", "propose", "proposed"))


def is_introduced(group: Sequence[Name], pairs: Iterable[Evidence], analysis: Analysis) -> bool:
    """Tell whether a paper introduces what a group of names means."""
    weights = introduced_weights()
    found = introduced_evidence(group, pairs, analysis)
    return sum(filter(None, map(weights.get, found))) > 100 * INTRODUCED_FROM


def introduced_evidence(group: Sequence[Name], pairs: Iterable[Evidence], analysis: Analysis) -> set[Evidence]:
    """Return the evidence for or against a group of names being introduced."""
    found = {pair for pair in pairs if pair[0] in _FAMILIES}
    found.add(("always", ""))
    found.add(("type", group[0].type))
    mentions = sorted(mention for name in group for mention in name.mentions)
    for number, mention in enumerate(mentions):
        found.update(_of_sentence(mention.start, mention.chunk_start, analysis, "first " if not number else ""))
    found.add(("mentions", str(min(len(mentions), 6))))
    in_title = [m for m in mentions if m.start < analysis.title_end]
    where = f"{bool(in_title)} {len(mentions) > len(in_title)}"
    found.add(("where", where))
    known = any(name.form.key in terms() or lexicon_type(name.form.key) for name in group)
    shape = any(word.is_name for m in mentions for word in analysis.words[m.start : m.end])
    cue = min((_rank(analysis.cues[m.chunk_start]) for m in mentions), default="none")
    found.add(("known, name, where", f"{known} {shape} {where}"))
    found.add(("known, name, cue", f"{known} {shape} {cue}"))
    found.add(("best cue", cue))
    return found


def _rank(cue: str) -> str:
    """Return a cue so that the strongest sorts first."""
    *who, what, distance = cue.split(" ") if " " in cue.strip() else ("", "")
    order = _STRENGTH.get(what)
    return f"{order} {distance if distance in ('0', '1') else 'far'} {''.join(who)}" if order else "none"


def _of_sentence(start: int, chunk_start: int, analysis: Analysis, which: str) -> Iterator[Evidence]:
    """Yield the proposing words before a mention: We propose LoRA, a method called LoRA, our new LoRA."""
    words = analysis.words
    if cue := analysis.cues[chunk_start]:
        yield which + "proposed", cue
    for at in range(max(0, start - 4), start):
        if words[at].lower in _NEW:
            yield which + "new", words[at].lower
    number = bisect_right(analysis.sentences, (start, len(words))) - 1
    yield which + "sentence", str(min(number, 4)) if number < len(analysis.sentences) - 2 else "late"
