"""Numbers with their units, read from plain text: ranges, lists that share a unit, codes such as W4A4, number words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.data.claim_rules import number_forms, skip_rules, unit_rules
from kg.extract.number_values import plain, value_of
from kg.model import Quantity

__all__ = ["Number", "find_numbers"]


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity as found, before anything is known about what it says.

    `setting` is the one that its unit speaks of ("" where only the sentence tells), `skip` the reason why it can
    be no claim ("name", "year", ...), `list_id` is shared by the members of one list ("14.2, 15.1 and 16.0"), and
    `parts` holds the two ends of a range, for the sentences where they are two values ("from 18.65 to 1.80").
    """

    quantity: Quantity
    setting: str = ""
    skip: str = ""
    list_id: int = -1
    parts: tuple[Quantity, ...] = ()

    @property
    def start(self) -> int:
        """Return where its text starts."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Return where its text ends."""
        return self.quantity.end


@dataclass(frozen=True, slots=True)
class _Atom:
    """One number before ranges are joined: digits, scale, unit."""

    start: int
    number_end: int
    end: int
    value: Decimal | None
    scale: int
    unit: str
    setting: str
    skip: str


# Forms that carry their unit, and what setting that speaks of; the others have the unit behind them.
FIXED = {
    "code": ("code", "precision"),
    "device": ("gpu", "hardware"),
    "parameters": ("parameter", "parameters"),
    "magnitude": ("times", ""),
    "factor": ("times", ""),
    "plain": ("times", ""),
    "dim": ("pixel", "resolution"),
    "dim2": ("pixel", "resolution"),
}
URL = re.compile(r"(?:https?://|www\.|git@)\S+|\b[\w.-]+\.(?:com|org|io|net|edu|ai|html)(?:/\S*)?")
MAY_BE_URL = re.compile(r"www\.|://|git@|\.(?:com|org|io|net|edu|ai|html)\b")  # at little cost
MODIFIER = re.compile(
    r"(?:\b(about|around|approximately|roughly|nearly|almost|up ?to|as (?:few|little|much|many|low|high|fast) as|over|"
    r"more than|less than|fewer than|at least|at most|no more than|under|below|above|exceed(?:s|ing)|beyond|only|"
    r"merely|just|within|well over|close to|near|approx\.|ca\.|an average of|a total of)|"
    r"(~|≈|∼|\\sim|\\approx|>|<|≥|≤|\\geq?|\\leq?)) ?\$? ?(?:an? )?(?:additional )?$",
    re.IGNORECASE,
)
SIGN = re.compile(r"(?:^|(?<=[\s(=~$:/,]))[-−+–]$")
RANGE_GAP = re.compile(
    r"\$? ?(?:-{1,3}|–|—|−|~|to(?: (?:above|over|about|around|nearly|more than))?|\$-\$|∼|\\sim) ?\$?"
)
PLUS_MINUS = re.compile(r"\$? ?\(?(?:±|\\pm|\+/-|\+-|\+/−) ?\$? ?")
LIST_GAP = re.compile(r" ?(?:, ?(?:and|or)?|/|and|or|&|vs\.?|versus|and up to|and about|, respectively,) ?\+?\$?")
DIGIT = re.compile(r"\d")
FORMULA_AFTER = re.compile(r" ?[$\\^_/=<>{}|]")
PLURAL = "(?:(?<=s)|(?<=data)|(?<=people)|(?<=footage))"  # "11 image classification tasks" are no images
PICTURE_AFTER = re.compile(r"[- ]?(?:pixels?|resolution|images?)\b")
YEAR = re.compile(r"(?:19[5-9]\d|20[0-4]\d)$")


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return one pattern for what follows a number, and one for what may stand after a few other words."""
    rules = unit_rules()
    sep = "[ -]"
    near = "|".join(f"(?P<u{i}>{r.pattern.replace('_', sep, 1)})" for i, r in enumerate(rules))
    stop = (
        r"(?!(?:of|in|on|and|or|with|for|to|from|by|than|at|as|is|are|was|were|per|using|over|under|across|that|which|"
        r"via|through|while|when|without|among|between|before|after|but|not|only|respectively|the|a|an|its|their|our|"
        r"different|distinct|new|times|more|less|fewer|real-world|types?|kinds?|"
        r"datasets?|benchmarks?|tasks?|languages?|models?|classes|categories|domains)\b)"
    )
    far = "|".join(
        f"(?P<f{i}>{r.pattern.replace('_', '', 1)}{PLURAL if r.setting == 'data' else ''})"
        for i, r in enumerate(rules)
        if r.gap and "_" in r.pattern
    )
    gap = rf"[ -](?:{stop}[A-Za-z][\w./’'-]*[ -]){{0,3}}?(?:[A-Za-z]+-)?(?:{far})"
    return re.compile(near), re.compile(gap)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return every number of a text in order, each with its unit, or with the reason why it is no quantity.

    Args:
        text: title and abstract; offsets count in it.
    """
    addresses = [match.span() for match in URL.finditer(text)] if MAY_BE_URL.search(text) else []
    numbers: list[Number] = []
    atoms: list[_Atom] = []
    for match in number_forms().finditer(text):
        at = match.start()
        if atoms and at < atoms[-1].end:  # "100" in "512 V100 GPUs" is part of a unit
            continue
        if not any(start <= at < end for start, end in addresses):
            atoms.append(_atom(match, text))
    at = 0
    while at < len(atoms):
        number, used = _joined(atoms, at, text)
        numbers.append(number)
        at += used
    return tuple(_lists(numbers, text))


