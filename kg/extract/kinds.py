"""What a number says: a setting, a change, a result, or nothing we claim. The rules are in data/rules/numbers.tsv."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.data.claim_rules import better_known, lower_is_better, number_rules, word_effects
from kg.extract.quantities import MODIFIER
from kg.extract.scenes import window
from kg.model import ClaimKind, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.data.claim_rules import NumberRule
    from kg.extract.quantities import Number
    from kg.extract.scenes import Scene
    from kg.model import Direction

__all__ = ["Reading", "left_out", "read_numbers"]

REACH = 90
DIGIT = re.compile(r"\d")
SISTER_GAP = re.compile(r"(?:,|\band|;|&|\() ?(?:by )?\+?$")
MARKUP_BEFORE = re.compile(r"(?:\\(?:textbf|textit|mathbf|emph|text)\{|[{$]|\*\*)+$")  # LaTeX and Markdown at a number
MARKUP_AFTER = re.compile(r"^(?:[}$]|\*\*)+")
VERBS = frozenset(("VBZ", "VBD", "VB", "AUX"))
ADJECTIVE = re.compile(r"^ (?:more|less) ([a-z]+-?[a-z]+)(?= (?:than|compared|when|and|in|on)\b|[,.;)]|$)")
EFFICIENT = re.compile(r"^ (?:more )?([a-z]+-(?:efficient|effective))\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and what it says.

    `metric` is the property of a setting, or what the words by the number speak of by themselves ("faster": speed).
    `direction` may depend on the metric: "better" and "worse" wait until it is known. `part` is "from" or "to" for the
    ends of "from 18.65 to 1.80". `left` and `right` are the characters where the list that holds it begins and ends,
    `place` and `places` its rank in that list and the length of the list.
    """

    quantity: Quantity
    kind: ClaimKind
    rule: str
    metric: str
    direction: str
    part: str
    left: int
    right: int
    place: int
    places: int


def read_numbers(scene: Scene) -> list[Reading]:
    """Return what the numbers of a sentence say; numbers that say nothing are left out."""
    readings: list[Reading] = []
    for group in _groups(_usable(scene)):
        left, right = group[0].start, group[-1].end
        bare, after = _around(group, scene)
        for place, number in enumerate(group):
            rule = _first_rule(number, bare, after)
            if sister := _sister(scene, readings, number, rule, left):
                readings.append(replace(sister, left=left, right=right, place=place, places=len(group)))
            elif rule is not None and rule.kind != "none":
                found = _reading(rule, number, bare[1], after[1], (left, right, place, len(group)))
                readings += [_with_direction(reading, readings) for reading in found]
    return readings


def left_out(scene: Scene) -> Iterator[tuple[Number, str]]:
    """Yield the numbers of a sentence that `read_numbers` leaves out, each with the reason: a rule, or "no rule"."""
    read = {reading.quantity.start for reading in read_numbers(scene)}
    usable = _usable(scene)
    for number in scene.numbers:
        if number not in usable:
            yield number, f"skipped.{number.skip}" if number.skip else "inside a name"
    for group in _groups(usable):
        for number in group:
            if number.start not in read:
                rule = _first_rule(number, *_around(group, scene))
                yield number, rule.id if rule else "no rule"


def _usable(scene: Scene) -> list[Number]:
    return [number for number in scene.numbers if not number.skip and not _inside_name(number, scene)]


def _around(group: Sequence[Number], scene: Scene) -> tuple[list[str], list[str]]:
    """Return the words before a list of numbers, without hedges and markup, and those after it, as `_contexts` does."""
    left, right = group[0].start, group[-1].end
    near = window(scene, scene.token_at(left), scene.token_at(right))
    before = [MARKUP_BEFORE.sub("", words) for words in _contexts(near, max(scene.start, left - REACH), left)]
    after = [MARKUP_AFTER.sub("", words) for words in _contexts(near, right, min(scene.end, right + REACH))]
    return [_unhedged(words) for words in before], after


def _unhedged(words: str) -> str:
    """Return words without the hedges that end them: a degradation of | only up to."""
    return MODIFIER.sub("", MODIFIER.sub("", words))


def _with_direction(reading: Reading, earlier: Sequence[Reading]) -> Reading:
    """Return the reading; a change without a word of its own goes the way of the change before it."""
    if reading.kind != "change" or reading.direction:
        return reading
    before = next((other.direction for other in reversed(earlier) if other.rule == reading.rule), "increase")
    return replace(reading, direction=before)


def _sister(
    scene: Scene, readings: Sequence[Reading], number: Number, rule: NumberRule | None, left: int
) -> Reading | None:
    """Return the reading that the number before gives to this one: "by 1.6% in Rouge-1 and 3.5% in hit rate"."""
    if not readings or (
        rule is not None and (rule.kind in ("none", "setting", "change") or "metric.before" in rule.id)
    ):
        return None
    previous = readings[-1]
    quantity = number.quantity
    same_unit = previous.quantity.unit == quantity.unit or (previous.quantity.unit, quantity.unit) == ("point", "")
    if not same_unit or previous.kind == "setting" or previous.right >= left or left - previous.right > REACH:
        return None
    if (rule is None and "." not in quantity.text) or (
        previous.rule.startswith("change.sign") and quantity.text[0] != "+"
    ):
        return None
    between = MODIFIER.sub("", re.sub(r"\s+", " ", scene.analysis.text[previous.right : left]))
    first, last = scene.token_at(previous.right), scene.token_at(left)
    tags = scene.analysis.tags[first:last]
    listed = SISTER_GAP.search(between) or (
        previous.kind == "change" and quantity.unit == "percent" and "VBG" not in tags
    )
    if not listed or VERBS.intersection(tags):
        return None
    return replace(previous, quantity=quantity, rule=f"{previous.rule.removesuffix('.sister')}.sister", part="")


