"""Forms: the candidates of a text that are spelt alike but for case, hyphens and number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.acronyms import definitions
from kg.extract.candidates import Candidate, candidates
from kg.extract.user_rules import UserRule
from kg.extract.word_evidence import is_no_name, lexicon_type, may_be_name
from kg.extract.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.analysis import Analysis

__all__ = ["Form", "find_forms", "key_of_words"]

_PLAIN = frozenset(("lower", "title"))
_ADJECTIVE = re.compile(r"\w{4}(?:al|ic|ous|ary|ive|ar)$")
# 0.17N measures and names nothing, nor does a sign of a formula.
_NOTHING = re.compile(
    r"\d+\.\d+(?!D$)[A-Za-z°%]{0,4}$|"
    r"\\(?:[gl]eq?|[a-z]*(?:alpha|beta|gamma|delta|epsilon|lambda|sigma|theta|omega)|mu|ell|times|cdot|sim|approx|infty|log|"
    r"sqrt|frac|math\w+|(?:wide)?tilde|hat|bar|sum|prod|pm|text\w*|emph|rm|left|right|big)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Form:
    """The candidates that are spelt alike.

    `words` and `tags` are those of the first of them; `long` is the key of the long form where this is an acronym,
    `short` the key of the acronym where this is a long form; `rule` is the rule of the user that gave it; `weight` is
    the packed sum of its evidence once it is scored (kg.extract.scoring).
    """

    key: str
    words: tuple[Word, ...]
    tags: tuple[str, ...]
    mentions: list[Candidate] = field(default_factory=list)
    long: str = ""
    short: str = ""
    rule: UserRule | None = None
    weight: int | None = None


def find_forms(analysis: Analysis) -> dict[str, Form]:
    """Return the forms of a text by key, in the order of their first mention."""
    defined = [pair for pair in definitions(analysis.words) if not _is_attribute(pair, analysis)]
    forms: dict[str, Form] = {}
    for candidate in candidates(analysis, defined):
        start, end, chunk_start, chunk_end = candidate
        words = analysis.words[start:end]
        key = words[0].key if len(words) == 1 else key_of_words(words)
        inside = start != chunk_start or end != chunk_end
        if len(words) == 1 and _NOTHING.match(words[0].text):
            continue
        if words[0].shape in _PLAIN and _is_plain(key, words, inside=inside, cut=end != chunk_end):
            continue
        if end != chunk_end and _is_cut(key, end, analysis):
            continue
        form = forms.get(key)
        if form is None:
            form = forms[key] = Form(key, words, analysis.tags[candidate.start : candidate.end])
        form.mentions.append(candidate)
    for long, short in defined:
        long_key, short_key = key_of_words(analysis.words[slice(*long)]), key_of_words(analysis.words[slice(*short)])
        if long_key in forms and short_key in forms:
            forms[long_key].short = short_key
            forms[short_key].long = long_key
    return forms


def _is_attribute(pair: tuple[tuple[int, int], tuple[int, int]], analysis: Analysis) -> bool:
    """Tell whether what is defined is an adjective of the noun behind it: gastrointestinal (GI) tract."""
    (first, last), (_, end) = pair
    behind = analysis.tags[end + 1] if end + 1 < len(analysis.tags) else ""
    return last - first == 1 and _ADJECTIVE.search(analysis.words[first].lower) is not None and behind[:4] == "NOUN"


def _is_plain(key: str, words: Sequence[Word], *, inside: bool, cut: bool) -> bool:
    """Tell whether words are not worth a look: judged to be no name, or unknown inside a longer phrase.

    Args:
        key: of the words.
        words: which begin in small letters or with a capital.
        inside: whether they are part of a longer phrase.
        cut: whether that phrase goes on behind them.
    """
    if len(words) == 1:
        return (inside and not may_be_name(key)) or (words[0].shape == "lower" and is_no_name(key))
    if not inside or words[0].shape != "lower" or words[-1].shape != "lower":
        return False
    return not may_be_name(key) if cut else is_no_name(key)


def _is_cut(key: str, end: int, analysis: Analysis) -> bool:
    """Tell whether words that end inside a phrase begin a known name: large language in large language models."""
    return not analysis.words[end - 1].is_name and lexicon_type(f"{key} {analysis.words[end].key}") != ""


def key_of_words(words: Sequence[Word]) -> str:
    """Return the keys of the words, what stands in brackets left out: part-of-speech (POS) tagging."""
    parts, inside = [], False
    for word in words:
        if word.text == "(":
            inside = True
        elif word.text == ")":
            inside = False
        elif not inside and word.shape != "space":
            parts.append(word.key)
    return " ".join(parts)
