"""Names that a user's rules find in a text, and how they come before our own."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.candidates import Candidate
from kg.extract.forms import Form, key_of_words
from kg.extract.user_rules import UserRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.vocab import Vocab

    from kg.extract.analysis import Analysis

__all__ = ["Finder", "Given", "find_nothing", "make_finder", "prefer"]

_WINDOW = 200  # tokens matched at a time: Matcher takes quadratic time where "+" fits every word


@dataclass(frozen=True, slots=True)
class Given:
    """Token bounds of a span that a rule of the user matches."""

    start: int
    end: int
    rule: UserRule


Finder = Callable[["Analysis"], Sequence[Given]]


def find_nothing(_analysis: Analysis) -> Sequence[Given]:
    """Return nothing: the finder of a user without rules."""
    return ()


def make_finder(vocab: Vocab, rules: Sequence[UserRule]) -> Finder:
    """Return a function from an analysed text to the spans that the rules match; of two that overlap the longer one.

    Of two rules that match the same words, the earlier wins. A phrase in lower case matches in any case, another
    one as it is written.
    """
    from spacy.matcher import Matcher, PhraseMatcher

    from kg.extract.nlp import Tokenizer

    if not rules:
        return find_nothing
    tokenizer = Tokenizer(vocab)
    any_case, as_written = PhraseMatcher(vocab, attr="LOWER"), PhraseMatcher(vocab, attr="ORTH")
    tokens = Matcher(vocab)
    for number, rule in enumerate(rules):
        if rule.tokens:
            tokens.add(str(number), [json.loads(rule.tokens)], greedy="LONGEST")
        else:
            phrases = any_case if rule.phrase.islower() else as_written
            phrases.add(str(number), [tokenizer(rule.phrase)])

    return partial(_find, vocab, any_case, as_written, tokens, tuple(rules))


def _find(
    vocab: Vocab,
    any_case: PhraseMatcher,
    as_written: PhraseMatcher,
    tokens: Matcher,
    rules: Sequence[UserRule],
    analysis: Analysis,
) -> Sequence[Given]:
    from spacy.tokens import Doc

    at = [
        number for number, word in enumerate(analysis.words) if word.shape != "space"
    ]  # a line may break inside a name
    words = Doc(vocab, words=[analysis.words[number].text for number in at])
    matches = [*any_case(words), *as_written(words)]
    for first, last in _windows(analysis, at) if len(tokens) else ():
        matches += [(key, first + start, first + end) for key, start, end in tokens(words[first:last])]
    found = [(end - start, -int(vocab.strings[key]), at[start], at[end - 1] + 1) for key, start, end in matches]
    return _apart([match for match in found if not match[2] < analysis.title_end < match[3]], rules)


def _windows(analysis: Analysis, at: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, cut where they are long, in numbers of words: `at` holds their tokens."""
    for start, end in analysis.sentences:
        first, last = bisect_left(at, start), bisect_left(at, end)
        for begin in range(first, last, _WINDOW):
            yield begin, min(begin + _WINDOW, last)


def _apart(matches: Sequence[tuple[int, int, int, int]], rules: Sequence[UserRule]) -> list[Given]:
    """Return the matches (length, minus rule number, start, end) that overlap no better one, in order."""
    chosen: list[Given] = []
    for _, minus_number, start, end in sorted(set(matches), reverse=True):
        if not any(start < other.end and other.start < end for other in chosen):
            chosen.append(Given(start, end, rules[-minus_number]))
    return sorted(chosen, key=lambda given: given.start)


def prefer(given: Sequence[Given], forms: Mapping[str, Form], analysis: Analysis) -> dict[str, Form]:
    """Return the forms with those that are given first, and none of the others where a given one stands.

    Mentions that are spelt like a given one and have its shape (LoRAs for LoRA, but not math for MATH) join it.
    """
    kept: dict[str, Form] = {}
    for item in given:
        words = analysis.words[item.start : item.end]
        same = forms.get(key := key_of_words(words))
        form = kept.setdefault(key, Form(key, words, analysis.tags[item.start : item.end], rule=item.rule))
        form.long, form.short = (same.long, same.short) if same else ("", "")
        form.mentions.append(_candidate(item, analysis))
    shapes = {key: {_shape(mention, analysis) for mention in form.mentions} for key, form in kept.items()}
    for key, form in forms.items():
        free = [m for m in form.mentions if not any(m.start < item.end and item.start < m.end for item in given)]
        if key in kept:
            kept[key].mentions += [mention for mention in free if _shape(mention, analysis) in shapes[key]]
            kept[key].mentions.sort()
        elif free:
            kept[key] = Form(key, form.words, form.tags, free, form.long, form.short)
    return kept


def _candidate(item: Given, analysis: Analysis) -> Candidate:
    """Return a given span with the noun phrase that holds it, if one does."""
    bounds = (item.start, item.end)
    chunk = next(((a, b) for a, b in analysis.chunks if a <= item.start and item.end <= b), bounds)
    return Candidate(*bounds, *chunk)


def _shape(mention: Candidate, analysis: Analysis) -> tuple[str, ...]:
    return tuple(word.shape for word in analysis.words[mention.start : mention.end])