def _inside_name(number: Number, scene: Scene) -> bool:
    """Tell whether a number is only part of a name (Llama-2-7B).

    A precision or resolution in a name still says something, and so does a size that a name begins with ("2.4B model")
    or that stands in brackets ("Llama 2 (7B)").
    """
    quantity = number.quantity
    if quantity.unit in ("bit", "code") or (quantity.unit == "pixel" and quantity.low is None):
        return False
    text = scene.analysis.text
    at = bisect_right(scene.names, number.start, key=lambda name: name.start)
    for name in scene.names[max(0, at - 1) : at]:
        if name.start <= number.start < name.end:
            says_size = quantity.unit or not quantity.text[-1].isdigit()
            return not (says_size and (name.start == number.start or text[number.start - 1] == "("))
    return False


def _groups(numbers: Sequence[Number]) -> list[list[Number]]:
    groups: list[list[Number]] = []
    for number in numbers:
        if groups and number.list_id >= 0 and groups[-1][-1].list_id == number.list_id:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _contexts(scene: Scene, start: int, end: int) -> tuple[str, str]:
    """Return the text between two characters, with each whole name replaced by its type, and as it stands."""
    text, pieces, at = scene.analysis.text, [], start
    for name in scene.names:
        if start <= name.start and name.end <= end:
            pieces += [text[at : name.start], f"<{name.type}>"]
            at = name.end
    return re.sub(r"\s+", " ", "".join(pieces) + text[at:end]), re.sub(r"\s+", " ", text[start:end])


def _first_rule(number: Number, before: Sequence[str], after: Sequence[str]) -> NumberRule | None:
    """Return the first rule that fits; words are looked for both with and without names replaced by their types."""
    unit = "context" if number.setting == "context length" else number.quantity.unit
    for rule in _rules_for(f"{unit}:{DIGIT.sub('0', number.quantity.text)}"):
        if (rule.after is None or any(map(rule.after.match, after))) and (
            rule.before is None or any(map(rule.before.search, before))
        ):
            return rule
    return None


@lru_cache(maxsize=4096)
def _rules_for(shape: str) -> tuple[NumberRule, ...]:
    """Return the rules for a quantity of such a unit and shape ("percent:00.0%"): digits never decide by value."""
    return tuple(rule for rule in number_rules() if rule.unit.search(shape))


def _reading(
    rule: NumberRule, number: Number, before: str, after: str, group: tuple[int, int, int, int]
) -> list[Reading]:
    """Return one reading, or two where "from A to B" gives two results."""
    if rule.kind == "result" and number.parts and re.search(r"\bfrom (?:about |around |only )?$", before):
        return [
            Reading(part, "result", f"{rule.id}.{side}", "", "", side, *group)
            for part, side in zip(number.parts, ("from", "to"), strict=True)
        ]
    metric, direction = rule.about, ""
    if rule.kind == "change":
        direction, metric = _direction(rule, number.quantity, before, after)
    return [Reading(number.quantity, rule.kind, rule.id, metric, direction, "", *group)]  # type: ignore[arg-type]


@cache
def _effects() -> re.Pattern[str]:
    rules = word_effects()
    return re.compile("|".join(rf"\b(?P<e{i}>{pattern})\b" for i, (pattern, _, _) in enumerate(rules)), re.IGNORECASE)


def _direction(rule: NumberRule, quantity: Quantity, before: str, after: str) -> tuple[str, str]:
    """Return which way the metric went and what the deciding word speaks of, looking right first."""
    if rule.id == "change.down" or rule.id.startswith("change.share"):
        return "decrease", ""
    if rule.id == "change.up":
        return "increase", ""
    if efficient := EFFICIENT.match(after):
        return "increase", efficient[1]
    near = re.split(r"(?<!^)[,;.()]| (?:and|than|while|on|over|compared|with|when|in|at) ", after[:60])[0]
    if found := _effects().search(near):
        adjective = ADJECTIVE.match(after)
        _, effect, metric = _effect(found)
        if adjective and not metric:
            metric = adjective[1]
        return effect, metric
    matches = list(_effects().finditer(re.split(r"[;]", before)[-1]))
    if matches:
        _, effect, metric = _effect(matches[-1])
        return effect, metric
    return ("decrease" if quantity.text[0] in "-−" else ""), ""


def _effect(match: re.Match[str]) -> tuple[str, str, str]:
    return word_effects()[int((match.lastgroup or "e0")[1:])]


def settled(direction: str, metric: str | None) -> Direction:
    """Return the direction of a metric, given whether it got better or worse."""
    if direction in ("better", "worse"):
        known = better_known().get((metric or "").lower())
        falls = known == "lower" if known else bool(metric and lower_is_better().search(metric))
        return "decrease" if falls == (direction == "better") else "increase"
    return "decrease" if direction == "decrease" else "increase"
