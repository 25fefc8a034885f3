import os
import re
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import Graph
from rdflib.compare import isomorphic

from kg import link, rdf
from kg.errors import GraphError
from kg.model import Claim, Concept, Extraction, LinkedClaim, LinkedPaper, Merge, Paper
from kg.rdf.terms import dated, decimal, header, is_storable, text, web_address
from kg.rdf.turtle import as_turtle
from kg.vocabulary import BASE, CG, PREFIXES


def about(triples: tuple[Triple, ...], subject: str) -> set[tuple[str, str]]:
    """Return (predicate, object) of a subject, our own names and values without their IRIs."""

    def short(term: object) -> str:
        value = str(getattr(term, "value", term))
        return value.removeprefix(CG).removeprefix(BASE)

    return {(short(t.predicate), short(t.object)) for t in triples if t.subject.value.removeprefix(BASE) == subject}


def of_claim(triples: tuple[Triple, ...], quote: str) -> dict[str, str]:
    """Return the properties of the claim with that quote."""
    (subject,) = (t.subject.value for t in triples if t.predicate.value == CG + "quote" and t.object.value == quote)
    return dict(about(triples, subject.removeprefix(BASE)))


def value(turtle: str) -> object:
    """Return the term that a piece of Turtle stands for."""
    (quad,) = parse(f"{header(BASE)} cg:x cg:quote {turtle} .", format=RdfFormat.TURTLE)
    return quad.object


def test_a_result_has_its_slots_value_and_place(sample_triples: tuple[Triple, ...]) -> None:
    found = of_claim(sample_triples, "VAR brings the FID of an AR baseline from 18.65 to 1.80")
    assert found["subject"] == "method/visual-autoregressive-modeling"
    assert found["metric"] == "metric/fid"
    assert found["dataset"] == "dataset/imagenet-256x256"
    assert found["baseline"] == "method/ar"
    assert (found["value"], found["valueText"]) == ("1.8", "1.80")
    assert "unit" not in found
    assert found["statedIn"] == "paper/2404.02905"
    assert int(found["end"]) - int(found["start"]) == len(found["quote"])
    at = int(found["valueStart"]) - int(found["start"])
    assert found["quote"][at : at + 4] == "1.80"


def test_words_that_name_no_concept_stay_words(sample_triples: tuple[Triple, ...]) -> None:
    found = of_claim(sample_triples, "cuts the attention FLOPs of a softmax model by about 61%")
    assert found["baselineText"] == "softmax model"
    assert "baseline" not in found
    assert (found["modifier"], found["direction"], found["unit"]) == ("about", "Decrease", PREFIXES["unit"] + "PERCENT")


def test_a_setting_points_to_its_property_and_a_code_has_no_number(sample_triples: tuple[Triple, ...]) -> None:
    found = of_claim(sample_triples, "to W4A4")
    assert (found["property"], found["valueText"]) == ("NumericPrecision", "W4A4")
    assert not {"metric", "metricText", "value", "unit"} & set(found)


def test_a_range_has_two_ends(sample_triples: tuple[Triple, ...]) -> None:
    found = of_claim(sample_triples, "60-65% of the tokens")
    assert (found["value"], found["upperValue"]) == ("60", "65")


def test_a_mention_keeps_the_surface_and_all_its_places(
    sample_triples: tuple[Triple, ...], extractions: tuple[Extraction, ...]
) -> None:
    (paper,) = (e.paper for e in extractions if e.paper.id == "2106.09685")
    (mention,) = (
        t.subject.value.removeprefix(BASE)
        for t in sample_triples
        if t.predicate.value == CG + "surface" and t.object.value == "LoRA" and "2106.09685" in t.subject.value
    )
    found = about(sample_triples, mention)
    places = [int(value) for name, value in found if name == "start"]
    assert len(places) == 3
    assert all(paper.text[place:].startswith("LoRA") for place in places)
    assert ("concept", "method/low-rank-adaptation") in found


def test_short_cuts_follow_from_claims_and_never_loop(sample_triples: tuple[Triple, ...]) -> None:
    var = about(sample_triples, "method/visual-autoregressive-modeling")
    assert ("outperforms", "method/diffusion-transformer") in var
    assert ("evaluatedOn", "dataset/imagenet-256x256") in var
    assert ("measuredBy", "metric/fid") in var
    assert ("addresses", "task/image-generation") in var
    assert not [t for t in sample_triples if t.subject == t.object]


