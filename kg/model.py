"""The plain values that flow from readers to the graph. Offsets count code points in `Paper.text`, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Literal

__all__ = [
    "CLAIM_KINDS",
    "ENTITY_TYPES",
    "SETTING_PROPERTIES",
    "Claim",
    "ClaimKind",
    "Concept",
    "Direction",
    "Entity",
    "EntityType",
    "Extraction",
    "Link",
    "LinkedClaim",
    "LinkedPaper",
    "Mention",
    "Merge",
    "Paper",
    "Quantity",
    "Relation",
]

EntityType = Literal["Method", "Dataset", "Metric", "Task"]
ClaimKind = Literal["result", "change", "setting", "comparison"]
Direction = Literal["increase", "decrease"]
Relation = Literal["outperforms", "matches", "underperforms"]

ENTITY_TYPES: tuple[EntityType, ...] = ("Method", "Dataset", "Metric", "Task")
CLAIM_KINDS: tuple[ClaimKind, ...] = ("result", "change", "setting", "comparison")
SETTING_PROPERTIES = (
    "precision",
    "parameters",
    "data",
    "context length",
    "resolution",
    "hardware",
    "time",
    "cost",
    "batch size",
    "steps",
    "rank",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A title and an abstract, and where they were read.

    `date` is ISO 8601 as far as known ("2025-10-03", "2025-10", "2025", or ""); `source` is "file:line".
    """

    id: str
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    date: str = ""
    venue: str = ""
    url: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """Return the text that every offset counts in."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place in the text where a name stands, and the rule that found it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing of one paper; `name` and `aliases` are its surface forms, verbatim, fullest first."""

    type: EntityType
    name: str
    aliases: tuple[str, ...]
    introduced: bool
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as written and as a value.

    `text` is verbatim at `start`:`end` and holds the unit ("60-65%", "1.3B", "W4A4"); hedges stay outside, in
    `modifier` ("about", "up to", "over", ...). `low` and `high` are equal for a single number, scaled
    ("1.3B" is 1300000000), and None where the quantity is a code or a word ("W4A4", "ten-fold" is 10).
    `unit` is a code of kg/data/units.tsv ("percent", "times", "parameter", "second", "code", "" for a bare number).
    """

    text: str
    start: int
    end: int
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a number, a setting or a comparison, with its evidence at `start`:`end`.

    Slots hold the `name` of an entity of the same paper where there is one, else words of the text. `value` is
    None for comparisons only.
    """

    kind: ClaimKind
    subject: str | None
    metric: str | None
    value: Quantity | None
    baseline: str | None
    dataset: str | None
    direction: Direction | None
    relation: Relation | None
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one paper says."""

    paper: Paper
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Why a surface form stands for a concept: a reason id, and the first paper (by id) that gave it."""

    surface: str
    reason: str
    paper: str


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A term of another vocabulary that means what a concept means, exactly or about."""

    relation: Literal["exact", "close"]
    iri: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One node of the graph: a canonical name over all papers.

    `id` is "<type>/<slug>" ("method/visual-autoregressive-modeling"), the tail of its IRI. `broader` holds ids of
    concepts that take this one in (ImageNet for ImageNet 256x256). `unit` and `better` are known for metrics only; so
    are the ends of the values, `lowest` and `highest`, in `unit`, and `complement`, the id of the metric that is
    `highest` less this one (accuracy, for error rate). `links` lead to terms of other vocabularies. `keys` are those
    of all its spellings (kg.keys).
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    unit: str = ""
    better: Literal["higher", "lower", ""] = ""
    merges: tuple[Merge, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    complement: str = ""
    links: tuple[Link, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """A claim whose slots are concept ids; None where the words of a slot, kept in `claim`, name no concept."""

    claim: Claim
    subject: str | None
    metric: str | None
    baseline: str | None
    dataset: str | None

    @property
    def id(self) -> str:
        """Return a name that depends on what the claim says and where, not on order or run."""
        c = self.claim
        value = (str(c.value.start), c.value.text) if c.value else ()
        key = (
            c.kind,
            str(c.start),
            str(c.end),
            *value,
            *(s or "" for s in (c.subject, c.metric, c.baseline, c.dataset, c.direction, c.relation)),
        )
        return sha256("\x1f".join(key).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """An extraction with concept ids in place of names.

    `merges` are the forms that mean a concept in this paper and not everywhere, with its id; `unresolved` the ids of
    acronyms with several meanings, of which the paper tells none.
    """

    paper: Paper
    introduces: tuple[str, ...]
    mentions: tuple[tuple[str, Mention], ...]
    claims: tuple[LinkedClaim, ...]
    merges: tuple[tuple[str, Merge], ...] = ()
    unresolved: tuple[str, ...] = ()
