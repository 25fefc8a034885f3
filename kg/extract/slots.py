"""Who a number is about, on which data, by which metric, against what: candidates, their features, the best one.

The features are readable strings; benchmarks/fit_slots.py counts and weighs them into data/slot_weights.tsv.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_weights
from kg.extract.heroes import find_hero, is_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.scenes import Name, Scene
    from kg.model import Entity

__all__ = ["Anchor", "Candidate", "Story", "best", "candidates", "listed", "make_story"]

GENERIC = frozenset(
    "method methods approach approaches model models framework system algorithm architecture technique techniques "
    "network networks work solution paradigm pipeline strategy design results result experiments experiment evaluations "
    "evaluation analysis study findings implementation scheme agent procedure formulation variant variants policy tool "
    "benchmark dataset module planner controller robot prototype".split()
)
OURS = frozenset(("our", "proposed", "this", "resulting", "presented", "new", "introduced", "developed", "novel"))
PRONOUNS = frozenset(("it", "we", "they", "its", "which", "this"))
CLAUSE = frozenset(("while", "whereas", "which", "but", "although", "though", "where", "that", "because", "when", "if"))
JOINTS = frozenset((",", "and", "or", "/", "the", "&", "both", "dataset", "datasets", "on", "(", ")"))
INSIDE = frozenset(("DET", "ADJ", "NOUN", "NOUNS", "NUM", "ADV", "POSS"))
FRAMES = frozenset(
    "than over compared comparing relative comparison outperform outperforms outperforming outperformed surpass surpasses "
    "surpassing surpassed exceed exceeds exceeding beats beating against versus vs upon superior unlike contrast vs.".split()
)
NOT_AGENTS = frozenset("of with in on by than over to from for using compared relative against as under via into".split())
VERBS = frozenset(("VBZ", "VBD", "VB"))
CLOSED = frozenset(("PREP", "CONJ", "TO", "PUNCT", "AUX", "PRON", "WH", "NOT", "POSS"))
TYPES = {
    "subject": ("Method", "Dataset", "Task", "Metric"),
    "metric": ("Metric", "Task", "Dataset"),
    "dataset": ("Dataset",),
    "baseline": ("Method", "Dataset"),
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the slots are asked for: a number (or the list it stands in), or the words of a comparison."""

    kind: str
    rule: str
    left: int
    right: int
    first: int
    last: int
    unit: str = ""
    part: str = ""
    hint: str = ""
    place: int = 0
    places: int = 1


@dataclass(frozen=True, slots=True)
class Story:
    """What the paper as a whole tells the slots of one sentence.

    `main` is the thing it is about, `hero` what to call that: its name, or the phrase that "we propose" is followed by.
    """

    scenes: tuple[Scene, ...]
    main: Entity | None
    hero: str | None
    introduced: tuple[Entity, ...]
    datasets: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may fill a slot (None: nothing), the place where it stands, and what speaks for it."""

    label: str | None
    features: tuple[str, ...]
    name: Name | None = None


def make_story(scenes: tuple[Scene, ...], entities: Sequence[Entity]) -> Story:
    """Return the thing the paper is about, what else it introduces, and the data it uses."""
    main, hero = find_hero(scenes, entities)
    introduced = [entity for entity in entities if entity.introduced and entity.mentions and entity is not main]
    if main:
        introduced.insert(0, main)
    datasets = tuple(entity for entity in entities if entity.type == "Dataset" and entity.mentions)
    return Story(scenes, main, hero, tuple(introduced), datasets)


def best(slot: str, options: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the highest sum of weights; of equals the first."""
    weights = slot_weights().get(slot, {})
    get = weights.get
    return max(options, key=lambda option: sum(get(feature, 0.0) for feature in option.features))


def candidates(slot: str, anchor: Anchor, scene: Scene, story: Story) -> list[Candidate]:
    """Return everything that may fill a slot, nothing among it."""
    types = TYPES[slot]
    spots = [name for name in scene.names if name.type in types and not (anchor.left <= name.start < anchor.right)]
    if slot != "dataset":
        spots += [name for name in scene.phrases if name.last <= anchor.first or name.first >= anchor.last]
    if slot in ("subject", "baseline"):
        spots += [name for name in scene.wides if name.last <= anchor.first or name.first >= anchor.last]
    agent = _nearest_agent(spots, anchor, scene)
    found = [option for name in spots for option in _at(slot, name, anchor, scene, story, agent)]
    if slot == "subject":
        found += _pronouns(anchor, scene, story)
        found += _absent_subjects(anchor, scene, story)
        found += _unmarked_hero(anchor, story)
    if slot == "dataset":
        found += _carried(anchor, scene, story)
    if slot == "baseline":
        found += _framed_before(anchor, scene, story)
    if slot == "metric":
        found += _by_word(anchor, scene)
    found.append(_nothing(slot, anchor, spots))
    return found


def _nearest_agent(spots: Iterable[Name], anchor: Anchor, scene: Scene) -> Name | None:
    """Return the nearest name on the left that a verb follows: what does or has what the number tells."""
    agents = [name for name in spots if name.last <= anchor.first and _is_agent(name, scene)]
    return max(agents, key=lambda name: name.last, default=None)