def test_without_quotes_only_names_numbers_and_places_remain(extractions: tuple[Extraction, ...]) -> None:
    names = link.learn(extractions)
    papers = [link.apply(names, extraction) for extraction in extractions]
    blocks = rdf.graph_blocks(papers, link.concepts(names), quotes=False, base=BASE)
    written = list(rdf.as_triples(blocks, base=BASE))
    predicates = {t.predicate.value for t in written}
    assert CG + "start" in predicates
    assert not {CG + "quote", PREFIXES["dcterms"] + "abstract"} & predicates
    literals = (t for t in written if hasattr(t.object, "datatype") and t.subject.value != f"{BASE}graph")
    longest = max((t.object.value for t in literals), key=len)
    assert longest in {paper.paper.title for paper in papers}


def test_each_subject_comes_once_with_all_its_triples(sample_triples: tuple[Triple, ...]) -> None:
    subjects = [t.subject for t in sample_triples]
    runs = [subject for subject, before in zip(subjects, [None, *subjects[:-1]], strict=True) if subject != before]
    assert len(runs) == len(set(runs))
    assert len(sample_triples) == len(set(sample_triples))


def test_turtle_reads_back_equal_in_both_libraries(
    sample_blocks: tuple[rdf.Block, ...], sample_triples: tuple[Triple, ...], tmp_path: Path
) -> None:
    path = tmp_path / "graph.ttl"
    rdf.write_turtle(sample_blocks, path, base=BASE)
    assert {quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)} == set(sample_triples)
    graph = Graph().parse(path)
    assert isomorphic(graph, Graph().parse(data="".join(f"{t} .\n" for t in sample_triples), format="nt"))
    written = path.read_text(encoding="utf-8")
    assert "_:" not in written
    assert re.search(r"^method:low-rank-adaptation a cg:Method , skos:Concept ;$", written, re.MULTILINE)


WRITE = """
import json, sys
from pathlib import Path
from kg import link, rdf
from kg.exchange import from_record
lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
found = [from_record(json.loads(line), "records") for line in lines[:: int(sys.argv[3])]]
names = link.learn(found)
papers = sorted((link.apply(names, extraction) for extraction in found), key=lambda linked: linked.paper.id)
blocks = rdf.graph_blocks(papers, link.concepts(names), quotes=True, base="https://example.org/")
rdf.write_turtle(blocks, Path(sys.argv[2]), base="https://example.org/")
"""


def test_the_bytes_depend_neither_on_the_hash_seed_nor_on_the_order(tmp_path: Path) -> None:
    records = Path(__file__).parents[1] / "samples" / "records.jsonl"
    for seed, step in (("0", "1"), ("1", "-1")):
        command = [sys.executable, "-c", WRITE, str(records), str(tmp_path / seed), step]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed}, cwd=records.parents[2])
    assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes()
    assert (tmp_path / "0").stat().st_size > 40_000


def test_a_base_of_ones_own() -> None:
    paper = LinkedPaper(Paper("10.1000/x y#1", "T", "A"), (), (), ())
    base = "https://example.org/"
    blocks = rdf.paper_blocks(paper, {}, quotes=True, base=base)
    (subject,) = {t.subject.value for t in rdf.as_triples(blocks, base=base)}
    assert subject == "https://example.org/paper/10.1000%2Fx%20y%231"


@pytest.mark.parametrize(
    "base", ["", "not an iri", "https://e.org", "https://e.org/x#", "file:///tmp/", "https://e.org/?/"]
)
def test_a_base_that_can_begin_no_iri_is_refused(base: str) -> None:
    with pytest.raises(GraphError, match="expected a web address that ends with a slash"):
        list(rdf.graph_blocks([], [], quotes=True, base=base))


def test_a_concept_says_why_its_names_are_one() -> None:
    concept = Concept(
        "metric/fid",
        "Metric",
        "FID",
        aliases=("Fréchet distance",),
        unit="percent",
        better="lower",
        merges=(Merge("Fréchet distance", "known-metric", "p1"),),
    )
    found = about(tuple(rdf.as_triples([rdf.concept_block(concept, [], base=BASE)], base=BASE)), "metric/fid")
    assert ("mergeReason", "Fréchet distance: known-metric (p1)") in found
    assert ("better", "Lower") in found
    assert ("defaultUnit", PREFIXES["unit"] + "PERCENT") in found


