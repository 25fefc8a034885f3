"""What a number measures, where words beside it say so: the metric of a change, of a share, of a unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_words
from kg.data.metrics import percentages
from kg.extract.scenes import Name
from kg.extract.stories import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.places import Anchor
    from kg.extract.scenes import Scene

__all__ = [
    "may_be_metric",
    "measure",
    "metric_in_unit",
    "metric_of_change",
    "metric_of_share",
    "metrics_by_word",
    "words_behind",
]

UNIT_WORDS = re.compile(r"[A-Za-z]{3,}[\w /-]*$")
POINTS_OF = re.compile(r"\d ((?!percent|absolute|relative)[A-Za-z][\w@-]*(?: [\w-]+)?) points?$")
UNIT_METRICS = {
    "frame-per-second": "speed",
    "hertz": "speed",
    "millisecond": "time",
    "second": "time",
    "minute": "time",
    "hour": "time",
    "gigabyte": "memory",
    "megabyte": "memory",
    "watt": "power",
    "speed": "speed",
    "degree": "angle",
}


def metric_of_share(anchor: Anchor, scene: Scene) -> Candidate | None:
    """Return what a share is one of: model size for "2.5% of the model size"."""
    words = scene.analysis.words
    if not anchor.rule.startswith("change.share") or anchor.last >= scene.last or words[anchor.last].lower != "of":
        return None
    first = anchor.last + 1
    while first < scene.last and words[first].lower in ("the", "its", "their", "our", "all"):
        first += 1
    name = next((name for name in (*scene.names, *scene.phrases) if first <= name.first <= first + 2), None)
    if name is None or not (name.type == "Metric" or words[name.last - 1].lower in slot_words("used up")):
        return None
    return Candidate(name.label, (), name)


def metric_of_change(anchor: Anchor, scene: Scene) -> Candidate | None:
    """Return what the noun of a change says has changed: frame time for "a frame time reduction of 45%"."""
    if anchor.kind != "change":
        return None
    words, tags = scene.analysis.words, scene.analysis.tags
    before = anchor.first
    while before > scene.first and words[before - 1].lower in slot_words("how much"):
        before -= 1
    for name in scene.phrases:
        beside = name.last == before or anchor.last <= name.first <= anchor.last + 1
        changed = name.last - name.first > 1 and words[name.last - 1].lower in slot_words("better or worse")
        if beside and changed and tags[name.last - 2] in ("NOUN", "NOUNS"):
            return Candidate(measure(name, anchor, scene), (), name)
    return None


def metric_in_unit(anchor: Anchor, scene: Scene) -> str | None:
    """Return the metric whose points a number counts: SARI for "4 SARI points"; right in all 11 annotated numbers."""
    if anchor.unit != "point":
        return None
    found = POINTS_OF.search(" ".join(scene.analysis.text[anchor.left : anchor.right].split()))
    return found[1] if found else None


def may_be_metric(name: Name, anchor: Anchor) -> bool:
    """Tell whether a number may be one of a metric: no gain or "220K tokens" is a metric, no accuracy is 12 FPS."""
    words = name.text.lower()
    if anchor.unit in UNIT_METRICS and words in percentages():
        return False
    return name.entity is not None or not (words in slot_words("movement") or words[0].isdigit())


def measure(name: Name, anchor: Anchor, scene: Scene) -> str:
    """Return the words for a metric alone: mass for "low mass", speed for "speed increase"."""
    analysis, first, last = scene.analysis, name.first, name.last
    if anchor.kind == "change" and last - first > 1 and analysis.words[last - 1].lower in slot_words("better or worse"):
        last -= analysis.tags[last - 2] in ("NOUN", "NOUNS")
    while first < last - 1 and analysis.words[first].lower in slot_words("evaluative"):
        first += 1
    return analysis.text[max(name.start, analysis.starts[first]) : min(name.end, analysis.end_of(last - 1))]


def words_behind(anchor: Anchor, scene: Scene) -> Iterator[Name]:
    """Yield the words right behind a number that the chunker took together with its unit: 28 times | memory."""
    for name in scene.phrases:
        if name.first < anchor.last < name.last:
            start = scene.analysis.starts[anchor.last]
            yield Name(start, name.end, anchor.last, name.last, scene.analysis.text[start : name.end])


def metrics_by_word(anchor: Anchor, scene: Scene) -> Iterator[Candidate]:
    """Yield what the words by the number speak of themselves ("faster": speed), and a metric inside its unit."""
    if anchor.hint:
        yield Candidate(anchor.hint, (f"hint:{anchor.hint}", "hint", f"hint:{anchor.kind}"))
    for name in scene.names:
        if anchor.left <= name.start < anchor.right and name.type == "Metric":
            yield Candidate(name.label, ("inside", f"inside:{anchor.kind}"), name)
    inside = UNIT_WORDS.search(scene.analysis.text[anchor.left : anchor.right])
    if inside and anchor.unit not in ("percent", "times", "point", "percentage-point"):
        yield Candidate(inside.group(), ("unit words", f"unit words:{anchor.unit}", f"unit words:{anchor.kind}"))
    if anchor.unit in UNIT_METRICS:
        yield Candidate(UNIT_METRICS[anchor.unit], ("by unit", f"by unit:{anchor.unit}", f"by unit:{anchor.kind}"))
    words = scene.analysis.words[scene.first : scene.last]
    if any(word.lower.startswith("perform") for word in words):
        yield Candidate("performance", ("performs", f"performs:{anchor.kind}", f"performs:{anchor.rule}"))
