"""A graph of results that rank together: on a data set and on narrower ones, in several units, and that conflict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from kg import rdf, store
from kg.model import Claim, Concept, LinkedClaim, LinkedPaper, Mention, Paper, Quantity
from kg.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

ZERO, HUNDRED = Decimal(0), Decimal(100)
CONCEPTS = (
    Concept("dataset/cifar-10", "Dataset", "CIFAR-10"),
    Concept("dataset/imagenet", "Dataset", "ImageNet"),
    Concept("dataset/imagenet-256x256", "Dataset", "ImageNet 256x256", broader=("dataset/imagenet",)),
    Concept("method/alpha", "Method", "Alpha"),
    Concept("method/alpha-2", "Method", "Alpha 2", broader=("method/alpha",)),
    Concept("method/alpha-2-xl", "Method", "Alpha 2 XL", broader=("method/alpha-2",)),
    Concept("method/beta", "Method", "Beta"),
    Concept("method/gamma", "Method", "Gamma"),
    Concept("metric/accuracy", "Metric", "accuracy", unit="percent", better="higher", lowest=ZERO, highest=HUNDRED),
    Concept(
        "metric/error-rate",
        "Metric",
        "error rate",
        unit="percent",
        better="lower",
        lowest=ZERO,
        highest=HUNDRED,
        complement="metric/accuracy",
    ),
    Concept("metric/fid", "Metric", "FID", better="lower"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One number of a paper: what reached it, as written, with its value; a setting has no metric."""

    subject: str
    metric: str
    dataset: str
    text: str
    value: str
    unit: Literal["", "percent", "code"] = ""


PAPERS: dict[str, tuple[str, tuple[Said, ...]]] = {
    "one": (
        "method/alpha",
        (
            Said("method/alpha", "metric/fid", "dataset/imagenet-256x256", "1.80", "1.8"),
            Said("method/alpha-2-xl", "metric/fid", "dataset/imagenet-256x256", "1.78", "1.78"),
        ),
    ),
    "two": (
        "method/beta",
        (
            Said("method/alpha", "metric/fid", "dataset/imagenet-256x256", "1.95", "1.95"),
            Said("method/beta", "metric/accuracy", "dataset/cifar-10", "0.81", "0.81"),
            Said("method/beta", "metric/accuracy", "dataset/cifar-10", r"81.5\%", "81.5", "percent"),
        ),
    ),
    "three": (
        "method/gamma",
        (
            Said("method/gamma", "metric/fid", "dataset/imagenet", "2.18", "2.18"),
            Said("method/gamma", "", "", "W4A4", "", "code"),
            Said("method/gamma", "metric/error-rate", "dataset/cifar-10", r"0.5\%", "0.5", "percent"),
        ),
    ),
}


def results_store() -> Store:
    """Return the graph of `PAPERS`: each is one of them, with the method that it introduces."""
    papers = [_paper(id, month, *said) for month, (id, said) in enumerate(PAPERS.items(), 1)]
    return store.from_triples(rdf.as_triples(rdf.graph_blocks(papers, CONCEPTS, quotes=True, base=BASE), base=BASE))


def _paper(id: str, month: int, introduced: str, said: Iterable[Said]) -> LinkedPaper:
    abstract = " ".join(one.text for one in said)
    paper = Paper(id, f"Paper {id}", abstract, date=f"2024-0{month}-01")
    claims = tuple(_claims(paper, said))
    named = dict.fromkeys(name for one in said for name in (one.subject, one.metric, one.dataset) if name)
    return LinkedPaper(paper, (introduced,), tuple((name, Mention(0, 5, "by.hand")) for name in named), claims)


def _claims(paper: Paper, said: Iterable[Said]) -> Iterator[LinkedClaim]:
    names = {concept.id: concept.name for concept in CONCEPTS}
    for one in said:
        start = paper.text.index(one.text)
        number = Decimal(one.value) if one.value else None
        value = Quantity(one.text, start, start + len(one.text), number, number, one.unit)
        kind = "result" if one.metric else "setting"
        metric, dataset = one.metric or None, one.dataset or None
        claim = Claim(
            kind,
            names[one.subject],
            names.get(one.metric, "precision"),
            value,
            None,
            names.get(one.dataset),
            None,
            None,
            start,
            value.end,
            "by.hand",
        )
        yield LinkedClaim(claim, one.subject, metric, None, dataset)
