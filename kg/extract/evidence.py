"""The evidence for or against a form being a name: of its words, and of the places where it stands.

Evidence is a (family, value) pair; kg/data/name_weights.tsv says what each pair is worth for each type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.data.lexicons import known_names, terms, type_nouns
from kg.extract.words import key_of, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.candidates import Candidate
    from kg.extract.forms import Form
    from kg.extract.words import Word

__all__ = ["Evidence", "form_evidence", "lexicon_type", "place_evidence", "word_evidence"]

Evidence = tuple[str, str]
Add = Callable[[Evidence], None]

_NAME_PARTS = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")  # Iso Bench, Fish Track 23, Graph TCN
_COORDINATORS = frozenset((",", "and", "or", "/", "&"))
_APPOSITIONS = frozenset((",", "is", "are", ":", "--", "—", "–"))
_CALLED = frozenset(("called", "named", "dubbed", "termed", "coined", "titled", "denoted", "namely", "as"))
_BEFORE_CALLED = frozenset((*_CALLED, ",", ":", "("))
_SKIPPED = frozenset(("DET", "PRON", "ADJ", "ADV", "NUM", "POSS"))
_VERBS = frozenset(("VB", "VBZ", "VBD", "VBN", "VBG"))
_CAPITAL = frozenset(("mixed", "upper", "code", "title"))
_CACHE = 1 << 16
_MAX_PLACES = 6  # mentions of one form that are looked at


def form_evidence(form: Form, forms: Mapping[str, Form], analysis: Analysis) -> set[Evidence]:
    """Return all evidence on a form."""
    found = set(word_evidence(form.key, form.words, form.tags))
    found.update(place_evidence(form, forms, analysis))
    return found


def lexicon_type(key: str) -> str:
    """Return the type of a key that stands in the lexicon, else ""."""
    return _lexicon().get(key, "")


@cache
def _lexicon() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, kind in known_names():
        found.setdefault(" ".join(key_of(part) for part in name.split()), kind)
    return found


def word_evidence(key: str, words: Sequence[Word], tags: Sequence[str]) -> list[Evidence]:
    """Return what the words of a form say, wherever it stands."""
    found = _of_key(key)
    found += _of_spelling(words[-1], len(words) == 1)
    found += (
        ("shape", " ".join([item.shape for item in words])),
        ("tags", " ".join(tags)),
        ("first tag", tags[0]),
    )
    if True in [item.is_name for item in words]:
        found.append(("name", str(min(len(words), 3))))
    return found


@lru_cache(_CACHE)
def _of_spelling(last: Word, single: bool) -> tuple[Evidence, ...]:
    """Return what the spelling of the last word says."""
    found: list[Evidence] = [("last shape", last.shape)]
    if single:
        found.append(("letters", str(min(len(last.text), 8))))
        if "-" in last.text:
            found.append(("hyphen", last.shape))
        if last.shape in ("code", "number"):
            found.append(("digit", "end" if last.text[-1].isdigit() else "inside"))
    if last.shape in _CAPITAL:
        if parts := _NAME_PARTS.findall(last.text):
            found.append(("name begins", parts[0].lower()))
            found.append(("name ends", parts[-1].lower()))
            found.append(("name parts", str(min(len(parts), 4))))
        found.append(("name ending", last.key[-4:]))
    return tuple(found)


def _of_key(key: str) -> list[Evidence]:
    """Return what the key alone says: lexicon, head, how common the term is."""
    parts = key.split(" ")
    size = str(min(len(parts), 4))
    found = _of_lexicon(key, parts)
    found.append(("words", key))
    found += _of_head(parts[-1], size)
    if len(parts) > 1:
        groups = [word(part) for part in parts[-3:]]
        found += (
            ("last two", parts[-2] + " " + parts[-1]),
            ("first", parts[0]),
            ("first group", word(parts[0]).group),
            ("coarse groups", " ".join([item.coarse_group for item in groups])),
            ("group before head", groups[-2].group),
        )
    term = terms().get(key)
    if term is None:
        found.append(("docs", size + " none"))
    else:
        found.append(("docs", f"{size} {term.docs.bit_length()}"))
        found.append(("whole share", f"{size} {int(term.whole * 5)}"))
    return found


@lru_cache(_CACHE)
def _of_head(last: str, size: str) -> tuple[Evidence, ...]:
    """Return what the last word of a key of so many words says."""
    head = word(last)
    found = (
        ("head", last),
        ("head" + size, last),
        ("ending", last[-3:]),
        ("head group" + size, head.group),
        ("coarse head group" + size, head.coarse_group),
    )
    kind = type_nouns().get(last)
    return (*found, ("own head says", kind)) if kind else found


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


def place_evidence(form: Form, forms: Mapping[str, Form], analysis: Analysis) -> set[Evidence]:
    """Return what the places say where a form stands, and where its acronym or long form does; kept in the form."""
    if form.places is None:
        form.places = _place_evidence(form, forms, analysis)
    return form.places


def _place_evidence(form: Form, forms: Mapping[str, Form], analysis: Analysis) -> set[Evidence]:
    mentions = form.mentions
    whole = sum(m.start == m.chunk_start and m.end == m.chunk_end for m in mentions)
    found = {("whole", f"{min(whole, 3)} of {min(len(mentions), 3)}"), ("count", str(min(len(mentions), 4)))}
    if partner := form.short or form.long:
        found.add(("acronym", "long" if form.short else "short"))
        found.update([("with " + family, value) for family, value in _of_key(partner)])
        mentions = mentions[:_MAX_PLACES] + forms[partner].mentions
    for mention in mentions[: 2 * _MAX_PLACES]:
        _of_place(mention, analysis, found.add)
    return found


def _of_place(mention: Candidate, analysis: Analysis, add: Add) -> None:
    words, tags = analysis.words, analysis.tags
    start, end, chunk_start, chunk_end = mention
    begins, ends = start == chunk_start, end == chunk_end
    place = f"{begins:d}{ends:d}"
    add(("place", place))
    add(("place and head group", f"{place} {words[end - 1].coarse_group}"))
    add(("place and tags", f"{place} {tags[start]} {end - start}"))
    left = words[start - 1].spelling if start else "START"
    right = words[end].spelling if end < len(words) else "END"
    side = "left" if begins else "inside left"
    add((side, left))
    if start:
        add((side + " group", words[start - 1].group))
    if cue := analysis.cues[chunk_start]:
        add(("cue", f"{cue} {place}"))
        if ends:
            add(("cue and left", f"{cue} {left}"))
    side = "right" if ends else "inside right"
    add((side, right))
    if end < len(words):
        add((side + " group", words[end].group))
    if begins and _apposes(start, analysis):
        add(("apposes", "name"))
    if right in _CALLED:
        add(("right", "called"))
    if begins:
        add(("left tag", tags[start - 1] if start else "START"))
        _governor(start, analysis, add)
    if ends:
        add(("right tag", tags[end] if end < len(tags) else "END"))
    if kind := analysis.list_types.get(chunk_start):
        add(("list says", f"{kind} {place}"))
    _of_title(start, right, analysis, add)
    _listed(chunk_start, chunk_end, analysis, add)
    _neighbours(mention, analysis, add)


def _of_title(start: int, right: str, analysis: Analysis, add: Add) -> None:
    in_title = start < analysis.title_end
    if analysis.words[start].shape not in ("lower", "number"):
        add(("capital", "title" if in_title else "text"))
    if in_title:
        add(("title", "start" if start == 0 else "inside"))
        if start == 0 and right == ":":
            add(("title", "name:"))
            nouns = [type_nouns().get(item.key, "") for item in analysis.words[: analysis.title_end]]
            add(("title says", "Dataset" if "Dataset" in nouns else "Metric" if "Metric" in nouns else "other"))


def _governor(start: int, analysis: Analysis, add: Add) -> None:
    """Add the preposition or verb before the phrase, over its determiner, and the word before that."""
    words, tags = analysis.words, analysis.tags
    at = start - 1
    while at >= 0 and tags[at] in _SKIPPED and start - at < 5:
        at -= 1
    if at < 0:
        return
    if tags[start - 1] == "DET":
        add(("determiner", words[start - 1].lower))
    if tags[at] in _VERBS:
        add(("verb", words[at].key))
        add(("verb group", words[at].group))
    elif tags[at] in ("PREP", "TO"):
        add(("preposition", words[at].lower))
        if at:
            add(("before preposition", words[at - 1].key + " " + words[at].lower))


def _listed(chunk_start: int, chunk_end: int, analysis: Analysis, add: Add) -> None:
    """Add the type of known names that a phrase is listed with."""
    words = analysis.words
    lexicon = _lexicon()
    if chunk_start >= 2 and words[chunk_start - 1].lower in _COORDINATORS:
        at = chunk_start - 2
        while at > 0 and words[at].lower in _COORDINATORS:
            at -= 1
        if kind := lexicon.get(words[at].key) or lexicon.get(words[at - 1].key + " " + words[at].key):
            add(("listed with", kind))
    if chunk_end + 2 < len(words) and words[chunk_end].lower in _COORDINATORS:
        at = chunk_end + 1 + (words[chunk_end + 1].lower in _COORDINATORS)
        if (kind := lexicon.get(words[at].key)) or (
            at + 1 < len(words) and (kind := lexicon.get(words[at].key + " " + words[at + 1].key))
        ):
            add(("listed with", kind))


def _neighbours(mention: Candidate, analysis: Analysis, add: Add) -> None:
    """Add what the nouns beside a name say it is: X, a data set for ...; the X data set; a data set called X."""
    words, tags = analysis.words, analysis.tags
    start, end, chunk_start, chunk_end = mention
    apposed = chunk_end + 1 < len(words) and words[chunk_end].lower in _APPOSITIONS and tags[chunk_end + 1] == "DET"
    if apposed and (head := _head_after(chunk_end + 2, analysis)):
        add(("apposition", head))
        _says("apposition", head, add)
    if start == chunk_start and (head := _head_before(chunk_start, analysis)):
        _says("before", head, add)
    if end != chunk_end:
        _says("after", words[end].key, add)
        _says("head", words[chunk_end - 1].key, add)
    if start != chunk_start:
        _says("left", words[start - 1].key, add)


def _apposes(start: int, analysis: Analysis) -> bool:
    """Tell whether a phrase says what the name before it is: LoRA, a method."""
    words = analysis.words
    at = start - 1
    while at > 0 and analysis.tags[at] in ("ADJ", "ADV", "NUM"):
        at -= 1
    return at > 1 and analysis.tags[at] == "DET" and words[at - 1].lower in (",", "is") and words[at - 2].is_name


def _says(where: str, noun: str, add: Add) -> None:
    if kind := type_nouns().get(noun):
        add(("noun " + where + " says", kind))


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
    if at - end > 2 or any(analysis.words[between].lower not in _BEFORE_CALLED for between in range(end, at)):
        return ""
    return analysis.words[end - 1].key
