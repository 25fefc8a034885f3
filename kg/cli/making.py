"""Commands that read abstracts: build, extract."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from kg.cli.options import Base, Inputs, Lexicon, Output, Rules, Year
from kg.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["add", "build", "extract"]

Item = TypeVar("Item")
Workers = Annotated[int, typer.Option(min=1, help="Processes that work.")]


class Engine(StrEnum):
    """What a build runs on."""

    LOCAL = "local"
    SPARK = "spark"


def build(
    inputs: Inputs,
    *,
    output: Annotated[str, typer.Option("-o", "--output", metavar="GRAPH", help="The folder to write the graph to.")],
    engine: Annotated[Engine, typer.Option(help="Processes of this machine, or Spark (docs/spark.md).")] = Engine.LOCAL,
    master: Annotated[
        str | None, typer.Option(metavar="URL", help="With --engine spark: its master; else all cores here.")
    ] = None,
    workers: Workers = 1,
    year: Year = None,
    lexicon: Lexicon = None,
    rules: Rules = None,
    quotes: Annotated[
        bool, typer.Option(help="Keep abstracts and quotes; without them offsets remain, for graphs you publish.")
    ] = True,
    same_as: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Names to merge, two a line, separated by a tab.")
    ] = None,
    never_merge: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Names to keep apart, two a line, separated by a tab.")
    ] = None,
    base: Base = BASE,
    site: Annotated[bool, typer.Option(help="Write the pages of site/.")] = True,
) -> None:
    """Build a graph folder: graph.ttl, store/, site/, index.html, claims.csv, report.json.

    Example: kg build page.txt more/*.jsonl.gz -o graphs/mine
    """
    from kg import building
    from kg.report import Options

    options = Options(
        workers=workers,
        year=year,
        quotes=quotes,
        lexicon=lexicon,
        rules=rules,
        same_as=building.read_pairs(same_as) if same_as else (),
        never_merge=building.read_pairs(never_merge) if never_merge else (),
        base=base,
    )
    if engine is Engine.SPARK:
        from kg.spark import build_on_spark

        report = build_on_spark(inputs, output, options, master=master)
    elif master is not None:
        raise typer.BadParameter("--master goes with --engine spark")
    else:
        building.collect_rarely()
        report = building.build_folder(inputs, Path(output), options, watch=_bar, site=site)
    for line in report.lines():
        typer.echo(line, err=True)


def add(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph folder that `kg build` wrote, with quotes.")],
    inputs: Inputs,
    *,
    workers: Workers = 1,
    year: Year = None,
) -> None:
    """Add abstracts to a graph: the result is what `kg build` of all inputs gives; no text is extracted twice.

    Example: kg add graphs/mine today.txt
    """
    from kg import building

    building.collect_rarely()
    report = building.add_to_folder(graph, inputs, workers=workers, year=year, watch=_bar)
    for line in report.lines():
        typer.echo(line, err=True)


def extract(
    inputs: Inputs,
    *,
    output: Output = "-",
    workers: Workers = 1,
    year: Year = None,
    lexicon: Lexicon = None,
    rules: Rules = None,
) -> None:
    """Write what each abstract says, one JSON object a line (schemas/extraction.schema.json).

    Example: kg extract page.txt -o records.jsonl
    """
    from kg import building
    from kg.exchange import to_record
    from kg.extract.user_rules import read_user_rules
    from kg.report import Intake

    mine = read_user_rules(lexicon=lexicon, rules=rules)
    building.collect_rarely()
    intake = Intake()
    papers = building.read_merged(inputs, intake, year=year)
    with _open(output) as out:
        found = building.extract_all(papers, workers=workers, rules=mine)
        for extraction in _bar(found, len(papers), "Extracting"):
            out.write(json.dumps(to_record(extraction), ensure_ascii=False) + "\n")
    for line in intake.lines():
        typer.echo(line, err=True)


def _bar(items: Iterable[Item], total: int, what: str) -> Iterable[Item]:
    """Show progress, rate and remaining time on stderr while someone watches."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, what, total=total, console=Console(stderr=True), transient=True)


@contextmanager
def _open(output: str) -> Iterator[TextIO]:
    """Open stdout for "-", else a file beside the target that is moved into place when all went well."""
    if output == "-":
        yield sys.stdout
        return
    from kg.files import replacing

    with replacing(Path(output)) as temporary, temporary.open("w", encoding="utf-8") as file:
        yield file
