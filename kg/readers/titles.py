"""Titles as keys: two spellings of one title are one, and a title makes a readable id."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

__all__ = ["normalised", "slug"]

SLUG_LENGTH = 60

_ASCII_WORD = re.compile("[a-z0-9]+")
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega"
)
_SPELT_OUT = {ord("α") + offset: name for offset, name in enumerate(_GREEK.split())}


def normalised(title: str) -> str:
    """Return the words of a title joined by hyphens: no case, accents or punctuation, Greek letters by name.

    >>> normalised("Ω-QVLA: Robust Quantization")
    'omega-qvla-robust-quantization'
    """
    if title.isascii():  # nearly all are, and this is ten times as fast
        return "-".join(_ASCII_WORD.findall(title.lower()))
    # Folding can bring back composed letters, and composed letters can fold: decompose on both sides.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", title).casefold()).translate(_SPELT_OUT)
    letters = (char for char in folded if not unicodedata.combining(char))
    return "-".join("".join(char if char.isalnum() else " " for char in letters).split())


def slug(title: str) -> str:
    """Return an id for a paper that has none: readable, at most 60 ASCII characters, the same on every run.

    >>> slug("Is It Really What You Need?")
    'is-it-really-what-you-need'
    """
    name = normalised(title)
    if name.isascii() and 0 < len(name) <= SLUG_LENGTH:
        return name
    readable = "-".join("".join(char if char.isascii() else " " for char in name.replace("-", " ")).split())
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{readable[: SLUG_LENGTH - 9].rstrip('-') or 'paper'}-{digest}"
