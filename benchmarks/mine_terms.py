"""Count the phrases of the corpus: kg/data/terms.tsv.

usage: python benchmarks/mine_terms.py CORPUS.jsonl.gz

A phrase of up to four words is kept when it stands in MIN_DOCS abstracts (a single word in MIN_DOCS_WORD). How many
abstracts hold it, and in how many it is a whole noun phrase, tell terms from chance companions.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from kg.extract.acronyms import definitions
from kg.extract.analysis import analyse
from kg.extract.candidates import candidates
from kg.extract.forms import key_of_words

OUT = Path(__file__).parent.parent / "kg" / "data" / "terms.tsv"
MIN_DOCS, MIN_DOCS_WORD = 6, 15
MAX_WORDS = 4
ROBOTICS = {"icra", "iros"}  # half of the corpus; every third of their abstracts is enough


def main(path: Path) -> None:
    docs: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    read = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            if record["venue"] in ROBOTICS and number % 3:
                continue
            read += 1
            analysis = analyse(record["title"] + "\n" + record["abstract"])
            found: dict[str, bool] = {}
            for start, end, chunk_start, chunk_end in candidates(analysis, definitions(analysis.words)):
                if end - start <= MAX_WORDS:
                    key = key_of_words(analysis.words[start:end])
                    found[key] = found.get(key, False) or (start, end) == (chunk_start, chunk_end)
            docs.update(found.keys())
            whole.update(key for key, is_whole in found.items() if is_whole)
    lines_out = [
        f"{key}\t{n}\t{whole[key]}\n"
        for key, n in sorted(docs.items())
        if n >= (MIN_DOCS if " " in key else MIN_DOCS_WORD)
        and not key.startswith("#")
        and "\t" not in key
        and key.strip()
    ]
    note = f"# phrase (singular, lower case)\tabstracts that hold it, of {read}\t... as a whole noun phrase\n"
    OUT.write_text(note + "".join(lines_out), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
