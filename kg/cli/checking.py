"""Commands that check: verify, validate, evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import GraphFolder, Inputs, Year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluate import Evaluation

__all__ = ["evaluate", "validate", "verify"]


def verify(graph: GraphFolder, inputs: Inputs, *, year: Year = None) -> None:
    """Read every name, value and quote of a graph again at its offsets in the source; exit 1 on a mismatch.

    Example: kg verify graphs/mine page.txt
    """
    from kg import building
    from kg.graph import load
    from kg.model import Paper
    from kg.report import Intake

    items = building.read_merged(inputs, Intake(), year=year)
    papers = (item if isinstance(item, Paper) else item.paper for item in items)
    result = load(graph).verify(papers)
    for mismatch in result.mismatches:
        typer.echo(str(mismatch))
    counts = ", ".join(f"{number:,} {what}" for what, number in result.counts.items())
    typer.echo(f"read again {counts}: {len(result.mismatches)} mismatches", err=True)
    if result.mismatches:
        raise typer.Exit(1)


def validate(
    graph: GraphFolder,
    *,
    sample: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Check N nodes of each class, the same ones every time; for large graphs."
        ),
    ] = None,
) -> None:
    """Check a graph against the SHACL shapes with pySHACL; exit 1 on a violation. Warnings come after violations.

    Example: kg validate graphs/mine --sample 1000
    """
    from kg.graph import load

    opened = load(graph)
    result = opened.validate_sample(sample) if sample else None
    found = result.violations if result else opened.validate()
    violations = [one for one in found if one.severity == "violation"]
    warnings = [one for one in found if one.severity == "warning"]
    for one in (*violations, *warnings):
        typer.echo(str(one))
    outcome = f"{len(violations):,} violations" if violations else "conforms"
    typer.echo(outcome + (f"; warnings: {len(warnings):,}" if warnings else ""), err=True)
    if result:
        counts = ", ".join(f"{some:,} of {all_:,} {name}" for name, (some, all_) in result.checked.items() if all_)
        typer.echo(f"checked {counts}", err=True)
    if violations:
        raise typer.Exit(1)


def evaluate(
    docs: Annotated[Path, typer.Argument(help="Abstracts, in any form that build reads, with the ids of GOLD.")],
    gold: Annotated[Path, typer.Argument(help="Annotated records, one JSON object a line.")],
    *,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An earlier run's --json output, to show differences from.")
    ] = None,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Also print the first N disagreements.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Extract DOCS and compare with annotations: precision, recall, F1 by kind and type, right and wrong by rule.

    Example: kg evaluate dev.docs.jsonl dev.gold.jsonl --json > before.json
    """
    from kg import building
    from kg.evaluate import evaluate as compare
    from kg.evaluate import read_records
    from kg.exchange import to_record
    from kg.report import Intake

    wanted = read_records(gold)
    ids = {record["id"] for record in wanted}
    items = (item for item in building.read_merged([str(docs)], Intake()) if building.paper_of(item).id in ids)
    result = compare(wanted, map(to_record, building.extract_all(items)))
    before = json.loads(against.read_text(encoding="utf-8")) if against else None
    if as_json:
        typer.echo(json.dumps(result.to_dict(), indent=1))
        return
    for line in _lines(result, before):
        typer.echo(line)
    for line in result.errors[:errors]:
        typer.echo(line)


def _lines(result: Evaluation, before: dict[str, Any] | None) -> Iterator[str]:
    """Yield a table of figures, then one of rules."""
    yield f"{result.documents} papers"
    for key, figure in result.figures.items():
        change = f"  {figure.f1 - before['figures'][key]['f1']:+5.1f}" if before else ""
        counts = f"{figure.right} right of {figure.found} found, {figure.gold} annotated"
        yield f"{key:11} P {figure.precision:5.1f}  R {figure.recall:5.1f}  F1 {figure.f1:5.1f}{change}   {counts}"
    yield "slots right: " + ", ".join(f"{slot} {share:.0f}%" for slot, share in result.slots.items())
    for rule, (right, wrong) in sorted(result.rules.items(), key=lambda item: (-sum(item[1]), item[0])):
        change = ""
        if before:
            old_right, old_wrong = before["rules"].get(rule, (0, 0))
            change = f"   {right - old_right:+} right, {wrong - old_wrong:+} wrong"
        yield f"rule {rule:32} {right:5} right {wrong:5} wrong{change}"
