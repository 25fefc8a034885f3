"""The value of a number as written: scales, powers of ten, fractions, number words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["plain", "value_of"]

SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "t": 12, "trillion": 12, "g": 9}
WORDS = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "a": Decimal(1),
    "an": Decimal(1),
    "single": Decimal(1),
    "fifty": Decimal(50),
    "hundred": Decimal(100),
    "twice": Decimal(2),
    "double": Decimal(2),
    "thrice": Decimal(3),
    "triple": Decimal(3),
    "half": Decimal("0.5"),
}
LARGEST_EXPONENT = 400  # "10^99999" in a broken text must not become a number of that many digits


def value_of(form: str, match: re.Match[str]) -> tuple[Decimal | None, int]:
    """Return the value of a number, None where it has none, and its scale as a power of ten.

    Args:
        form: the id of the form in number_forms.tsv.
        match: where the form was found.
    """
    read = _READERS.get(form)
    return read(match) if read else (None, 0)


def plain(value: Decimal) -> Decimal:
    """Return the same number without an exponent where it is whole and not too large."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < Decimal("1e24") else value


def _digits(match: re.Match[str]) -> tuple[Decimal, int]:
    scale = (match["scale"] or "").strip(" -").lower()
    return Decimal(re.sub("[{},+]", "", match["digits"])), SCALES.get(scale, 0)


def _slash(match: re.Match[str]) -> tuple[Decimal, int]:
    words = match.group()
    return Decimal(words[:-1].rsplit("/", 1)[-1]), SCALES[words[-1].lower()]


def _power(match: re.Match[str]) -> tuple[Decimal, int]:
    base, exponent = re.split(r"10 ?[\^ˆ]", match.group())
    factor = re.match(r"[\d.]+", base.replace(",", ""))
    digits = re.sub("[{} ]", "", exponent).replace("−", "-").replace("–", "-")
    return Decimal(factor.group() if factor else 1).scaleb(_exponent(digits)), 0


def _scientific(match: re.Match[str]) -> tuple[Decimal, int]:
    digits, exponent = re.split("[eE]", match.group().replace("−", "-"))
    return Decimal(digits).scaleb(_exponent(exponent)), 0


def _fraction(match: re.Match[str]) -> tuple[Decimal | None, int]:
    top, bottom = re.findall(r"\d+", match.group())
    return (Decimal(top) / Decimal(bottom)).quantize(Decimal("1e-6")) if int(bottom) else None, 0


def _factor(match: re.Match[str]) -> tuple[Decimal, int]:
    return Decimal(match.group()[1:]), 0


def _magnitude(match: re.Match[str]) -> tuple[Decimal | None, int]:
    count = WORDS.get(match.group().split()[0].lower())
    return None if count is None else Decimal(10) ** count, 0


def _word(match: re.Match[str]) -> tuple[Decimal, int]:
    return WORDS[match.group().lower()], 0


def _scaled_word(match: re.Match[str]) -> tuple[Decimal, int]:
    parts = match.group().lower().split()
    return WORDS[parts[0]] * (100 if "hundred" in parts else 1), SCALES[parts[-1]]


def _exponent(digits: str) -> int:
    return max(-LARGEST_EXPONENT, min(LARGEST_EXPONENT, int(digits[:5])))


_READERS: dict[str, Callable[[re.Match[str]], tuple[Decimal | None, int]]] = {
    "num": _digits,
    "slash": _slash,
    "power": _power,
    "sci": _scientific,
    "fraction": _fraction,
    "factor": _factor,
    "magnitude": _magnitude,
    "small": _word,
    "plain": _word,
    "word": _scaled_word,
}
