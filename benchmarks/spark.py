"""The graph of 20,000 abstracts, built by one process and on a Spark cluster of two workers: equal, and how long.

Run from the repository: `python -m benchmarks.spark [ABSTRACTS] [FOLDER]`; it needs ../shared and Java 17.
"""

import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from tests.spark.cluster import cluster

CORPUS = Path("../shared/corpus/abstracts.jsonl.gz")
FILES = 8  # a file is read by one worker


def main(abstracts: int, folder: Path) -> None:
    inputs = folder / "in"
    inputs.mkdir(parents=True)
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        chosen = list(islice(lines, abstracts))
    for number in range(FILES):
        (inputs / f"{number}.jsonl").write_text("".join(chosen[number::FILES]), encoding="utf-8")

    started = time.perf_counter()
    command = [sys.executable, "-m", "kg", "build", str(inputs), "-o", str(folder / "one")]
    subprocess.run(command, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.perf_counter() - started
    print(
        f"one process: {seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor, load {os.getloadavg()[0]}"
    )

    with cluster(folder / "cluster", memory="3g", partitions=4) as spark:
        started = time.perf_counter()
        build = spark.start(inputs, "-o", folder / "spark")
        output, _ = build.communicate()
        if build.returncode:
            sys.exit(output)
        print(output.splitlines()[-1])
        print(f"spark, 2 workers of 1 core: {time.perf_counter() - started:.0f} s, load {os.getloadavg()[0]}")

    one = {hash(str(quad.triple)) for quad in parse(path=str(folder / "one" / "graph.ttl"))}
    parts = sorted((folder / "spark" / "graph.nt").glob("part-*"))
    other = [hash(str(quad.triple)) for path in parts for quad in parse(path=str(path), format=RdfFormat.N_TRIPLES)]
    print(f"{len(one):,} and {len(other):,} triples; equal: {one == set(other) and len(one) == len(other)}")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    main(number, Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="kg-spark-")))
