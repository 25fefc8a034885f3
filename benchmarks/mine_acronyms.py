"""Learn what acronyms mean from the corpus's own definitions: kg/data/acronyms.tsv.

usage: python benchmarks/mine_acronyms.py EXTRACTIONS.jsonl

An acronym is kept when PAPERS define it and the linker's share of them agrees; so a small graph knows the usual ones
though none of its papers spells them out. One that is a name by now (BERT) owns its long form.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from kg import building
from kg.data import rows
from kg.keys import key
from kg.link.acronyms import same_long_form
from kg.link.owners import AS_NAME, SHARE
from kg.link.resolutions import with_resolutions
from kg.link.tally import Tally

OUT = Path(__file__).parent.parent / "kg" / "data" / "acronyms.tsv"
PAPERS = 5
HEADER = """\
# Acronyms as the abstracts of a corpus of 81,082 define them. A corpus that defines one otherwise overrules its line.
# type\tname\tother names (|)\tpapers that define it so
"""


def main(path: Path) -> None:
    tally = Tally(apart={})
    for extraction in building.read(path):
        tally.add(with_resolutions(extraction))
    curated = {key(name) for _, name, others, _ in rows("synonyms.tsv", 4) for name in (name, *others.split("|"))}
    others = defaultdict[tuple[str, str], "list[tuple[str, int]]"](list)  # by type and name
    for short, longs in sorted(tally.acronyms.items()):
        groups = defaultdict[str, Counter[str]](Counter)
        for long, papers in longs.items():
            groups[same_long_form(long)][long] = papers
        best = max(groups.values(), key=lambda group: (group.total(), min(group)))
        long = min(best, key=lambda name: (-best[name], name))
        if best.total() >= PAPERS and best.total() > SHARE * longs.total() and not {short, long} & curated:
            kind = min(tally.types[long], key=lambda kind: (-tally.types[long][kind][0], kind))
            name, other = (short, long) if tally.named[short] >= AS_NAME * best.total() else (long, short)
            others[kind, _spelt(tally, name)].append((_spelt(tally, other), best.total()))
    lines = (
        "\t".join((kind, name, "|".join(other for other, _ in found), f"{sum(papers for _, papers in found)}\n"))
        for (kind, name), found in sorted(others.items())
    )
    OUT.write_text(HEADER + "".join(lines), encoding="utf-8")


def _spelt(tally: Tally, name: str) -> str:
    return min(tally.surfaces[name], key=lambda form: (-tally.surfaces[name][form], form))


if __name__ == "__main__":
    building.collect_rarely()
    main(Path(sys.argv[1]))
