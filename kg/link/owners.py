"""Which names stand for which others over all papers; each rule has the id that the graph prints as the reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.data import rows
from kg.link.acronyms import is_spelt_from, same_long_form
from kg.link.keys import clean, key
from kg.link.tally import known_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.link.tally import Tally, TypeCounts
    from kg.model import EntityType

__all__ = ["Owner", "Pair", "owners", "root"]

SHARE = 0.8  # of the papers that must agree before a short form stands for a long one everywhere
DEFINITIONS = 3  # papers that are enough to say what a short form means, however many write it without saying
Pair = tuple[str, str]
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
# type words that add nothing to a name ("GLUE benchmark", "BLEU score"), and the type that shows it. Those with ""
# may add something ("SFT model"), so that only a paper itself can say that they do not.
_TYPE_WORDS: dict[str, EntityType | Literal[""]] = {
    **dict.fromkeys(("benchmark", "corpus", "dataset", "suite"), "Dataset"),
    **dict.fromkeys(("metric", "score"), "Metric"),
    **dict.fromkeys(("architecture", "algorithm", "optimizer"), "Method"),
    **dict.fromkeys(("approach", "framework", "method", "model", "network", "problem", "strategy", "task"), ""),
}
# what may end the name of any method and says nothing, and what may begin it
_GENERIC = frozenset("algorithm approach mechanism method pipeline procedure scheme strategy technique".split())
_PLAIN = frozenset("classical conventional existing proposed standard traditional vanilla".split())
# type words that what stands before them may need: "diffusion-style models"
_NOUNS = frozenset({"architecture", "metric", "model", "network", "problem", "task"})


@dataclass(frozen=True, slots=True)
class Owner:
    """The key that another key stands for, and why."""

    key: str
    reason: str


def owners(tally: Tally, *, same_as: Iterable[Pair], never_merge: Iterable[Pair]) -> dict[str, Owner]:
    """Return the owner of each key that has one; the user goes before every rule, later rules before earlier ones."""
    joined = dict(_joined(tally))
    rules = (_synonyms, _aliases, _word_order, _plain_words, _generic_words, _type_words)
    found = joined | {name: owner for rule in rules for name, owner in rule(tally)}
    found |= dict(_acronyms(tally, joined)) | dict(_metrics(tally))
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


def root(owned: Mapping[str, Owner], name_key: str) -> str:
    """Return the key that a key stands for in the end; a circle ends at its first key in alphabetical order."""
    seen = [name_key]
    while owner := owned.get(seen[-1]):
        if owner.key in seen:
            return min(seen[seen.index(owner.key) :])
        seen.append(owner.key)
    return seen[-1]


def _joined(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield names that are also written with or without a blank: "Tiny ImageNet", TinyImageNet."""
    groups = defaultdict[str, Counter[str]](Counter)
    for name, surfaces in tally.surfaces.items():
        groups[_BETWEEN_LETTERS.sub("", name)][name] = sum(surfaces.values())
    for group in (group for joined, group in groups.items() if len(joined) >= 4 and len(group) > 1):  # not "u^T" and UT
        spelt = {name: _most(tally.surfaces[name])[0] for name in group}
        if any(_is_camel(form) for form in spelt.values()):  # WaterStrider is no water strider
            group = Counter(
                {name: n for name, n in group.items() if " " not in spelt[name] or not spelt[name].islower()}
            )
        best, _ = _most(group)
        yield from ((name, Owner(best, "joined")) for name in sorted(group) if name != best)


