"""From the names that files give their fields to a paper, checked.

The names are those of the arXiv metadata snapshot, OpenAlex, Semantic Scholar, the Hugging Face API, OpenReview
(v1, v2), BibTeX and common tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from kg.errors import InputError
from kg.exchange import from_record, is_record
from kg.model import Extraction, Paper
from kg.readers.dates import iso_date
from kg.readers.identifiers import ARXIV, arxiv_id
from kg.readers.titles import slug

if TYPE_CHECKING:
    from kg.readers.records import Record

__all__ = ["ABSTRACT", "FIELD_LIMIT", "TITLE", "plain_key", "to_item"]

FIELD_LIMIT = 1 << 20
ABSTRACT_LIMIT = 20_000
SHORT_LIMIT = 1_000
"""Characters of an id or a title."""

# Names in the form of `plain_key`; the first that is filled in wins.
TITLE = ("title", "display_name", "paper_title", "article_title", "document_title")
ABSTRACT = ("abstract", "summary", "paper_summary", "paperabstract", "abstract_text", "description")
_ID = ("id", "paper_id", "arxiv_id", "paperid", "openalex_id", "forum", "doi")
_AUTHORS = ("authors_parsed", "authors", "author", "authorships", "paper_authors", "author_names")
_DATE = (
    *("published", "publication_date", "publicationdate", "publishedat", "published_at", "paper_publishedat"),
    *("date", "pdate", "cdate", "versions", "update_date", "year", "publication_year"),
)
_VENUE = ("venue", "journal", "booktitle", "journal_ref", "conference", "publicationvenue", "primary_location")
_URL = ("url", "link", "site", "pdf")

_EMPTY = frozenset(("", "nan", "none", "null", "n/a", "no abstract", "no abstract available"))
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS_REPLACEMENT = "\ufffd"


@lru_cache(maxsize=4096)
def plain_key(key: str) -> str:
    """Return the name of a field without case and punctuation: "Publication Date" is "publication_date"."""
    return "_".join(re.findall(r"[^\W_]+", key.lower()))


def to_item(record: Record, name: str) -> Paper | Extraction:
    """Return the paper that a record describes, or the extraction where it is one in our exchange form.

    Args:
        record: fields as the file names them.
        name: the source the record is from.

    Raises:
        InputError: there is no title or no abstract, or a field is too long. With an id, a title may be empty.
    """
    fields = record.fields
    if is_record(fields):
        extraction = from_record(cast("dict[str, object]", _legal(fields)), name, record.line)
        _check(extraction.paper, name, record.line)
        return extraction
    known = _flat(fields)
    title = " ".join(_first_text(known, TITLE).split())
    abstract = (_first_text(known, ABSTRACT) or _from_index(known.get("abstract_inverted_index"))).strip()
    given = _first_text(known, _ID)
    untitled = given and any(isinstance(known.get(key), str) for key in TITLE)  # it says so itself: the title is empty
    for what, text in (("title", title or untitled), ("abstract", abstract)):
        if not text:
            raise InputError(name, f"no {what}", record.line)
    identity = given or slug(title)
    paper = Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=_authors(_first(known, _AUTHORS)),
        date=next((date for key in _DATE if key in known and (date := _date(known[key]))), ""),
        venue=_venue(known),
        url=_url(known, identity),
        source=f"{name}:{record.line}",
    )
    _check(paper, name, record.line)
    return paper


def _check(paper: Paper, name: str, line: int) -> None:
    limits = (
        ("id", paper.id, SHORT_LIMIT),
        ("title", paper.title, SHORT_LIMIT),
        ("abstract", paper.abstract, ABSTRACT_LIMIT),
        ("venue", paper.venue, FIELD_LIMIT),
        ("url", paper.url, FIELD_LIMIT),
        ("authors", "; ".join(paper.authors), FIELD_LIMIT),
    )
    for what, text, limit in limits:
        if len(text) > limit:
            raise InputError(name, f"{what} of {len(text):,} characters; the limit is {limit:,}", line)
    if not paper.id.strip() or not paper.abstract.strip():
        raise InputError(name, "no id or no abstract", line)


def _legal(value: object) -> object:
    """Replace characters that no XML, RDF or UTF-8 can hold, one for one, so that offsets stay."""
    if isinstance(value, str):
        return _ILLEGAL.sub(_MARKS_REPLACEMENT, value)
    if isinstance(value, Mapping):
        return {key: _legal(held) for key, held in value.items()}
    return [_legal(held) for held in value] if isinstance(value, list) else value


def _flat(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields by plain key, with what the Hugging Face API and OpenReview put one level down."""
    known = {plain_key(str(key)): value for key, value in fields.items()}
    inner = known.get("paper") if isinstance(known.get("paper"), Mapping) else known.get("content")
    if isinstance(inner, Mapping):
        known |= {plain_key(str(key)): _bare(value) for key, value in inner.items()}
    return known


