"""Measure how good the linking of names is: benchmarks/merges.tsv.

usage: python benchmarks/merges.py EXTRACTIONS.jsonl --draw     writes the sheet, to be judged
       python benchmarks/merges.py --score                      precision and recall of the judged sheet
       python benchmarks/merges.py EXTRACTIONS.jsonl --score    ... of the linker of today, on the same pairs

A merged pair is a surface form and the name of its concept, where not one and the same paper alone writes both. A pair
that was not merged is two concepts of one type with names that look alike; a pair has the first kind of KINDS that
holds, and is called "number" where the names differ in a number, so that they must stay apart. Of merged pairs, each
reason has its share of PAIRS, of the others each kind the share of its square root, but FEWEST at least; of a reason or
kind, those pairs are drawn whose hashes are smallest. Figures are weighted: a pair stands for as many as its reason or
kind has pairs, divided by those that were judged. Pairs whose verdict is "unsure" are left out.

"same": one node is wanted for both (spelling, plural, acronym, with or without a word that adds nothing). "different":
versions, sizes, splits, narrower things, other things with the same letters. A short form that is merged with a long
one is judged by what papers mean by it that do not define it otherwise.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from kg import building, link
from kg.keys import clean, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.model import Concept, EntityType, Extraction

OUT = Path(__file__).parent / "merges.tsv"
PAIRS, FEWEST = 300, 15  # of merged and of other pairs; of each reason and kind
SPELLINGS = {"characters", "brackets", "hyphens", "plural", "case", "spelling"}
CONTROL = "number"  # pairs that differ in a number stay apart by rule

_FIRST_WORDS = frozenset(
    "a an available classic classical common conventional current existing modern new novel our popular pre pretrained "
    "proposed public recent standard the traditional trained typical vanilla".split()
)
_LAST_WORDS = frozenset(
    "algorithm approach architecture based benchmark challenge corpus data database dataset framework measure "
    "mechanism method methodology metric model modeling modelling net network optimizer paradigm pipeline problem "
    "procedure scheme score set setting strategy suite system task technique technology".split()
)
_FUNCTION_WORDS = frozenset("a an and as at by for from in into of on or the to via with".split())
_ENDING = re.compile(
    r"(?<=\w{4})(?:izations?|izing|izers?|ized?|ations?|ators?|ating|ated?|ative|itions?|ions?|ings?|ers?|ors?|ed|e|"
    r"ives?|ments?|als?|ally|ity|ities|ness|ability|able|ically|ical|ics?|ly|s|ices?|ix|ex|ae|a|um|is|es?)\Z"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
SHORT_NAME, RARE = 6, 5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet: two names, and what a reader says of them."""

    type: str
    one: str
    other: str
    merged: str
    kind: str
    population: str
    papers: str
    verdict: str = ""
    note: str = ""

    @property
    def hash(self) -> str:
        """Return what decides whether the pair is drawn."""
        return sha256("\t".join((self.kind, self.type, self.one, self.other)).encode()).hexdigest()


