"""Which names of one paper mean the same thing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kg.data.lexicons import clusters, terms
from kg.data.weights import grouping_weights
from kg.extract.word_evidence import lexicon_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.extract.evidence import Evidence
    from kg.extract.names import Name
    from kg.extract.words import Word

__all__ = ["SAME_FROM", "Beside", "find_beside", "group_names", "is_same", "pair_evidence"]

Beside = dict[tuple[str, str], tuple[int, int]]  # the tokens between two names, by their keys

SAME_FROM = -0.3  # the sum of weights from which two names mean the same
_BESIDE = 4  # words between two names that stand beside one another
_LISTING = frozenset((",", "and", "or", "/", "&", "of", "for", "in", "on", "with", "to"))
_JOINING = frozenset((",", "and", "or", "/", "&"))
_COMPARED = 150  # with how many of the most probable names each is compared; a long text stays linear


def group_names(names: Sequence[Name], same: Callable[[Name, Name], bool]) -> list[list[Name]]:
    """Return the names in groups that mean the same thing, the order of `names` kept.

    Args:
        names: the names of one paper.
        same: tells whether two names mean the same thing (`is_same`).
    """
    group_of = list(range(len(names)))
    for at, name in enumerate(names):
        for before in range(min(at, _COMPARED)):
            if group_of[before] != group_of[at] and same(names[before], name):
                old, new = group_of[at], group_of[before]
                group_of = [new if group == old else group for group in group_of]
    groups: dict[int, list[Name]] = {}
    for group, name in zip(group_of, names, strict=True):
        groups.setdefault(group, []).append(name)
    return list(groups.values())


def is_same(one: Name, other: Name, words: Sequence[Word], beside: Beside) -> bool:
    """Tell whether two names of a paper mean the same thing.

    Acronym and long form do; one name within the other may, and so may a name and what is said of it right beside it.

    Args:
        one: a name.
        other: another one.
        words: the words of the text.
        beside: what stands between names (`find_beside`).
    """
    if one.form.rule and other.form.rule and one.form.rule.entry and other.form.rule.entry:
        return one.form.rule.entry == other.form.rule.entry  # as the lexicon of the user says
    if other.form.key in (one.form.short, one.form.long):
        return True
    if one.type != other.type:
        return False
    gap = beside.get(_pair(one, other))
    if gap is None and not _may_be_same(one.form.key, other.form.key):
        return False
    if gap and _are_listed(words[slice(*gap)]):
        return False
    found = pair_evidence(one, other, words, beside)
    weights = grouping_weights()
    return bool(found) and sum([weights.get(pair, 0) for pair in found]) > 100 * SAME_FROM


def _are_listed(between: Sequence[Word]) -> bool:
    """Tell whether what stands between two names makes them members of a list: commas, "and", numbers, prepositions.

    "88.5% on ImageNet, 90.7% on ImageNet-ReaL" speaks of two things.
    """
    first, *rest = (word.lower for word in between)
    return first in _JOINING and all(word in _LISTING or word == "%" or word[0].isdigit() for word in rest)


def _may_be_same(one: str, other: str) -> bool:
    """Tell at little cost whether one key may hold the words of the other."""
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return short in long or " " in short or (" " in long and short[0] == long[0])


def pair_evidence(one: Name, other: Name, words: Sequence[Word], beside: Beside) -> list[Evidence]:
    """Return the evidence on two names meaning the same.

    There is none where neither holds the words of the other and nothing but small words stands between them.
    """
    long, short = sorted((one.form.key, other.form.key), key=lambda key: (-len(key), key))
    relation, rest = _relation(long.split(" "), short.split(" "))
    found = set(_pair_evidence(one, long, short, relation, rest)) if relation else set()
    if gap := beside.get(_pair(one, other)):
        between = " ".join(["BREAK" if item.shape == "space" else item.lower for item in words[slice(*gap)]])
        if relation or not _LISTING.issuperset(between.split(" ")):
            named = "".join(["n" if any(item.is_name for item in name.form.words) else "d" for name in (one, other)])
            found.add(("between", f"{between} {relation}"))
            if not relation:
                found.update((("relation", "beside"), ("beside and type", one.type)))
            found.add(("between and names", f"{between} {''.join(sorted(named))}"))
    return sorted(found)


def find_beside(names: Sequence[Name]) -> Beside:
    """Return the tokens between two names, where they first stand beside one another, a few words apart at most."""
    places = sorted((mention.start, mention.end, name.form.key) for name in names for mention in name.mentions)
    found: Beside = {}
    for at, (_, end, key) in enumerate(places):
        for start, _, other in islice(places, at + 1, None):
            if start > end + _BESIDE:
                break
            if start > end:
                found.setdefault((min(key, other), max(key, other)), (end, start))
    return found


def _pair(one: Name, other: Name) -> tuple[str, str]:
    first, second = one.form.key, other.form.key
    return (first, second) if first < second else (second, first)


def _relation(long: list[str], short: list[str]) -> tuple[str, list[str]]:
    """Return how the words of one name stand in the other, and what else stands there."""
    size = len(short)
    if len(short) == 1 and len(long) > 1 and "".join(part[0] for part in long) == short[0].rstrip("s"):
        return "initials", []
    if long[-size:] == short:
        return "tail", long[:-size]
    if long[:size] == short:
        return "head", long[size:]
    if len(short) > 1 and set(short) <= set(long):
        return "within", [part for part in long if part not in short]
    if "".join(long) == "".join(short):
        return "spelling", []
    return "", []


def _pair_evidence(one: Name, long: str, short: str, relation: str, rest: list[str]) -> Iterator[Evidence]:
    yield "relation", relation
    yield "relation and type", f"{relation} {one.type}"
    yield "relation and size", f"{relation} {min(len(rest), 3)} {min(short.count(' ') + 1, 3)}"
    for part in rest:
        yield relation + " with", part
        yield relation + " with group", clusters().get(part, ("rare", "rare"))[1]
    if relation == "head":
        yield "head before", rest[-1]
    if lexicon_type(short):
        yield relation + " lexicon", "short"
    if lexicon_type(long):
        yield relation + " lexicon", "long"
    for which, key in (("short", short), ("long", long)):
        term = terms().get(key)
        yield f"{relation} docs {which}", str(term[0].bit_length() // 2) if term else "none"
