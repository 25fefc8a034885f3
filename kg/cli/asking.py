"""Commands that ask a graph: query, explain, stats, view, export."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar, cast, get_args

import typer

from kg.cli.options import GraphFolder
from kg.errors import GraphError, QueryError
from kg.query import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query import Evidence, ExplainedConcept, Rows

__all__ = ["explain", "export", "query", "stats", "view"]

FORMATS = ("nt", "nq", "ttl", "jsonld", "graphml", "csv")
T = TypeVar("T")
Word = Annotated[str | None, typer.Option()]
Form = Annotated[str, typer.Option("--format", help="table, csv, tsv, json (SPARQL 1.1 results), or ttl (CONSTRUCT).")]


def query(
    graph: GraphFolder,
    question: Annotated[
        str, typer.Argument(metavar="NAME|FILE.rq|SPARQL", help="A named query, a file, or SPARQL text.")
    ],
    *,
    metric: Word = None,
    dataset: Word = None,
    task: Word = None,
    value: Word = None,
    property: Word = None,
    name: Word = None,
    paper: Word = None,
    start: Annotated[str | None, typer.Option("--from", help="Where a path begins.")] = None,
    to: Annotated[str | None, typer.Option(help="Where a path ends.")] = None,
    against: Annotated[Path | None, typer.Option(metavar="GRAPH", help="The older graph, for new.")] = None,
    form: Form = "table",
) -> None:
    """Ask a graph a named question, a .rq file or SPARQL text.

    leaderboard, settings, beats, speedups, introduced, benchmarks, conflicts, evidence, neighbours, path, new

    Example: kg query graphs/mine leaderboard --metric FID --dataset "ImageNet 256x256"
    """
    from kg.graph import load

    words = {"metric": metric, "dataset": dataset, "task": task, "value": value, "property": property}
    words |= {"name": name, "paper": paper}
    opened = load(graph)
    if question == "path":
        rows = opened.path(_needed("--from", start), _needed("--to", to))
    elif question == "new":
        rows = opened.new(load(_needed("--against", against)))
    else:
        rows = opened.query(question, **{key: word for key, word in words.items() if word is not None})
    _show(rows, form)


def explain(
    graph: GraphFolder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, in any of its spellings.")],
) -> None:
    """Show what stands behind a name: every claim with quote, offsets and rule, and why spellings were merged.

    Example: kg explain graphs/mine VAR
    """
    from kg.graph import load

    for concept in load(graph).explain(name).concepts:
        for line in _explanation(concept):
            typer.echo(line)


def stats(graph: GraphFolder, *, form: Form = "table") -> None:
    """Count papers, names, claims and triples.

    Example: kg stats graphs/mine
    """
    from kg.graph import load

    _show(load(graph).query("stats"), form)


def view(
    graph: GraphFolder,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="The page to write.")],
    limit: Annotated[int, typer.Option(min=1, help="How many names and papers to draw, best connected first.")] = 400,
) -> None:
    """Write one self-contained HTML page of a graph, which opens without a network.

    Example: kg view graphs/mine -o mine.html
    """
    from kg.files import replacing
    from kg.graph import load
    from kg.views import write_page

    network = load(graph).to_networkx()
    with replacing(output) as temporary:
        write_page(network, temporary, title=graph.resolve().stem, limit=limit)


def export(
    graph: GraphFolder,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help=f"A file; its ending is one of {', '.join(FORMATS)}.")],
) -> None:
    """Write a graph in another form: N-Triples, N-Quads, Turtle, JSON-LD, GraphML (Gephi, Cytoscape), CSV of claims.

    Example: kg export graphs/mine -o mine.graphml
    """
    from kg.files import replacing
    from kg.graph import load

    form = output.suffix.removeprefix(".")
    if form not in FORMATS:
        raise GraphError(f"{output}: no form {form!r}; the ending is one of {', '.join(FORMATS)}")
    with replacing(output) as temporary:
        load(graph).export(temporary, form)


def _needed(option: str, given: T | None) -> T:
    if given is None:
        raise QueryError(f"{option} is missing; see --help")
    return given


def _show(rows: Rows, form: str) -> None:
    if form not in get_args(Format):
        raise QueryError(f"no format {form!r}; there are: {', '.join(get_args(Format))}")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    typer.echo(rows.to_text(cast("Format", form), width=width), nl=False)


def _explanation(concept: ExplainedConcept) -> Iterator[str]:
    """Yield a concept for reading: names and merges, then claims, then where it is mentioned."""
    yield f"{concept.name}  ({concept.type}, {concept.iri})"
    if concept.aliases:
        yield f"  also: {', '.join(concept.aliases)}"
    if concept.broader:
        yield f"  broader: {', '.join(concept.broader)}"
    for merge in concept.merges:
        yield f"  merged: {merge}"
    yield f"  {len(concept.claims)} claims, {len(concept.papers)} papers"
    for claim in concept.claims:
        yield ""
        yield f"  {_statement(claim)}"
        yield f"    {claim.title}{f' ({claim.date})' if claim.date else ''}"
        yield f"    [{claim.start}:{claim.end}] {f'“{claim.quote}”' if claim.quote else ''}"
        yield f"    rule {claim.rule}"
    yield ""
    for paper in concept.papers:
        surfaces = "; ".join(f"{surface} at {', '.join(map(str, starts))}" for surface, starts in paper.surfaces)
        yield f"  {'introduced' if paper.introduces else 'mentioned'} in {paper.title}: {' '.join(surfaces.split())}"


def _statement(claim: Evidence) -> str:
    """Return a claim on one line: kind, subject, relation or metric, value, data set, baseline."""
    said = claim.relation or f"{claim.direction} {claim.metric}".strip()
    parts = [f"{claim.kind}: {claim.subject or '?'}", said, claim.value_text]
    parts += [f"on {claim.dataset}" if claim.dataset else ""]
    parts += [claim.baseline and (claim.baseline if claim.relation else f"against {claim.baseline}")]
    return " · ".join(part for part in parts if part)
