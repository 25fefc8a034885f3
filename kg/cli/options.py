"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Base", "GraphFolder", "Inputs", "Lexicon", "Output", "Rules", "Year"]

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for stdin.")]
GraphFolder = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph folder, or a .ttl, .nt or .nq file.")]
Lexicon = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Names to find: name, type, other names with | between; separated by tabs."),
]
Rules = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help='Rules to find names by: {"id": ..., "label": ..., "pattern": ...}, one a line.'),
]
Output = Annotated[str, typer.Option("-o", "--output", help="A file, or - for stdout.")]
Year = Annotated[
    int | None,
    typer.Option(help="The year of pages whose dates lack one (else the year after the newest written out)."),
]
Base = Annotated[str, typer.Option(metavar="IRI", help="What the IRIs of papers and names begin with.")]
