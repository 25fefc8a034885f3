"""An explained text for the terminal: names and values marked, then claims, then near misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kg.extract.explaining import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.explaining import Explained, Mark, NearMiss
    from kg.model import Claim

__all__ = ["lines"]

COLOURS = {"Method": "blue", "Dataset": "green", "Metric": "yellow", "Task": "magenta"}
VALUE_COLOUR = "cyan"


def lines(explained: Explained, *, colour: bool) -> Iterator[str]:
    """Yield what one paper says and almost says; without colour, marks are brackets: [VAR|Method name.lexicon]."""
    text = explained.extraction.paper.text
    yield _marked(text, marks(explained.extraction), colour=colour)
    yield ""
    yield f"{len(explained.extraction.claims)} claims"
    for claim in explained.extraction.claims:
        yield f"  {_statement(claim)}"
        yield f"    [{claim.start}:{claim.end}] “{_one_line(text[claim.start : claim.end])}”, rule {claim.rule}"
    yield ""
    yield f"{len(explained.near_misses)} near misses"
    for near in explained.near_misses:
        yield from _near(near, text)


def _marked(text: str, found: list[Mark], *, colour: bool) -> str:
    pieces, at = [], 0
    for mark in found:
        words = text[mark.start : mark.end]
        if colour:
            hue = COLOURS.get(mark.label, VALUE_COLOUR)
            shown = typer.style(words, fg=hue, bold=True) + typer.style(f" {mark.label} {mark.rule}", dim=True)
        else:
            shown = f"[{words}|{mark.label} {mark.rule}]"
        pieces += [text[at : mark.start], shown]
        at = mark.end
    return "".join(pieces) + text[at:]


def _statement(claim: Claim) -> str:
    """Return a claim on one line, as `kg explain GRAPH NAME` shows it."""
    said = claim.relation or f"{claim.direction or ''} {claim.metric or ''}".strip()
    value = f"{claim.value.modifier} {claim.value.text}".strip() if claim.value else ""
    against = claim.baseline and (claim.baseline if claim.relation else f"against {claim.baseline}")
    parts = [
        f"{claim.kind}: {claim.subject or '?'}",
        said,
        value,
        f"on {claim.dataset}" if claim.dataset else "",
        against,
    ]
    return _one_line(" · ".join(part for part in parts if part))


def _near(near: NearMiss, text: str) -> Iterator[str]:
    yield f"  {near.kind}? “{_one_line(text[near.start : near.end])}” at {near.start}: {near.reason}"
    if near.pro or near.contra:
        yield f"    for: {'; '.join(near.pro) or 'nothing'}"
        yield f"    against: {'; '.join(near.contra) or 'nothing'}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