@pytest.mark.parametrize(
    ("number", "lexical"),
    [("1.80", "1.8"), ("1.3E+9", "1300000000"), ("-0.0", "0"), ("100", "100"), ("0.10", "0.1"), ("1E-7", "0.0000001")],
)
def test_decimals_are_canonical(number: str, lexical: str) -> None:
    assert value(decimal(Decimal(number))) == Literal(lexical, datatype=NamedNode(PREFIXES["xsd"] + "decimal"))


@pytest.mark.parametrize("number", ["1E+25", "NaN", "Infinity", "1E-30"])
def test_numbers_that_a_store_cannot_hold(number: str) -> None:
    assert not is_storable(Decimal(number))


def test_numbers_that_it_can() -> None:
    assert is_storable(Decimal("99999999999999999999"))
    assert is_storable(Decimal("1E-18"))


@pytest.mark.parametrize(
    ("written", "datatype"),
    [
        ("2025-10-03", "date"),
        ("2025-10", "gYearMonth"),
        ("2025", "gYear"),
        ("", None),
        ("2025-02-30", None),
        ("May", None),
    ],
)
def test_dates_are_as_precise_as_known(written: str, datatype: str | None) -> None:
    found = dated(written)
    expected = Literal(written, datatype=NamedNode(f"{PREFIXES['xsd']}{datatype}")) if datatype else None
    assert (value(found) if found else None) == expected


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://a b", "http://[", "file:///etc", "10.1000/x"])
def test_what_is_no_web_address(address: str) -> None:
    assert web_address(address) is None


def test_a_lone_surrogate_keeps_its_place() -> None:
    assert value(text("a\ud800b")) == Literal("a\ufffdb")


def as_serialized(triples: Iterable[Triple], base: str) -> str:
    names = ("cg", "dcterms", "owl", "prov", "qudt", "rdfs", "schema", "skos", "unit", "void", "xsd")
    own = {name: f"{base}{name}/" for name in ("paper", "method", "dataset", "metric", "task")}
    prefixes = {name: PREFIXES[name] for name in names} | own
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes).decode()


def test_turtle_is_written_as_oxigraph_writes_it(
    sample_blocks: tuple[rdf.Block, ...], sample_triples: tuple[Triple, ...]
) -> None:
    written = rdf.header(BASE) + "".join(map(rdf.as_turtle, sample_blocks))
    assert written == as_serialized(sample_triples, BASE)


@pytest.mark.parametrize("first", range(0, 0x110000, 0x11000))
def test_any_character_is_written_as_oxigraph_writes_it(first: int) -> None:
    predicate = NamedNode(CG + "quote")
    for code in range(first, min(first + 0x11000, 0x30000), 1 if first < 0x11000 else 7):
        if not 0xD800 <= code < 0xE000:
            literal = Literal(f"a{chr(code)}b")
            block = ("cg:x", [("cg:quote", text(literal.value))])
            assert as_serialized([Triple(NamedNode(CG + "x"), predicate, literal)], BASE).endswith(as_turtle(block))


@pytest.mark.parametrize(
    "paper_id", ["2404.02905", "10.1000/x y#1", "a-b", "-a", "a-", "a_b", "é", "A.", "1.5", "a~b", "x:y", "(1)", "%41"]
)
def test_any_id_is_written_as_oxigraph_writes_it(paper_id: str) -> None:
    claim = Claim("comparison", "a", None, None, "b", None, None, "outperforms", 0, 1, "r")
    linked = LinkedPaper(
        Paper(paper_id, "T", "A", url="https://schema.org/x"), (), (), (LinkedClaim(claim, None, None, None, None),)
    )
    blocks = list(rdf.paper_blocks(linked, {}, quotes=True, base=BASE))
    triples = list(rdf.as_triples(blocks, base=BASE))
    assert "".join(map(as_turtle, blocks)) == as_serialized(triples, BASE).removeprefix(rdf.header(BASE))
