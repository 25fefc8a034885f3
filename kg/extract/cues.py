"""Where a sentence proposes something: We propose LoRA, a method for ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.words import Word

__all__ = ["proposal_cues", "verb_kind"]

_WE = frozenset(("we", "paper", "work", "article", "study", "letter", "authors", "our"))
_PROPOSE = frozenset(
    "propose proposes proposed proposing introduce introduces introduced introducing present presents presented "
    "presenting develop develops developed developing design designs designed devise devised formulate coin term "
    "contribute advocate".split()
)
_BUILD = frozenset(
    "release releases released releasing build built construct constructed create created collect collected curate "
    "curated describe describes establish provide provides open-source define train trained derive derived offer "
    "publish implement implemented extend suggest explore investigate study".split()
)
_PARTS = frozenset(
    "comprise comprises comprising consist consists consisting components modules contributions techniques stages "
    "parts namely ingredients objectives losses innovations designs".split()
)
_USE = frozenset(
    "use uses using used employ employs employing leverage leverages leveraging utilize utilizes utilizing adopt "
    "adopts apply applies applied applying combine combines combining integrate integrates integrating incorporate "
    "incorporates incorporating based exploit exploits via through follow following evaluate evaluated "
    "evaluation compared compare outperforms outperform than over improve improves".split()
)
_CALLED = frozenset("called named dubbed termed coined titled denoted namely".split())
_OTHERS = frozenset("existing previous prior traditional conventional recent recently baselines baseline".split())
_KINDS = (
    dict.fromkeys(_USE, "use")
    | dict.fromkeys(_PARTS, "part")
    | dict.fromkeys(_CALLED, "call")
    | dict.fromkeys(_BUILD, "build")
    | dict.fromkeys(_PROPOSE, "propose")
)
_FAR = 4


def verb_kind(word: str) -> str:
    """Return what a word in lower case says of what follows it: "propose", "build", "part", "use", "call", or ""."""
    return _KINDS.get(word, "")


def proposal_cues(
    words: Sequence[Word], sentences: Sequence[tuple[int, int]], chunks: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    """Return for each word what the sentence said before it: "we propose 0" for the first noun phrase after the verb.

    The number counts the noun phrases between; "" where nothing was proposed yet.
    """
    cues = [""] * len(words)
    ends = {end for _, end in chunks}
    for start, stop in sentences:
        who, what, phrases = "", "", 0
        for at in range(start, stop):
            lower = words[at].lower
            if at in ends and what:
                phrases += 1
            if what:
                cues[at] = f"{who}{what} {min(phrases, _FAR)}"
            elif who:
                cues[at] = who.strip()
            if lower in _WE:
                who = "we "
            elif lower in _OTHERS and not who:
                who = "others "
            if kind := _KINDS.get(lower):
                what, phrases = kind, 0
    return tuple(cues)
