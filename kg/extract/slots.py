"""Who a number is about, on which data, by which metric, against what: candidates, their features, the best one.

The features are readable strings; benchmarks/fit_slots.py counts and weighs them into data/slot_weights.tsv.
"""

from __future__ import annotations

import re
from itertools import product, repeat
from math import exp, log
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_weights, slot_words
from kg.data.metrics import percentages
from kg.extract.heroes import is_named
from kg.extract.places import Anchor, governor, is_agent, place_features
from kg.extract.scenes import Name
from kg.extract.stories import Candidate
from kg.extract.subjects import (
    absent_subjects,
    earlier_agents,
    is_generic,
    may_be_subject,
    nearest_agent,
    pronouns,
    unmarked_hero,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.extract.scenes import Scene
    from kg.extract.stories import Story
    from kg.model import Entity


__all__ = ["apart", "best", "candidates", "metric_in_unit", "metric_of_change", "metric_of_share", "ranked"]

MOST = 20  # data sets that are looked at
DEEPEST = 3  # fillings of a slot that are looked at where two slots want the same
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
TYPES = {
    "subject": ("Method", "Dataset", "Task", "Metric"),
    "metric": ("Metric", "Task", "Dataset"),
    "dataset": ("Dataset",),
    "baseline": ("Method", "Dataset"),
}


def best(slot: str, options: Sequence[Candidate], taken: Collection[str | None] = ()) -> Candidate:
    """Return the best place of the likeliest filling that is not taken; of equals the first."""
    return next(option for _, option in ranked(slot, options) if option.label is None or option.label not in taken)


def ranked(slot: str, options: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """Return the best place of each filling with the logarithm of its odds, the likeliest first.

    What may fill the slot from several places ("it", and a name of the sentence before) has the odds of all of them.
    """
    get = slot_weights().get(slot, {}).get
    odds: dict[str | None, float] = {}
    places: dict[str | None, tuple[float, Candidate]] = {}
    for option in options:
        score = sum(map(get, option.features, repeat(0.0)))
        odds[option.label] = odds.get(option.label, 0.0) + exp(score)
        if option.label not in places or places[option.label][0] < score:
            places[option.label] = score, option
    found = [(log(odds[label]), option) for label, (_, option) in places.items()]
    return sorted(found, key=lambda pair: -pair[0])


def apart(slots: Sequence[Sequence[tuple[float, Candidate]]]) -> list[Candidate]:
    """Return the likeliest fillings of some slots of a claim, ranked for each, such that nothing fills two of them."""
    first = [options[0][1] for options in slots]
    if _differ(first):
        return first
    ways = [way for way in product(*(options[:DEEPEST] for options in slots)) if _differ([one for _, one in way])]
    likeliest = max(ways, key=lambda way: sum(score for score, _ in way), default=None)
    return [one for _, one in likeliest] if likeliest else first


def _differ(fillings: Iterable[Candidate]) -> bool:
    labels = [_bare(one.label) for one in fillings if one.label is not None]
    return len(set(labels)) == len(labels)


def _bare(label: str) -> str:
    """Return a label without the words that only say that it is new: "our new robot" is the robot."""
    words = label.lower().split(" ")
    while len(words) > 1 and words[0] in slot_words("ours"):
        del words[0]
    return " ".join(words)


def candidates(slot: str, anchor: Anchor, scene: Scene, story: Story) -> list[Candidate]:
    """Return everything that may fill a slot, nothing among it."""
    types = TYPES[slot]
    spots = [name for name in scene.names if name.type in types and not (anchor.left <= name.start < anchor.right)]
    if slot == "baseline":  # "faster than X" compares with X, of whatever type
        spots += [name for name in scene.names if name.type not in types and _is_framed(name, anchor, scene)]
    if slot != "dataset":
        spots += [name for name in scene.phrases if name.last <= anchor.first or name.first >= anchor.last]
    if slot == "metric":
        spots = [name for name in spots if _may_be_metric(name, anchor)] + list(_behind(anchor, scene))
    if slot in ("subject", "baseline"):
        spots += [name for name in scene.wides if name.last <= anchor.first or name.first >= anchor.last]
    agent = nearest_agent(spots, anchor, scene)
    if slot == "subject":
        spots = [name for name in spots if _may_act(name, anchor, scene)]
    found = [option for name in spots for option in _at(slot, name, anchor, scene, story, agent)]
    if slot == "subject":
        found += pronouns(anchor, scene, story)
        found += absent_subjects(anchor, scene, story)
        found += earlier_agents(anchor, scene, story)
        found += unmarked_hero(anchor, story)
    if slot == "dataset":
        found += _carried(anchor, scene, story)
    if slot == "baseline":
        found += _framed_before(anchor, scene, story)
    if slot == "metric":
        found += _by_word(anchor, scene)
    found.append(_nothing(slot, anchor, spots))
    return found


def _may_act(name: Name, anchor: Anchor, scene: Scene) -> bool:
    """Tell whether a claim may be about a name or words; about a metric only where that does something itself."""
    if name.type == "Metric":
        return anchor.kind == "setting" or is_agent(name, scene)
    return name.entity is not None or may_be_subject(name, anchor, scene)


def _may_be_metric(name: Name, anchor: Anchor) -> bool:
    """Tell whether a number may be one of a metric: no "improvement" is a metric, and no accuracy is 12 FPS."""
    words = name.text.lower()
    if anchor.unit in UNIT_METRICS and words in percentages():
        return False
    return name.entity is not None or words not in slot_words("movement")


def metric_of_share(anchor: Anchor, scene: Scene) -> Candidate | None:
    """Return what a share is one of: model size for "2.5% of the model size"."""
    words = scene.analysis.words
    if not anchor.rule.startswith("change.share") or anchor.last >= scene.last or words[anchor.last].lower != "of":
        return None
    first = anchor.last + 1
    while first < scene.last and words[first].lower in ("the", "its", "their", "our", "all"):
        first += 1
    name = next((name for name in (*scene.names, *scene.phrases) if first <= name.first <= first + 2), None)
    fits = name is not None and (name.type == "Metric" or words[name.last - 1].lower in slot_words("used up"))
    return Candidate(name.label, (), name) if name and fits else None


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
            return Candidate(_measure(name, anchor, scene), (), name)
    return None


def metric_in_unit(anchor: Anchor, scene: Scene) -> str | None:
    """Return the metric whose points a number counts: SARI for "4 SARI points"; right in all 11 annotated numbers."""
    if anchor.unit != "point":
        return None
    found = POINTS_OF.search(" ".join(scene.analysis.text[anchor.left : anchor.right].split()))
    return found[1] if found else None


def _at(slot: str, name: Name, anchor: Anchor, scene: Scene, story: Story, agent: Name | None) -> Iterator[Candidate]:
    """Yield a name or phrase of the sentence as a candidate; "our method" stands for the hero as well."""
    features = list(place_features(name, anchor, scene))
    if name is agent:
        features += [
            "agent",
            f"agent:{anchor.kind}",
            f"agent:{name.type}",
            f"agent:{'named' if name.entity else 'words'}:{anchor.kind}",
        ]
    if name.entity is None:
        yield from _resolved(slot, name, anchor, scene, story, features)
        head = scene.analysis.words[name.last - 1].lower
        if slot in ("subject", "metric") and head in slot_words("event"):
            return  # extensive experiments neither do nor measure anything
        if slot in ("subject", "baseline") and head in slot_words("nobody"):
            return
        if head in slot_words("amount") and scene.analysis.words[min(name.last, scene.last - 1)].lower == "of":
            return  # "a set of baselines": the baselines
        if slot == "subject" and (head in slot_words("how good") or head in slot_words("movement")):
            return  # "their performance is inferior": the thing, not how good it is
        features += _of_words(name, anchor, scene, features[0])
    elif name.entity is story.main:
        features += ["main", f"main:{features[0]}"]
    elif name.entity.introduced:
        features += ["introduced", f"introduced:{features[0]}"]
    else:
        features += [f"known:{features[0]}"]
    if name.entity:
        features += [f"named:{is_named(name.entity)}:{anchor.kind}", f"mentions:{min(len(name.entity.mentions), 3)}"]
    features.append(f"rule:{anchor.rule}:{name.type}")
    label = _measure(name, anchor, scene) if slot == "metric" and name.entity is None else name.label
    yield Candidate(label, tuple(features), name)


def _measure(name: Name, anchor: Anchor, scene: Scene) -> str:
    """Return the words for a metric alone: mass for "low mass", speed for "speed increase"."""
    analysis, first, last = scene.analysis, name.first, name.last
    if anchor.kind == "change" and last - first > 1 and analysis.words[last - 1].lower in slot_words("better or worse"):
        last -= analysis.tags[last - 2] in ("NOUN", "NOUNS")
    while first < last - 1 and analysis.words[first].lower in slot_words("evaluative"):
        first += 1
    return analysis.text[max(name.start, analysis.starts[first]) : min(name.end, analysis.end_of(last - 1))]


def _resolved(
    slot: str, name: Name, anchor: Anchor, scene: Scene, story: Story, features: Sequence[str]
) -> Iterator[Candidate]:
    """Yield the hero where words such as "our method" stand for it."""
    if slot == "subject" and story.ours and is_generic(name, scene):
        known = "main" if story.main else "phrase"
        resolved = (f"stands for {known}", f"stands for {known}:{anchor.kind}")
        yield Candidate(story.ours, (*features, "generic", f"generic:{features[0]}", *resolved), name)


def _is_framed(name: Name, anchor: Anchor, scene: Scene) -> bool:
    return name.first >= anchor.last and governor(name, scene) in slot_words("frame")


def _of_words(name: Name, anchor: Anchor, scene: Scene, side: str) -> Iterator[str]:
    """Yield what speaks for or against words without a name; `side` is the feature of their side."""
    words = scene.analysis.words
    if is_generic(name, scene):
        yield "generic"
        yield f"generic:{side}"
    yield f"words:{side}"
    if words[name.last - 1].lower in slot_words("data"):
        yield f"data:{anchor.kind}"
        yield f"data:{anchor.rule}"
    if name in scene.wides:
        first = words[name.first].lower
        yield "wide"
        yield f"wide:{first}"
        yield f"wide:{side}"


def _carried(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
    """Yield the data sets that the sentence does not name, with how far back they were."""
    here = {id(name.entity) for name in scene.names}
    for entity in story.datasets[:MOST]:
        if id(entity) in here:
            continue
        distance = _sentences_back(entity, scene, story)
        features = [f"carried:{distance}", f"carried:{distance}:{anchor.kind}"]
        if len(story.datasets) == 1:
            features.append(f"carried:only:{distance}")
        if entity.introduced:
            features += ["carried:introduced", f"carried:introduced:{anchor.kind}"]
        if entity is story.main:
            features += ["carried:main", f"carried:main:{anchor.kind}"]
        if any(name.type == "Dataset" for name in scene.names):
            features.append("carried:others here")
        yield Candidate(entity.name, tuple(features))


def _sentences_back(entity: Entity, scene: Scene, story: Story) -> str:
    starts = [mention.start for mention in entity.mentions if mention.start < scene.start]
    if not starts:
        return "later"
    last = max(starts)
    back = sum(1 for other in story.scenes if last < other.start <= scene.start)
    return str(back) if back <= 2 else "3+"


def _framed_before(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
    """Yield what the sentence before compares with: "Compared to X, ... . It is 3x faster"."""
    if scene.number < 2:
        return
    previous = story.scenes[scene.number - 1]
    for name in (*previous.names, *previous.phrases):
        head = governor(name, previous)
        if head in slot_words("frame") and name.type in ("Method", "words"):
            yield Candidate(
                name.label, ("before", f"before:{anchor.kind}", f"before:of {head}", f"before:{name.type}"), name
            )


def _behind(anchor: Anchor, scene: Scene) -> Iterator[Name]:
    """Yield the words right behind a number that the chunker took together with its unit: 28 times | memory."""
    for name in scene.phrases:
        if name.first < anchor.last < name.last:
            start = scene.analysis.starts[anchor.last]
            yield Name(start, name.end, anchor.last, name.last, scene.analysis.text[start : name.end])


def _by_word(anchor: Anchor, scene: Scene) -> Iterator[Candidate]:
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


def _nothing(slot: str, anchor: Anchor, spots: Iterable[Name]) -> Candidate:
    names = [name for name in spots if name.entity]
    any_left = any(name.last <= anchor.first for name in names)
    any_right = any(name.first >= anchor.last for name in names)
    what = ("left " if any_left else "") + ("right" if any_right else "")
    return Candidate(
        None,
        (
            "none",
            f"none:{anchor.kind}",
            f"none:{anchor.rule}",
            f"none:{anchor.unit}",
            f"none:names {what.strip() or 'nowhere'}",
            f"none:hint {bool(anchor.hint)}",
            f"none:{anchor.kind}:{slot}:{anchor.part}",
        ),
    )
