"""Which names stand for which others over all papers; each rule has the id that the graph prints as the reason."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

from kg.data import rows
from kg.keys import clean, key
from kg.link.acronyms import is_spelt_from, same_long_form
from kg.link.added_words import generic_words, plain_words, type_words
from kg.link.endings import other_endings
from kg.link.slips import misspelt
from kg.link.tally import known_metrics, most

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.link.tally import Tally

__all__ = ["Owner", "Pair", "owners", "root"]

SHARE = 0.8  # of the papers that must agree before a short form stands for a long one everywhere
DEFINITIONS = 3  # papers that say what a short form means, for all that write it without saying
LONG_SHORT = 4  # letters of a short form of which two are enough: a third says the same in 88 of 100 cases
AGREEING = 0.7  # of the papers that define the same acronym must mean the same, for fewer definitions to be enough
ASSUMED, ACRONYMS = 0.75, 10  # what is taken for that share before a corpus says more, and how many acronyms that is
AS_NAME = 2  # times as many papers write a short form without saying what it means: BERT, CLIP, ResNet
OF_A_TYPE = 5  # papers that agree on the type of a long form, before another one of another type is another thing
Pair = tuple[str, str]
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Owner:
    """The key that another key stands for, and why."""

    key: str
    reason: str


def owners(tally: Tally, *, same_as: Iterable[Pair], never_merge: Iterable[Pair]) -> dict[str, Owner]:
    """Return the owner of each key that has one; the user goes before every rule, later rules before earlier ones."""
    joined = dict(_joined(tally))
    found = {name: Owner(other, "joined") for name, other in joined.items()}
    for reason, rule in _RULES.items():
        found |= {name: Owner(other, reason) for name, other in rule(tally)}
    found |= dict(_acronyms(tally, joined))
    found |= {name: Owner(other, "known-metric") for name, other in _metrics(tally)}
    _join_endings(found, tally)
    for one, other in ((tally.key(clean(one)), tally.key(clean(other))) for one, other in same_as):
        if one != other:
            found[other] = Owner(one, "same-as")
            if one in found and found[one].key == other:
                del found[one]
    for pair in never_merge:
        one, other = map(tally.key, pair)
        for name in (one, other):
            if root(found, one) == root(found, other):
                found.pop(name, None)
    return found


def _join_endings(found: dict[str, Owner], tally: Tally) -> None:
    """Let names that differ in endings come to the same end; the others that come to one of them stay with it."""
    for one, other in other_endings(tally):
        ends = {root(found, one), root(found, other)}
        if len(ends) == 2:
            best, _ = most({end: tally.named[end] for end in ends})
            (less,) = ends - {best}
            found[less] = Owner(best, "ending")


def root(owned: Mapping[str, Owner], name_key: str) -> str:
    """Return the key that a key stands for in the end; a circle ends at its first key in alphabetical order."""
    seen = [name_key]
    while owner := owned.get(seen[-1]):
        if owner.key in seen:
            return min(seen[seen.index(owner.key) :])
        seen.append(owner.key)
    return seen[-1]


def _joined(tally: Tally) -> Iterator[Pair]:
    """Yield names that are also written with or without a blank: "Tiny ImageNet", TinyImageNet."""
    groups = defaultdict[str, list[str]](list)
    for name in tally.surfaces:
        groups[_together(name)].append(name)
    for group in (group for joined, group in groups.items() if len(joined) >= 4 and len(group) > 1):  # not "u^T" and UT
        spelt = {name: tally.spelt(name) for name in group}
        if any(_is_camel(form) for form in spelt.values()):  # WaterStrider is no water strider
            spelt = {name: form for name, form in spelt.items() if " " not in form or not form.islower()}
        yield from _with_most({name: sum(tally.surfaces[name].values()) for name in spelt})


def _together(name: str) -> str:
    """Return a name without the blanks between letters."""
    joined = name.replace(" ", "")
    return joined if joined.isalpha() else _BETWEEN_LETTERS.sub("", name)


def _synonyms(tally: Tally) -> Iterator[Pair]:
    """Yield short forms that everybody knows, such as LLM, unless the papers say enough about them themselves."""
    for other, (kind, name) in _known_synonyms().items():
        types: dict[str, int] = {kind: papers for kind, (papers, _) in tally.types.get(other, {}).items()}
        undefined = sum(tally.acronyms.get(other, {}).values()) < DEFINITIONS
        if undefined and types.get(kind, 0) * 3 >= 2 * sum(types.values()):
            yield other, name


@cache
def _known_synonyms() -> dict[str, tuple[str, str]]:
    return {
        key(other): (kind, key(name))
        for file in ("acronyms.tsv", "synonyms.tsv")
        for kind, name, others, _ in rows(file, 4)
        for other in others.split("|")
    }


def _aliases(tally: Tally) -> Iterator[Pair]:
    """Yield names such as DoRA that several papers give to one thing; other aliases hold inside their paper only."""
    for alias, names in tally.aliases.items():
        best, papers = most(names)
        total = sum(names.values())
        if (
            papers >= 2
            and papers > SHARE * total
            and total >= min(DEFINITIONS, tally.named[alias])
            and any(map(_is_namelike, tally.surfaces[alias]))
            and is_spelt_from(alias, best)
            and not set(alias.split()) <= set(best.split())  # "TF-IDF" is not all of "TF-IDF filtering"
            and alias != "".join(word[0] for word in best.split()[1:])  # nor ADM of "linearized ADM"
        ):
            yield alias, best


def _word_order(tally: Tally) -> Iterator[Pair]:
    """Yield names of the same words in another order, before the same last one: "mobile micro robot"."""
    groups = defaultdict[tuple[str, ...], list[str]](list)
    for name in tally.types:
        *before, last = name.split(" ")
        if len(before) >= 2:
            groups[*sorted(before), last].append(name)
    for group in (group for group in groups.values() if len(group) > 1):
        yield from _with_most({name: tally.named[name] for name in group})


def _with_most(group: Mapping[str, int]) -> Iterator[Pair]:
    """Yield each other name of a group with the one that most papers have."""
    best, _ = most(group)
    yield from ((name, best) for name in sorted(group) if name != best)


def _slips(tally: Tally) -> Iterator[Pair]:
    """Yield names with a slip of the pen: "uncapacited facility location"."""
    return misspelt({name: tally.named[name] for name in tally.types})


_RULES: dict[str, Callable[[Tally], Iterator[Pair]]] = {
    "known-synonym": _synonyms,
    "alias": _aliases,
    "word-order": _word_order,
    "misspelt": _slips,
    "plain-word": plain_words,
    "generic-word": generic_words,
    "type-word": type_words,
}


def _acronyms(tally: Tally, joined: Mapping[str, str]) -> Iterator[tuple[str, Owner]]:
    """Yield what an acronym stands for, or stands for it, where its papers agree, and the long forms that are one."""
    grouped = {short: _long_forms(longs, joined) for short, longs in tally.acronyms.items()}
    few_are_enough = _agreement(grouped) >= AGREEING
    short_of = _usual_short_forms(tally)
    for short, groups in grouped.items():
        usual = {stem: most({long: sum(tally.surfaces[long].values()) for long in groups[stem]})[0] for stem in groups}
        for stem, group in groups.items():
            same = (long for long in sorted(group) if long != usual[stem] and not _are_two(tally, long, usual[stem]))
            yield from ((long, Owner(usual[stem], "long-form")) for long in same)
        stem, papers = most({stem: sum(group.values()) for stem, group in groups.items()})
        defining, undefined = sum(tally.acronyms[short].values()), tally.named[short]
        same_type = short not in tally.types or tally.main_type(short) == tally.main_type(usual[stem])
        is_variant = usual[stem] in tally.acronyms.get(short.removesuffix(" star"), ()) and short.endswith(" star")
        if papers <= SHARE * defining or not same_type or is_variant:  # RRT* is no RRT, though papers spell it so
            continue
        if defining >= DEFINITIONS - (len(short) >= LONG_SHORT):
            is_name = undefined >= AS_NAME * papers and short_of[usual[stem]] == short
            yield (usual[stem], Owner(short, "acronym")) if is_name else (short, Owner(usual[stem], "acronym"))
        elif not _is_known(short, usual[stem]) and (not undefined or (few_are_enough and defining >= undefined)):
            yield short, Owner(usual[stem], "acronym")


def _are_two(tally: Tally, one: str, other: str) -> bool:
    """Tell whether papers agree that two long forms are of different types: language modeling, a language model."""
    agreed = {_agreed_type(tally, one), _agreed_type(tally, other)}
    return "" not in agreed and len(agreed) == 2


def _agreed_type(tally: Tally, name: str) -> str:
    """Return what three of four papers take a name for, or "" where they do not or are few."""
    types = tally.types.get(name, {})
    papers = sum(count for count, _ in types.values())
    return next((kind for kind, (n, _) in types.items() if n >= OF_A_TYPE and 4 * n >= 3 * papers), "")


def _long_forms(longs: Mapping[str, int], joined: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Return the long forms of an acronym by what they mean: "multi-layer" and "multilayer perceptron" are one."""
    groups = defaultdict[str, dict[str, int]](dict)
    for long, papers in longs.items():
        groups[same_long_form(joined.get(long, long))][long] = papers
    return groups


