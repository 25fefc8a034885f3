"""What a token pattern of spaCy may hold here: attributes that need no model, and few enough ways to match.

Matcher follows every way to match at once: optional tokens double them, and adjacent unbounded ones multiply the
lengths they can have. Both are refused beyond a limit, so a rule cannot stop a build.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["problem_of"]

# What our words know without a tagger or parser.
_ATTRIBUTES = frozenset(
    "ORTH TEXT LOWER NORM SHAPE PREFIX SUFFIX LENGTH OP IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE "
    "IS_PUNCT IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY IS_STOP"
    " LIKE_NUM LIKE_URL LIKE_EMAIL".split()
)
_RANGE = re.compile(r"\{(\d*)(,?)(\d*)\}")
_SIMPLE = {"1": (1, 1), "!": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
_MAX_TOKENS = 40
_MAX_OPTIONAL = 10  # 1,024 ways to match one place

Bounds = tuple[int, int | None]


def problem_of(pattern: object) -> str:
    """Return why a token pattern cannot be used, or "" if it can."""
    if not isinstance(pattern, list) or not pattern or not all(isinstance(token, dict) for token in pattern):
        return "expected a phrase, or a list of token patterns"
    for token in pattern:
        for key in token:
            if key.upper() not in _ATTRIBUTES:
                return f"{key!r:.40} is not known here; there are {', '.join(sorted(_ATTRIBUTES))}"
    return _problem_of_bounds(pattern) or _problem_for_spacy(pattern)


def _problem_of_bounds(pattern: list[dict[str, Any]]) -> str:
    try:
        bounds = [_bounds(token.get("OP", token.get("op", "1"))) for token in pattern]
    except ValueError as error:
        return str(error)
    if sum(least if most is None else most for least, most in bounds) > _MAX_TOKENS:
        return f"matches more than {_MAX_TOKENS} tokens"
    if sum(most - least for least, most in bounds if most is not None) > _MAX_OPTIONAL:
        return f"more than {_MAX_OPTIONAL} optional tokens, which take exponential time"
    unbounded = False
    for token, (least, most) in zip(pattern, bounds, strict=True):
        if most is None and unbounded:
            return "two unbounded operators with nothing definite between them take exponential time; say {1,6}"
        if most is None:
            unbounded = True
        elif least and any(key.upper() != "OP" for key in token):
            unbounded = False
    return "" if any(least for least, _ in bounds) else "every token is optional"


def _bounds(operator: object) -> Bounds:
    """Return how often a token may stand, None for without end."""
    text = operator if isinstance(operator, str) else ""
    if text in _SIMPLE:
        return _SIMPLE[text]
    found = _RANGE.fullmatch(text)
    if found is None or not (found[1] or found[3]):
        raise ValueError(f"OP {operator!r:.40} is none of 1, !, ?, *, +, {{n}}, {{n,m}}, {{n,}}, {{,m}}")
    least = int(found[1] or 0)
    most = (int(found[3]) if found[3] else None) if found[2] else least
    if most is not None and most < max(least, 1):
        raise ValueError(f"OP {operator!r:.40} matches nothing")
    return least, most


def _problem_for_spacy(pattern: list[dict[str, Any]]) -> str:
    """Return what spaCy itself has against a pattern, on one line."""
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

    try:
        Matcher(Vocab(), validate=True).add("rule", [pattern])
    except (ValueError, re.error) as error:  # MatchPatternError is a ValueError
        return " ".join(str(error).replace("Invalid token patterns for matcher rule 'rule' Pattern 0:", "").split())
    return ""
