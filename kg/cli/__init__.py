"""The command `kg`: results on stdout, messages on stderr.

Exit codes: 0 done; 1 a KgError, or a check that found something; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli import asking, checking, making
from kg.errors import KgError

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    help="Turn abstracts of papers into a graph of claims, and ask it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    making.build,
    making.add,
    making.extract,
    asking.query,
    asking.explain,
    asking.stats,
    asking.view,
    asking.serve,
    asking.export,
    checking.verify,
    checking.validate,
    checking.evaluate,
)
for command in COMMANDS:
    app.command()(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Turn abstracts of papers into a graph of claims, and ask it."""


def main() -> None:
    """Run the command line; a mistake of the user is one line on stderr and exit code 1."""
    logging.basicConfig(level=logging.WARNING, format="kg: %(message)s")
    try:
        app(prog_name="kg")
    except KgError as error:
        typer.echo(f"kg: {error}", err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
