"""What the pages show, read once from the store: names, papers and claims, each with what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

__all__ = ["TYPES", "Claim", "Gathered", "Name", "Paper", "Slot"]

TYPES = ("Method", "Dataset", "Metric", "Task")


class Slot(NamedTuple):
    """What a claim names: the id of a name, or "" where the paper's words are all there is, and how it reads."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A method, data set, metric or task; `id` is the tail of its IRI ("method/lora").

    `papers` mention it, `introduced_by` are those that introduce it (both ids, oldest first). `links` are (relation,
    address) pairs of other vocabularies, `merges` say why spellings were joined. Of a metric, `better` is "higher",
    "lower" or "" and `unit` the sign of what its comparable values are in ("%").
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    merges: tuple[str, ...]
    better: str
    unit: str
    papers: tuple[str, ...]
    introduced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper; `id` is the tail of its IRI, `mentions` and `introduces` are ids of names.

    `abstract` is "" in a graph that was built without quotes.
    """

    id: str
    title: str
    date: str
    url: str
    venue: str
    authors: tuple[str, ...]
    abstract: str
    introduces: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `paper` is an id; a slot that says nothing is None.

    `comparable` is the value on the scale of `ranked_as`, the id of a metric, by which results rank together; both are
    empty where the graph does not tell. `setting` is what a setting is about ("precision").
    """

    id: str
    kind: str
    paper: str
    subject: Slot | None
    metric: Slot | None
    dataset: Slot | None
    baseline: Slot | None
    setting: str
    value: Decimal | None
    upper: Decimal | None
    value_text: str
    unit: str
    modifier: str
    direction: str
    relation: str
    quote: str
    start: int
    end: int
    value_start: int
    rule: str
    ranked_as: str
    comparable: Decimal | None

    @property
    def slots(self) -> tuple[Slot | None, ...]:
        """Return what it names, in order of speech."""
        return self.subject, self.metric, self.dataset, self.baseline


@dataclass(frozen=True, slots=True)
class Gathered:
    """All names and papers by id, and all claims: of each paper, and about each name; each in a fixed order."""

    names: Mapping[str, Name]
    papers: Mapping[str, Paper]
    claims: tuple[Claim, ...]
    claims_of: Mapping[str, tuple[Claim, ...]]
    claims_about: Mapping[str, tuple[Claim, ...]]

    def wider(self, name: str) -> set[str]:
        """Return a name with all that it is a kind of, in any number of steps."""
        found, waiting = {name}, [name]
        while waiting:
            known = self.names.get(waiting.pop())
            further = set(known.broader if known else ()) - found
            found |= further
            waiting += further
        return found
