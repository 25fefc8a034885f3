"""Time builds: `python benchmarks/build.py INPUT [--rounds 5]`; medians of wall and processor time, one worker and two.

Each round builds from nothing with one worker and with two, one after the other, and adds the input again to the graph,
which extracts nothing. Processor time counts the workers.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median


def run(*arguments: str) -> tuple[float, float]:
    """Return the wall and the processor time of a command."""
    before, started = used(), time.perf_counter()
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started, used() - before


def used() -> float:
    """Return the processor time of all commands so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Build, add, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    names = ("1 worker", "2 workers", "add the same")
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(told.rounds):
        with tempfile.TemporaryDirectory() as folder:
            one, two = str(Path(folder, "one")), str(Path(folder, "two"))
            times["1 worker"].append(run("build", told.input, "-o", one))
            times["2 workers"].append(run("build", told.input, "-o", two, "--workers", "2"))
            times["add the same"].append(run("add", one, told.input))
    for name in names:
        wall, processor = (median(values) for values in zip(*times[name], strict=True))
        print(f"{name}\t{wall:.1f} s\t{processor:.1f} s of processor time")
    ratio = median(one[0] / two[0] for one, two in zip(times["1 worker"], times["2 workers"], strict=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"one worker / two: {ratio:.2f}; the largest process: {peak} MB")


if __name__ == "__main__":
    main()
