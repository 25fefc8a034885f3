"""Claims as rows of claims.csv: what the query "claims" answers (tested), in a fraction of the time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode

from kg.data.units import units
from kg.rdf.terms import dated, is_storable, literal, plain_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import LinkedClaim, LinkedPaper, Quantity

__all__ = ["CLAIM_COLUMNS", "ClaimRow", "claim_rows", "csv_cell", "csv_line", "paper_iri"]

CLAIM_COLUMNS = (
    *("kind", "subject", "metric", "dataset", "value", "upperValue", "unit", "valueText", "modifier", "baseline"),
    *("direction", "relation", "paper", "title", "date", "quote", "start", "end", "rule", "claim"),
)
# cells in the order of the columns; a list of one id stands for the name of a concept
ClaimRow = list[str | int | list[str]]
_QUOTED = re.compile(r'[",\r\n]')


def claim_rows(linked: LinkedPaper, *, quotes: bool, base: str) -> Iterator[ClaimRow]:
    """Yield the claims of a paper, in the order of their places."""
    paper, node = linked.paper, paper_iri(linked.paper.id, base)
    day = (dated(paper.date) or "").partition("^^")[0].strip('"')
    for each in sorted(linked.claims, key=lambda each: (each.claim.start, each.id)):
        claim = each.claim
        value, upper, unit, words, modifier = _value(claim.value) if claim.value else ("", "", "", "", "")
        yield [
            claim.kind,
            _slot(each.subject, claim.subject),
            _metric(each),
            _slot(each.dataset, claim.dataset),
            *(value, upper, unit, words, modifier),
            _slot(each.baseline, claim.baseline),
            claim.direction or "",
            claim.relation or "",
            *(node, paper.title or paper.id, day),
            paper.text[claim.start : claim.end] if quotes else "",
            *(claim.start, claim.end, claim.rule, f"{node}#claim-{each.id}"),
        ]


def csv_line(row: ClaimRow) -> list[str]:
    """Return a row as a line of CSV, cut where a name stands: at odd places are the ids of the concepts."""
    parts = [""]
    for cell in row:
        if isinstance(cell, list):
            parts += [cell[0], ","]
        else:
            parts[-1] += f"{csv_cell(str(cell))},"
    parts[-1] = f"{parts[-1][:-1]}\r\n"  # as SPARQL 1.1 Query Results CSV asks
    return parts


def csv_cell(text: str) -> str:
    """Return what a literal says of a text as a cell of CSV."""
    text = literal(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def paper_iri(paper: str, base: str) -> str:
    """Return the IRI of a paper with an id."""
    return f"{base}paper/{percent_encode(paper, safe='')}"


def _slot(concept: str | None, words: str | None) -> str | list[str]:
    return [concept] if concept else words or ""


def _metric(each: LinkedClaim) -> str | list[str]:
    return each.claim.metric or "" if each.claim.kind == "setting" else _slot(each.metric, each.claim.metric)


def _value(value: Quantity) -> tuple[str, str, str, str, str]:
    low = upper = ""
    if value.low is not None and is_storable(value.low):
        low = plain_decimal(value.low)
        if value.high is not None and value.high != value.low and is_storable(value.high):
            upper = plain_decimal(value.high)
    unit = units().get(value.unit)
    label = unit.label if unit and unit.curie else ""
    return low, upper, label, value.text, value.modifier
