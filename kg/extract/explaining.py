"""Why a text gives what it gives: what was found, by which rule, and what almost matched and why not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.data.weights import name_weights
from kg.extract.analysis import analyse
from kg.extract.claims import find_claims
from kg.extract.comparisons import cues
from kg.extract.evidence import pairs, weights
from kg.extract.forms import find_forms
from kg.extract.given import make_finder, prefer
from kg.extract.kinds import left_out
from kg.extract.names import NAME_FROM, NEW_NAME_FROM, find_entities
from kg.extract.nlp import make_nlp
from kg.extract.place_evidence import Places
from kg.extract.quantities import find_numbers
from kg.extract.scenes import make_scenes, names_in
from kg.extract.scoring import evidence_of, score_forms
from kg.model import ENTITY_TYPES, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.evidence import Evidence
    from kg.extract.forms import Form
    from kg.extract.scoring import Scores
    from kg.extract.user_rules import UserRule
    from kg.model import Paper

__all__ = ["Explained", "Mark", "NearMiss", "explain", "marks"]

_NEAR_FROM = 0.1  # probability from which a form that was not taken is worth a look
_MOST_NAMES = 10
_MOST_EVIDENCE = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Something that almost matched at `start`:`end`.

    `kind` is the type of a name, "number" or "comparison"; `pro` and `contra` are the strongest evidence on a name, as
    "family=value weight".
    """

    start: int
    end: int
    kind: str
    reason: str
    pro: tuple[str, ...] = ()
    contra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """What one paper says, and what it almost says."""

    extraction: Extraction
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A name or a value to show in a text: its type or the kind of its claim, and the rule that found it."""

    start: int
    end: int
    label: str
    rule: str


def explain(papers: Iterable[Paper], *, rules: Sequence[UserRule] = ()) -> Iterator[Explained]:
    """Yield what each paper says and what almost matched, in the order of the papers.

    Args:
        papers: what to read.
        rules: names that the user wants found.
    """
    find_given = make_finder(make_nlp().vocab, rules)
    for paper in papers:
        analysis = analyse(paper.text)
        given = find_given(analysis)
        entities = find_entities(analysis, given)
        extraction = Extraction(paper, entities, find_claims(analysis, entities))
        forms = prefer(given, find_forms(analysis), analysis) if given else find_forms(analysis)
        near = [*_near_names(forms, analysis, extraction), *_near_claims(analysis, extraction)]
        yield Explained(extraction, tuple(near))


def marks(extraction: Extraction) -> list[Mark]:
    """Return the names and values of a text in order; of those that overlap the longest."""
    found = [
        Mark(mention.start, mention.end, entity.type, mention.rule)
        for entity in extraction.entities
        for mention in entity.mentions
    ]
    found += [
        Mark(claim.value.start, claim.value.end, claim.kind, claim.rule) for claim in extraction.claims if claim.value
    ]
    chosen: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start - mark.end, mark)):
        if not _overlap((mark.start, mark.end), [(other.start, other.end) for other in chosen]):
            chosen.append(mark)
    return sorted(chosen)


def _near_names(forms: Mapping[str, Form], analysis: Analysis, extraction: Extraction) -> Iterator[NearMiss]:
    """Yield the forms that are no names, the most probable first; of those that overlap only the first."""
    scores = score_forms(forms, Places(analysis, weights()))
    places = Places(analysis, pairs())
    names = [(mention.start, mention.end) for entity in extraction.entities for mention in entity.mentions]
    shown: list[Span] = []
    for key in sorted(scores, key=lambda key: (-sum(scores[key]), key)):
        spans = [(analysis.starts[m.start], analysis.end_of(m.end - 1)) for m in forms[key].mentions]
        is_hidden = _overlap(spans[0], names) and sum(scores[key]) < NAME_FROM
        if sum(scores[key]) < _NEAR_FROM or len(shown) == _MOST_NAMES:
            return
        if not (set(spans) & set(names) or is_hidden or _overlap(spans[0], shown)):
            shown.append(spans[0])
            yield _near_name(spans[0], forms, key, scores[key], places, names)


def _near_name(
    span: Span, forms: Mapping[str, Form], key: str, scores: Scores, places: Places, names: Sequence[Span]
) -> NearMiss:
    at = max(range(len(scores)), key=lambda at: scores[at])
    better = max((name for name in names if _overlap(span, [name])), key=lambda name: name[1] - name[0], default=None)
    reason = f"probability {sum(scores):.2f}"
    if better:
        reason += f", but “{places.analysis.text[slice(*better)]}” is taken there"
    else:
        reason += f"; a name from {NAME_FROM:.2f}, or from {NEW_NAME_FROM:.2f} where the paper introduces it"
    known = name_weights()
    found = set(chain.from_iterable(evidence_of([forms[key]], forms, places)))
    weighed = sorted((known[pair][at], pair) for pair in found if pair in known)
    contra = [_evidence(pair, weight) for weight, pair in weighed[:_MOST_EVIDENCE] if weight < 0]
    pro = [_evidence(pair, weight) for weight, pair in weighed[: -_MOST_EVIDENCE - 1 : -1] if weight > 0]
    return NearMiss(*span, ENTITY_TYPES[at], reason, tuple(pro), tuple(contra))


def _evidence(pair: Evidence, weight: int) -> str:
    return f"{pair[0]}={pair[1]} {weight / 100:+.2f}"


def _near_claims(analysis: Analysis, extraction: Extraction) -> Iterator[NearMiss]:
    """Yield the numbers and the comparing words of which no claim came."""
    names = names_in(analysis, extraction.entities)
    claims = extraction.claims
    for scene in make_scenes(analysis, names, find_numbers(analysis.text)):
        for number, reason in sorted(left_out(scene), key=lambda pair: pair[0].start):
            yield NearMiss(number.start, number.end, "number", reason)
        here = [claim for claim in claims if scene.start <= claim.start < scene.end]
        for cue in cues(scene):
            if not any(claim.rule == cue.rule and claim.start <= cue.left < claim.end for claim in here):
                told = next((claim.rule for claim in here if claim.baseline), "")
                reason = f"{told} compares already" if told else "nothing is compared, or not as a fact"
                yield NearMiss(cue.left, cue.right, "comparison", f"{cue.rule}: {reason}")


def _overlap(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
