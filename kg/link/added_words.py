"""Names with a word that adds nothing: "vanilla autoencoder", "Lyapunov-like approach", "GLUE benchmark"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal

from kg.link.acronyms import same_long_form
from kg.link.tally import most

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.tally import Tally
    from kg.model import EntityType

__all__ = ["generic_words", "plain_words", "type_words"]

# type words that add nothing to a name ("GLUE benchmark", "BLEU score"), and the type that shows it. Those with ""
# may add something ("SFT model"), so that only a paper itself can say that they do not.
_TYPE_WORDS: dict[str, EntityType | Literal[""]] = {
    **dict.fromkeys(("benchmark", "corpus", "dataset", "suite"), "Dataset"),
    **dict.fromkeys(("metric", "score"), "Metric"),
    **dict.fromkeys(("architecture", "algorithm", "optimizer"), "Method"),
    **dict.fromkeys(("approach", "framework", "method", "model", "network", "problem", "strategy", "task"), ""),
}
# what may end the name of any method and says nothing, and what may begin it
_GENERIC: dict[str, EntityType] = {
    **dict.fromkeys(
        "algorithm approach mechanism method methodology pipeline procedure scheme strategy technique".split(), "Method"
    ),
    **dict.fromkeys(("problem", "task"), "Task"),
}
# add nothing to a name of several words, if it is of such a type
_WHOLES: dict[str, tuple[EntityType, ...]] = {
    **dict.fromkeys(("framework", "model", "system", "technology"), ("Method", "Task")),
    **dict.fromkeys(("metric", "score"), ("Metric",)),
}
# what is a network, a model and an architecture already: "neural network architecture", "autoencoder network"
_MODELS = frozenset("autoencoder cnn gan gru lstm network perceptron rnn transformer vae".split())
_PLAIN = frozenset("classical conventional existing proposed standard traditional vanilla".split())
# type words that what stands before them may need: "diffusion-style models"
_NOUNS = frozenset({"architecture", "metric", "model", "network", "problem", "task"})
# "cue combination model" is cue combination; a "basis function network" is made of basis functions
_MADE_OF = frozenset({"architecture", "model", "network"})
_PROCESS = re.compile(r"(?:ing|(?<!func)[stx]ion|ment|sis|control|retrieval|search)\Z")


def plain_words(tally: Tally) -> Iterator[tuple[str, str]]:
    """Yield names with a first word that only says that the thing is the known one: "vanilla autoencoder"."""
    for name in tally.types:
        first, _, rest = name.partition(" ")
        if first in _PLAIN and rest in tally.types and tally.main_type(name) == tally.main_type(rest):
            yield name, rest


def generic_words(tally: Tally) -> Iterator[tuple[str, str]]:
    """Yield names that end in "method", "approach" and the like, where what stands before is a name already.

    Else these words are one: "Lyapunov-like approach", "Lyapunov-like methods". Something must stand before them that
    says more than one plain word does.
    """
    groups = defaultdict[tuple[str, str], Counter[str]](Counter)
    for name in tally.types:
        bare, _, last = name.rpartition(" ")
        kind = tally.main_type(name)
        is_model = kind == "Method" and last in _MADE_OF and bare.rpartition(" ")[2] in _MODELS
        is_whole = is_model or kind in _WHOLES.get(last, ())
        if is_whole and " " in bare and kind == tally.main_type(bare):
            yield (bare, name) if _is_cut(tally.named[bare], tally.named[name]) else (name, bare)
        if last not in _GENERIC or not bare:
            continue
        if kind != _GENERIC[last]:
            continue
        is_telling = " " in bare or _has_capital(tally, name)
        if kind == tally.main_type(bare) and (is_telling or _is_process(tally, bare, name)):
            yield name, bare
        elif is_telling:
            groups[bare, kind][name] = tally.named[name]
    for group in groups.values():
        best, _ = most(group)
        yield from ((name, best) for name in sorted(group) if name != best)


def _is_process(tally: Tally, bare: str, name: str) -> bool:
    """Tell whether a plain word means a way to do something, alone or with a word for that: "boosting (technique)"."""
    return bool(_PROCESS.search(bare)) and (tally.spelt(name) + tally.spelt(bare)).islower()


def type_words(tally: Tally) -> Iterator[tuple[str, str]]:
    """Yield names that differ from another by a type word: as a paper says, or as the names themselves do."""
    for name in {*tally.types, *tally.aliases}:
        bare, _, last = name.rpartition(" ")
        if last not in _TYPE_WORDS or bare not in tally.surfaces:
            continue
        spelt = tally.spelt(bare)
        if _TYPE_WORDS[last] == "Dataset" and not tally.is_mostly(bare, "Dataset"):  # the task VQA is no data set
            continue
        if last in _MADE_OF and spelt.islower() and not _PROCESS.search(bare):
            continue
        long_forms = tally.acronyms.get(bare, {}).keys()  # "RL methods" beside "reinforcement learning (RL)"
        meant = long_forms if len({same_long_form(long) for long in long_forms}) == 1 else ()
        if name in tally.aliases.get(bare, ()) or tally.aliases.get(name, {}).keys() & {bare, *meant}:
            needed = last in _NOUNS and _needs_noun(spelt, tally.named[bare], tally.named[name])
            yield (bare, name) if needed else (name, bare)
        elif (
            _TYPE_WORDS[last]
            and tally.is_mostly(bare, _TYPE_WORDS[last])
            and any(c.isupper() for c in spelt)
            and _has_capital(tally, name)  # "patrol algorithm" is not PATROL
        ):
            yield name, bare


def _needs_noun(bare: str, bare_papers: int, papers: int) -> bool:
    """Tell whether a name is the one with its noun: "text-to-video models", but "Kimi Linear (models)"."""
    if _is_proper(bare):  # "Large Language" of one paper is still no name, where all others write "... model"
        return " " in bare and _is_cut(bare_papers, papers)
    return papers >= bare_papers


def _is_cut(bare_papers: int, papers: int) -> bool:
    """Tell whether a name without its noun is so much rarer than with it that it is a cut one: "Generalized Linear"."""
    return papers >= 3 * bare_papers + 3


def _is_proper(surface: str) -> bool:
    """Tell whether each word has a capital or a digit, as in Kimi Linear, and none is a compound like Text-to-Video."""
    words = surface.split()
    return all(word.count("-") < 2 and any(c.isupper() or c.isdigit() for c in word) for word in words)


def _has_capital(tally: Tally, name: str) -> bool:
    """Tell whether a name, its last word left out, is mostly written with a capital or digit."""
    return any(c.isupper() or c.isdigit() for c in tally.spelt(name).replace("-", " ").rpartition(" ")[0])
