"""Who does or has what a number tells: the method that acts, "our method", "it", and what the sentence leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_words
from kg.extract.heroes import is_named
from kg.extract.places import Anchor, band, governor, is_agent
from kg.extract.stories import Candidate, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.extract.scenes import Name, Scene

__all__ = [
    "absent_subjects",
    "beaten",
    "earlier_agents",
    "improved",
    "is_generic",
    "may_be_subject",
    "nearest_agent",
    "opposed",
    "owner",
    "pronouns",
    "settled_subject",
    "unmarked_hero",
]

NEAR = 8
OPENING = 4


def settled_subject(anchor: Anchor, scene: Scene, story: Story) -> Candidate | None:
    """Return what a claim is about where grammar alone says it: what acts near the number, or acted just before.

    "GPT-4 achieves 39%" is about GPT-4 in 86 of 100 annotated numbers, names as they are found; "our method achieves
    39%" about what the paper is about in 71 of 100 (benchmarks/fit_slots.py has the annotations).
    """
    if bearer := _bearer(anchor, scene):
        return Candidate(bearer.label, (), bearer)
    name = nearest_agent((*scene.names, *scene.phrases), anchor, scene)
    verb = name.last if name else _behind_it(scene)
    if verb is None or (anchor.kind != "change" and anchor.first - verb > NEAR):
        return None
    if name is None:
        name = _acted_before(scene, story)
        return Candidate(name.label, (), name) if name else None
    if name.entity is None and is_generic(name, scene):
        return Candidate(story.ours, (), name) if story.ours else None
    return Candidate(name.label, (), name) if name.type == "Method" else None


def _bearer(anchor: Anchor, scene: Scene) -> Name | None:
    """Return the method that a result stands right behind: "better than A (5.3)", "including A of 5.3 and B of 5.8"."""
    words = scene.analysis.words
    at = anchor.first - 1
    if anchor.kind != "result" or at <= scene.first or words[at].text not in ("(", "of"):
        return None
    name = next((name for name in scene.names if name.last == at and name.type == "Method"), None)
    if name is None or words[at].text == "(":
        return name
    before = words[name.first - 1].lower if name.first > scene.first else ""
    return name if before in slot_words("joint") | slot_words("frame") | slot_words("example") else None


def _behind_it(scene: Scene) -> int | None:
    """Return the token behind the "it" or "they" that a sentence begins with."""
    words = scene.analysis.words
    at = scene.first
    while at < min(scene.last, scene.first + OPENING) and words[at].lower in slot_words("continuing"):
        at += 1
    return at + 1 if at < scene.last and words[at].lower in ("it", "they") else None


def _acted_before(scene: Scene, story: Story) -> Name | None:
    """Return what acted first in the sentence before: "Builder writes long programs. It attains 81.5% coverage"."""
    if scene.number < 2:
        return None
    before = story.scenes[scene.number - 1]
    return next((name for name in before.names if name.type in ("Method", "Dataset") and is_agent(name, before)), None)


def beaten(anchor: Anchor, scene: Scene) -> Name | None:
    """Return what stands right before "by" and a change, if it is what something beats: "outperforms LoRA by 5%".

    Of the annotated changes with such words 47 of 48 are against them.
    """
    if anchor.kind != "change" or anchor.places > 1:
        return None
    words = scene.analysis.words
    at = anchor.first - 1
    while at > scene.first and words[at].lower in slot_words("how much"):
        at -= 1
    if words[at].lower != "by":
        return None
    spots = [name for name in (*scene.names, *scene.phrases, *scene.wides) if name.last == at]
    name = min(spots, key=lambda name: name.first, default=None)
    if name is None or governor(name, scene) not in (slot_words("frame") | {"and"}):
        return None
    others = words[name.last - 1].lower in slot_words("others")
    return name if name.type == "Method" or (name.entity is None and others) else None


def opposed(anchor: Anchor, scene: Scene) -> Name | None:
    """Return what a sentence is opened with as what a change is against: "Compared to GPT-3, LoRA needs 3x less"."""
    words = scene.analysis.words
    opening = [word.lower for word in words[scene.first : scene.first + OPENING]]
    cue = next((at for at, word in enumerate(opening) if word in slot_words("opposing")), None)
    if anchor.kind != "change" or cue is None or opening[cue + 1 : cue + 2] not in (["to"], ["with"]):
        return None
    first = scene.first + cue + 2
    spots = [name for name in (*scene.names, *scene.wides, *scene.phrases) if first <= name.first <= first + 1]
    name = min(spots, key=lambda name: (name.first, name.entity is None), default=None)
    return name if name and name.last <= anchor.first and name.type in ("Method", "words") else None


def improved(anchor: Anchor, scene: Scene) -> Name | None:
    """Return the model that something improves on the left of a number: "improves the baseline by ... from 18.65"."""
    for name in sorted((*scene.names, *scene.phrases), key=lambda name: -name.first):
        if name.last > anchor.first or governor(name, scene) != "improve":
            continue
        head = scene.analysis.words[name.last - 1].lower
        if name.type == "Method" or (name.entity is None and head in ("baseline", "baselines", "model", "models")):
            return name
    return None


def owner(anchor: Anchor, scene: Scene) -> Name | None:
    """Return what the metric on the left of a number is one of: "lowers the FID of the baseline from 18.65 to 1.80"."""
    words = scene.analysis.words
    metrics = {name.last for name in scene.names if name.type == "Metric"}
    for name in sorted((*scene.names, *scene.phrases), key=lambda name: -name.first):
        if name.last > anchor.first or name.type not in ("Method", "words"):
            continue
        before = name.first - 1
        while before > scene.first and words[before].lower in ("the", "a", "an"):
            before -= 1
        if words[before].lower == "of" and {before, before - 1} & metrics:  # "FID of", "(FID) of"
            return name
        if name.type == "Method":  # what stands nearer has the number
            return None
    return None


def nearest_agent(spots: Iterable[Name], anchor: Anchor, scene: Scene) -> Name | None:
    """Return the nearest name on the left that a verb follows: what does or has what the number tells."""
    agents = [name for name in spots if name.last <= anchor.first and is_agent(name, scene)]
    return max(agents, key=lambda name: name.last, default=None)


def may_be_subject(name: Name, anchor: Anchor, scene: Scene) -> bool:
    """Tell whether words without a name can be what a claim is about: they act, they are "our method", or stand by."""
    near = 0 <= anchor.first - name.last <= 2 or 0 <= name.first - anchor.last <= 1
    if near and name.last <= anchor.first and anchor.kind != "setting":
        # neither "on many tasks, it wins" nor "makes motions with less jerk than X"
        behind = scene.analysis.words[name.last].lower
        near = governor(name, scene) not in slot_words("where") and behind not in ("with", "at", "by")
    return near or is_agent(name, scene) or is_generic(name, scene) or governor(name, scene) in slot_words("frame")


def is_generic(name: Name, scene: Scene) -> bool:
    """Tell whether words stand for whatever the paper is about: "our method", "the resulting model"."""
    words = scene.analysis.words
    head = words[name.last - 1].lower
    if head not in slot_words("generic"):
        return False
    before = words[name.first - 1].lower if name.first > scene.first else ""
    length = name.last - name.first
    return (
        before in slot_words("ours")
        or words[name.first].lower in slot_words("ours")
        or (length == 1 and before == "the")
    )


def pronouns(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
    """Yield what "we", "it" and "which" on the left of the anchor may stand for."""
    if story.hero is None:
        return
    for at in range(anchor.first - 1, scene.first - 1, -1):
        word = scene.analysis.words[at].lower
        if word in slot_words("pronoun"):
            near = band(anchor.first - at)
            yield Candidate(
                story.hero, ("pronoun", f"pronoun:{word}", f"pronoun:{word}:{anchor.kind}", f"pronoun:{near}")
            )
            return


def earlier_agents(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
    """Yield what acted in the sentences before: "ZeroRepo produces large repositories. It attains 81.5% coverage"."""
    here = {id(name.entity) for name in scene.names}
    subject = _opening(scene)
    for back in (1, 2):
        if scene.number - back < 1:
            return
        before = story.scenes[scene.number - back]
        agents = [name for name in before.names if name.type in ("Method", "Dataset") and is_agent(name, before)]
        for place, name in (("last", agents[-1]), ("first", agents[0])) if agents else ():
            if name.entity is None or id(name.entity) in here:
                continue
            who = "main" if name.entity is story.main else "new" if name.entity.introduced else "known"
            yield Candidate(
                name.label,
                (
                    f"earlier:{place}:{back}",
                    f"earlier:{place}:{back}:{anchor.kind}",
                    f"earlier:{who}:{back}:{anchor.kind}",
                    f"earlier:{who}:{subject}",
                    f"earlier:{place}:{who}:{back}:{subject}",
                    f"earlier:{place}:{anchor.rule}",
                ),
            )
            if len(agents) == 1:
                break


def _opening(scene: Scene) -> str:
    """Return how a sentence begins: with a pronoun, with something of ours, with a name, or otherwise."""
    analysis = scene.analysis
    for at in range(scene.first, min(scene.first + 5, scene.last)):
        lower = analysis.words[at].lower
        if lower in slot_words("pronoun"):
            return lower
        if lower in slot_words("ours"):
            return "ours"
        if any(name.first == at for name in scene.names):
            return "name"
    return "other"


def absent_subjects(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
    """Yield the introduced things that the sentence does not name."""
    here = {id(name.entity) for name in scene.names}
    named = any(name.type == "Method" and name.last <= anchor.first for name in scene.names)
    for rank, entity in enumerate(story.introduced[:3]):
        if id(entity) not in here:
            who = "main" if rank == 0 else "second"
            yield Candidate(
                entity.name,
                (
                    f"absent:{who}",
                    f"absent:{who}:{anchor.kind}",
                    f"absent:{who}:{entity.type}",
                    f"absent:{entity.type}:{anchor.rule}",
                    f"absent:named:{is_named(entity)}",
                    f"absent:{who}:mentions:{min(len(entity.mentions), 3)}",
                    f"absent:{who}:{'named' if named else 'unnamed'}",
                    f"absent:{who}:{anchor.rule}",
                    f"absent:{who}:{'early' if scene.number < len(story.scenes) / 2 else 'late'}",
                ),
            )


def unmarked_hero(anchor: Anchor, story: Story) -> Iterator[Candidate]:
    """Yield what the paper is about where that is a phrase and no entity."""
    if story.main is None and story.hero:
        yield Candidate(story.hero, ("hero", f"hero:{anchor.kind}", f"hero:{anchor.rule}"))