def _atom(match: re.Match[str], text: str) -> _Atom:
    """Return one number with the unit right behind it."""
    form = match.lastgroup or ""
    start, end = match.span()
    value, scale = value_of(form, match)
    if form in FIXED:
        unit, setting = FIXED[form]
        skip = _skip(match, text, start, end, unit)
        if form == "dim2" and not PICTURE_AFTER.match(text, end):
            skip = "shape"
        return _Atom(start, end, end, value, scale, unit, setting, skip)
    if form == "num" and start and SIGN.search(text, max(0, start - 2), start):
        start -= 1
        value = -value if value is not None and text[start] != "+" else value
    unit_end, unit, setting = _unit(text, end, is_word=form == "small")
    if form == "num" and not unit and _is_money(text, start, end):
        start, unit, setting = start - 1, "usd", "cost"
    skip = _skip(match, text, start, end, unit)
    if unit == "magnitude" and value is not None:
        value, unit = Decimal(10) ** min(int(value), 30), "times"
    return _Atom(start, end, unit_end, value, scale, unit, setting, skip)


def _is_money(text: str, start: int, end: int) -> bool:
    """Tell a price from a formula between dollar signs: "$100", but "$10^5$"."""
    return text[start - 1 : start] == "$" and not FORMULA_AFTER.match(text, end)


def _unit(text: str, at: int, *, is_word: bool) -> tuple[int, str, str]:
    """Return end, code and setting of the unit behind a number, or `at` and "" where there is none."""
    near, far = _units()
    rules = unit_rules()
    for pattern in (near, far):
        found = pattern.match(text, at, at + 70)
        if found and found.lastgroup:
            rule = rules[int(found.lastgroup[1:])]
            if rule.words or not is_word:
                # "8 ROUGE-1 points": the digit belongs to the metric, so the value is the bare number
                end = at if DIGIT.search(found.group()) and rule.unit == "point" else found.end()
                return end, rule.unit, rule.setting
    return at, "", ""


def _skip(match: re.Match[str], text: str, start: int, end: int, unit: str) -> str:
    """Return why a number is no quantity, or ""."""
    before, after, number = text[max(0, start - 14) : start], text[end : end + 12], match.group()
    scaled = bool(match["scale"])
    for rule in skip_rules():
        if (
            not (rule.bare and unit)
            and (rule.before is None or rule.before.search(before))
            and (rule.number is None or rule.number.fullmatch(number))
            and (rule.after is None or rule.after.match(after))
            and not (scaled and rule.id == "attribute")
        ):
            return "" if rule.id == "keep" else rule.id
    return ""


