"""What a comparison is with: all members of a list, the examples behind "methods such as", what narrows "models"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_words
from kg.extract.kinds import VERBS
from kg.extract.places import Anchor, listed

if TYPE_CHECKING:
    from kg.extract.scenes import Name, Scene

__all__ = ["against"]

EXAMPLES = re.compile(r"(?:, |\( )?(?:such as|like|including|e\.g\.|i\.e\.|namely)")
WORDS_TO_EXAMPLES = 4
LONGEST_LIST = 6
LONGEST_NARROWING = 10


def against(name: Name | None, anchor: Anchor, scene: Scene) -> list[Name]:
    """Return the baseline with all of its list, as names or words.

    Args:
        name: the name or words that fill the slot, None where they do not stand in the sentence.
        anchor: the comparing words.
        scene: the sentence.
    """
    if name is None:
        return []
    if name.entity is None:
        if examples := _examples(name, scene):
            return _without_main_clause(listed(examples, scene), anchor, scene)
        if name.first >= anchor.last:
            return [_narrowed(member, scene) for member in _coordinated(name, scene)]
    return _without_main_clause(listed(name, scene), anchor, scene)


def _examples(name: Name, scene: Scene) -> Name | None:
    """Return the first name that says which methods are meant: "baselines such as A and B", "the baseline (A)"."""
    words = scene.analysis.words
    found = (n for n in scene.names if 1 <= n.first - name.last <= WORDS_TO_EXAMPLES and n.type == "Method")
    example = next(found, None)
    if example is None:
        return None
    between = " ".join(word.lower for word in words[name.last : example.first])
    closed = words[min(example.last, scene.last - 1)].text
    same = between == "(" and closed in (")", ",") and words[name.last - 1].lower in slot_words("others")
    the_one = between == "," and closed in (",", ".") and words[name.first - 1].lower == "the"
    return example if EXAMPLES.match(between) or same or the_one else None


def _coordinated(name: Name, scene: Scene) -> list[Name]:
    """Return words and what "and" joins to them: "a baseline and an expert"; what a verb follows is a new clause."""
    words, tags = scene.analysis.words, scene.analysis.tags
    members = [name]
    while len(members) < LONGEST_LIST:
        at = start = members[-1].last
        while at < scene.last and words[at].lower in slot_words("joining"):
            at += 1
        joint = {word.lower for word in words[start:at]}
        nearest = at + (at < scene.last and tags[at][:2] != "VB")
        spots = [spot for spot in (*scene.wides, *scene.phrases, *scene.names) if at <= spot.first <= nearest]
        following = max(spots, key=lambda spot: (-spot.first, spot.last), default=None)
        if following is None or not joint & {"and", "or", "as"} or following.type not in ("Method", "words"):
            break
        if following.last < scene.last and (tags[following.last] in VERBS or tags[following.last] == "AUX"):
            break
        if following.entity is None and tags[following.last - 1] != "NOUNS" and words[at - 1].lower not in ("a", "the"):
            break
        members.append(following)
    return members


def _narrowed(name: Name, scene: Scene) -> Name:
    """Return words with what tells which are meant, where they hardly say anything: "models trained from scratch"."""
    analysis = scene.analysis
    words, tags = analysis.words, analysis.tags
    telling = [w for w in words[name.first : name.last - 1] if w.lower not in slot_words("any")]
    at = name.last
    if telling or at >= scene.last or not (tags[at] == "VBN" or words[at].lower in slot_words("narrowing")):
        return name
    last = at + 2  # "proposed in previous studies"
    while last < min(scene.last, at + LONGEST_NARROWING) and words[last].lower not in slot_words("narrowed until"):
        last += 1
    end = analysis.end_of(last - 1)
    return replace(name, end=end, last=last, text=" ".join(analysis.text[name.start : end].split()))


def _without_main_clause(names: list[Name], anchor: Anchor, scene: Scene) -> list[Name]:
    """Return a list without the subject that a comma alone joins to it: A and B of "Compared to A and B, C needs"."""
    if anchor.rule != "compare.compared" or names[0].first < anchor.last or not _opens_clause(names[-1], anchor, scene):
        return names
    words = scene.analysis.words
    for at in range(len(names) - 1, 0, -1):
        between = [word.lower for word in words[names[at - 1].last : names[at].first]]
        if [word for word in between if word not in ("(", ")", "the")] == [","]:
            return names[:at]
    return names


def _opens_clause(last: Name, anchor: Anchor, scene: Scene) -> bool:
    """Tell whether "compared to" opens a clause: nothing is named before it, or a verb follows its list."""
    if any(name.last <= anchor.first for name in (*scene.names, *scene.phrases)):
        tags = scene.analysis.tags[last.last : min(scene.last, last.last + 3)]
        return next((tag for tag in tags if tag != "ADV"), "") in VERBS
    return last.last < scene.last and scene.analysis.words[last.last].lower != ","
