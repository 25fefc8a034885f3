"""Time extraction against spaCy's tokenizer on the same abstracts, in turn, on one core.

usage: python benchmarks/speed.py CORPUS.jsonl.gz [ABSTRACTS]

Prints medians of 5 rounds of processor time, start-up excluded, and the slowest abstract. The machine's speed drifts:
trust the ratio.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from typing import TYPE_CHECKING

import spacy

from kg.building import collect_rarely
from kg.extract import extract
from kg.model import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5


def papers(corpus: str, number: int) -> list[Paper]:
    """Return `number` papers, spread evenly over the corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    picked = every[:: max(1, len(every) // number)][:number]
    return [Paper(paper["id"], paper["title"], paper["abstract"]) for paper in picked]


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    collect_rarely()  # as the command line does
    sample = papers(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000)
    nlp = spacy.blank("en")

    def tokenize() -> None:
        for paper in sample:
            nlp.make_doc(paper.text)

    def extract_all() -> None:
        for _ in extract(sample):
            pass

    list(extract(sample[:50]))  # load the tables
    rounds = [(seconds(extract_all), seconds(tokenize)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(times) for times in zip(*rounds, strict=True))
    stream = extract(sample)
    slowest = max((seconds(lambda: next(stream)), paper.id) for paper in sample)
    print(f"{len(sample)} abstracts, medians of {ROUNDS}")
    print(f"extract   {len(sample) / ours:8.0f} a second")
    print(f"tokenizer {len(sample) / theirs:8.0f} a second; extract reaches {theirs / ours:.3f} of it")
    print(f"slowest   {1000 * slowest[0]:8.1f} ms ({slowest[1]})")


if __name__ == "__main__":
    main()
