"""Comparisons without a number: the words that compare are in data/rules/comparisons.tsv, the slots are weighed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.data.claim_rules import comparison_rules, measured, outcome
from kg.extract.baselines import against
from kg.extract.places import Anchor, listed
from kg.extract.scenes import widened, window
from kg.extract.slots import best, candidates
from kg.extract.stories import Candidate
from kg.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.data.claim_rules import ComparisonRule
    from kg.extract.scenes import Name, Scene
    from kg.extract.stories import Story

__all__ = ["cues", "find_comparisons", "options"]

NEGATION = re.compile(r"\b(?:not|cannot|never|nor|neither|without|hardly|rarely|fails? to)\b|n't\b", re.IGNORECASE)
HEDGE = re.compile(
    r"\b(?:whether|if|could|may|might|aims?|aiming|goal|hope|hopes|expect\w*|should|would|potential|question|suggest\w*|"
    r"assum\w+|believ\w+|in order to|objective|need|needs|whereby|challeng\w+)\b",
    re.IGNORECASE,
)
VIEW = 600  # characters
NEAR = 80
# Denials and hopes that stand right before the comparing words, and questions anywhere before them.
SETTLED = frozenset(("compare.no_worse",))
DENIED = re.compile(
    r"\b(?:not|cannot|never|hardly|rarely|fails? to|failing to|struggles? to|struggling to|unable to|n't|could|might|"
    r"may|should|would|aims? to|hopes? to|in order to|trying to)"
    r"(?: (?:be|always|necessarily|yet|even|still|[a-z]+ly))? ?$",
    re.IGNORECASE,
)
OPEN = re.compile(r"\bwhether\b|\b(?:ask|question) if\b", re.IGNORECASE)
FRAMED = re.compile(
    r"\b(?:with|to|than|over|against|beyond|(?:surpass|outperform|exceed|beat)\w*)(?: the)? $", re.IGNORECASE
)
A_NUMBER = re.compile(
    r" (?:(?:over|about|around|nearly|almost|up to|more than|approximately|roughly) )?[~$]?\d"
    r"(?!\d* (?:[\w-]+ ){0,3}?(?:methods|models|baselines|approaches|algorithms|systems|competitors)\b)"
)
A_SCORE = re.compile(r"(?: [\w-]+){0,4} (?:scores?|results?|records?|bests?|numbers?) (?:of|by|at) [~$]?\d")
ARTICLE = re.compile(r"^(?:new|the|a) ", re.IGNORECASE)
# With whom nothing is compared: "previous ones", and formulas.
NOBODY = re.compile(
    r".|others?|(?:table|fig\.|figure|section) .*|(?:[\w-]+ ){0,2}ones?|each other|it|them|"
    r".*\\(?:tilde|mathcal|mathbb|frac|sqrt|big|log).*",
    re.IGNORECASE,
)
ACHIEVED = re.compile(
    r"\b(?:achiev|reach|obtain|attain|establish|sett?|deliver|yield|show|demonstrat|report|produc|provid|advanc|improv|"
    r"push|extend|exceed|surpass|outperform|beat|defin|mark|becom|form|claim|represent|constitut|is|are)"
    r"(?:e?s|e?d|ing|ning)?\b",
    re.IGNORECASE,
)
WE = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
CONCEDED = re.compile(r"(?:while|although|though|despite|whereas)\b[^,]*$", re.IGNORECASE)
OURS = re.compile(
    r"\b(?:our|we|proposed|its?|this paper|results|experiments|show|shows|demonstrate\w*)\b", re.IGNORECASE
)


def cues(scene: Scene) -> Iterator[Anchor]:
    """Yield the comparing words of a sentence; of two that overlap the first."""
    analysis = scene.analysis
    text, end = analysis.text, scene.start
    for at, word in enumerate(analysis.words[scene.first : scene.last], start=scene.first):
        rules = _rules_for(word.lower)
        if not rules or analysis.starts[at] < end:
            continue
        for rule in rules:
            if match := rule.pattern.match(text, analysis.starts[at], scene.end):
                end = match.end()
                yield Anchor("comparison", rule.id, match.start(), end, at, scene.token_at(end - 1) + 1)
                break


@lru_cache(1 << 16)
def _rules_for(word: str) -> tuple[ComparisonRule, ...]:
    return tuple(rule for rule in comparison_rules() if rule.first.fullmatch(word))


def options(slot: str, anchor: Anchor, scene: Scene, story: Story, claims: Sequence[Claim]) -> list[Candidate]:
    """Return what may fill a slot of a comparison; a baseline of None means that nothing is claimed here."""
    found = candidates(slot, anchor, scene, story)
    if slot != "baseline":
        return found
    nothing = found.pop()
    if anchor.rule.startswith("compare.sota"):
        words = ARTICLE.sub("", " ".join(scene.analysis.text[anchor.left : anchor.right].split())).partition(" (")[0]
        found.append(Candidate(words, ("the art", *_setting_of(anchor, scene, claims, "the art"))))
    features = (*nothing.features, *_setting_of(anchor, scene, claims, "none"))
    return [*found, Candidate(None, features)]


def find_comparisons(anchors: Sequence[Anchor], scene: Scene, story: Story, claims: Sequence[Claim]) -> list[Claim]:
    """Return the comparisons of a sentence that its numbers do not express already.

    Args:
        anchors: the comparing words, as `cues` finds them.
        scene: the sentence.
        story: what the paper as a whole tells.
        claims: what the numbers of the sentence say.
    """
    found: dict[tuple[str | None, str], Claim] = {}
    told = {(claim.subject, claim.baseline) for claim in claims}
    for anchor in anchors:
        if _is_open(anchor, scene) or _is_number(anchor, scene, claims) or _is_manner(anchor, scene):
            continue
        if _is_purpose(anchor, scene) or _is_silent(anchor, scene):
            continue
        if anchor.rule.startswith("compare.sota") and not _is_achieved(anchor, scene):
            continue
        near = window(scene, anchor.first, anchor.last)
        for claim in _claims_of(anchor, near, story, claims):
            key = claim.subject, claim.baseline or ""
            if claim.subject != claim.baseline and key not in told and not NOBODY.fullmatch(claim.baseline or ""):
                found.setdefault(key, claim)
    return [claim for claim in found.values() if not _is_part(claim, found)]


def _is_part(claim: Claim, found: Mapping[tuple[str | None, str], Claim]) -> bool:
    """Tell whether the state of the art is the end of what another comparison is with: "previous state-of-the-arts"."""
    last = f" {claim.baseline}"
    return claim.rule.startswith("compare.sota") and any(
        subject == claim.subject and baseline.endswith(last) for subject, baseline in found
    )


def _is_number(anchor: Anchor, scene: Scene, claims: Sequence[Claim]) -> bool:
    """Tell whether a number is what the comparing words lead to: "exceeds 90%", "a state-of-the-art 95.9%"."""
    text = scene.analysis.text
    if anchor.rule.startswith("compare.sota"):
        framed = FRAMED.search(text[max(scene.start, anchor.left - 30) : anchor.left])
        return bool(framed) or any(claim.start > anchor.left for claim in claims)  # "a state-of-the-art 95.9%"
    return A_NUMBER.match(text, anchor.right, scene.end) is not None or A_SCORE.match(text, anchor.right) is not None


def _is_manner(anchor: Anchor, scene: Scene) -> bool:
    """Tell whether things are alike in what they are, not in how good: "a structure similar to the Transformer"."""
    if anchor.rule != "compare.par":
        return False
    near = scene.analysis.text[max(scene.start, anchor.left - NEAR) : anchor.right]
    named = any(name.type == "Metric" and name.last <= anchor.last for name in scene.names)
    return anchor.left == scene.start or not (named or measured().search(near))


def _is_purpose(anchor: Anchor, scene: Scene) -> bool:
    """Tell whether "to" begins what something is for: "competitive data to find a position"."""
    words, tags = scene.analysis.words, scene.analysis.tags
    at = anchor.last
    return at < scene.last and words[at - 1].lower == "to" and tags[at] == "VB"


def _is_silent(anchor: Anchor, scene: Scene) -> bool:
    """Tell whether a sentence compares without saying what came of it: "inference over graphs"."""
    if anchor.rule != "compare.compared":
        return False
    text = scene.analysis.text
    if text[anchor.left : anchor.right] == "over":  # what came of it stands right before
        return not outcome().search(text, max(scene.start, anchor.left - NEAR), anchor.left)
    return not outcome().search(text, scene.start, scene.end)


def _is_achieved(anchor: Anchor, scene: Scene) -> bool:
    """Tell whether a state of the art is what the paper reaches: no overview of it, nor what "while X is" concedes."""
    text = scene.analysis.text
    if CONCEDED.match(text[scene.start : anchor.left]):
        return False
    if anchor.rule != "compare.sota.in" or text[anchor.left : anchor.left + 3].lower() == "new":
        return True
    return ACHIEVED.search(text[max(scene.start, anchor.left - NEAR) : anchor.left]) is not None


def _claims_of(anchor: Anchor, scene: Scene, story: Story, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield what comparing words claim: one comparison for each subject and each baseline of their lists."""
    if anchor.rule == "compare.passive":
        baseline, subject = _swapped(anchor, scene, story)
        losers = against(baseline.name, anchor, scene)
    else:
        baseline = best("baseline", options("baseline", anchor, scene, story, claims))
        if baseline.label is None:
            return
        losers = against(baseline.name, anchor, scene)
        subject = best("subject", _apart(options("subject", anchor, scene, story, claims), (baseline.name, *losers)))
    if subject.label is None and WE.search(scene.analysis.text, scene.start, anchor.left):
        subject = Candidate(story.ours, ())
    if baseline.label is None or subject.label is None:
        return
    taken = {subject.label, baseline.label}
    metric = best("metric", options("metric", anchor, scene, story, claims), taken).label
    dataset = best("dataset", options("dataset", anchor, scene, story, claims), taken | {metric}).label
    relation = next(rule.relation for rule in comparison_rules() if rule.id == anchor.rule)
    whom = list(dict.fromkeys(name.label for name in losers)) or [baseline.label]
    start, end = _evidence(anchor, scene, subject.name, losers[0] if losers else None)
    for who in _subjects(subject, scene):
        for loser in whom if who not in whom else ():  # nothing is on both sides
            yield Claim("comparison", who, metric, None, loser, dataset, None, relation, start, end, anchor.rule)


