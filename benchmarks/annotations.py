"""Turn the annotations of this folder into the records that `kg evaluate` and the fitting scripts read.

usage: python benchmarks/annotations.py CORPUS.jsonl.gz DOCS.jsonl GOLD.jsonl

annotations.jsonl holds 1,680 abstracts of 2019 to 2025, of many venues, annotated by the same guidelines as the
development set; 1,200 of them by language models, to which 23 of that set were shown. It holds no text: a paper's id,
and spans in title, line break, abstract. With the corpus the text comes back. A slot is the number of an entity, a
span, or a word of ours such as "speed".
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

ANNOTATIONS = Path(__file__).parent / "annotations.jsonl"
SLOTS = ("subject", "metric", "baseline", "dataset")


def expand(packed: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the record of the guidelines that packed annotations stand for."""

    def words(slot: Any) -> str | None:
        if isinstance(slot, int):
            return str(entities[slot]["name"])
        return text[slot[0] : slot[1]] if isinstance(slot, list) else slot

    entities = [
        {"type": entity["type"], "name": forms[0], "aliases": forms[1:], "introduced": entity["introduced"]}
        for entity in packed["entities"]
        for forms in [[text[start:end] for start, end in entity["forms"]]]
    ]
    claims = [
        {**claim, "evidence": words(claim["evidence"]), "value": words(claim["value"])}
        | {slot: words(claim[slot]) for slot in SLOTS}
        for claim in packed["claims"]
    ]
    return {"id": packed["id"], "entities": entities, "claims": claims}


def main() -> None:
    corpus, docs, gold = map(Path, sys.argv[1:])
    packed = {record["id"]: record for record in map(json.loads, ANNOTATIONS.open(encoding="utf-8"))}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines, docs.open("w") as texts, gold.open("w") as records:
        for paper in map(json.loads, lines):
            if paper["id"] in packed:
                text = f"{paper['title']}\n{paper['abstract']}"
                doc = {key: paper[key] for key in ("id", "title", "abstract")}
                texts.write(json.dumps(doc, ensure_ascii=False) + "\n")
                records.write(json.dumps(expand(packed[paper["id"]], text), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
