"""Names that a user wants found: a lexicon (TSV) and rules in the pattern form of spaCy (JSON lines)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import DataFileError
from kg.extract.token_patterns import problem_of
from kg.model import ENTITY_TYPES, EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["UserRule", "parse_rule", "read_lexicon", "read_rules", "read_user_rules"]

_ID = re.compile(r"[\w.-]+")
_KEYS = ("id", "label", "pattern")


@dataclass(frozen=True, slots=True)
class UserRule:
    """A phrase or a token pattern, the type of what it matches, and the rule id that its mentions carry.

    `tokens` is the list of token patterns as JSON, "" where there is a phrase. `entry` is the first name of a line of a
    lexicon, which all forms of that line share, and "" for a rule.
    """

    id: str
    type: EntityType
    phrase: str = ""
    tokens: str = ""
    entry: str = ""


def read_user_rules(*, lexicon: Path | None = None, rules: Path | None = None) -> tuple[UserRule, ...]:
    """Return what a user's files hold; rules come first and win over the lexicon where both match the same words.

    Raises:
        DataFileError: a file cannot be read, or one of its lines is broken.
    """
    return (*(read_rules(rules) if rules else ()), *(read_lexicon(lexicon) if lexicon else ()))


def read_lexicon(path: Path) -> Iterator[UserRule]:
    """Yield the names of a file with a name, its type and, if any, other names separated by "|" on each line.

    Raises:
        DataFileError: the file cannot be read, a line has another form, or a name stands there with two types.
    """
    types: dict[str, tuple[str, int]] = {}
    for number, line in _lines(path):
        name, kind, *rest = (field.strip() for field in line.split("\t")) if "\t" in line else (line, "")
        if not name or len(rest) > 1 or kind not in ENTITY_TYPES:
            expected = f"a name, a tab, and one of {', '.join(ENTITY_TYPES)}, then perhaps a tab and other names with |"
            raise DataFileError(str(path), f"expected {expected}; found {line!r:.80}", number)
        for form in filter(None, (name, *(alias.strip() for alias in "".join(rest).split("|")))):
            known, before = types.setdefault(form, (kind, number))
            if known != kind:
                raise DataFileError(str(path), f"{form!r} is a {kind} here and a {known} on line {before}", number)
            yield UserRule("lexicon.user", kind, form, entry=name)


def read_rules(path: Path) -> Iterator[UserRule]:
    """Yield the rules of a file with one JSON object a line: {"id": ..., "label": ..., "pattern": ...}.

    Raises:
        DataFileError: the file cannot be read, or a line is no rule that spaCy can run in reasonable time.
    """
    for number, line in _lines(path):
        try:
            yield parse_rule(json.loads(line))
        except ValueError as error:  # json.JSONDecodeError is one
            raise DataFileError(str(path), str(error), number) from error


def parse_rule(data: object) -> UserRule:
    """Return the rule that a JSON value stands for.

    Args:
        data: {"id": "...", "label": "Method", "pattern": "a phrase" or [{"LOWER": "a"}, {"LOWER": "pattern"}]}.

    Raises:
        ValueError: it has another form, or spaCy cannot run its pattern in reasonable time.
    """
    if not isinstance(data, dict) or sorted(data) != sorted(_KEYS):
        raise ValueError('expected a JSON object with "id", "label" and "pattern"')
    rule_id, label, pattern = (data[key] for key in _KEYS)
    if not isinstance(rule_id, str) or not _ID.fullmatch(rule_id):
        raise ValueError(f"id {rule_id!r:.80} is no word of letters, digits and . _ -")
    if label not in ENTITY_TYPES:
        raise ValueError(f"label {label!r:.80} is none of {', '.join(ENTITY_TYPES)}")
    if isinstance(pattern, str):
        if not pattern.strip():
            raise ValueError("the pattern is empty")
        return UserRule(f"user.{rule_id}", label, phrase=pattern.strip())
    if problem := problem_of(pattern):
        raise ValueError(f"pattern: {problem}")
    return UserRule(f"user.{rule_id}", label, tokens=json.dumps(pattern))


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    """Return the lines of a file that hold something, with their numbers; "#" begins a comment line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataFileError(str(path), error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise DataFileError(str(path), "is no UTF-8 text") from error
    numbered = enumerate(text.split("\n"), start=1)
    return [(number, line.strip()) for number, line in numbered if line.strip() and not line.startswith("#")]
