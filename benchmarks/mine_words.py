"""Mine the word classes in kg/data/words.tsv and kg/data/tag_pairs.tsv from a tagged sample of the corpus.

usage: python benchmarks/mine_words.py TAGGED

TAGGED holds one abstract a line, tokens joined by U+001E, each "word U+001F tag"; the shipped tables come from 14,631
abstracts of the corpus, tokenized by `kg.extract.nlp.Tokenizer` and tagged once by spaCy's small English model
(needed for mining only).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "kg" / "data"
AUX = {
    *"am is are was were be been being have has had having do does did can could may might must shall should".split(),
    *"will would cannot don't doesn't didn't can't isn't aren't won't".split(),
}
FIXED = {"not": "NOT", "n't": "NOT", "to": "TO", "'s": "POSS", "’s": "POSS", "'": "PUNCT", "’": "PUNCT"}
FIXED |= dict.fromkeys(AUX, "AUX") | dict.fromkeys(("there", "itself", "themselves", "we", "they", "it", "i"), "PRON")
MIN_COUNT = 6
MIN_SHARE = 0.03


def read(path: Path) -> Iterator[list[tuple[str, str]]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            pairs = [item.partition("\x1f") for item in line.rstrip("\n").split("\x1e")]
            yield [(word, mend(word, tag)) for word, _, tag in pairs]


def mend(word: str, tag: str) -> str:
    """Return the tag we want where the tagger follows another convention or stumbles over our tokens."""
    lower = word.lower()
    if lower in FIXED:
        return FIXED[lower]
    if not any(map(str.isalnum, word)):
        return "PUNCT"
    if lower[0] == "-":
        return "ADJ"
    if word[0].isdigit() and not any(map(str.isalpha, word)):
        return "NUM"
    return tag


def words(texts: list[list[tuple[str, str]]]) -> dict[str, Counter[str]]:
    """Return how often each lower-cased word has each tag; names count only for words that are nothing else."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word, tag in text:
            counts[word.lower()][tag] += 1
    for tags in counts.values():
        names = tags.pop("NAME", 0)
        if sum(tags.values()) < max(3, 0.1 * names):
            tags["NOUN"] += names
    return counts


def endings(counts: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    """Return the tags of rare words by their last letters, written "~tion"."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, tags in counts.items():
        if word.isalpha() and word.isascii() and sum(tags.values()) < 30 and len(word) > 4:
            for size in (2, 3, 4):
                found["~" + word[-size:]].update(dict.fromkeys(tags, 1))
    return {ending: tags for ending, tags in found.items() if sum(tags.values()) >= 40}


def keep(tags: Counter[str]) -> list[tuple[str, int]]:
    total = sum(tags.values())
    return [(tag, n) for tag, n in sorted(tags.items(), key=lambda item: (-item[1], item[0])) if n >= MIN_SHARE * total]


def pairs(texts: list[list[tuple[str, str]]], main: dict[str, str]) -> Counter[tuple[str, str, str]]:
    """Count (left tag, tag, most frequent tag of the right word)."""
    found: Counter[tuple[str, str, str]] = Counter()
    for text in texts:
        left = "START"
        for at, (_, tag) in enumerate(text):
            tag = "NOUN" if tag == "NAME" else tag
            right = main.get(text[at + 1][0].lower(), "NOUN") if at + 1 < len(text) else "PUNCT"
            found[left, tag, right] += 1
            left = tag
    return found


def main(path: Path) -> None:
    texts = list(read(path))
    counts = words(texts)
    listed = {w: t for w, t in counts.items() if sum(t.values()) >= MIN_COUNT and not any(map(str.isdigit, w))}
    lines = [
        f"{word}\t{' '.join(f'{tag}:{n}' for tag, n in keep(tags))}\n"
        for word, tags in sorted({**listed, **endings(counts)}.items())
        if any(map(str.isalnum, word))
    ]
    note = "# word (or ~ending of rare words)\ttag:count ...; mined by benchmarks/mine_words.py from 14,631 abstracts\n"
    (DATA / "words.tsv").write_text(note + "".join(lines), encoding="utf-8")
    context = pairs(texts, {word: keep(tags)[0][0] for word, tags in listed.items()})
    lines = [f"{left}\t{tag}\t{right}\t{n}\n" for (left, tag, right), n in sorted(context.items()) if n >= 5]
    note = "# left tag\ttag\tmost frequent tag of the right word\tcount; mined by benchmarks/mine_words.py\n"
    (DATA / "tag_pairs.tsv").write_text(note + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