def _apart(found: Sequence[Candidate], others: Sequence[Name | None]) -> list[Candidate]:
    """Return the candidates that are not inside or around others: nothing is compared with a part of itself."""
    places = [(name.first, name.last) for name in others if name]
    return [
        option
        for option in found
        if option.name is None or all(option.name.last <= a or b <= option.name.first for a, b in places)
    ]


def _is_open(anchor: Anchor, scene: Scene) -> bool:
    """Tell whether the sentence denies the comparison, asks for it or hopes for it."""
    text = scene.analysis.text
    before = text[max(scene.start, anchor.left - VIEW) : anchor.left]
    if anchor.rule not in SETTLED and DENIED.search(before[-40:]):
        return True
    return OPEN.search(before) is not None or text[max(anchor.right, scene.end - 3) : scene.end].rstrip().endswith("?")


def _swapped(anchor: Anchor, scene: Scene, story: Story) -> tuple[Candidate, Candidate]:
    """Return baseline and subject of "A is surpassed by B": the names or phrases next to the words."""
    spots = sorted((*scene.names, *scene.phrases), key=lambda name: name.first)
    left = [name for name in spots if name.last <= anchor.first]
    right = [name for name in spots if name.first >= anchor.last]
    if not left or not right:
        return Candidate(None, ()), Candidate(story.hero, ())
    return Candidate(left[-1].label, (), left[-1]), Candidate(right[0].label, (), right[0])


