"""Whatever a file holds, reading it gives papers and reasons, in time that grows with its length."""

import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.building import paper_of
from kg.errors import KgError
from kg.readers import merge
from kg.readers.reading import _read_source
from kg.readers.records import Rejection
from kg.readers.source import Source
from tests.readers.texts import SAMPLES, read_text

SEEDS = [(path.name, path.read_bytes()) for path in SAMPLES]
PIECES = [b'"', b"{", b"[" * 2000, b"\n", b"\x00", b"@", b"\t", b"<", b"&x;", b"\xff", b"\\ud800", b"null", b"1e999"]


def items(name: str, data: bytes) -> list[object]:
    """Read bytes as `read` would read them from a file; papers must be fit for output."""
    try:
        found = list(_read_source(Source(name, io.BytesIO(data))))
    except KgError as error:
        pytest.fail(f"a bad file must be a rejection: {error}")
    read = [item for item in found if not isinstance(item, Rejection)]
    for paper in map(paper_of, merge(read)):
        "".join((paper.id, paper.text, *paper.authors, paper.venue, paper.url, paper.date)).encode()
        assert paper.title or paper.id  # an empty title is one where the record has an id
        assert paper.abstract
    return found


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.csv", "x.json", "x"]))
def test_any_bytes(data: bytes, name: str) -> None:
    assert items(name, data)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS), st.data())
def test_damaged_samples(seed: tuple[str, bytes], data: st.DataObject) -> None:
    name, content = seed
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 300)))
    piece = data.draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)))
    assert items(name, content[:start] + piece + content[end:])


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["name", "value", "author"]), inner)
    ),
    max_leaves=5,
)
KEYS = [
    "id",
    "title",
    "abstract",
    "authors",
    "year",
    "published",
    "versions",
    "paper",
    "content",
    "externalIds",
    "doi",
    "url",
]
KEYS += ["authors_parsed", "authorships", "abstract_inverted_index", "primary_location", "entities", "claims", "data"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), values), min_size=1, max_size=8))
def test_counts_add_up(records: list[dict[str, object]]) -> None:
    records = [{**record, "data": None} for record in records]
    lines = "".join(json.dumps(record) + "\n" for record in [{"title": "First"}, *records])
    assert len(items("x.jsonl", lines.encode())) == len(records) + 1


LONG = {
    "blank lines": b"new" + b"\n" * 500_000 + b"x",
    "dots": b"Daily Papers\n" + "·\n".encode() * 100_000,
    "titles": b"Daily Papers\n\n" + b"a\n\n" * 100_000,
    "open quotes": b'title,abstract\n"a,b\n' + b"x,y\n" * 20_000,
    "odd quotes": b'title,abstract\n"x,"y",",z"\n' * 20_000,
    "deep array": b"[" * 100_000,
    "deep object": b'{"a":' * 100_000,
    "broken values": b"[\n" + b'{"a":[1,\n' * 20_000,
    "open entries": b"@article{x," * 5_000,
    "deep braces": b"@article{a, title={" + b"{" * 50_000 + b"}}\n",
    "open environments": b"@article{a, title={b}, abstract={" + b"\\begin{x}" * 2_000 + b"}}\n",
    "spaces": b'{"title": "a", "abstract": "b", "authors": "' + b" " * 500_000 + b'x"}',
    "addresses": b"Daily Papers\n\nTitle\n\n" + b"http://" * 50_000 + b" x",
    "identifiers": b'{"title": "a", "abstract": "b", "doi": "' + b"10.1000/" * 50_000 + b' x"}',
    "attributes": b"<?xml version='1.0'?><feed " + b" ".join(b"a%d='x'" % n for n in range(30_000)) + b"/>",
}


@pytest.mark.parametrize("name", LONG)
def test_no_input_takes_long(tmp_path: Path, name: str) -> None:
    start = time.process_time()
    papers, rejections = read_text(tmp_path, LONG[name])
    assert papers or rejections
    assert time.process_time() - start < 10
