"""Identifiers that name the same paper wherever they stand: arXiv, DOI, OpenReview, OpenAlex, and others."""

from __future__ import annotations

import re

__all__ = ["ARXIV", "arxiv_id", "identifiers"]

ARXIV = "https://arxiv.org/abs/"

_ARXIV_ID = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/)|arxiv:\s*|"
    r"(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.)?"
    r"(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z][a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_OTHERS = (
    ("DOI", re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)),
    ("OpenReview id", re.compile(r"https?://openreview\.net/(?:forum|pdf)\?id=([\w-]+)")),
    ("OpenAlex id", re.compile(r"https?://openalex\.org/(w\d+)", re.IGNORECASE)),
    ("ACL Anthology id", re.compile(r"https?://(?:www\.)?aclanthology\.org/([\w.-]+?)(?:\.pdf|/)?")),
    ("Semantic Scholar id", re.compile(r"(?:https?://www\.semanticscholar\.org/paper/)?([0-9a-f]{40})")),
)


def arxiv_id(text: str) -> str:
    """Return the arXiv id without version that an id, an address or a DOI stands for, "" if it is none.

    >>> arxiv_id("https://arxiv.org/pdf/1512.03385v1")
    '1512.03385'
    """
    match = _ARXIV_ID.fullmatch(text.strip())
    return match[1].lower() if match else ""


def identifiers(*texts: str) -> tuple[str, ...]:
    """Return each identifier among the texts as "scheme value", without case, version and address.

    >>> identifiers("https://doi.org/10.48550/arXiv.1512.03385", "he2016")
    ('arXiv id 1512.03385',)
    """
    return tuple(found for text in texts if (found := _identifier(text.strip())))


def _identifier(text: str) -> str:
    if arxiv := arxiv_id(text):
        return f"arXiv id {arxiv}"
    for scheme, pattern in _OTHERS:
        if match := pattern.fullmatch(text):
            # OpenReview and the anthology tell upper from lower case.
            return f"{scheme} {match[1].lower() if pattern.flags & re.IGNORECASE else match[1]}"
    return ""
