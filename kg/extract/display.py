"""One self-contained HTML page of explained texts: displaCy marks the names and values, tables say the rest."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from kg.extract.explaining import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.extract.explaining import Explained, NearMiss
    from kg.model import Claim

__all__ = ["to_html"]

COLOURS = {
    "Method": "#cfe0fb",
    "Dataset": "#bde7d8",
    "Metric": "#fbdac0",
    "Task": "#e5d3f6",
    "result": "#fff2a6",
    "change": "#fff2a6",
    "setting": "#ffe1e6",
}
# displaCy fills this in; its own template has no place for the rule.
_MARK = (
    '<mark style="background: {bg}" title="{label}, found by {rule}">{text} '
    '<span class="label">{label}</span> <span class="rule">{rule}</span></mark>'
)
_CLAIM_HEADS = ("kind", "subject", "metric or relation", "value", "data set", "against", "evidence", "rule")
_NEAR_HEADS = ("almost a", "words", "why not", "for", "against")


def to_html(explained: Iterable[Explained], *, title: str) -> str:
    """Return a page that needs no network and runs no script.

    Args:
        explained: what `explain` yields.
        title: the title of the window; plain text.
    """
    page = (files("kg.extract") / "display.html").read_text(encoding="utf-8")
    return Template(page).substitute(title=escape(title), body="\n".join(map(_article, explained)))


def _article(explained: Explained) -> str:
    text = explained.extraction.paper.text
    claims = [_claim_cells(claim, text) for claim in explained.extraction.claims]
    near = [_near_cells(near, text) for near in explained.near_misses]
    parts = [_marked(explained), _table("Claims", _CLAIM_HEADS, claims), _table("Almost", _NEAR_HEADS, near)]
    return "<article>\n" + "\n".join(parts) + "\n</article>"


def _marked(explained: Explained) -> str:
    from spacy import displacy

    shown = [
        {"start": mark.start, "end": mark.end, "label": mark.label, "params": {"rule": escape(mark.rule)}}
        for mark in marks(explained.extraction)
    ]
    options = {"colors": COLOURS, "template": _MARK}
    given = {"text": explained.extraction.paper.text, "ents": shown}
    return displacy.render([given], style="ent", manual=True, page=False, jupyter=False, options=options)


def _claim_cells(claim: Claim, text: str) -> tuple[str, ...]:
    said = claim.relation or " ".join(filter(None, (claim.direction, claim.metric)))
    value = f"{claim.value.modifier} {claim.value.text}".strip() if claim.value else ""
    slots = (claim.kind, claim.subject, said, value, claim.dataset, claim.baseline)
    return (*(slot or "" for slot in slots), text[claim.start : claim.end], claim.rule)


def _near_cells(near: NearMiss, text: str) -> tuple[str, ...]:
    return near.kind, text[near.start : near.end], near.reason, "; ".join(near.pro), "; ".join(near.contra)


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return f"<p>{caption}: nothing</p>"
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
