"""Turn the annotations of this folder into the records that `kg evaluate` and the fitting scripts read.

usage: python benchmarks/annotations.py CORPUS.jsonl.gz DOCS.jsonl GOLD.jsonl

annotations.jsonl holds 1,680 abstracts of 2019 to 2025, of many venues, annotated by the same guidelines as the
development set; 1,200 of them by language models, to which 23 of that set were shown. It holds no text: a paper's id,
and spans in title, line break, abstract. With the corpus the text comes back. A slot is the number of an entity, a
span, or a word of ours such as "speed"; one that is left out holds nothing.

claim_annotations.jsonl holds 4,726 more, of which the claims are annotated, and of 3,180 what the paper introduces,
but no other name: all but 56 by language models, to which 14 of the development set were shown. fit_slots.py reads it.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ANNOTATIONS = Path(__file__).parent / "annotations.jsonl"
CLAIMS_ONLY = Path(__file__).parent / "claim_annotations.jsonl"
SLOTS = ("subject", "metric", "baseline", "dataset")
FIELDS = ("kind", *SLOTS, "value", "direction", "relation", "evidence")


def expand(packed: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the record of the guidelines that packed annotations stand for.

    Where claims alone are annotated, it has no entities, and what the paper introduces is in "introduced", if that is.
    """

    def words(slot: Any) -> str | None:
        if isinstance(slot, int):
            return str(entities[slot]["name"])
        return text[slot[0] : slot[1]] if isinstance(slot, list) else slot

    entities = [_entity(entity, text) for entity in packed.get("entities", ())]
    claims = [
        dict.fromkeys(FIELDS) | claim | {slot: words(claim.get(slot)) for slot in ("evidence", "value", *SLOTS)}
        for claim in packed["claims"]
    ]
    record = {"id": packed["id"], "entities": entities, "claims": claims}
    if "introduced" in packed:
        record["introduced"] = [_entity(entity | {"introduced": True}, text) for entity in packed["introduced"]]
    return record


def _entity(packed: dict[str, Any], text: str) -> dict[str, Any]:
    name, *aliases = (text[start:end] for start, end in packed["forms"])
    return {"type": packed["type"], "name": name, "aliases": aliases, "introduced": packed["introduced"]}


def annotated_papers(corpus: Path, file: Path) -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    """Yield each paper that a file of packed annotations tells of (id, title, abstract), with its record."""
    packed = {record["id"]: record for record in map(json.loads, file.open(encoding="utf-8"))}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for paper in map(json.loads, lines):
            if paper["id"] in packed:
                doc = {key: paper[key] for key in ("id", "title", "abstract")}
                yield doc, expand(packed[doc["id"]], f"{doc['title']}\n{doc['abstract']}")


def main() -> None:
    corpus, docs, gold = map(Path, sys.argv[1:])
    with docs.open("w", encoding="utf-8") as texts, gold.open("w", encoding="utf-8") as records:
        for doc, record in annotated_papers(corpus, ANNOTATIONS):
            texts.write(json.dumps(doc, ensure_ascii=False) + "\n")
            records.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