def _is_agent(name: Name, scene: Scene) -> bool:
    tags, words = scene.analysis.tags, scene.analysis.words
    at = name.last
    while at < scene.last and (tags[at] == "ADV" or words[at].lower in (")", "also", "model", "models", "method")):
        at += 1
    if at >= scene.last or (tags[at] not in VERBS and tags[at] != "AUX"):
        return False
    return _governor(name, scene) not in NOT_AGENTS


def _at(
    slot: str, name: Name, anchor: Anchor, scene: Scene, story: Story, agent: Name | None
) -> Iterator[Candidate]:
    """Yield a name or phrase of the sentence as a candidate; "our method" stands for the hero as well."""
    features = list(_place(name, anchor, scene))
    if name is agent:
        features += ["agent", f"agent:{anchor.kind}", f"agent:{name.type}", f"agent:{'named' if name.entity else 'words'}:{anchor.kind}"]
    if name.entity is None:
        generic = _is_generic(name, scene)
        if generic:
            features += ["generic", f"generic:{features[0]}"]
            if slot == "subject" and story.hero:
                known = "main" if story.main else "phrase"
                resolved = [f"stands for {known}", f"stands for {known}:{anchor.kind}"]
                yield Candidate(story.hero, (*features, *resolved), name)
        features.append(f"words:{features[0]}")
        if name in scene.wides:
            first = scene.analysis.words[name.first].lower
            features += ["wide", f"wide:{first}", f"wide:{features[0]}"]
    elif name.entity is story.main:
        features += ["main", f"main:{features[0]}"]
    elif name.entity.introduced:
        features += ["introduced", f"introduced:{features[0]}"]
    else:
        features += [f"known:{features[0]}"]
    if name.entity:
        features += [f"named:{is_named(name.entity)}:{anchor.kind}", f"mentions:{min(len(name.entity.mentions), 3)}"]
    features.append(f"rule:{anchor.rule}:{name.type}")
    yield Candidate(name.label, tuple(features), name)


def _is_generic(name: Name, scene: Scene) -> bool:
    words = scene.analysis.words
    head = words[name.last - 1].lower
    if head not in GENERIC:
        return False
    before = words[name.first - 1].lower if name.first > scene.first else ""
    length = name.last - name.first
    return before in OURS or words[name.first].lower in OURS or (length == 1 and before == "the")


def _place(name: Name, anchor: Anchor, scene: Scene) -> Iterator[str]:
    """Yield what the place of a name relative to the anchor says; the first feature is side and kind of claim."""
    analysis = scene.analysis
    left = name.last <= anchor.first
    side = "left" if left else "right"
    start, end = (name.last, anchor.first) if left else (anchor.last, name.first)
    words, tags = analysis.words[start:end], analysis.tags[start:end]
    kind, kind_side = anchor.kind, f"{anchor.kind}:{side}"
    rank = _rank(name, anchor, scene, left=left)
    yield kind_side
    yield f"{kind_side}:{_band(end - start)}"
    yield f"{kind_side}:rank{rank}"
    yield f"type:{name.type}:{kind_side}"
    yield f"type:{name.type}:{side}:rank{rank}"
    before, after = _word(scene, name.first - 1), _word(scene, name.last)
    yield f"before:{before}"
    yield f"before:{before}:{kind_side}"
    yield f"after:{after}:{side}"
    yield f"after:{after}:{kind}"
    governor = _governor(name, scene)
    yield f"of {governor}"
    yield f"of {governor}:{kind_side}"
    yield f"of {governor}:{anchor.rule}:{side}"
    if governor in FRAMES:
        yield f"framed:{kind_side}"
        yield f"framed:{kind}:rank{rank}"
    if end - start <= 3:
        yield f"gap:{side}:{' '.join(_plain(word.text, tag) for word, tag in zip(words, tags, strict=True))}"
    if name.first - scene.first <= 2:
        yield f"starts:{kind_side}"
    if anchor.part:
        yield f"part:{anchor.part}:{kind_side}:rank{rank}"
    yield f"rule:{anchor.rule}:{side}:rank{rank}"
    yield from (f"between:{what}:{side}" for what in _between(words, tags))
    if anchor.places > 1:
        yield f"list:{_aligned(name, anchor, scene)}"


def _governor(name: Name, scene: Scene) -> str:
    """Return the preposition or verb that the name, or the list it stands in, depends on: "than" in "than the X"."""
    words, tags = scene.analysis.words, scene.analysis.tags
    at = listed(name, scene)[0].first - 1
    while at >= scene.first and (tags[at] in INSIDE or words[at].lower in ("(", "the", "``", "existing")):
        at -= 1
    if at < scene.first:
        return "start"
    word, tag = words[at].lower, tags[at]
    before = words[at - 1].lower if at > scene.first else ""
    if word in ("to", "with", "against") and before in ("compared", "comparing", "relative", "contrast", "comparison", "comparable", "superior"):
        return before
    return word if tag in CLOSED or tag[:2] == "VB" else tag