class Corpus:
    """The concepts of a corpus, the papers of each surface form, and the pairs of keys that a paper takes for one."""

    def __init__(self, path: Path) -> None:
        self.papers = defaultdict[str, "set[str]"](set)
        self.defined = set[frozenset[str]]()
        self.names = link.learn(self._watched(building.read(path)))
        self.concepts = link.concepts(self.names)

    def _watched(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        for extraction in extractions:
            for entity in extraction.entities:
                surfaces = [clean(surface) for surface in (entity.name, *entity.aliases)]
                for surface in surfaces:
                    self.papers[surface].add(extraction.paper.id)
                self.defined |= {frozenset(map(key, pair)) for pair in combinations(surfaces, 2)}
            yield extraction

    def first_papers(self, one: str, other: str) -> str:
        """Return a paper of each surface form, two papers where there are two."""
        first = min(self.papers[one], default="")
        return f"{first} {min(self.papers[other] - {first}, default=first)}"


def merged_pairs(corpus: Corpus) -> Iterator[Row]:
    """Yield each surface form of a concept with its name, where they come from more than one paper."""
    seen = set()
    for concept in corpus.concepts:
        for merge in concept.merges:
            pair = (merge.surface, concept.name)
            papers = corpus.papers[merge.surface], corpus.papers[concept.name]
            if merge.reason == "type-majority" or pair in seen or len(papers[0] | papers[1]) < 2 or not all(papers):
                continue
            seen.add(pair)
            yield Row(concept.type, *pair, "merged", merge.reason, "", corpus.first_papers(*pair))


def other_pairs(corpus: Corpus) -> Iterator[Row]:
    """Yield pairs of concepts that look alike, each once, with the first kind of likeness that it has."""
    for kind_of_thing in ("Method", "Dataset", "Metric", "Task"):
        forms = _forms(corpus, kind_of_thing)
        seen = set()
        for kind, pairs in KINDS.items():
            for one, other in pairs(forms, corpus):
                ids = frozenset((forms[one][0].id, forms[other][0].id))
                if len(ids) == 1 or ids in seen:
                    continue
                seen.add(ids)
                surfaces = sorted((forms[one][1], forms[other][1]))
                numbers = _NUMBER.findall(one) != _NUMBER.findall(other)
                papers = corpus.first_papers(*surfaces)
                yield Row(kind_of_thing, *surfaces, "apart", CONTROL if numbers else kind, "", papers)


Forms = dict[str, tuple["Concept", str]]  # by key: the concept and how its papers mostly write it


def _forms(corpus: Corpus, kind: EntityType) -> Forms:
    forms: Forms = {}
    for concept in corpus.concepts:
        if concept.type == kind:
            for surface in sorted((concept.name, *concept.aliases), key=lambda s: (-len(corpus.papers[s]), s)):
                if corpus.papers[surface]:
                    forms.setdefault(corpus.names.key(surface), (concept, surface))
    return dict(sorted(forms.items()))


def _grouped(forms: Iterable[str], same: Callable[[str], Iterable[str]]) -> Iterable[list[str]]:
    groups = defaultdict[str, "list[str]"](list)
    for form in forms:
        for shared in same(form):
            groups[shared].append(form)
    return groups.values()


def _with_usual(forms: Forms, corpus: Corpus, groups: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """Yield each name of a group with the one that most papers write: as many pairs as merges would be needed."""
    for group in groups:
        usual = _usual(group, forms, corpus)
        yield from ((usual, form) for form in group if form != usual)


def _usual(group: list[str], forms: Forms, corpus: Corpus) -> str:
    return min(group, key=lambda form: (-len(corpus.papers[forms[form][1]]), form))


def _bare(form: str) -> str:
    words = form.split()
    while len(words) > 1 and {words[-1], words[-1].removesuffix("e")} & _LAST_WORDS:  # the key of -ches ends in -che
        words.pop()
    while len(words) > 1 and words[0] in _FIRST_WORDS:
        words.pop(0)
    return " ".join(words)


def generic_word(forms: Forms, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield "GLUE tasks", "GLUE suite": the same without generic last words and empty first words, and blanks."""
    return _with_usual(forms, corpus, _by_bare(forms))


def same_words(forms: Forms, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield "classification of images", "image classification": the same words but for plurals and function words."""

    def words(form: str) -> tuple[str]:
        return (" ".join(sorted(key(word) for word in form.split() if word not in _FUNCTION_WORDS)),)

    return _with_usual(forms, corpus, _grouped(forms, words))


def same_stems(forms: Forms, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield "image segmenter", "image segmentation": the same words but for generic words and endings."""
    usual = [_usual(group, forms, corpus) for group in _by_bare(forms)]
    stems = _grouped(usual, lambda form: ("".join(_ENDING.sub("", word) for word in _bare(form).split()),))
    return _with_usual(forms, corpus, stems)


def _by_bare(forms: Forms) -> Iterable[list[str]]:
    return _grouped(forms, lambda form: (_bare(form).replace(" ", ""),))


def initials_in_a_paper(forms: Forms, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield an acronym and a long form with its initials, which some paper takes for one."""
    return (pair for pair in _initials(forms) if frozenset(pair) in corpus.defined)


def initials(forms: Forms, _: Corpus) -> Iterator[tuple[str, str]]:
    """Yield an acronym of three letters or more and a long form with its initials."""
    return (pair for pair in _initials(forms) if min(map(len, pair)) > 2)


def _initials(forms: Forms) -> Iterator[tuple[str, str]]:
    acronyms = {form for form, (_, surface) in forms.items() if sum(c.isupper() for c in surface) > 1}
    for form in forms:
        words = form.split()
        for kept in (words, [word for word in words if word not in _FUNCTION_WORDS]):
            short = "".join(word[0] for word in kept)
            if len(kept) > 1 and short in acronyms:
                yield short, form


def one_letter(forms: Forms, _: Corpus) -> Iterator[tuple[str, str]]:
    """Yield names of six letters or more that are equal when at most one letter is left out of each."""

    def without_one(form: str) -> Iterable[str]:
        joined = form.replace(" ", "")
        if len(joined) < SHORT_NAME:
            return ()
        return {joined, *(joined[:at] + joined[at + 1 :] for at in range(len(joined)))}

    return (pair for group in _grouped(forms, without_one) for pair in combinations(group, 2))


def rare_beginning(forms: Forms, _: Corpus) -> Iterator[tuple[str, str]]:
    """Yield names of which one goes on where the other ends, with a first word that few names have."""
    named = Counter(form.split()[0] for form in forms)
    for form in forms:
        words = form.split()
        if named[words[0]] <= RARE:
            shorter = (" ".join(words[:at]) for at in range(1, len(words)))
            yield from ((start, form) for start in shorter if start in forms)


KINDS = {
    "generic-word": generic_word,
    "same-words": same_words,
    "same-stems": same_stems,
    "initials-in-a-paper": initials_in_a_paper,
    "initials": initials,
    "one-letter": one_letter,
    "rare-beginning": rare_beginning,
}


def drawn(rows: Iterable[Row], size: Callable[[int], float]) -> Iterator[Row]:
    """Yield PAIRS rows: of each kind in proportion to the size of its population, but FEWEST at least."""
    kinds = defaultdict[str, "list[Row]"](list)
    for row in rows:
        kinds[row.kind].append(row)
    least = {kind: min(len(of_kind), FEWEST) for kind, of_kind in kinds.items()}
    more = {kind: size(len(of_kind)) for kind, of_kind in kinds.items()}
    rate = _rate(least, more)
    for kind, of_kind in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
        many = max(least[kind], int(rate * more[kind]))
        for row in sorted(of_kind, key=lambda row: row.hash)[:many]:
            yield Row(*astuple(row)[:5], str(len(of_kind)), row.papers)


def _rate(least: dict[str, int], more: dict[str, float]) -> float:
    """Return the share of each size that fills the sheet, by halving the interval."""
    low, high = 0.0, PAIRS / min(more.values())
    for _ in range(60):
        middle = (low + high) / 2
        full = sum(max(least[kind], int(middle * more[kind])) for kind in least) > PAIRS
        low, high = (low, middle) if full else (middle, high)
    return low


HEADER = """\
# Pairs of names that were merged over the papers of the corpus, and pairs that look alike and were not. How they were
# drawn: benchmarks/merges.py, which made this sheet and scores it. Population: how many pairs the reason or kind has.
# Papers: the first that writes each. Verdicts and notes: by a language model that read the names and, where these do
# not decide, the words around them in the abstracts; checked by nobody.
"""


def draw(path: Path) -> None:
    """Write the sheet; pairs that were judged before keep their verdicts."""
    judged = {row.hash: row for row in _sheet()} if OUT.exists() else {}
    corpus = Corpus(path)
    rows = [*drawn(merged_pairs(corpus), float), *drawn(other_pairs(corpus), lambda many: many**0.5)]
    rows = [
        replace(row, verdict=judged[row.hash].verdict, note=judged[row.hash].note) if row.hash in judged else row
        for row in rows
    ]
    lines = ("\t".join(astuple(row)) + "\n" for row in rows)
    columns = "# " + "\t".join(Row.__slots__) + "\n"
    OUT.write_text(HEADER + columns + "".join(lines), encoding="utf-8")


def _sheet() -> list[Row]:
    lines = OUT.read_text(encoding="utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines if not line.startswith("#")]


def score(path: Path | None = None) -> None:
    """Print the figures of the sheet, or those of the linker of today on its pairs."""
    rows = _sheet()
    for kind in dict.fromkeys((row.merged, row.kind) for row in rows):
        print(_line([row for row in rows if (row.merged, row.kind) == kind]))
    is_merged = _merged_today(path) if path else _merged_when_drawn
    for label, some in (("all", rows), ("not mere spelling", [row for row in rows if row.kind not in SPELLINGS])):
        weights = {verdict: _weigh(some, verdict, is_merged) for verdict in ("same", "different")}
        right, missed = weights["same"]
        print(
            f"{label}: precision {right / (right + weights['different'][0]):.1%}, recall {right / (right + missed):.1%}"
        )
        merged = Counter(row.verdict for row in some if is_merged(row))
        precision = merged["same"] / (merged["same"] + merged["different"])
        print(f"  unweighted precision {precision:.1%}; merged and unsure {merged['unsure']}")


def _line(rows: list[Row]) -> str:
    verdicts = Counter(row.verdict for row in rows)
    counts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("same", "different", "unsure"))
    share = verdicts["same"] / max(1, len(rows) - verdicts["unsure"])
    one = rows[0]
    return f"{one.merged:7} {one.kind:20} {one.population:>8} pairs, of {len(rows)}: {counts}; same {share:.1%}"


def _weigh(rows: list[Row], verdict: str, is_merged: Callable[[Row], bool]) -> tuple[float, float]:
    """Return how many pairs of the corpus have a verdict, those that are merged and those that are not."""
    judged = Counter((row.merged, row.kind) for row in rows if row.verdict != "unsure")
    weights = [0.0, 0.0]
    for row in rows:
        if row.verdict == verdict:
            weights[not is_merged(row)] += int(row.population) / judged[row.merged, row.kind]
    return weights[0], weights[1]


def _merged_when_drawn(row: Row) -> bool:
    return row.merged == "merged"


def _merged_today(path: Path) -> Callable[[Row], bool]:
    names = link.learn(building.read(path))
    return lambda row: names.root(names.key(row.one)) == names.root(names.key(row.other))


if __name__ == "__main__":
    building.collect_rarely()
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    if "--score" in sys.argv:
        score(*paths)
    else:
        draw(*paths)
