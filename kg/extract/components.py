"""The rules as components of a spaCy pipeline: `nlp.add_pipe("claimgraph_names")`, `nlp.add_pipe("claimgraph_claims")`.

spaCy finds this module by the entry points in pyproject.toml; nothing of ours imports it. What the components find is
kept in `doc.user_data` as plain values, so that `Doc.to_bytes`, `DocBin` and `nlp.pipe(n_process=2)` carry it along;
`doc._.entities` and `doc._.claims` (offsets count characters of `doc.text`) read it back. Text before the first line
break counts as the title.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import DataFileError
from kg.extract.analysis import analyse
from kg.extract.claims import find_claims
from kg.extract.given import find_nothing, make_finder
from kg.extract.names import find_entities
from kg.extract.user_rules import UserRule, parse_rule
from kg.model import Claim, Entity, Mention, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spacy.tokens import Span

    from kg.extract.given import Finder

__all__ = ["Names", "make_claims", "make_names"]

SPANS = "claimgraph"
_ENTITIES, _CLAIMS = "claimgraph_entities", "claimgraph_claims"


class Names:
    """Finds names: `doc.spans["claimgraph"]`, `doc.ents` where no entity stands yet, and `doc._.entities`.

    Each span has the type as its label and the fullest name of the same thing in this text as its id.

    Args:
        nlp: the pipeline, of whatever tokenizer: ours reads its texts once more.
    """

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._find_given: Finder = find_nothing
        self.patterns: list[dict[str, Any]] = []
        _extend()

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of a Doc and set them."""
        analysis = analyse(doc.text)
        entities = find_entities(analysis, self._find_given(analysis))
        doc.user_data[_ENTITIES] = [asdict(entity) for entity in entities]
        spans = [span for entity in entities for span in _spans(doc, entity)]
        doc.spans[SPANS] = sorted(spans, key=lambda span: (span.start, span.end))
        doc.set_ents(_free(doc, spans), default="unmodified")
        return doc

    def add_patterns(self, patterns: Iterable[Mapping[str, Any]]) -> None:
        """Find names of your own as well: {"id": ..., "label": ..., "pattern": ...}, as in a file for `--rules`.

        Raises:
            ValueError: a pattern has another form.
        """
        added = [dict(pattern) for pattern in patterns]
        rules: list[UserRule] = [parse_rule(pattern) for pattern in (*self.patterns, *added)]
        self._find_given = make_finder(self._vocab, rules)
        self.patterns += added

    def to_bytes(self, **_: Any) -> bytes:
        """Return the patterns of the user."""
        return json.dumps(self.patterns).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Names:
        """Take the patterns that `to_bytes` returned."""
        self.patterns = []
        self.add_patterns(json.loads(data))
        return self

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write the patterns of the user."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, **_: Any) -> Names:
        """Take the patterns that `to_disk` wrote.

        Raises:
            DataFileError: the file is broken.
        """
        try:
            return self.from_bytes(Path(path).read_bytes())
        except ValueError as error:
            raise DataFileError(str(path), str(error)) from error


@Language.factory("claimgraph_names", assigns=["doc.ents", "doc.spans", "doc._.entities"])
def make_names(nlp: Language, name: str) -> Names:
    """Return the component that finds names; spaCy calls this for `nlp.add_pipe("claimgraph_names")`."""
    return Names(nlp)


@Language.factory("claimgraph_claims", assigns=["doc._.claims"])
def make_claims(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds claims; spaCy calls this for `nlp.add_pipe("claimgraph_claims")`.

    Put "claimgraph_names" before it, else it looks for names itself.
    """
    _extend()
    return _set_claims


def _extend() -> None:
    for name, getter in (("entities", _entities), ("claims", _claims)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)


def _set_claims(doc: Doc) -> Doc:
    analysis = analyse(doc.text)
    entities = _entities(doc) if _ENTITIES in doc.user_data else find_entities(analysis)
    doc.user_data[_CLAIMS] = [_plain(claim) for claim in find_claims(analysis, entities)]
    return doc


def _spans(doc: Doc, entity: Entity) -> list[Span]:
    """Return the mentions of an entity in the tokens of a Doc, each of which is in as a whole."""
    found = {}
    for mention in entity.mentions:
        span = doc.char_span(
            mention.start, mention.end, label=entity.type, span_id=entity.name, alignment_mode="expand"
        )
        if span is not None:
            found[span.start, span.end] = span
    return list(found.values())


def _free(doc: Doc, spans: Iterable[Span]) -> list[Span]:
    """Return the spans where no entity stands; of two that overlap the longer one, then the first."""
    taken = {token.i for entity in doc.ents for token in entity}
    free = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            free.append(span)
    return free


def _plain(claim: Claim) -> dict[str, Any]:
    data = asdict(claim)
    if data["value"]:
        data["value"] |= {key: None if (n := data["value"][key]) is None else str(n) for key in ("low", "high")}
    return data


def _claims(doc: Doc) -> tuple[Claim, ...]:
    return tuple(
        Claim(**(data | {"value": _quantity(data["value"]) if data["value"] else None}))
        for data in doc.user_data.get(_CLAIMS, ())
    )


def _quantity(data: Mapping[str, Any]) -> Quantity:
    low, high = (None if data[key] is None else Decimal(data[key]) for key in ("low", "high"))
    return Quantity(**(dict(data) | {"low": low, "high": high}))


def _entities(doc: Doc) -> tuple[Entity, ...]:
    return tuple(
        Entity(
            data["type"],
            data["name"],
            tuple(data["aliases"]),
            data["introduced"],
            tuple(Mention(**mention) for mention in data["mentions"]),
        )
        for data in doc.user_data.get(_ENTITIES, ())
    )
