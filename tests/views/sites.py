"""Graphs for the pages, of text that would break pages if it could."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg import rdf, store
from kg.model import Claim, Concept, LinkedClaim, LinkedPaper, Mention, Paper, Quantity
from kg.vocabulary import BASE

if TYPE_CHECKING:
    from pyoxigraph import Store

HOSTILE = (
    "<img src=x onerror=\"document.title='hit';alert(1)\">",
    "</script><script>document.title='hit';alert(1)</script>",
    '"><svg onload="document.title=\'hit\'">',
    "{{ 7*7 }}{% raw %}",
    "שלום עולם \u202eright to left",
    "🧪🔬 emoji",
    "__proto__",
    "a long title " * 40,
    "Unbroken" * 64,
)


def hostile_store() -> Store:
    """Return the graph of a paper for each hostile text, which is its title, its method and its alias."""
    names = [Concept(f"method/m{n}", "Method", text, (f"alias {n}",)) for n, text in enumerate(HOSTILE)]
    crowd = Concept("method/crowd", "Method", "crowd", tuple(f"alias number {n}" for n in range(3000)))
    metric = Concept("metric/fid", "Metric", "FID", better="lower")
    dataset = Concept("dataset/d", "Dataset", "<b>ImageNet</b>")
    papers = [_paper(n, text) for n, text in enumerate(HOSTILE)]
    blocks = rdf.graph_blocks(papers, (dataset, crowd, *names, metric), quotes=True, base=BASE)
    return store.from_triples(rdf.as_triples(blocks, base=BASE))


def store_of_years(first: int, last: int) -> Store:
    """Return the graph of a paper a year."""
    papers = [
        LinkedPaper(Paper(str(year), f"Paper of {year}", "It says nothing.", date=str(year)), (), (), ())
        for year in range(first, last + 1)
    ]
    return store.from_triples(rdf.as_triples(rdf.graph_blocks(papers, (), quotes=True, base=BASE), base=BASE))


def _paper(number: int, text: str) -> LinkedPaper:
    paper = Paper(f"Paper {number}/%", text, f"{text} reaches 1.{number} FID.", date=f"202{number}-01")
    start, end = len(paper.text) - len("1.0 FID."), len(paper.text)
    value = Quantity(f"1.{number}", start, start + 3, Decimal(f"1.{number}"), Decimal(f"1.{number}"))
    claim = Claim("result", text, "FID", value, None, "d", None, None, 0, end, "by.hand")
    better = Claim("comparison", text, "FID", None, "crowd", None, None, "outperforms", 0, end, "by.hand")
    linked = LinkedClaim(claim, f"method/m{number}", "metric/fid", None, "dataset/d")
    beats = LinkedClaim(better, f"method/m{number}", "metric/fid", "method/crowd", None)
    mentions = (
        (f"method/m{number}", Mention(0, len(text), "by.hand")),
        ("method/crowd", Mention(0, 1, "by.hand")),
        ("metric/fid", Mention(end - 4, end - 1, "by.hand")),
    )
    return LinkedPaper(paper, (f"method/m{number}",), mentions, (linked, beats))
