"""The evidence of the words of a form, wherever it stands: lexicon, head, spelling, how common the term is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.data.lexicons import judged_terms, known_names, terms, type_nouns
from kg.extract.evidence import pairs, piece
from kg.extract.words import NAME_SHAPES, key_of, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.evidence import Evidence
    from kg.extract.words import Word

__all__ = ["is_no_name", "lexicon_type", "may_be_name", "word_evidence"]

_NAME_PARTS = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")  # Iso Bench, Fish Track 23, Graph TCN
_CAPITAL = frozenset(("mixed", "upper", "code", "title"))
_CACHE = 1 << 13


def word_evidence(key: str, words: tuple[Word, ...], tags: tuple[str, ...], see: Any) -> tuple[Any, ...]:
    """Return what the words of a form say.

    Args:
        key: the words in lower case and the singular (kg.extract.forms.key_of_words).
        words: as they stand at the first mention.
        tags: their tags there.
        see: how to see the pieces (kg.extract.evidence.Sight).
    """
    size = len(words)
    found = [see.spelling(words[-1], size == 1), see.shapes(tuple([item.shape for item in words]), tags)]
    return (*found, *_key_evidence(key, see))


def _key_evidence(key: str, see: Any) -> list[Any]:
    """Return what a key says, wherever it stands and however it is spelt."""
    parts = key.split(" ")
    size = min(len(parts), 4)
    found = [see.key(key), see.head(parts[-1], size)]
    if len(parts) > 1:
        groups = [word(part).coarse_group for part in parts[-3:]]
        found += (see.first(parts[0]), see.before(parts[-2]), see.groups(" ".join(groups)))
    if term := terms().get(key):
        docs, whole = term
        found.append(see.docs(size, docs.bit_length(), 5 * whole // docs))
    else:
        found.append(see.docs(size, None, None))
    return found


@piece
def _key(key: str) -> Iterator[Evidence]:
    """Yield what a key says as a whole: the lexicon, what it was judged to be."""
    yield "words", key
    parts = key.split(" ")
    yield from _of_lexicon(key, parts)
    yield from _of_judged(key, parts)
    if len(parts) > 1:
        yield "last two", parts[-2] + " " + parts[-1]


@piece
def _first(first: str) -> Iterator[Evidence]:
    yield "first", first
    yield "first group", word(first).group


@piece
def _before(before: str) -> Iterator[Evidence]:
    yield "group before head", word(before).group


@piece
def _groups(groups: str) -> Iterator[Evidence]:
    yield "coarse groups", groups


@piece
def _docs(size: int, docs: int | None, fifths: int | None) -> Iterator[Evidence]:
    """Yield how common a term of so many words is, and in how many fifths of its abstracts it is a whole phrase."""
    yield "docs", f"{size} {'none' if docs is None else docs}"
    if fifths is not None:
        yield "whole share", f"{size} {fifths}"


@piece
def _partner(key: str) -> Iterator[Evidence]:
    """Yield what the key of the acronym or long form of a form says of the form."""
    for family, value in chain.from_iterable(_key_evidence(key, pairs())):
        yield "with " + family, value


def lexicon_type(key: str) -> str:
    """Return the type of a key that stands in the lexicon, else ""."""
    return _lexicon().get(key, "")


@lru_cache(_CACHE)
def may_be_name(key: str) -> bool:
    """Tell whether words are known as a name, so that they may be one inside a longer phrase."""
    return bool(lexicon_type(key)) or judged_terms().get(key, "none") != "none"


def is_no_name(key: str) -> bool:
    """Tell whether a term was judged to be no name."""
    return judged_terms().get(key) == "none"


@cache
def _lexicon() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, kind in known_names():
        found.setdefault(" ".join(key_of(part) for part in name.split()), kind)
    return found


def _of_lexicon(key: str, parts: Sequence[str]) -> list[Evidence]:
    lexicon = _lexicon()
    if kind := lexicon.get(key):
        return [("lexicon", kind)]
    found: list[Evidence] = []
    for at in range(1, len(parts)):
        if kind := lexicon.get(" ".join(parts[at:])):
            found.append(("lexicon tail", kind))
            break
    for at in range(len(parts) - 1, 0, -1):
        if kind := lexicon.get(" ".join(parts[:at])):
            found.append(("lexicon head", kind))
            break
    return found


def _of_judged(key: str, parts: Sequence[str]) -> list[Evidence]:
    """Return what a term of the corpus was judged to be, and the terms that a longer phrase ends and begins with."""
    judged = judged_terms()
    found = [("judged", kind)] if (kind := judged.get(key)) else []
    if len(parts) > 1:
        if kind := judged.get(key[len(parts[0]) + 1 :]):
            found.append(("judged tail", kind))
        if kind := judged.get(key[: -len(parts[-1]) - 1]):
            found.append(("judged head", kind))
    return found


@piece
def _head(last: str, size: int) -> Iterator[Evidence]:
    """Yield what the last word of a key of so many words says."""
    head = word(last)
    yield "head", last
    yield f"head{size}", last
    yield "ending", last[-3:]
    yield f"coarse head group{size}", head.coarse_group
    if kind := type_nouns().get(last):
        yield "own head says", kind


@piece
def _spelling(last: Word, single: bool) -> Iterator[Evidence]:
    """Yield what the spelling of the last word says."""
    yield "last shape", last.shape
    if single:
        yield "letters", str(min(len(last.text), 8))
        if "-" in last.text:
            yield "hyphen", last.shape
        if last.shape in ("code", "number"):
            yield "digit", "end" if last.text[-1].isdigit() else "inside"
    if last.shape in _CAPITAL:
        if parts := len(_NAME_PARTS.findall(last.text)):
            yield "name parts", str(min(parts, 4))
        yield "name ending", last.key[-4:]


@piece
def _shapes(shapes: tuple[str, ...], tags: tuple[str, ...]) -> Iterator[Evidence]:
    """Yield what the shapes of the words and their tags say."""
    yield "shape", " ".join(shapes)
    yield "tags", " ".join(tags)
    yield "first tag", tags[0]
    if not NAME_SHAPES.isdisjoint(shapes):
        yield "name", str(min(len(shapes), 3))