def _usual_short_forms(tally: Tally) -> dict[str, str]:
    """Return the acronym of each long form that most papers define: RRT, though some say it of RRT*."""
    shorts = defaultdict[str, dict[str, int]](dict)
    for short, longs in tally.acronyms.items():
        for long, papers in longs.items():
            shorts[long][short] = papers
    return {long: most(counts)[0] for long, counts in shorts.items()}


def _agreement(grouped: Mapping[str, Mapping[str, Mapping[str, int]]]) -> float:
    """Return how often two papers that define the same acronym mean the same by it.

    8 in 10 where papers are of one field and time (five pages of 2026), 4 in 10 over thirty years and all fields: so
    many acronyms are taken twice that one paper's definition tells nothing about another paper.
    """
    same = [ASSUMED] * ACRONYMS
    for groups in grouped.values():
        papers = [sum(group.values()) for group in groups.values()]
        if 2 <= (defining := sum(papers)) <= 2 * DEFINITIONS:
            same.append(sum(n * (n - 1) for n in papers) / (defining * (defining - 1)))
    return fsum(same) / len(same)


def _is_known(short: str, long: str) -> bool:
    """Tell whether everybody knows what a short form means, or that it is the name of what the long one says."""
    return short in _known_synonyms() or _known_synonyms().get(long, ("", ""))[1] == short


def _metrics(tally: Tally) -> Iterator[Pair]:
    """Yield the other names of metrics that we know."""
    for name, metric in known_metrics().items():
        if name != key(metric.name) and tally.is_mostly(name, "Metric"):
            yield name, key(metric.name)


def _is_camel(surface: str) -> bool:
    return " " not in surface and any(c.isupper() for c in surface[1:]) and any(c.islower() for c in surface)


def _is_namelike(surface: str) -> bool:
    """Tell whether a form is one word that only a name can be, such as WorldPM or HNSW."""
    marks = sum(c.isupper() or c.isdigit() for c in surface)
    return " " not in surface and len(surface) >= 3 and marks >= 2 and not surface.isdigit()
