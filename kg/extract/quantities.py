"""Numbers with their units, read from plain text: ranges, lists that share a unit, codes such as W4A4, number words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.data.claim_rules import unit_rules
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
    prop: str
    skip: str


WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "single": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "dozen": 12}
SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "t": 12, "trillion": 12, "g": 9}
PLAIN_WORDS = {"twice": 2, "thrice": 3, "half": Decimal("0.5"), "double": 2, "triple": 3, "quadruple": 4}

URL = re.compile(r"(?:https?://|www\.|git@)\S+|\b[\w.-]+\.(?:com|org|io|net|edu|ai|html)(?:/\S*)?")
TIMES = r"(?:[x×*]|\\times|times|\$\\times\$)"
DIGITS = r"(?:\d{1,3}(?:\{?,\}?\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
POWER = rf"(?:{DIGITS} ?(?:{TIMES}|\\cdot|·) ?)?10 ?\^ ?\{{? ?[-−–]?\d+ ?\}}?"
COUNTS = "[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]welve|[Tt]wenty|[Ff]ifty"
ATOM = re.compile(
    # only at a digit or the first letter of a word is a look worth while
    r"(?:(?=[\d.×])|\b(?=[A-Za-z]))(?:"
    + "|".join(
        (
            r"(?P<code>\bW\d{1,2}A\d{1,2}(?:KV\d{1,2}|G\d+)?\b|\bW\dA16g?\d*\b|\bE\dM\d\b"
            r"|\b(?:NV|MX|mx|nv)?(?:INT|FP|BF|NF|TF|fp|bf|nf|int|Int)[- ]?\d{1,2}\b(?!\.\d))",
            rf"(?P<dim>\d{{2,5}} ?{TIMES} ?\d{{1,5}}(?: ?{TIMES} ?\d{{1,5}})?(?![\w^.]))",
            rf"(?P<dim2>\b\d(?:\.\d+)? ?{TIMES} ?\d+(?:\.\d+)?(?: ?{TIMES} ?\d+(?:\.\d+)?)?(?![\w^.]))",
            rf"(?P<power>(?<![\w.]){POWER})",
            r"(?P<factor>(?<![\w.])[x×]\d+(?:\.\d+)?\b(?! ?[x×]))",
            r"(?P<sci>\b\d+(?:\.\d+)?[eE][-−+]?\d+\b)",
            r"(?P<fraction>\b\d/\d{1,3}(?:th|rd)?\b(?![/.]))",
            r"(?P<slash>\b\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)+[BMK]\b)",
            rf"(?P<num>{DIGITS}\+?)(?P<scale>[KkMBTGb](?![A-Za-z0-9])|bn\b"
            r"|[ -](?:[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion|K|M|B|T)(?![A-Za-z0-9&]))?",
            rf"\b(?P<word>(?:[Aa]|[Hh]alf a|{COUNTS}) (?:hundred )?(?:thousand|million|billion|trillion|Million|Billion|Trillion))\b",
            r"\b(?P<parameters>(?:[Mm]ulti-?)?(?:[Bb]illion|[Tt]rillion|[Mm]illion)s?(?: of |-| )(?:scale )?parameters?)\b",
            rf"\b(?P<magnitude>(?:an?|{COUNTS}|several|multiple|many) orders?[- ]of[- ]magnitudes?)\b",
            rf"\b(?P<device>(?:(?:single|{COUNTS}) )?(?:NVIDIA|Nvidia) (?:[A-Z]\w*|\d+\w*)(?:[ -][A-Z0-9][\w-]*){{0,2}}?(?: GPUs?| GPU cards?)\b)",
            rf"\b(?P<small>{COUNTS}|[Hh]undred|single)(?=-?fold\b|[- ]times\b|(?: [-\w]+){{0,2}}[- ]"
            r"(?:GPUs?|TPUs?|CPUs?|node|bit|percent|percentage|points?|hours?|minutes?|seconds?|days?|weeks?)\b)",
            r"\b(?P<plain>[Tt]wice|[Hh]alf|[Tt]hrice|[Dd]ouble|[Tt]riple)(?= (?:as|the|of|that|its)\b)",
        )
    )
    + ")"
)
MODIFIER = re.compile(
    r"(?:\b(about|around|approximately|roughly|nearly|almost|up to|as (?:few|little|much|many|low|high|fast) as|over|"
    r"more than|less than|fewer than|at least|at most|no more than|under|below|above|exceed(?:s|ing)|beyond|only|merely|"
    r"just|within|well over|close to|near|approx\.|ca\.|an average of|a total of)|(~|≈|∼|\\sim|\\approx|>|<|≥|≤|\\geq?|\\leq?))"
    r" ?\$? ?(?:an? )?(?:additional )?$",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(r"(?:[A-Za-z_\d}\]][-–.+/_^'’]?|[_^#@][{(]?)$")
HEDGE_BEFORE = re.compile(r"(?:\b[Ss]ub-|\bsim|\bapprox|\btimes|\\\w+ ?|[<>=~≈])$")
SIGN = re.compile(r"(?:^|(?<=[\s(=~$:/,]))[-−+–]$")
RANGE_GAP = re.compile(r"\$? ?(?:-{1,3}|–|—|−|~|to|\$-\$|∼|\\sim) ?\$?")
PLUS_MINUS = re.compile(r"\$? ?\(?(?:±|\\pm|\+/-|\+-|\+/−) ?")
LIST_GAP = re.compile(r" ?(?:, ?(?:and|or)?|/|and|or|&|vs\.?|versus|and up to|and about|, respectively,) ?\+?\$?")
NAME_AFTER = re.compile(r"[A-Za-z]|[-–](?:[A-Z]|[a-z]+\d)|[_^]|\.\d")
ATTRIBUTE_AFTER = re.compile(r"[-–][a-z]{2,}")
ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th|s)\b|(?:[dD])\b")
SECTION_BEFORE = re.compile(
    r"(?:[Ss]ections?|[Ff]igs?\.?|[Ff]igures?|[Tt]ables?|[Ee]qs?\.?|[Ee]quations?|[Cc]hapters?|[Tt]heorems?|[Ll]emmas?|"
    r"[Pp]hases?|[Ss]tages?|[Ss]teps?|[Tt]rack|[Tt]ask|[Ll]evels?|[Tt]ype|[Vv]ersions?|[Vv]er\.|[Vv]olume|[Pp]art|[Aa]ppendix|"
    r"[Pp]roblem|[Ll]ayer|[Nn]o\.|[Qq]uestion|RQ|[Cc]ase|DOI:?|doi:?|ID:?|arXiv:?|[Ll]icen[cs]e|Python|CUDA|Lean|HTTP|Web|Industry|Wave|Season|Round|Week|Day|Grade|Unity|Isaac) ?$"
)
PICTURE_AFTER = re.compile(r"[- ]?(?:pixels?|resolution|images?)\b")
YEAR = re.compile(r"(?:19[5-9]\d|20[0-4]\d)$")
MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec)\.?,? ?$"
)
ENUMERATION = re.compile(r"(?:^|[\s(\[])$")


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return one pattern for what follows a number, and one for what may stand after a few other words."""
    rules = unit_rules()
    sep = "[ -]"
    near = "|".join(f"(?P<u{i}>{r.pattern.replace('_', sep, 1)})" for i, r in enumerate(rules))
    stop = (
        r"(?!(?:of|in|on|and|or|with|for|to|from|by|than|at|as|is|are|was|were|per|using|over|under|across|that|which|"
        r"via|through|while|when|the|a|an|its|their|our|different|distinct|new|times|more|less|fewer|real-world|types?|kinds?|"
        r"datasets?|benchmarks?|tasks?|languages?|models?|classes|categories|domains)\b)"
    )
    far = "|".join(
        f"(?P<f{i}>{r.pattern.replace('_', '', 1)})" for i, r in enumerate(rules) if r.gap and "_" in r.pattern
    )
    gap = rf"[ -](?:{stop}[A-Za-z][\w./’'-]*[ -]){{0,3}}?(?:[A-Za-z]+-)?(?:{far})"
    return re.compile(near), re.compile(gap)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return every number of a text in order, each with its unit, or with the reason why it is no quantity.

    Args:
        text: title and abstract; offsets count in it.
    """
    urls = [match.span() for match in URL.finditer(text)]
    numbers: list[Number] = []
    atoms: list[_Atom] = []
    for match in ATOM.finditer(text):
        if not atoms or match.start() >= atoms[-1].end:  # "100" in "512 V100 GPUs" is part of a unit
            atoms.append(_atom(match, text, urls))
    at = 0
    while at < len(atoms):
        number, used = _joined(atoms, at, text)
        numbers.append(number)
        at += used
    return tuple(_lists(numbers, text))


def _atom(match: re.Match[str], text: str, urls: list[tuple[int, int]]) -> _Atom:
    """Return one number with the unit right behind it."""
    kind = match.lastgroup if match.lastgroup != "scale" else "num"
    start, number_end = match.span()
    if kind == "num" and start and SIGN.search(text, max(0, start - 2), start):
        start -= 1
    value, scale = _value(match, kind or "")
    if kind == "code":
        return _Atom(start, number_end, number_end, None, 0, "code", "precision", _name_reason(text, start))
    if kind == "device":
        return _Atom(start, number_end, number_end, None, 0, "gpu", "hardware", "")
    if kind == "parameters":
        return _Atom(start, number_end, number_end, value, scale, "parameter", "parameters", "")
    if kind == "magnitude":
        return _Atom(start, number_end, number_end, value, scale, "times", "", "")
    if kind in ("dim", "dim2"):
        whole = kind == "dim" or PICTURE_AFTER.match(text, number_end)
        skip = _name_reason(text, start) if whole else "shape"
        return _Atom(start, number_end, number_end, None, 0, "pixel", "resolution", skip)
    end, unit, prop = _unit(text, number_end, is_word=kind == "small")
    if not unit and kind == "num" and text[start - 1 : start] == "$" and text[number_end : number_end + 1] not in tuple("$\\^_/"):
        start, unit, prop = start - 1, "usd", "cost"
    skip = _skip(match, text, start, number_end, unit, urls)
    if unit == "magnitude" and value is not None:
        value, unit = Decimal(10) ** min(int(value), 30), "times"
    if kind in ("plain", "factor"):
        unit = "times"
    return _Atom(start, number_end, end, value, scale, unit, prop, skip)


def _value(match: re.Match[str], kind: str) -> tuple[Decimal | None, int]:
    """Return the value of a number without its scale, and the scale as a power of ten."""
    words = match.group()
    if kind == "num":
        scale = (match["scale"] or "").strip(" -").lower()
        return Decimal(re.sub("[{},+]", "", match["num"])), SCALES.get(scale, 0)
    if kind == "slash":
        return Decimal(re.split("/", words[:-1])[-1]), SCALES[words[-1].lower()]
    if kind == "power":
        head, tail = re.split(r"10 ?\^", words)[-2:]
        digits = re.sub(r"[^\d.]", "", re.sub(TIMES, "", head)) or "1"
        return Decimal(digits).scaleb(_small_int(re.sub(r"[{} ]", "", tail).replace("−", "-").replace("–", "-"))), 0
    if kind == "factor":
        return Decimal(words[1:]), 0
    if kind == "sci":
        digits, exponent = re.split("[eE]", words.replace("−", "-"))
        return Decimal(digits).scaleb(_small_int(exponent)), 0
    if kind == "fraction":
        top, bottom = re.findall(r"\d+", words)
        return (Decimal(top) / Decimal(bottom)).quantize(Decimal("1e-6")) if int(bottom) else None, 0
    if kind == "magnitude":
        count = WORDS.get(words.split()[0].lower())
        return None if count is None else Decimal(10) ** count, 0
    if kind in ("small", "plain"):
        word = words.lower()
        return Decimal(WORDS[word] if word in WORDS else PLAIN_WORDS[word]), 0
    if kind == "word":
        parts = words.lower().split()
        count = Decimal("0.5") if parts[0] == "half" else Decimal(WORDS[parts[0]])
        return count * (100 if "hundred" in parts else 1), SCALES[parts[-1]]
    return None, 0


def _small_int(digits: str) -> int:
    return max(-400, min(400, int(digits[:5])))


def _unit(text: str, at: int, *, is_word: bool) -> tuple[int, str, str]:
    """Return end, code and setting of the unit behind a number, or `at` and "" where there is none."""
    near, far = _units()
    rules = unit_rules()
    for pattern in (near, far):
        found = pattern.match(text, at, at + 70)
        if found and found.lastgroup:
            rule = rules[int(found.lastgroup[1:])]
            if rule.words or not is_word:
                return found.end(), rule.unit, rule.setting
    return at, "", ""


def _name_reason(text: str, start: int) -> str:
    before = text[max(0, start - 12) : start]
    return "name" if NAME_BEFORE.search(before) and not HEDGE_BEFORE.search(before) else ""


def _skip(match: re.Match[str], text: str, start: int, end: int, unit: str, urls: list[tuple[int, int]]) -> str:
    """Return why a number is no quantity, or ""."""
    before, after = text[max(0, start - 14) : start], text[end : end + 12]
    if any(a <= start < b for a, b in urls):
        return "url"
    if NAME_BEFORE.search(before) and not HEDGE_BEFORE.search(before):
        return "name"
    if unit:
        return ""
    if ORDINAL_AFTER.match(after):
        return "ordinal"
    if SECTION_BEFORE.search(before):
        return "label"
    digits = match.group()
    if YEAR.match(digits.rstrip("b")):
        return "year"
    if MONTH.search(before):
        return "date"
    if NAME_AFTER.match(after):
        return "name"
    if ATTRIBUTE_AFTER.match(after) and not match["scale"]:
        return "attribute"
    return _bracket_reason(before, after, digits)


def _bracket_reason(before: str, after: str, digits: str) -> str:
    if before.endswith("[") and after[:1] in "],–-":
        return "citation"
    if digits.isdigit() and len(digits) <= 2 and ENUMERATION.search(before) and after[:1] == ")":
        return "enumeration"
    if len(digits) == 1 and after[:2] == ". " and (not before or before[-1] in "\n "):
        return "enumeration" if before[-2:-1] in ("", ".", ":", ";", "\n") else ""
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
        return Number(_quantity(text, first.start, end, value, value, unit), first.prop or second.prop), 2
    if RANGE_GAP.fullmatch(gap) and same_unit and second.value is not None and second.skip in ("", "name", "year"):
        return _range(first, second, text), 2
    return _number(first, text), 1


def _range(first: _Atom, second: _Atom, text: str) -> Number:
    scale = second.scale if not first.scale and not first.unit else first.scale
    low, high = _scaled(first, scale), _scaled(second, second.scale)
    unit, prop = second.unit or first.unit, second.prop or first.prop
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
        prop,
        "" if skip == "name" else skip,
        parts=parts,
    )


def _number(atom: _Atom, text: str) -> Number:
    value = _scaled(atom, atom.scale)
    return Number(_quantity(text, atom.start, atom.end, value, value, atom.unit), atom.prop, atom.skip)


def _scaled(atom: _Atom, scale: int) -> Decimal | None:
    return None if atom.value is None else _plain(atom.value.scaleb(scale))


def _plain(value: Decimal) -> Decimal:
    """Return the same number without an exponent where it has no decimals."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < Decimal("1e24") else value


def _quantity(text: str, start: int, end: int, low: Decimal | None, high: Decimal | None, unit: str) -> Quantity:
    modifier = MODIFIER.search(text, max(0, start - 26), start)
    words = next((group.lower() for group in modifier.groups() if group), "") if modifier else ""
    return Quantity(text[start:end], start, end, low, high, unit, words)


def _lists(numbers: list[Number], text: str) -> list[Number]:
    """Mark the numbers of one list, and give its members the unit that only the last one carries."""
    joined: list[Number] = []
    list_id = 0
    for at, number in enumerate(numbers):
        previous = joined[-1] if joined else None
        if previous and _alike(previous, number) and LIST_GAP.fullmatch(text, previous.end, number.start):
            if previous.list_id < 0:
                joined[-1] = replace(previous, list_id=list_id)
                list_id += 1
            number = replace(number, list_id=joined[-1].list_id)
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