def _synonyms(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield short forms that everybody knows, such as LLM, unless the corpus says enough about them itself."""
    for other, (kind, name) in _known_synonyms().items():
        types: dict[str, int] = {kind: papers for kind, (papers, _) in tally.types.get(other, {}).items()}
        undefined = tally.acronyms.get(other, Counter()).total() < DEFINITIONS
        if undefined and types.get(kind, 0) * 3 >= 2 * sum(types.values()):
            yield other, Owner(name, "known-synonym")


@cache
def _known_synonyms() -> dict[str, tuple[str, str]]:
    return {
        key(other): (kind, key(name))
        for kind, name, others, _source in rows("synonyms.tsv", 4)
        for other in others.split("|")
    }


def _aliases(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield names such as DoRA that several papers give to one thing; other aliases hold inside their paper only."""
    for alias, names in tally.aliases.items():
        best, papers = _most(names)
        if (
            papers >= 2
            and _is_settled(papers, names.total(), tally.named[alias])
            and any(map(_is_namelike, tally.surfaces[alias]))
            and is_spelt_from(alias, best)
            and not set(alias.split()) <= set(best.split())  # "TF-IDF" is not all of "TF-IDF filtering"
            and alias != "".join(word[0] for word in best.split()[1:])  # nor ADM of "linearized ADM"
        ):
            yield alias, Owner(best, "alias")


def _word_order(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield names of the same words in another order, before the same last one: "mobile micro robot"."""
    groups = defaultdict[tuple[str, ...], Counter[str]](Counter)
    for name in tally.types:
        *before, last = name.split(" ")
        if len(before) >= 2:
            groups[*sorted(before), last][name] = tally.named[name]
    for group in (group for group in groups.values() if len(group) > 1):
        best, _ = _most(group)
        yield from ((name, Owner(best, "word-order")) for name in sorted(group) if name != best)


def _plain_words(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield names with a first word that only says that the thing is the known one: "vanilla autoencoder"."""
    for name in sorted(tally.types):
        first, _, rest = name.partition(" ")
        if first in _PLAIN and rest in tally.types and _main_type(tally, name) == _main_type(tally, rest):
            yield name, Owner(rest, "plain-word")


def _generic_words(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield names that end in "method", "approach" and the like, where what stands before is a name already.

    Else these words are one: "Lyapunov-like approach", "Lyapunov-like methods". Something must stand before them that
    says more than one plain word does.
    """
    groups = defaultdict[tuple[str, str], Counter[str]](Counter)
    for name in sorted(tally.types):
        bare, _, last = name.rpartition(" ")
        if last not in _GENERIC or not bare:
            continue
        kind, is_telling = _main_type(tally, name), " " in bare or _has_capital(tally, name)
        if is_telling and bare in tally.types and kind == _main_type(tally, bare):
            yield name, Owner(bare, "generic-word")
        elif is_telling:
            groups[bare, kind][name] = tally.named[name]
    for group in groups.values():
        best, _ = _most(group)
        yield from ((name, Owner(best, "generic-word")) for name in sorted(group) if name != best)


def _main_type(tally: Tally, name: str) -> str:
    types = tally.types.get(name, {})
    return min(types, key=lambda kind: (-types[kind][0], kind), default="")


def _has_capital(tally: Tally, name: str) -> bool:
    """Tell whether a name, its last word left out, is mostly written with a capital or digit."""
    spelt = _most(tally.surfaces[name])[0] if name in tally.surfaces else ""
    return any(c.isupper() or c.isdigit() for c in spelt.replace("-", " ").rpartition(" ")[0])


def _type_words(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield names that differ from another by a type word: as a paper says, or as the names themselves do."""
    for name in sorted({*tally.types, *tally.aliases}):
        bare, _, last = name.rpartition(" ")
        if last not in _TYPE_WORDS or bare not in tally.surfaces:
            continue
        spelt = _most(tally.surfaces[bare])[0]
        if _TYPE_WORDS[last] == "Dataset" != _main_type(tally, bare):  # the task VQA is no data set
            continue
        if name in tally.aliases.get(bare, ()) or bare in tally.aliases.get(name, ()):
            needed = last in _NOUNS and _needs_noun(spelt, tally.named[bare], tally.named[name])
            yield (bare, Owner(name, "type-word")) if needed else (name, Owner(bare, "type-word"))
        elif (
            _TYPE_WORDS[last] == _main_type(tally, bare)
            and any(c.isupper() for c in spelt)
            and _has_capital(tally, name)  # "patrol algorithm" is not PATROL
        ):
            yield name, Owner(bare, "type-word")


def _needs_noun(bare: str, bare_papers: int, papers: int) -> bool:
    """Tell whether a name is the one with its noun: "text-to-video models", but "Kimi Linear (models)"."""
    if _is_proper(bare):  # "Large Language" of one paper is still no name, where all others write "... model"
        return " " in bare and papers >= 3 * bare_papers + 3
    return papers >= bare_papers


def _acronyms(tally: Tally, joined: Mapping[str, Owner]) -> Iterator[tuple[str, Owner]]:
    """Yield what an acronym stands for where its papers agree, and the long forms that are one."""
    for short, longs in tally.acronyms.items():
        groups = defaultdict[str, Counter[str]](Counter)
        for long, papers in longs.items():
            # "multi-layer" and "multilayer perceptron"
            groups[same_long_form(joined[long].key if long in joined else long)][long] = papers
        usual = {
            stem: _most(Counter({long: tally.surfaces[long].total() for long in groups[stem]}))[0] for stem in groups
        }
        for stem, group in groups.items():
            yield from ((long, Owner(usual[stem], "long-form")) for long in sorted(group) if long != usual[stem])
        stem, papers = _most(Counter({stem: group.total() for stem, group in groups.items()}))
        known = short in _known_synonyms() and longs.total() < DEFINITIONS
        same_type = short not in tally.types or _main_type(tally, short) == _main_type(tally, usual[stem])
        if _is_settled(papers, longs.total(), tally.named[short]) and same_type and not known:
            yield short, Owner(usual[stem], "acronym")


def _metrics(tally: Tally) -> Iterator[tuple[str, Owner]]:
    """Yield the other names of metrics that we know."""
    for name, metric in known_metrics().items():
        if name != key(metric.name) and name in tally.types and _mostly_metric(tally.types[name]):
            yield name, Owner(key(metric.name), "known-metric")


def _is_settled(agreeing: int, defining: int, undefined: int) -> bool:
    """Tell whether a short form means one thing; one definition says little about more papers that give none."""
    return agreeing > SHARE * defining and (defining >= DEFINITIONS or defining >= undefined)


def _mostly_metric(types: TypeCounts) -> bool:
    return types.get("Metric", (0, ""))[0] * 2 > sum(papers for papers, _ in types.values())


def _most(counts: Counter[str]) -> tuple[str, int]:
    return min(counts.items(), key=lambda item: (-item[1], item[0]))


def _is_camel(surface: str) -> bool:
    return " " not in surface and any(c.isupper() for c in surface[1:]) and any(c.islower() for c in surface)


def _is_namelike(surface: str) -> bool:
    """Tell whether a form is one word that only a name can be, such as WorldPM or HNSW."""
    marks = sum(c.isupper() or c.isdigit() for c in surface)
    return " " not in surface and len(surface) >= 3 and marks >= 2 and not surface.isdigit()


def _is_proper(surface: str) -> bool:
    """Tell whether each word has a capital or a digit, as in Kimi Linear, and none is a compound like Text-to-Video."""
    words = surface.split()
    return all(word.count("-") < 2 and any(c.isupper() or c.isdigit() for c in word) for word in words)
