"""Time builds and additions: `python benchmarks/build.py INPUT.jsonl [--papers N] [--rounds 5] [--added 200]`.

Each round builds from nothing with one worker and with two, without the papers that are held out (the last ones), adds
these, and compares the bytes with a build of all; spaCy's tokenizer reads the same texts beside it. Prints medians of
wall and processor time (workers counted), and how often the tokenizer could have read the texts meanwhile: the
machine's speed drifts, trust the ratios.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

import spacy


class Times(NamedTuple):
    """Seconds of a clock on the wall, and of processors."""

    wall: float
    processor: float


def run(*arguments: str | Path) -> Times:
    """Return the times of a `kg` command."""
    before, started = used(), time.perf_counter()
    subprocess.run([sys.executable, "-m", "kg", *map(str, arguments)], check=True, stderr=subprocess.DEVNULL)
    return Times(time.perf_counter() - started, used() - before)


def used() -> float:
    """Return the processor time of all commands so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tokenize(lines: list[str]) -> Times:
    """Return how long the tokenizer takes for some texts."""
    nlp, texts = spacy.blank("en"), [json.loads(line)["abstract"] for line in lines]
    started, before = time.perf_counter(), time.process_time()
    for text in texts:
        nlp.make_doc(text)
    return Times(time.perf_counter() - started, time.process_time() - before)


def one_round(lines: list[str], added: int, place: Path) -> dict[str, Times]:
    """Build, add and compare in a folder; return the times of each step."""
    some, few, every = place / "some.jsonl", place / "few.jsonl", place / "every.jsonl"
    for path, held in ((some, lines[:-added]), (few, lines[-added:]), (every, lines)):
        path.write_text("".join(held), encoding="utf-8")
    options = ("--no-site", "--workers")
    times = {
        "tokenizer": tokenize(lines),
        "1 worker": run("build", every, "-o", place / "one", *options, "1"),
        "2 workers": run("build", some, "-o", place / "two", *options, "2"),
        f"add {added}": run("add", place / "two", few, "--workers", "2"),
    }
    for name in ("graph.ttl", "claims.csv"):
        if (place / "one" / name).read_bytes() != (place / "two" / name).read_bytes():
            raise SystemExit(f"{name} differs from that of a build from nothing")
    return times


def main() -> None:
    """Build, add, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", type=Path)
    parser.add_argument("--papers", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--added", type=int, default=200)
    told = parser.parse_args()
    with told.input.open(encoding="utf-8") as file:
        lines = list(islice(file, told.papers))
    rounds = []
    for _ in range(told.rounds):
        with tempfile.TemporaryDirectory() as place:
            rounds.append(one_round(lines, told.added, Path(place)))
    for name in rounds[0]:
        wall, processor = (median(times) for times in zip(*(each[name] for each in rounds), strict=True))
        ratio = median(each[name].processor / each["tokenizer"].processor for each in rounds)
        print(f"{name:10}{wall:8.1f} s{processor:8.1f} s of processor time, {ratio:6.2f} times the tokenizer's")
    ratio = median(each["1 worker"].wall / each["2 workers"].wall for each in rounds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{len(lines)} papers; one worker / two: {ratio:.2f}; the largest process: {peak} MB")


if __name__ == "__main__":
    main()
