"""Which of the formats that we can write a client wants, by its Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, RdfFormat

__all__ = ["GRAPHS", "TABLES", "choose"]

# media type -> format, the one we prefer first
TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "text/plain": RdfFormat.N_TRIPLES,
}


def choose(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the media type of `offered` that suits an Accept header best, or None where none does.

    Of types that suit equally well the one offered first is taken; an empty header accepts everything.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    rated = [(_quality(media, ranges), -place, media) for place, media in enumerate(offered)]
    quality, _, media = max(rated)
    return media if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (word.strip().lower() for word in part.split(";"))
    weights = [word.removeprefix("q=") for word in parameters if word.startswith("q=")]
    try:
        return media, float(weights[0]) if weights else 1.0
    except ValueError:
        return media, 0.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that a type is in."""
    kind = media.partition("/")[0]
    for pattern in (media, f"{kind}/*", "*/*"):
        weights = [quality for wanted, quality in ranges if wanted == pattern]
        if weights:
            return max(weights)
    return 0.0