def _setting_of(anchor: Anchor, scene: Scene, claims: Sequence[Claim], what: str) -> Iterator[str]:
    """Yield what the sentence says for or against a comparison being meant."""
    text = scene.analysis.text
    before = text[max(scene.start, anchor.left - VIEW) : anchor.left]
    after = text[anchor.right : min(scene.end, anchor.right + VIEW)]
    rule = anchor.rule
    yield f"{what}:{rule}"
    if NEGATION.search(before[-30:]):
        yield f"{what}:negated"
        yield f"{what}:negated:{rule}"
    if HEDGE.search(before):
        yield f"{what}:hedged"
    if after.rstrip().endswith("?") or "?" in after[-3:]:
        yield f"{what}:question"
    if OURS.search(before):
        yield f"{what}:ours"
        yield f"{what}:ours:{rule}"
    if any(claim.baseline and claim.start < scene.end for claim in claims):
        yield f"{what}:number with baseline"
    elif claims:
        yield f"{what}:number"
    yield f"{what}:{'title' if scene.number == 0 else 'first' if scene.number == 1 else 'body'}"
    yield f"{what}:verb {_verb_before(anchor, scene)}"
    yield f"{what}:cue {text[anchor.left : anchor.right].split(' ')[0].lower()}"


def _verb_before(anchor: Anchor, scene: Scene) -> str:
    """Return the nearest verb on the left of the comparing words."""
    analysis = scene.analysis
    for at in range(anchor.first - 1, max(scene.first, anchor.first - 8) - 1, -1):
        if analysis.tags[at] in ("VBZ", "VBD", "VB", "VBG"):
            return analysis.words[at].lower
    return "none"


def _subjects(subject: Candidate, scene: Scene) -> list[str | None]:
    """Return the subject, or all names of its list: "A and B outperform C" are two claims."""
    name = subject.name
    if name is None or name.entity is None or name.label != subject.label:
        return [subject.label]
    members = listed(name, scene)
    between = scene.analysis.words[members[0].last : members[-1].first]
    if len(members) == 2 and all(word.text == "," for word in between):  # "compared to A trained with B, C wins"
        members = [name]
    return list(dict.fromkeys(member.label for member in members))


def _evidence(anchor: Anchor, scene: Scene, subject: Name | None, baseline: Name | None) -> tuple[int, int]:
    """Return the comparing words with both sides, as far as these stand in the sentence."""
    places = [(anchor.left, anchor.right)]
    places += [(name.start, name.end) for name in (subject, baseline) if name]
    start, end = min(a for a, _ in places), max(b for _, b in places)
    return widened(scene, start, end), end
