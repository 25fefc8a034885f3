"""What is known of a word type, worked out once per type: its possible tags, its shape.

Tags: DET PRON WH PREP TO CONJ AUX NOT VB VBZ VBD VBN VBG ADJ ADV NOUN NOUNS NUM POSS PUNCT SPACE.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import Literal

from kg.data import rows
from kg.data.lexicons import clusters

__all__ = ["NAME_SHAPES", "Shape", "Word", "word"]

Shape = Literal["lower", "title", "upper", "mixed", "code", "number", "punct", "space"]

_ENDING_LENGTHS = (4, 3, 2)
_SAME = dict.fromkeys("-‐‑–_/", " ")
_ES = ("sses", "xes", "ches", "shes", "zes")
NAME_SHAPES = frozenset(("upper", "mixed", "code"))
_NO_GROUP = ("rare", "rare")
_CACHE = 1 << 17
_NOUN = (("NOUN", 0.0),)
_VERB = (("VBZ", 0.0),)
_VERB_ENDINGS = ("izes", "ifies")  # of rare words: quantizes, binarizes; "sizes" is known


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word type; there is one value for each, so that they are told apart by identity.

    `key` is the lower-case singular with hyphens as blanks, under which variants meet. `tags` are its possible tags
    with their log probability, most likely first. `shape`: lower (rank), title (Adam), upper (GAN), mixed (LoRA,
    ImageNet, muP), code (letters and digits: VGG16), number, punct, space. `is_name`: whether the
    shape alone says that this is a name. `group` and `coarse_group` are the groups of
    words that stand in the same places (kg/data/clusters.tsv).
    """

    text: str
    lower: str
    key: str
    tags: tuple[tuple[str, float], ...]
    shape: Shape
    is_name: bool
    group: str
    coarse_group: str

    @property
    def spelling(self) -> str:
        """Return the word in lower case, any white space as BREAK."""
        return "BREAK" if self.shape == "space" else self.lower


@lru_cache(_CACHE)
def word(text: str) -> Word:
    """Return what is known of a word as written."""
    lower, shape = text.lower(), shape_of(text)
    key = key_of(text)
    return Word(text, lower, key, _tags(lower, shape), shape, shape in NAME_SHAPES, *clusters().get(key, _NO_GROUP))


def key_of(text: str) -> str:
    """Return a word in lower case and the singular, its hyphens as blanks: pre-trained models, Pre-trained Model."""
    if len(text) > 2 and text[-1] == "s" and text[-2].isupper():
        return key_of(text[:-1])  # LLMs
    key = " ".join("".join(_SAME.get(c, c) for c in text.lower()).split()) or text.lower()
    if len(key) > 3 and key[-1] == "s" and key[-2] not in "siu" and not text.isupper():
        key = key[:-3] + "y" if key.endswith("ies") else key[:-2] if key.endswith(_ES) else key[:-1]
    return key.rstrip()


def shape_of(text: str) -> Shape:
    """Return the shape of a word as written."""
    if text.isspace():
        return "space"
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "number" if any(map(str.isdigit, text)) else "punct"
    if any(map(str.isdigit, text)):
        return "code" if any(map(str.isupper, letters)) or not text[0].isdigit() else "number"
    parts = [part for part in text.split("-") if part]
    if all(part.islower() for part in parts):
        return "lower"
    if all((part[0].isupper() and (part[1:].islower() or not part[1:])) or part.islower() for part in parts):
        return "title" if len(letters) > 1 or len(text) == 1 else "upper"
    if text.rstrip("s").isupper():
        return "upper"
    return "mixed"


@cache
def _table() -> dict[str, tuple[tuple[str, float], ...]]:
    table = {}
    for text, counts in rows("words.tsv", 2):
        pairs = [(tag, int(n)) for tag, _, n in (item.partition(":") for item in counts.split(" "))]
        total = sum(n for _, n in pairs)
        table[text] = tuple((tag, log(n / total)) for tag, n in pairs)
    return table


def _tags(lower: str, shape: Shape) -> tuple[tuple[str, float], ...]:
    if shape == "space":
        return (("SPACE", 0.0),)
    if shape == "punct":
        return (("PUNCT", 0.0),)
    table = _table()
    if known := table.get(lower):
        return known
    if shape == "number":
        return (("NUM", 0.0),) if lower[-1].isdigit() else (("NUM", log(0.5)), ("ADJ", log(0.5)))
    if shape in ("upper", "mixed", "code"):
        return _NOUN
    _, hyphen, tail = lower.rpartition("-")
    if hyphen and tail in table:
        return _compound(table[tail][0][0])
    if tail.endswith(_VERB_ENDINGS):
        return _VERB
    for size in _ENDING_LENGTHS:
        if known := table.get("~" + tail[-size:]):
            return known
    return _NOUN


def _compound(tail_tag: str) -> tuple[tuple[str, float], ...]:
    """Return the tags of a rare word with a hyphen, by its last part: parameter-efficient, image-text, k-means."""
    if tail_tag in ("NOUN", "NOUNS"):
        return ((tail_tag, log(0.6)), ("ADJ", log(0.4)))
    return (("ADJ", 0.0),)
