"""Features of the place of a name, seen from a number or from comparing words: readable strings, weighed in slots."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.scenes import Name, Scene
    from kg.extract.words import Word

__all__ = ["Anchor", "band", "governor", "is_agent", "listed", "place_features"]

INSIDE = frozenset(("DET", "ADJ", "NOUN", "NOUNS", "NUM", "ADV", "POSS"))
IMPROVE = re.compile(r"(?:improv|boost|rais|increas|enhanc|reduc|lower|decreas|push|lift|bring)(?:e|es|ed|ing|s)?$")
VERBS = frozenset(("VBZ", "VBD", "VB"))
LONGEST_APPOSITION = 10
LONGEST_JOINT = 4
JOINING = frozenset((",", "and", "or", "/", "&", "("))
CLOSED = frozenset(("PREP", "CONJ", "TO", "PUNCT", "AUX", "PRON", "WH", "NOT", "POSS"))


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the slots are asked for: a number (or the list it stands in), or the words of a comparison.

    `seen` keeps the features of the names looked at so far: each slot asks for them again.
    """

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
    seen: dict[tuple[int, int, bool], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)


def place_features(name: Name, anchor: Anchor, scene: Scene, standing: str) -> tuple[str, ...]:
    """Return what the place of a name relative to the anchor says; the first feature is side and kind of claim.

    `standing` is what the name is to the paper, such as "main" or "known": a place says other things of each.
    """
    key = name.first, name.last, name.entity is None
    found = anchor.seen.get(key)
    if found is None:
        found = anchor.seen[key] = tuple(_features(name, anchor, scene, standing))
    return found


def _features(name: Name, anchor: Anchor, scene: Scene, standing: str) -> Iterator[str]:
    analysis = scene.analysis
    left = name.last <= anchor.first
    side = "left" if left else "right"
    start, end = (name.last, anchor.first) if left else (anchor.last, name.first)
    words, tags = analysis.words[start:end], analysis.tags[start:end]
    kind, kind_side = anchor.kind, f"{anchor.kind}:{side}"
    rank = _rank(name, anchor, scene, left=left)
    yield kind_side
    yield f"{kind_side}:{band(end - start)}"
    yield f"{kind_side}:rank{rank}"
    yield f"type:{name.type}:{kind_side}"
    yield f"type:{name.type}:{side}:rank{rank}"
    before, after = _word(scene, name.first - 1), _word(scene, name.last)
    yield f"before:{before}"
    yield f"before:{before}:{kind_side}"
    yield f"after:{after}:{side}"
    yield f"after:{after}:{kind}"
    head = governor(name, scene)
    yield f"of {head}"
    yield f"of {head}:{kind_side}"
    yield f"of {head}:{anchor.rule}:{side}"
    if head in slot_words("frame"):
        yield f"framed:{kind_side}"
        yield f"framed:{kind}:rank{rank}"
    if end - start <= 3:
        yield f"gap:{side}:{' '.join(_plain(word.text, tag) for word, tag in zip(words, tags, strict=True))}"
    if name.first - scene.first <= 2:
        yield f"starts:{kind_side}"
    if anchor.part:
        yield f"part:{anchor.part}:{kind_side}:rank{rank}"
        yield f"part:{anchor.part}:of {head}"
        yield f"part:{anchor.part}:{name.type}"
    yield f"rule:{anchor.rule}:{side}:rank{rank}"
    yield from (f"between:{what}:{side}" for what in _between(words, tags))
    if anchor.places > 1:
        yield f"list:{_aligned(name, anchor, scene)}"
    if kind != "comparison":  # of which there are too few examples for so fine features
        yield f"{standing}:of {head}:{kind_side}"
        yield f"{standing}:before:{before}"
        yield f"{standing}:after:{after}:{kind}"
        yield f"{standing}:{kind_side}:rank{rank}"
        yield f"{standing}:{kind_side}:{band(end - start)}"
        yield f"{standing}:{anchor.rule}:{side}:rank{rank}"
        yield f"of {head}:after:{after}"
        yield f"of {head}:{kind_side}:rank{rank}:{name.type}"


def is_agent(name: Name, scene: Scene) -> bool:
    """Tell whether a verb follows the name, so that it does or has something."""
    tags, words = scene.analysis.tags, scene.analysis.words
    at = _behind_apposition(name, scene)
    while at < scene.last and (tags[at] == "ADV" or words[at].lower in (")", "also", "model", "models", "method")):
        at += 1
    if at >= scene.last or (tags[at] not in VERBS and tags[at] != "AUX"):
        return False
    head = governor(name, scene)
    return head not in slot_words("not_agent") or (head == "of" and _is_measured(name, scene))


def _is_measured(name: Name, scene: Scene) -> bool:
    """Tell whether a name follows what is measured of it: "the accuracy of LoRA exceeds"."""
    words = scene.analysis.words
    at = listed(name, scene)[0].first - 1
    while at > scene.first and words[at].lower != "of":
        at -= 1
    return at > scene.first and words[at - 1].lower in slot_words("how good")


def _behind_apposition(name: Name, scene: Scene) -> int:
    """Return the token behind a name and what commas set apart: "X, a small model, wins", "our model, X, wins"."""
    words, tags = scene.analysis.words, scene.analysis.tags
    at = name.last
    if at + 1 >= scene.last or words[at].text != ",":
        return at
    if name.first > scene.first and words[name.first - 1].text == ",":
        return at + 1
    if tags[at + 1] != "DET":
        return at
    end = min(scene.last - 1, at + LONGEST_APPOSITION)
    return next((comma + 1 for comma in range(at + 2, end) if words[comma].text == ","), at)


def governor(name: Name, scene: Scene) -> str:
    """Return the preposition or verb that the name, or the list it stands in, depends on: "than" in "than the X"."""
    words, tags = scene.analysis.words, scene.analysis.tags
    at = listed(name, scene)[0].first - 1
    while at >= scene.first and (
        tags[at] in INSIDE
        or words[at].lower in ("(", "the", "``", "existing")
        or (words[at].lower == "of" and words[at - 1].lower in slot_words("amount"))
        or (words[at].lower in ("and", "or") and tags[at - 1] == "ADJ")  # on synthetic and real data
    ):
        at -= 1
    if at < scene.first:
        return "start"
    word, tag = words[at].lower, tags[at]
    before = words[at - 1].lower if at > scene.first else ""
    if word in ("to", "with", "against") and before in slot_words("framed_by"):
        return before
    if tag[:2] == "VB" and IMPROVE.match(word):
        return "improve"
    return word if tag in CLOSED or tag[:2] == "VB" else tag


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
    between = scene.analysis.words[first.last : second.first]
    words = {word.lower for word in between}
    return len(between) <= LONGEST_JOINT and slot_words("joint") >= words and not words.isdisjoint(JOINING)


def _between(words: Sequence[Word], tags: Sequence[str]) -> Iterator[str]:
    lowers = {word.lower for word in words}
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
    if slot_words("clause") & lowers:
        yield "clause"


def band(distance: int) -> str:
    """Return a distance in words, coarsely."""
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
