"""The index of the search: names, aliases and titles by how their words begin, in small files loaded by need.

A file holds what has a word (or words in a row) that begins with its prefix: all of it, or, where that is too much, the
best known of it, and longer prefixes have files of their own. So a page needs two files for any query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from kg.views.pages import Data, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["pages", "plain"]

FULL, BEST = 300, 40  # entries of a file that holds all, and of one that holds the best known
DEEP = 24  # characters of the longest prefix
_GAPS = re.compile(r"[\s\-_\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry: the entry's place, the form as written, and whether it is the entry's own name."""

    entry: int
    text: str
    is_label: bool


def pages(site: Site) -> Iterator[Data]:
    """Yield the files of the index, search/prefixes.js and search/NUMBER.js; of a folded site, one with all pages."""
    entries, forms = _entries(site)
    keys = sorted(
        (words[at:][:DEEP], form.entry, number)
        for number, form in enumerate(forms)
        for words in (plain(form.text),)
        for at in _word_starts(words)
    )
    full = len(entries) if site.is_folded else FULL
    shards = list(_shards(keys, 0, len(keys), "", full))
    for number, (_, found) in enumerate(shards):
        yield Data(f"search/{number}.js", "shard", (number, _lines(found, entries, forms)))
    # one text, which a browser reads in no time; the number of a file is the place of its prefix
    yield Data("search/prefixes.js", "prefixes", ("\n".join(prefix for prefix, _ in shards),))


def plain(text: str) -> str:
    """Return a form in which spellings compare: no accents, no capitals, blanks for dashes (site.js does the same)."""
    bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return _GAPS.sub(" ", bare.lower()).strip()


def _entries(site: Site) -> tuple[list[list[str | int]], list[Form]]:
    """Return what there is to find, best known first, and each form it is found by: all names, and papers of a page."""
    gathered, paths = site.gathered, site.plan.paths
    found: list[tuple[int, str, str, str, tuple[str, ...]]] = [
        (len(name.papers), name.id, name.type, name.label, name.aliases)
        for name in gathered.names.values()
        if name.id in paths or not site.is_folded
    ]
    found += [(0, paper.id, "Paper", paper.title, ()) for paper in gathered.papers.values() if paper.id in paths]
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    entries: list[list[str | int]] = []
    forms = []
    for papers, id, kind, label, aliases in found:
        forms.append(Form(len(entries), label, True))
        forms += [Form(len(entries), alias, False) for alias in aliases]
        entries.append([label[:200], "R" if kind == "Metric" else kind[0], papers, paths.get(id, "")])
    return entries, forms


def _word_starts(words: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(" ", words))][:12] if words else []


def _shards(
    keys: Sequence[tuple[str, int, int]], first: int, last: int, prefix: str, full: int
) -> Iterator[tuple[str, Sequence[tuple[str, int, int]]]]:
    """Yield (prefix, keys) for the sorted keys from `first` to `last`, which begin with it."""
    some = keys[first:last]
    is_full = len({entry for _, entry, _ in some}) <= full or len(prefix) >= DEEP - 1
    if is_full:
        yield prefix, some
        return
    best = sorted({entry for _, entry, _ in some})[:BEST]
    known = set(best)
    yield prefix, [key for key in some if key[1] in known]
    at = first
    while at < last:
        start, letter = at, keys[at][0][: len(prefix) + 1]
        while at < last and keys[at][0][: len(prefix) + 1] == letter:
            at += 1
        if len(letter) > len(prefix):
            yield from _shards(keys, start, at, letter, full)


def _lines(
    keys: Sequence[tuple[str, int, int]], entries: Sequence[Sequence[str | int]], forms: Sequence[Form]
) -> list[list[object]]:
    """Return [label, type, papers, page, aliases that begin so] for each entry, best known first."""
    aliases: dict[int, dict[str, None]] = {}
    for _, entry, number in sorted(keys, key=itemgetter(1, 2)):
        found = aliases.setdefault(entry, {})
        if not forms[number].is_label:
            found[forms[number].text[:200]] = None
    return [[*entries[entry], *([list(found)] if found else [])] for entry, found in aliases.items()]
