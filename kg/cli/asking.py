"""Commands that ask a graph: query, explain, stats, view, serve, export."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.cli.options import GraphFolder, Lexicon, Rules
from kg.errors import GraphError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.user_rules import UserRule
    from kg.query import Evidence, ExplainedConcept, Rows

__all__ = ["explain", "export", "query", "serve", "stats", "view"]

EXPORTS = ("nt", "nq", "ttl", "jsonld", "graphml", "csv", "parquet")
TABLE_ROWS = 100
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
    limit: Annotated[
        int | None,
        typer.Option(min=0, help="For all of a graph: about so many rows; 100 in a table if not given, 0 for all."),
    ] = None,
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
        given = {key: word for key, word in words.items() if word is not None}
        rows = opened.query(question, **given, **_limit(question, limit, is_narrowed=bool(given) or form != "table"))
    _show(rows, form)


def explain(
    graph: Annotated[
        Path | None, typer.Argument(metavar="GRAPH", help="A graph folder, or a .ttl, .nt or .nq file.")
    ] = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A name, in any of its spellings.")] = None,
    *,
    text: Annotated[
        str | None, typer.Option(metavar="FILE", help="Abstracts to explain instead, in any form that build reads.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="With --text: write one HTML page.")] = None,
    lexicon: Lexicon = None,
    rules: Rules = None,
) -> None:
    """Show what stands behind a name: every claim with quote, offsets and rule, and why spellings were merged.

    With --text FILE: show each abstract with its names and values marked, its claims, and what almost matched.

    Example: kg explain graphs/mine VAR
    """
    if text is not None and graph is None:
        from kg.extract.user_rules import read_user_rules

        _explain_text(text, html, read_user_rules(lexicon=lexicon, rules=rules))
        return
    if text is not None or graph is None or name is None or html or lexicon or rules:
        raise typer.BadParameter("give GRAPH and NAME, or --text FILE with or without --html, --lexicon and --rules")
    from kg.graph import load

    for concept in load(graph).explain(name).concepts:
        for line in _explanation(concept):
            typer.echo(line)


def _explain_text(source: str, page: Path | None, rules: Sequence[UserRule]) -> None:
    """Print or write what the papers of a file say; rejected records go to stderr."""
    from kg import building
    from kg.cli.marking import lines
    from kg.extract.display import to_html
    from kg.extract.explaining import explain as explain_papers
    from kg.files import replacing
    from kg.report import Intake

    intake = Intake()
    explained = explain_papers(map(building.paper_of, building.read_merged([source], intake)), rules=rules)
    if page is not None:
        with replacing(page) as temporary:
            temporary.write_text(to_html(explained, title=source), encoding="utf-8")
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        typer.echo("\n\n".join("\n".join(lines(item, colour=colour)) for item in explained), color=colour)
    for line in intake.lines():
        typer.echo(line, err=True)


def stats(graph: GraphFolder, *, form: Form = "table") -> None:
    """Count papers, names, claims and triples.

    Example: kg stats graphs/mine
    """
    from kg.graph import load

    _show(load(graph).query("stats"), form)


def view(
    graph: GraphFolder,
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="The folder to write the site to.")
    ] = None,
    sparql: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="node_modules/oxigraph, after `npm install oxigraph`: the page Ask answers SPARQL."
        ),
    ] = None,
    single: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the site as one self-contained file instead.")
    ] = None,
) -> None:
    """Write a graph as a site that opens from disk without a network, or as a single file to send to someone.

    Example: kg view graphs/mine -o mine-site
    """
    from kg.files import replacing, staging
    from kg.graph import load
    from kg.views import write_single, write_site

    if (output is None) == (single is None):
        raise typer.BadParameter("give -o DIR for a site, or --single FILE for one file")
    opened, title = load(graph), graph.resolve().stem
    if single is not None:
        with replacing(single) as temporary:
            write_single(opened.store, temporary, title=title)
    elif output is not None:
        with staging(output) as folder:
            write_site(opened.store, folder, title=title, engine=sparql)


def serve(
    graph: GraphFolder,
    *,
    host: Annotated[str, typer.Option(help="The address to listen at; others than your machine reach 0.0.0.0.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30,
    workers: Annotated[int, typer.Option(min=1, help="Queries that are answered at the same time.")] = 2,
) -> None:
    """Serve a graph for reading: SPARQL 1.1 Protocol at /sparql, the pages of GRAPH/site, a search over all names.

    Example: kg serve graphs/mine
    """
    from kg.serve import serve as serve_graph

    def tell(address: str) -> None:
        typer.echo(f"kg: serving {graph} at {address}; SPARQL at {address}sparql; Ctrl+C stops", err=True)

    serve_graph(graph, host=host, port=port, workers=workers, seconds=timeout, started=tell)


def export(
    graph: GraphFolder,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", help=f"A file; its ending is one of {', '.join(EXPORTS)}. A folder gets Parquet tables."
        ),
    ],
) -> None:
    """Write a graph in another form: N-Triples, N-Quads, Turtle, JSON-LD, GraphML (Gephi, Cytoscape), CSV of claims.

    A folder, or a name that ends in .parquet, gets four Parquet tables: papers, entities, claims, mentions.

    Example: kg export graphs/mine -o mine.graphml
    """
    from kg.files import replacing
    from kg.graph import load

    form = "parquet" if output.is_dir() else output.suffix.removeprefix(".") or "parquet"
    if form not in EXPORTS:
        raise GraphError(f"{output}: no form {form!r}; the ending is one of {', '.join(EXPORTS)}")
    if form == "parquet":  # a folder, each file of which is replaced
        load(graph).export(output, form)
        return
    with replacing(output) as temporary:
        load(graph).export(temporary, form)


def _limit(question: str, given: int | None, *, is_narrowed: bool) -> dict[str, str]:
    """Return the limit that was given, or that of a table of all that a large graph says."""
    from kg.query import load, named_queries

    if given is not None:
        return {"limit": str(given)} if given else {}
    if is_narrowed or question not in named_queries():
        return {}
    limits = [parameter for parameter in load(question).parameters if parameter.name == "limit"]
    for limit in limits:
        typer.echo(f"{limit.about}: {TABLE_ROWS}; --limit 0 for all", err=True)
    return {"limit": str(TABLE_ROWS)} if limits else {}


def _needed(option: str, given: T | None) -> T:
    if given is None:
        raise QueryError(f"{option} is missing; see --help")
    return given


def _show(rows: Rows, form: str) -> None:
    from kg.query import FORMATS

    if form not in FORMATS:
        raise QueryError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    typer.echo(rows.to_text(form, width=width), nl=False)


def _explanation(concept: ExplainedConcept) -> Iterator[str]:
    """Yield a concept for reading: names and merges, then claims, then where it is mentioned."""
    yield f"{concept.name}  ({concept.type}, {concept.iri})"
    if concept.aliases:
        yield f"  also: {', '.join(concept.aliases)}"
    if concept.broader:
        yield f"  broader: {', '.join(concept.broader)}"
    for merge in concept.merges:
        yield f"  merged: {merge}"
    about = [claim for claim in concept.claims if claim.role != "paper"]
    beside = [claim for claim in concept.claims if claim.role == "paper"]
    yield f"  {len(about)} claims, {len(concept.papers)} papers"
    for claim in about:
        yield from _evidence(claim)
    if beside:
        yield ""
        yield f"  {len(beside)} more claims of the paper that introduces it"
    for claim in beside:
        yield from _evidence(claim)
    yield ""
    for paper in concept.papers:
        surfaces = "; ".join(f"{surface} at {', '.join(map(str, starts))}" for surface, starts in paper.surfaces)
        yield f"  {'introduced' if paper.introduces else 'mentioned'} in {paper.title}: {' '.join(surfaces.split())}"


def _evidence(claim: Evidence) -> Iterator[str]:
    yield ""
    yield f"  {_statement(claim)}"
    yield f"    {claim.title}{f' ({claim.date})' if claim.date else ''}"
    yield f"    [{claim.start}:{claim.end}] {f'“{claim.quote}”' if claim.quote else ''}".rstrip()
    yield f"    rule {claim.rule}"


def _statement(claim: Evidence) -> str:
    """Return a claim on one line: kind, subject, relation or metric, value, data set, baseline."""
    said = claim.relation or f"{claim.direction} {claim.metric}".strip()
    parts = [f"{claim.kind}: {claim.subject or '?'}", said, claim.value_text]
    parts += [f"on {claim.dataset}" if claim.dataset else ""]
    parts += [claim.baseline and (claim.baseline if claim.relation else f"against {claim.baseline}")]
    return " · ".join(part for part in parts if part)
