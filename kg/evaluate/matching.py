"""When a found name, slot or number counts as the annotated one.

Names are compared without case, hyphens, determiners, plural s and a trailing generic word; slots also by shared
words; numbers by value and place. The figures equal those of the annotation guidelines' own scorer (tested).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Record = dict[str, Any]

__all__ = [
    "SLOTS",
    "Names",
    "Record",
    "align",
    "match_entities",
    "normalise",
    "place",
    "quantity",
    "slots_right",
    "squeeze",
]

DETERMINERS = frozenset(("the", "a", "an", "our", "its", "their", "this", "these"))
GENERIC_TAILS = frozenset(
    (
        "algorithm approach architecture benchmark benchmarks corpus dataset datasets environment framework method "
        "methods metric model models optimizer score scores suite task tasks test"
    ).split()
)
SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "billion": 1e9, "t": 1e12, "trillion": 1e12}
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SUFFIX = re.compile(r"[\s-]?(k|m|b|t|thousand|million|billion|trillion)(?![a-z])")
CODE = re.compile(r"[a-z]+\d+[a-z]+\d+|(fp|int|bf|nf|mx)[- ]?\d+|e\dm\d")

SLOTS = {
    "result": ("subject", "metric", "dataset"),
    "change": ("subject", "metric", "baseline", "direction"),
    "setting": ("subject", "metric"),
    "comparison": ("subject", "relation", "baseline"),
}


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one blank."""
    return re.sub(r"\s+", " ", text)


def normalise(surface: str | None) -> str:
    """Return what two writings of one name share."""
    text = unicodedata.normalize("NFKC", surface or "").lower().replace("\\", "")
    words = re.sub(r"[-_/‐-―]+", " ", re.sub(r"[^\w\s.+*&@^'%/-]", " ", text)).split()
    words = [word for word in (word.strip(".'") for word in words) if word]
    while words and words[0] in DETERMINERS:
        words = words[1:]
    words = [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words]
    while len(words) > 1 and (words[-1] in GENERIC_TAILS or words[-1] + "s" in GENERIC_TAILS):
        words = words[:-1]
    return " ".join(words)


def quantity(value: str | None) -> tuple[float | str, ...]:
    """Return the numbers of a value, scaled ("1.3B"), or its letters where it is a code ("W4A4") or has no digit."""
    text = unicodedata.normalize("NFKC", value or "").lower().replace("\\", "")
    if CODE.fullmatch(text.strip()):
        return (re.sub(r"[- ]", "", text.strip()),)
    numbers: list[float | str] = []
    for match in NUMBER.finditer(text):
        suffix = SUFFIX.match(text[match.end() :])
        numbers.append(round(float(match.group().replace(",", "")) * (SCALE[suffix[1]] if suffix else 1), 6))
    return tuple(numbers) or (re.sub(r"\W+", "", text),)


def place(claim: Record, text: str) -> tuple[int, int] | None:
    """Return where the value of a claim stands in the squeezed text, found through its evidence."""
    evidence, value = squeeze(claim.get("evidence") or ""), squeeze(claim.get("value") or "")
    at = text.find(evidence) if evidence else -1
    inside = evidence.find(value) if value else -1
    return None if at < 0 or inside < 0 else (at + inside, at + inside + len(value))


def match_entities(gold: Sequence[Record], found: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Return one-to-one pairs (annotated, found) that share type and a surface form."""
    pairs: list[tuple[Record, Record]] = []
    used: set[int] = set()
    forms = [{normalise(surface) for surface in _surfaces(entity)} for entity in found]
    for entity in gold:
        wanted = {normalise(surface) for surface in _surfaces(entity)}
        for number, candidate in enumerate(found):
            if number not in used and candidate["type"] == entity["type"] and wanted & forms[number]:
                pairs.append((entity, candidate))
                used.add(number)
                break
    return pairs


class Names:
    """The annotated entities of one paper, which decide whether two slots mean the same thing."""

    def __init__(self, entities: Iterable[Record]) -> None:
        self.groups = [[normalise(surface) for surface in _surfaces(entity)] for entity in entities]

    def same(self, gold: str | None, found: str | None) -> bool:
        """Tell whether two slot values name one thing; two empty slots do."""
        if not gold or not found:
            return not gold and not found
        x, y = normalise(gold), normalise(found)
        return _close(x, y) or any(x in group and any(_close(y, form) for form in group) for group in self.groups)


def slots_right(gold: Record, found: Record, names: Names) -> dict[str, bool]:
    """Return for each slot that counts for the annotated claim's kind whether the found claim has it right."""
    exact = ("direction", "relation")
    return {
        slot: gold.get(slot) == found.get(slot) if slot in exact else names.same(gold.get(slot), found.get(slot))
        for slot in SLOTS[gold["kind"]]
    }


def align(
    gold: Sequence[Record],
    found: Sequence[Record],
    compatible: Callable[[Record, Record], object],
    score: Callable[[Record, Record], int],
) -> list[tuple[Record, Record]]:
    """Return a one-to-one alignment of compatible claims, best score first, then in order of the text."""
    options = [(-score(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(found) if compatible(a, b)]
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(options):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _surfaces(entity: Record) -> list[str]:
    return [entity["name"], *entity.get("aliases", [])]


def _close(x: str, y: str) -> bool:
    """Tell whether two normalised names are equal or share at least half of their words."""
    if not x or not y:
        return False
    a, b = set(x.split()), set(y.split())
    return x == y or len(a & b) * 2 >= len(a | b) > 0