def _bare(value: object) -> object:
    return value["value"] if isinstance(value, Mapping) and "value" in value else value


def _first(known: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((known[key] for key in keys if known.get(key)), None)


def _first_text(known: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if key in known and (text := _text(known[key]))), "")


def _text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or value.strip().lower() in _EMPTY:
        return ""
    return _ILLEGAL.sub(_MARKS_REPLACEMENT, value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _from_index(index: object) -> str:
    """Return the abstract that OpenAlex stores as {word: [positions]}; line breaks and double spaces are lost there."""
    if not isinstance(index, Mapping):
        return ""
    places = [
        (place, str(word))
        for word, held in index.items()
        if isinstance(held, list)
        for place in held
        if isinstance(place, int)
    ]
    return _text(" ".join(word for _, word in sorted(places)))


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = _split_names(value)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(name for item in value if (name := _author(item)))


def _split_names(text: str) -> list[str]:
    text = " ".join(text.split())
    parts = re.split("; ?| and ", text)
    if len(parts) == 1 and all(" " in part.strip() for part in text.split(",")):
        parts = text.split(",")  # "Ada Lovelace, Alan Turing", but not "Lovelace, Ada"
    return parts


def _author(item: object) -> str:
    if isinstance(item, Mapping):
        inner = item.get("author")
        name = (
            item.get("name")
            or item.get("fullname")
            or (inner.get("display_name") if isinstance(inner, Mapping) else "")
        )
    elif isinstance(item, list) and len(item) > 1:  # authors_parsed: last, first, suffix
        name = " ".join(str(part) for part in (item[1], item[0], *item[2:3]) if part)
    else:
        name = item
    words = " ".join(_text(name).split())
    last, comma, first = words.partition(", ")
    return f"{first} {last}" if comma and ", " not in first else words


def _date(value: object) -> str:
    if isinstance(value, list):  # arXiv versions; the first is when the paper appeared
        value = value[0].get("created") if value and isinstance(value[0], Mapping) else None
    return iso_date(value)


def _venue(known: Mapping[str, object]) -> str:
    for key in _VENUE:
        value = known.get(key)
        if isinstance(value, Mapping):
            source = value.get("source")
            value = value.get("name") or (source.get("display_name") if isinstance(source, Mapping) else None)
        if text := _text(value):
            return " ".join(text.split())
    return ""


def _url(known: Mapping[str, object], identity: str) -> str:
    """Return where the paper is: at arXiv if it is there, for that tells best which papers are the same."""
    outside = known.get("externalids")
    known = (
        {**known, **{plain_key(str(key)): value for key, value in outside.items()}}
        if isinstance(outside, Mapping)
        else known
    )
    for text in (_text(known.get("arxiv_id")), _text(known.get("arxiv")), identity):
        if arxiv := arxiv_id(text):
            return ARXIV + arxiv
    url = next((text for key in _URL if re.match(r"https?://\S+\Z", text := _text(known.get(key)))), "")
    doi = re.fullmatch(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", _text(known.get("doi")))
    forum = _text(known.get("forum"))
    if not url and forum:
        return f"https://openreview.net/forum?id={forum}"
    return url or (f"https://doi.org/{doi[1]}" if doi else "")
