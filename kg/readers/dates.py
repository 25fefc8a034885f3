"""Dates in the many ways files write them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

__all__ = ["iso_date", "month_number"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d-])")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})\b")
_DAY_FIRST = re.compile(r"(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})\b")
_LAST_SECOND = datetime(2999, 12, 31, tzinfo=UTC).timestamp()


def month_number(name: str) -> int:
    """Return 1 to 12 for an English month name, an abbreviation or a number, 0 for anything else."""
    name = name.strip().lower()
    if name.isdecimal() and len(name) <= 2:
        return int(name) if 1 <= int(name) <= 12 else 0
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def iso_date(value: object) -> str:
    """Return "2025-10-03", "2025-10" or "2025", as far as the value says, "" where it is no date.

    Args:
        value: a date, a year, a time in seconds or milliseconds since 1970, or text.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(value.strip()) if isinstance(value, str) else ""


def _from_number(value: float) -> str:
    if 1000 <= value < 3000:
        return str(int(value))
    seconds = value / 1000 if value > 1e11 else value
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if 1e6 < seconds < _LAST_SECOND else ""


def _from_text(text: str) -> str:
    if match := _ISO.match(text):
        return _checked(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    if match := _MONTH_FIRST.match(text):
        return _checked(int(match[3]), month_number(match[1]), int(match[2] or 0))
    if match := _DAY_FIRST.match(text):
        return _checked(int(match[3]), month_number(match[2]), int(match[1]))
    return _from_number(int(text)) if text.isdecimal() and 9 <= len(text) <= 13 else ""


def _checked(year: int, month: int, day: int) -> str:
    """Return what of a date is possible: "2025" for the 13th month, "2025-02" for the 30th of February."""
    if not 1000 <= year < 3000:
        return ""
    if not 1 <= month <= 12:
        return str(year)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
