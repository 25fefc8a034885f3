"""Which names a paper introduces: what it proposes, presents, builds or releases."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from kg.data.lexicons import terms
from kg.data.weights import introduced_weights
from kg.extract.cues import verb_kind
from kg.extract.evidence import tells_new, unpacked
from kg.extract.scoring import evidence_of
from kg.extract.word_evidence import lexicon_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.evidence import Evidence
    from kg.extract.forms import Form
    from kg.extract.names import Name
    from kg.extract.place_evidence import Places

__all__ = ["INTRODUCED_FROM", "introduced_evidence", "is_introduced"]

INTRODUCED_FROM = 0.0  # the sum of weights that stands for a probability of one half
_HOPELESS = -50  # evidence that speaks so strongly against a new name that its places do not make up for it
_STRENGTH = {"propose": "1", "call": "2", "part": "3", "build": "4", "use": "5"}
_SMALL = frozenset(("PREP", "TO", "CONJ", "PUNCT", "WH", "AUX", "PRON", "NOT", "SPACE"))
_FARTHEST = 25
_LONGEST_WAY = 6
_NEW = frozenset(("new", "novel", "first", "our", "simple", "propose", "proposed"))


def is_introduced(group: Sequence[Name], forms: Mapping[str, Form], places: Places) -> bool:
    """Tell whether a paper introduces what a group of names means.

    Args:
        group: the names.
        forms: all forms of the text.
        places: the text, seen as weights.
    """
    told = group[0].form.weight
    if told is None or len(group) > 1:
        told = sum(evidence_of([name.form for name in group], forms, places))
    newness = unpacked(told)[-1]
    if newness < _HOPELESS:
        return False
    known = introduced_weights()
    return newness + sum(filter(None, map(known.get, _of_group(group, places.analysis)))) > 100 * INTRODUCED_FROM


def introduced_evidence(group: Sequence[Name], forms: Mapping[str, Form], places: Places) -> list[Evidence]:
    """Return the evidence for or against a group of names being introduced; `places` is seen as pairs."""
    told = evidence_of([name.form for name in group], forms, places)
    return [*filter(tells_new, chain.from_iterable(told)), *_of_group(group, places.analysis)]


def _of_group(group: Sequence[Name], analysis: Analysis) -> set[Evidence]:
    """Return what the places and the number of the mentions of a group say."""
    found: set[Evidence] = set()
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
    number = bisect_right(analysis.sentences, (start, len(words))) - 1
    if cue := analysis.cues[chunk_start]:
        yield which + "proposed", cue
    for at in range(max(0, start - 4), start):
        if words[at].lower in _NEW:
            yield which + "new", words[at].lower
    if way := _way(start, number, analysis):
        yield "way", way
    yield which + "sentence", str(min(number, 4)) if number < len(analysis.sentences) - 2 else "late"


def _way(start: int, sentence: int, analysis: Analysis) -> str:
    """Return what kind of verb proposes something before a mention, and the small words on the way from it.

    "We propose a method called LoRA": "propose N called".
    """
    words, tags = analysis.words, analysis.tags
    way: list[str] = []
    for at in range(start - 1, max(analysis.sentences[sentence][0], start - _FARTHEST) - 1, -1):
        lower, tag = words[at].lower, tags[at]
        if kind := verb_kind(lower):
            return f"{kind} {' '.join(reversed(way[:3]))}" if len(way) <= _LONGEST_WAY else f"{kind} far"
        if tag in _SMALL:
            way.append("BREAK" if tag == "SPACE" else lower)
        elif tag[:2] == "VB":
            way.append(tag)
        elif tag[:4] == "NOUN" and way[-1:] != ["N"]:
            way.append("N")
    return ""
