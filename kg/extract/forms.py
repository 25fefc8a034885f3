"""Forms: the candidates of a text that are spelt alike, and the evidence for or against each of them.

Evidence is a list of (family, value) pairs; kg/data/name_weights.tsv says what each pair is worth for each type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kg.data.lexicons import clusters, known_names, terms, type_nouns
from kg.extract.acronyms import definitions
from kg.extract.candidates import Candidate, candidates
from kg.extract.words import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.words import Word

__all__ = ["Evidence", "Form", "evidence", "find_forms", "lexicon_type"]

Evidence = tuple[str, str]

_NAME_PARTS = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")  # Iso Bench, Fish Track 23, Graph TCN
_NO_CLUSTER = ("rare", "rare")
_COORDINATORS = frozenset((",", "and", "or", "/", "&"))
_APPOSITIONS = frozenset((",", "is", "are", ":", "--", "—", "–"))
_CALLED = frozenset(("called", "named", "dubbed", "termed", "coined", "titled", "denoted", "namely", "as"))
_DETERMINERS = frozenset(("DET", "PRON"))
_VERBS = frozenset(("VB", "VBZ", "VBD", "VBN", "VBG"))


@dataclass(slots=True)
class Form:
    """The candidates that are spelt alike but for case, hyphens and number, and what they were found as.

    `acronym_of` is the key of its long form, `short` the key of its acronym.
    """

    key: str
    mentions: list[Candidate] = field(default_factory=list)
    long: str = ""
    short: str = ""


def find_forms(analysis: Analysis) -> dict[str, Form]:
    """Return the forms of a text by key, in the order of their first mention."""
    forms: dict[str, Form] = {}
    for candidate in candidates(analysis):
        key = " ".join([word.key for word in analysis.words[candidate.start : candidate.end] if word.shape != "space"])
        if key not in forms:
            forms[key] = Form(key)
        forms[key].mentions.append(candidate)
    for long, short in definitions(analysis.words):
        long_key, short_key = (" ".join([word.key for word in analysis.words[a:b]]) for a, b in (long, short))
        forms[long_key].short = short_key
        forms[short_key].long = long_key
    return forms


def evidence(form: Form, forms: dict[str, Form], analysis: Analysis) -> set[Evidence]:
    """Return all evidence on a form: of its words, and of the places where it stands."""
    first = form.mentions[0]
    found = set(_of_words(form.key, analysis.words[first.start : first.end], analysis.tags[first.start : first.end]))
    partner = forms.get(form.short or form.long)
    for mention in form.mentions + partner.mentions if partner else form.mentions:
        found.update(_of_place(mention, analysis))
    whole = sum(m.start == m.chunk_start and m.end == m.chunk_end for m in form.mentions)
    found.add(("whole", f"{min(whole, 3)} of {min(len(form.mentions), 3)}"))
    found.add(("count", str(min(len(form.mentions), 4))))
    if form.short:
        found.add(("acronym", "long"))
        found.update(("with " + family, value) for family, value in _of_key(form.short))
    if form.long:
        found.add(("acronym", "short"))
        found.update(("with " + family, value) for family, value in _of_key(form.long))
    return found


@cache
def _lexicon() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, kind in known_names():
        found.setdefault(" ".join(key_of(part) for part in name.split()), kind)
    return found


def lexicon_type(key: str) -> str:
    """Return the type of a key that stands in the lexicon, else ""."""
    return _lexicon().get(key, "")


def _of_key(key: str) -> Iterator[Evidence]:
    """Yield what the key alone says: lexicon, head, how common the term is."""
    parts = key.split(" ")
    size = str(min(len(parts), 4))
    lexicon = _lexicon()
    if kind := lexicon.get(key):
        yield "lexicon", kind
    else:
        for at in range(1, len(parts)):
            if kind := lexicon.get(" ".join(parts[at:])):
                yield "lexicon tail", kind
                break
        for at in range(len(parts) - 1, 0, -1):
            if kind := lexicon.get(" ".join(parts[:at])):
                yield "lexicon head", kind
                break
    yield "head", parts[-1]
    yield "head" + size, parts[-1]
    yield "ending", parts[-1][-3:]
    if len(parts) > 1:
        yield "last two", " ".join(parts[-2:])
        yield "first", parts[0]
    yield "words", key
    if kind := type_nouns().get(parts[-1]):
        yield "own head says", kind
    fine, coarse = clusters().get(parts[-1], _NO_CLUSTER)
    yield "head group" + size, fine
    yield "coarse head group" + size, coarse
    if len(parts) > 1:
        fine, coarse = clusters().get(parts[0], _NO_CLUSTER)
        yield "first group", fine
        yield "coarse groups", " ".join([clusters().get(part, _NO_CLUSTER)[1] for part in parts[-3:]])
        yield "group before head", clusters().get(parts[-2], _NO_CLUSTER)[0]
    term = terms().get(key)
    if term is None:
        yield "docs", size + " none"
    else:
        band = str(term.docs.bit_length())
        yield "docs", f"{size} {band}"
        yield "whole share", f"{size} {int(term.whole * 5)}"


def _of_words(key: str, words: Sequence[Word], tags: Sequence[str]) -> Iterator[Evidence]:
    yield from _of_key(key)
    yield "shape", " ".join(word.shape for word in words)
    yield "tags", " ".join(tags)
    yield "first tag", tags[0]
    yield "last shape", words[-1].shape
    if any(word.is_name for word in words):
        yield "name", str(min(len(words), 3))
    if len(words) == 1:
        text = words[0].text
        yield "letters", str(min(len(text), 8))
        if "-" in text:
            yield "hyphen", words[0].shape
        if any(map(str.isdigit, text)):
            yield "digit", "end" if text[-1].isdigit() else "inside"
    if words[-1].shape in ("mixed", "upper", "code", "title"):
        parts = _NAME_PARTS.findall(words[-1].text)
        if parts:
            yield "name begins", parts[0].lower()
            yield "name ends", parts[-1].lower()
            yield "name parts", str(min(len(parts), 4))
        yield "name ending", words[-1].key[-4:]


def _of_place(mention: Candidate, analysis: Analysis) -> Iterator[Evidence]:
    words, tags = analysis.words, analysis.tags
    start, end, chunk_start, chunk_end = mention
    begins, ends = start == chunk_start, end == chunk_end
    place = f"{begins:d}{ends:d}"
    yield "place", place
    yield "place and head group", f"{place} {clusters().get(words[end - 1].key, _NO_CLUSTER)[1]}"
    yield "place and tags", f"{place} {tags[start]} {end - start}"
    left = _spelling(words[start - 1]) if start else "START"
    right = _spelling(words[end]) if end < len(words) else "END"
    yield ("left" if begins else "inside left"), left
    yield ("right" if ends else "inside right"), right
    if start:
        yield ("left group" if begins else "inside left group"), clusters().get(words[start - 1].key, _NO_CLUSTER)[0]
    if end < len(words):
        yield ("right group" if ends else "inside right group"), clusters().get(words[end].key, _NO_CLUSTER)[0]
    if cue := analysis.cues[chunk_start]:
        yield "cue", f"{cue} {begins:d}{ends:d}"
        if ends:
            yield "cue and left", f"{cue} {left}"
    if begins:
        yield "left tag", tags[start - 1] if start else "START"
        yield from _governor(start, analysis)
    if ends:
        yield "right tag", tags[end] if end < len(tags) else "END"
    if words[start].shape == "title" or words[start].is_name:
        yield "capital", "title" if start < analysis.sentences[0][1] else "text"
    if start < analysis.sentences[0][1]:
        yield "title", "start" if start == 0 else "inside"
        if start == 0 and right == ":":
            yield "title", "name:"
    yield from _neighbours(mention, analysis)


def _spelling(word: Word) -> str:
    return "BREAK" if word.shape == "space" else word.lower


def _governor(start: int, analysis: Analysis) -> Iterator[Evidence]:
    """Yield the preposition or verb before the phrase, over its determiner, and the word before that."""
    words, tags = analysis.words, analysis.tags
    at = start - 1
    while at >= 0 and (tags[at] in _DETERMINERS or tags[at] in ("ADJ", "ADV", "NUM", "POSS")) and start - at < 5:
        at -= 1
    if at < 0:
        return
    if tags[start - 1] == "DET":
        yield "determiner", words[start - 1].lower
    if tags[at] in _VERBS:
        yield "verb", words[at].key
        yield "verb group", clusters().get(words[at].key, _NO_CLUSTER)[0]
    elif tags[at] in ("PREP", "TO"):
        yield "preposition", words[at].lower
        if at:
            yield "before preposition", words[at - 1].key + " " + words[at].lower


def _neighbours(mention: Candidate, analysis: Analysis) -> Iterator[Evidence]:
    """Yield the type of listed neighbours, and the head of what stands in apposition or follows "is a"."""
    words, tags = analysis.words, analysis.tags
    start, end, chunk_start, chunk_end = mention
    begins, ends = start == chunk_start, end == chunk_end
    lexicon = _lexicon()
    if chunk_start >= 2 and words[chunk_start - 1].lower in _COORDINATORS:
        at = chunk_start - 2
        while at > 0 and words[at].lower in _COORDINATORS:
            at -= 1
        if kind := lexicon.get(words[at].key) or lexicon.get(words[at - 1].key + " " + words[at].key):
            yield "listed with", kind
    if chunk_end + 1 < len(words) and words[chunk_end].lower in _COORDINATORS:
        at = chunk_end + 1
        if words[at].lower in _COORDINATORS and at + 1 < len(words):
            at += 1
        if kind := lexicon.get(words[at].key) or (
            at + 1 < len(words) and lexicon.get(words[at].key + " " + words[at + 1].key)
        ):
            yield "listed with", kind
    apposed = chunk_end + 1 < len(words) and words[chunk_end].lower in _APPOSITIONS and tags[chunk_end + 1] == "DET"
    if apposed and (head := _head_after(chunk_end + 2, analysis)):
        yield "apposition", head
        yield from _says("apposition", head)
    if begins and (head := _head_before(chunk_start, analysis)):
        yield from _says("before", head)
    if not ends:
        yield from _says("after", words[end].key)
        yield from _says("head", words[chunk_end - 1].key)
    if not begins:
        yield from _says("left", words[start - 1].key)


def _says(where: str, noun: str) -> Iterator[Evidence]:
    """Yield the type that a noun beside a name says it has."""
    if kind := type_nouns().get(noun):
        yield "noun " + where + " says", kind


def _head_after(at: int, analysis: Analysis) -> str:
    """Return the head of the noun phrase that begins at a word or shortly after."""
    number = analysis.next_chunk[at]
    if number == len(analysis.chunks):
        return ""
    start, end = analysis.chunks[number]
    return analysis.words[end - 1].key if start - at < 3 else ""


def _head_before(at: int, analysis: Analysis) -> str:
    """Return the head of the noun phrase that ends right before a word, or before a comma or "called" before it."""
    number = analysis.next_chunk[at] - 1
    if number < 0:
        return ""
    end = analysis.chunks[number][1]
    between = analysis.words[end:at]
    if len(between) > 2 or any(word.lower not in _CALLED and word.text not in ",:(" for word in between):
        return ""
    return analysis.words[end - 1].key