def _between(words: Sequence[object], tags: Sequence[str]) -> Iterator[str]:
    lowers = {word.lower for word in words}  # type: ignore[attr-defined]
    if VERBS.intersection(tags):
        yield "verb"
    if "VBG" in tags:
        yield "gerund"
    if "," in lowers:
        yield "comma"
    if "NUM" in tags:
        yield "number"
    for word in ("than", "by", "from", "with", "to", "and", "of", "on", "over", ";"):
        if word in lowers:
            yield word
    if CLAUSE & lowers:
        yield "clause"


def _band(distance: int) -> str:
    for limit in (0, 1, 2, 4, 7, 12, 20):
        if distance <= limit:
            return f"<={limit}"
    return "far"


def _rank(name: Name, anchor: Anchor, scene: Scene, *, left: bool) -> int:
    """Return how many names of its type stand nearer on the same side, plus one, three at most."""
    peers = scene.names if name.entity else scene.phrases
    if left:
        nearer = sum(1 for peer in peers if peer.type == name.type and name.first < peer.first < anchor.first)
    else:
        nearer = sum(1 for peer in peers if peer.type == name.type and anchor.last <= peer.first < name.first)
    return min(nearer, 2) + 1


def _word(scene: Scene, at: int) -> str:
    """Return the word at a token where it is a closed-class word or a verb, else its tag; "edge" outside."""
    if at < scene.first or at >= scene.last:
        return "edge"
    analysis = scene.analysis
    tag = analysis.tags[at]
    return analysis.words[at].lower if tag in CLOSED or tag[:2] == "VB" or tag == "DET" else tag


def _plain(text: str, tag: str) -> str:
    return "#" if tag == "NUM" else text.lower()


def _aligned(name: Name, anchor: Anchor, scene: Scene) -> str:
    """Tell whether the rank of a name in its list is the rank of the number in its own."""
    members = listed(name, scene)
    if len(members) != anchor.places:
        return f"{'one' if len(members) == 1 else 'other'}"
    return "same" if members.index(name) == anchor.place else "differs"


def listed(name: Name, scene: Scene) -> list[Name]:
    """Return the names of one type that are joined by commas, slashes and "and" around a name."""
    peers = [peer for peer in (scene.names if name.entity else scene.phrases) if peer.type == name.type]
    if name not in peers:
        return [name]
    at = peers.index(name)
    start = end = at
    while start and _joined(peers[start - 1], peers[start], scene):
        start -= 1
    while end + 1 < len(peers) and _joined(peers[end], peers[end + 1], scene):
        end += 1
    return peers[start : end + 1]


def _joined(first: Name, second: Name, scene: Scene) -> bool:
    words = [word.lower for word in scene.analysis.words[first.last : second.first]]
    return 0 < len(words) <= 4 and all(word in JOINTS for word in words)


def _pronouns(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
    """Yield what "we", "it" and "which" on the left of the anchor may stand for."""
    if story.hero is None:
        return
    for at in range(anchor.first - 1, scene.first - 1, -1):
        word = scene.analysis.words[at].lower
        if word in PRONOUNS:
            band = _band(anchor.first - at)
            yield Candidate(
                story.hero, ("pronoun", f"pronoun:{word}", f"pronoun:{word}:{anchor.kind}", f"pronoun:{band}")
            )
            return


def _absent_subjects(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
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


def _unmarked_hero(anchor: Anchor, story: Story) -> Iterator[Candidate]:
    if story.main is None and story.hero:
        yield Candidate(story.hero, ("hero", f"hero:{anchor.kind}", f"hero:{anchor.rule}"))


def _carried(anchor: Anchor, scene: Scene, story: Story) -> Iterator[Candidate]:
    """Yield the data sets that the sentence does not name, with how far back they were."""
    here = {id(name.entity) for name in scene.names}
    for entity in story.datasets:
        if id(entity) in here:
            continue
        distance = _sentences_back(entity, scene, story)
        features = [f"carried:{distance}", f"carried:{distance}:{anchor.kind}"]
        if len(story.datasets) == 1:
            features.append(f"carried:only:{distance}")
        if entity.introduced:
            features += ["carried:introduced", f"carried:introduced:{anchor.kind}"]
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
        governor = _governor(name, previous)
        if governor in FRAMES and name.type in ("Method", "words"):
            yield Candidate(name.label, ("before", f"before:{anchor.kind}", f"before:of {governor}", f"before:{name.type}"), name)


def _by_word(anchor: Anchor, scene: Scene) -> Iterator[Candidate]:
    """Yield what the words by the number speak of themselves ("faster": speed), and a metric inside its unit."""
    if anchor.hint:
        yield Candidate(anchor.hint, (f"hint:{anchor.hint}", "hint", f"hint:{anchor.kind}"))
    for name in scene.names:
        if anchor.left <= name.start < anchor.right and name.type == "Metric":
            yield Candidate(name.label, ("inside", f"inside:{anchor.kind}"), name)


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
