"""Who a number is about, on which data, by which metric, against what: candidates, their features, the best one.

The features are readable strings; benchmarks/fit_slots.py counts and weighs them into data/slot_weights.tsv.
"""

from __future__ import annotations

from itertools import product, repeat
from math import exp, log
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_weights, slot_words
from kg.extract.heroes import is_named
from kg.extract.measures import may_be_metric, measure, metrics_by_word, words_behind
from kg.extract.places import Anchor, governor, is_agent, place_features
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

    from kg.extract.scenes import Name, Scene
    from kg.extract.stories import Story
    from kg.model import Entity


__all__ = ["apart", "best", "candidates", "ranked"]

MOST = 20  # data sets that are looked at
DEEPEST = 3  # fillings of a slot that are looked at where two slots want the same
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
        spots = [name for name in spots if may_be_metric(name, anchor)] + list(words_behind(anchor, scene))
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
        found += metrics_by_word(anchor, scene)
    found.append(_nothing(slot, anchor, spots))
    return found


def _may_act(name: Name, anchor: Anchor, scene: Scene) -> bool:
    """Tell whether a claim may be about a name or words; metrics, and data that beat others, must do something."""
    if name.entity is None:
        return may_be_subject(name, anchor, scene)
    measures = name.type == "Metric" and anchor.kind != "setting"
    holds = name.type == "Dataset" and anchor.kind == "comparison" and not name.entity.introduced
    return not (measures or holds) or is_agent(name, scene)


def _at(slot: str, name: Name, anchor: Anchor, scene: Scene, story: Story, agent: Name | None) -> Iterator[Candidate]:
    """Yield a name or phrase of the sentence as a candidate; "our method" stands for the hero as well."""
    standing = _standing(name, scene, story)
    features = list(place_features(name, anchor, scene, standing))
    if name is agent:
        features += [
            "agent",
            f"agent:{anchor.kind}",
            f"agent:{name.type}",
            f"agent:{'named' if name.entity else 'words'}:{anchor.kind}",
            f"agent:{standing}:{features[0]}",
        ]
    if name.entity is None:
        if slot == "subject" and standing == "generic" and story.ours:
            yield _resolved(name, anchor, story, story.ours, features)
        head = scene.analysis.words[name.last - 1].lower
        if slot in ("subject", "metric") and head in slot_words("event"):
            return  # extensive experiments neither do nor measure anything
        if slot in ("subject", "baseline") and head in slot_words("nobody"):
            return
        if head in slot_words("amount") and scene.analysis.words[min(name.last, scene.last - 1)].lower == "of":
            return  # "a set of baselines": the baselines
        if slot == "subject" and (head in slot_words("how good") or head in slot_words("movement")):
            return  # "their performance is inferior": the thing, not how good it is
        features += _of_words(name, anchor, scene, features[0], standing)
    else:
        features += [standing, f"{standing}:{features[0]}"] if standing != "known" else [f"known:{features[0]}"]
    if name.entity:
        features += [f"named:{is_named(name.entity)}:{anchor.kind}", f"mentions:{min(len(name.entity.mentions), 3)}"]
    features.append(f"rule:{anchor.rule}:{name.type}")
    label = measure(name, anchor, scene) if slot == "metric" and name.entity is None else name.label
    yield Candidate(label, tuple(features), name)


def _standing(name: Name, scene: Scene, story: Story) -> str:
    """Return what a name is to the paper: what it is about, another new thing, a known one, "our method", or words."""
    if name.entity is None:
        return "generic" if is_generic(name, scene) else "words"
    if name.entity is story.main:
        return "main"
    return "introduced" if name.entity.introduced else "known"


def _resolved(name: Name, anchor: Anchor, story: Story, ours: str, features: Sequence[str]) -> Candidate:
    """Return what words such as "our method" stand for."""
    known = "main" if story.main else "phrase"
    resolved = (f"stands for {known}", f"stands for {known}:{anchor.kind}")
    return Candidate(ours, (*features, "generic", f"generic:{features[0]}", *resolved), name)


def _is_framed(name: Name, anchor: Anchor, scene: Scene) -> bool:
    return name.first >= anchor.last and governor(name, scene) in slot_words("frame")


def _of_words(name: Name, anchor: Anchor, scene: Scene, side: str, standing: str) -> Iterator[str]:
    """Yield what speaks for or against words without a name; `side` is the feature of their side."""
    words = scene.analysis.words
    if standing == "generic":
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
    if scene.analysis.words[scene.first].lower in slot_words("another matter"):
        return
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