def _joined(atoms: list[_Atom], at: int, text: str) -> tuple[Number, int]:
    """Return the number that starts with one atom, joined with the next where both are one range, and atoms used."""
    first = atoms[at]
    second = atoms[at + 1] if at + 1 < len(atoms) else None
    if second is None or first.skip or first.unit == "code" or first.value is None:
        return _number(first, text), 1
    gap_start = first.end if first.unit and first.end <= second.start else first.number_end
    gap = text[gap_start : second.start]
    spread = PLUS_MINUS.fullmatch(gap)
    same_unit = first.unit in ("", second.unit) or second.unit == ""
    if spread and second.value is not None:
        end = second.end + (text[second.end : second.end + 1] == ")" and "(" in gap)
        unit = second.unit or first.unit
        value = _scaled(first, first.scale or second.scale)
        return Number(_quantity(text, first.start, end, value, value, unit), first.setting or second.setting), 2
    if RANGE_GAP.fullmatch(gap) and same_unit and second.value is not None and second.skip in ("", "name", "year"):
        return _range(first, second, text), 2
    return _number(first, text), 1


def _range(first: _Atom, second: _Atom, text: str) -> Number:
    scale = second.scale if not first.scale and not first.unit else first.scale
    low, high = _scaled(first, scale), _scaled(second, second.scale)
    unit, setting = second.unit or first.unit, second.setting or first.setting
    skip = "year" if YEAR.match(str(first.value)) and YEAR.match(str(second.value)) and not unit else second.skip
    end = max(second.end, first.end)
    parts = (
        _quantity(
            text,
            first.start,
            first.end if first.unit and first.end <= second.start else first.number_end,
            low,
            low,
            unit,
        ),
        _quantity(text, second.start, second.end, high, high, unit),
    )
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Number(
        _quantity(text, first.start, end, low, high, unit),
        setting,
        "" if skip == "name" else skip,
        parts=parts,
    )


def _number(atom: _Atom, text: str) -> Number:
    value = _scaled(atom, atom.scale)
    return Number(_quantity(text, atom.start, atom.end, value, value, atom.unit), atom.setting, atom.skip)


def _scaled(atom: _Atom, scale: int) -> Decimal | None:
    return None if atom.value is None else plain(atom.value.scaleb(scale))


def _quantity(text: str, start: int, end: int, low: Decimal | None, high: Decimal | None, unit: str) -> Quantity:
    modifier = MODIFIER.search(text, max(0, start - 26), start)
    words = next((group.lower() for group in modifier.groups() if group), "") if modifier else ""
    return Quantity(text[start:end], start, end, low, high, unit, words)


def _lists(numbers: list[Number], text: str) -> list[Number]:
    """Mark the numbers of one list, and give its members the unit that only the last one carries."""
    joined: list[Number] = []
    list_id = 0
    for number in numbers:
        previous = joined[-1] if joined else None
        if previous and _alike(previous, number) and LIST_GAP.fullmatch(text, previous.end, number.start):
            if previous.list_id < 0:
                joined[-1] = replace(previous, list_id=list_id)
                list_id += 1
            joined.append(replace(number, list_id=joined[-1].list_id))
        else:
            joined.append(number)
    last_of = {n.list_id: n for n in joined if n.list_id >= 0}
    return [_with_unit(n, last_of[n.list_id]) if n.list_id >= 0 else n for n in joined]


def _alike(previous: Number, number: Number) -> bool:
    return not (previous.skip or number.skip) and previous.quantity.unit in ("", number.quantity.unit)


def _with_unit(number: Number, last: Number) -> Number:
    """Return the number with the unit (and scale) of the last of its list, where it has none."""
    quantity, final = number.quantity, last.quantity
    if quantity.unit or number is last or not final.unit:
        return number
    return replace(number, quantity=replace(quantity, unit=final.unit), setting=last.setting)
