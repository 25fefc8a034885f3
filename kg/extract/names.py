"""The names in a paper: which spans are names, of which type, which belong together, which the paper introduces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.data.lexicons import is_generic, type_nouns
from kg.extract.candidates import Candidate
from kg.extract.evidence import families, weights
from kg.extract.forms import Form, find_forms
from kg.extract.given import prefer
from kg.extract.grouping import find_beside, group_names, is_same
from kg.extract.introduced import is_introduced
from kg.extract.place_evidence import Places, one_place
from kg.extract.scoring import score_forms, strongest_word
from kg.model import ENTITY_TYPES, Entity, EntityType, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.given import Given
    from kg.extract.scoring import Scores

__all__ = ["NAME_FROM", "NEW_NAME_FROM", "Name", "choose_names", "find_entities", "is_name"]

NAME_FROM = 0.42  # probability from which a form is a name
NEW_NAME_FROM = 0.22  # ... when the paper introduces it
_PLAIN = frozenset(("lower", "title", "number"))
_DIMENSIONS = frozenset(("2d", "3d"))
_NESTED_FROM = 0.6  # ... when all its mentions stand inside mentions of better ones


@dataclass(frozen=True, slots=True)
class Name:
    """A form that was taken as a name: its type, how probable it is, where it stands."""

    form: Form
    type: EntityType
    probability: float
    mentions: tuple[Candidate, ...]


def find_entities(analysis: Analysis, given: Sequence[Given] = ()) -> tuple[Entity, ...]:
    """Return the named things of a paper in the order of their first mention.

    Args:
        analysis: the title and abstract.
        given: what the rules of the user match (kg.extract.given); it wins over what we find ourselves.
    """
    forms = prefer(given, find_forms(analysis), analysis) if given else find_forms(analysis)
    places = Places(analysis, weights())
    names = choose_names(forms, score_forms(forms, places))
    entities: list[Entity] = []
    reasons = [Places(analysis, families(at)) for at in range(len(ENTITY_TYPES))]
    same = partial(is_same, words=analysis.words, beside=find_beside(names))
    for group in group_names(names, same):
        if _names_nothing(group):
            continue
        introduced = is_introduced(group, forms, places)
        if introduced or is_name(group):
            rules = [_rule(name, reasons[ENTITY_TYPES.index(name.type)]) for name in group]
            entities.append(_entity(group, rules, introduced, analysis))
    return tuple(sorted(entities, key=lambda entity: entity.mentions[0]))


def is_name(group: Iterable[Name]) -> bool:
    """Tell whether one of a group is probable enough to be a name even if the paper does not introduce it."""
    return any(name.probability > NAME_FROM for name in group)


def _names_nothing(group: Sequence[Name]) -> bool:
    """Tell whether a thing is only ever called by words that name nothing in particular, as many papers do theirs."""
    form = group[0].form
    if len(group) > 1 or form.rule or form.short:
        return False
    plain = all(word.shape in _PLAIN or word.lower in _DIMENSIONS for word in form.words)
    return plain and is_generic(form.key)


def choose_names(forms: Mapping[str, Form], scores: Mapping[str, Scores]) -> list[Name]:
    """Return the forms that may be names: the most probable first, each where no more probable one overlaps.

    A form that only stands inside others is kept when it is probable enough in itself: ImageNet in ImageNet accuracy.
    """
    ranked = sorted((-sum(scores[key]), key) for key in scores if sum(scores[key]) > NEW_NAME_FROM)
    names: list[Name] = []
    taken: dict[int, list[Candidate]] = {}  # by token
    for negative, key in ranked:
        mentions = [m for m in forms[key].mentions if not any(at in taken for at in range(m.start, m.end))]
        if not mentions and -negative > _NESTED_FROM:
            mentions = [m for m in forms[key].mentions if not _crosses(m, taken)]
        if not mentions:
            continue
        for mention in mentions:
            for at in range(mention.start, mention.end):
                taken.setdefault(at, []).append(mention)
        best = max(range(4), key=lambda at: scores[key][at])
        names.append(Name(forms[key], ENTITY_TYPES[best], -negative, tuple(mentions)))
    return names


def _crosses(mention: Candidate, taken: Mapping[int, Sequence[Candidate]]) -> bool:
    """Tell whether a mention overlaps a better one without one holding the other."""
    start, end = mention.start, mention.end
    at_start, before_end = taken.get(start, ()), taken.get(end - 1, ())
    return any(m.start < start and m.end < end for m in at_start) or any(
        start < m.start and end < m.end for m in before_end
    )


def _rule(name: Name, reasons: Places) -> str:
    """Return the family of the evidence that spoke most for the type of a name, or the rule of the user.

    Asked are its words and the place where it stands first, as `reasons` sees them for the type.
    """
    if name.form.rule:
        return name.form.rule.id
    best: tuple[int, str] = max(
        strongest_word(name.form, name.type, reasons.see), *one_place(name.form.mentions[0], reasons)
    )
    return "name." + best[1].replace(" ", "-")


def _entity(group: Sequence[Name], rules: Sequence[str], introduced: bool, analysis: Analysis) -> Entity:
    best = max(group, key=lambda name: (name.probability, name.form.key))
    mentions: set[Mention] = set()
    surfaces: dict[str, int] = {}
    for name, rule in zip(group, rules, strict=True):
        for candidate in name.mentions:
            start, end = analysis.starts[candidate.start], analysis.end_of(candidate.end - 1)
            mentions.add(Mention(start, end, rule))
            surfaces.setdefault(analysis.text[start:end], start)
    ordered = sorted(
        surfaces,
        key=lambda surface: (_is_extended(surface, surfaces), -len(surface.split()), -len(surface), surfaces[surface]),
    )
    return Entity(best.type, ordered[0], tuple(ordered[1:]), introduced, tuple(sorted(mentions)))


def _is_extended(surface: str, surfaces: Iterable[str]) -> bool:
    """Tell whether a surface only adds a generic noun or brackets to another: GLUE benchmark, where GLUE stands too."""
    stem, _, last = surface.rpartition(" ")
    return "(" in surface or (last.lower().removesuffix("s") in type_nouns() and stem in surfaces)
