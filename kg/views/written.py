"""Values of claims in plain signs: what LaTeX and keyboards make of signs, made signs again."""

from __future__ import annotations

import re

__all__ = ["written"]

_SIGNS = (
    (re.compile(r"\$?\{?\\(?:text)?times\}?\s?\$?"), "×"),
    (re.compile(r"(?<=\d)\s*(?:x|×|times)\s*(?=\d)"), "×"),  # 256x256, 256times256, 256 × 256
    (re.compile(r"(?<=\d)(?:x|times|\s×)(?!\w)"), "×"),  # 10x
    (re.compile(r"\$?\\sim\$?\s?"), "~"),
    (re.compile(r"\$?\\pm\$?"), "±"),
    (re.compile(r"\s?\\%"), "%"),
    (re.compile(r"\$-\$|(?<=×)-\$"), "-"),
)


def written(text: str) -> str:
    r"""Return the words of a value with plain signs: "118\times" is 118×, "256x256" and "256times256" are 256×256."""
    for sign, plain in _SIGNS:
        text = sign.sub(plain, text)
    return text
