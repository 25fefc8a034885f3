"""What every rule needs of a text, worked out once: words, tags in context, sentences and noun phrase chunks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from kg.extract.chunks import chunk_bounds
from kg.extract.cues import proposal_cues
from kg.extract.lists import list_types
from kg.extract.nlp import Tokenizer
from kg.extract.sentences import sentence_bounds
from kg.extract.tags import tag_words
from kg.extract.words import Word, word

__all__ = ["Analysis", "analyse"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text as plain tuples, one item a token; bounds are token numbers, end exclusive.

    `starts` are character offsets; `cues` tell what a sentence proposed before a token; `next_chunk` is the number of
    the first noun phrase that begins at a token or after it; `list_types` gives noun phrases, by their first token, the
    type that the noun of their list says. The title ends before token `title_end`; 0 where there is none.
    """

    text: str
    words: tuple[Word, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    chunks: tuple[tuple[int, int], ...]
    cues: tuple[str, ...]
    next_chunk: tuple[int, ...]
    list_types: dict[int, str]
    title_end: int

    def slice(self, start: int, end: int) -> str:
        """Return the text of tokens `start` to `end` (exclusive) as it stands."""
        return self.text[self.starts[start] : self.end_of(end - 1)]

    def end_of(self, token: int) -> int:
        """Return the character offset where a token ends."""
        return self.starts[token] + len(self.words[token].text)


def analyse(text: str) -> Analysis:
    """Return the analysis of a title, a line break and an abstract (`Paper.text`).

    It needs no spaCy Doc, whose making alone would take a tenth of the time; the tokens are those of `Tokenizer`.
    """
    pieces = Tokenizer.split(text)
    words = tuple([word(text) for text, _ in pieces])
    starts = tuple(accumulate([len(text) + len(space) for text, space in pieces], initial=0))[:-1]
    bounds = sentence_bounds(words)
    tags = tag_words(words)
    chunks = chunk_bounds(words, tags)
    title_end = next((number for number, item in enumerate(words) if item.text[0] == "\n"), 0)
    cues = proposal_cues(words, bounds, chunks)
    return Analysis(
        text,
        words,
        tags,
        starts,
        bounds,
        chunks,
        cues,
        _next_chunk(len(words), chunks),
        list_types(words, chunks),
        title_end,
    )


def _next_chunk(size: int, chunks: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    numbers: list[int] = []
    for number, (start, _) in enumerate(chunks):
        numbers.extend([number] * (start + 1 - len(numbers)))
    return (*numbers, *[len(chunks)] * (size + 1 - len(numbers)))
