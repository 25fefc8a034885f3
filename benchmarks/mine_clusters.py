"""Group the words of the corpus by the company they keep: kg/data/clusters.tsv.

usage: python benchmarks/mine_clusters.py CORPUS.jsonl.gz

Words that stand in the same places (categorization, recognition; CIFAR-10, SVHN) get the same fine and coarse group,
so that what is learnt of one holds for the other. Positive pointwise mutual information with the two words on either
side, its first singular vectors, k-means.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import spacy
from scipy.sparse import csr_matrix
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from kg.extract.nlp import Tokenizer
from kg.extract.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path(__file__).parent.parent / "kg" / "data" / "clusters.tsv"
MIN_COUNT = 15
CONTEXTS = 8000
DIMENSIONS = 100
FINE, COARSE = 600, 80
OFFSETS = (-2, -1, 1, 2)


def texts(path: Path) -> Iterator[list[str]]:
    tokenizer = Tokenizer(spacy.blank("en").vocab)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            keys = [word(token) for token, _ in tokenizer.split(record["title"] + "\n" + record["abstract"])]
            yield [item.key if item.shape not in ("number", "space") else "#" for item in keys]


def vectors(path: Path) -> tuple[list[str], np.ndarray]:
    counts: Counter[str] = Counter()
    for keys in texts(path):
        counts.update(keys)
    vocabulary = sorted(key for key, n in counts.items() if n >= MIN_COUNT)
    number = {key: at for at, key in enumerate(vocabulary)}
    context = {key: at for at, (key, _) in enumerate(sorted(counts.items(), key=lambda i: (-i[1], i[0]))[:CONTEXTS])}
    size = len(OFFSETS) * len(context)
    pairs = csr_matrix((len(vocabulary), size), dtype=np.float32)
    rows: list[int] = []
    columns: list[int] = []
    for keys in texts(path):
        places = [(number.get(key), context.get(key)) for key in keys]
        for at, (row, _) in enumerate(places):
            if row is None:
                continue
            for kind, offset in enumerate(OFFSETS):
                if 0 <= at + offset < len(places) and (column := places[at + offset][1]) is not None:
                    rows.append(row)
                    columns.append(kind * len(context) + column)
        if len(rows) > 8_000_000:
            pairs += csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=pairs.shape)
            rows, columns = [], []
    pairs += csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=pairs.shape)
    return vocabulary, _reduce(pairs)


def _reduce(pairs: csr_matrix) -> np.ndarray:
    total = pairs.sum()
    left = np.asarray(pairs.sum(axis=1)).ravel()
    right = np.asarray(pairs.sum(axis=0)).ravel() ** 0.75
    right *= total / right.sum()
    table = pairs.tocoo()
    table.data = np.maximum(0, np.log(table.data * total / (left[table.row] * right[table.col])))
    u, s, _ = randomized_svd(table.tocsr(), DIMENSIONS, n_iter=4, random_state=0)
    found = u * np.sqrt(s)
    return found / np.maximum(1e-9, np.linalg.norm(found, axis=1, keepdims=True))


def main(path: Path) -> None:
    vocabulary, found = vectors(path)
    groups = [
        MiniBatchKMeans(size, random_state=0, n_init=3, batch_size=4096, max_iter=200).fit_predict(found)
        for size in (FINE, COARSE)
    ]
    lines = [
        f"{key}\tf{fine}\tc{coarse}\n"
        for key, fine, coarse in zip(vocabulary, *groups, strict=True)
        if any(map(str.isalpha, key)) and "\t" not in key
    ]
    note = "# word (singular, lower case)\tfine group\tcoarse group; mined by benchmarks/mine_clusters.py\n"
    OUT.write_text(note + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
