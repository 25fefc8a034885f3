import pytest
from pyoxigraph import Triple
from rdflib import Graph

from kg.validate import Violation, validate
from kg.vocabulary import PREFIXES

HEAD = (
    "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + "@prefix : <https://example.org/> .\n"
)
SOUND = """
:p a cg:Paper ; dcterms:identifier "p" ; dcterms:title "T" ; dcterms:date "2025"^^xsd:gYear .
:m a cg:Method , skos:Concept ; skos:prefLabel "M" ; cg:evaluatedOn :d .
:n a cg:Method , skos:Concept ; skos:prefLabel "N" .
:d a cg:Dataset , skos:Concept ; skos:prefLabel "D" .
:f a cg:Metric , skos:Concept ; skos:prefLabel "F" ; cg:better cg:Lower .
unit:PERCENT a qudt:Unit .
cg:Rank a cg:SettingProperty .
:mention a cg:Mention ; cg:statedIn :p ; cg:concept :m ; cg:surface "M" ; cg:start 0 ; cg:rule "r" .
:result a cg:Result , cg:Claim ; cg:statedIn :p ; cg:subject :m ; cg:metric :f ; cg:dataset :d ; cg:value 60.0 ;
    cg:upperValue 65.0 ; cg:unit unit:PERCENT ; cg:valueText "60-65%" ; cg:valueStart 4 ; cg:quote "F = 60-65%" ;
    cg:start 0 ; cg:end 10 ; cg:rule "r" .
:setting a cg:Setting , cg:Claim ; cg:statedIn :p ; cg:subject :m ; cg:property cg:Rank ; cg:value 8.0 ;
    cg:valueText "8" ; cg:valueStart 0 ; cg:start 0 ; cg:end 1 ; cg:rule "r" .
:comparison a cg:Comparison , cg:Claim ; cg:statedIn :p ; cg:subject :m ; cg:baseline :n ; cg:relation cg:matches ;
    cg:start 0 ; cg:end 9 ; cg:rule "r" .
"""
BROKEN = [
    ('dcterms:identifier "p" ; ', "", "a paper has one identifier"),
    ('dcterms:title "T"', 'dcterms:title "T" , "U"', "a paper has one title"),
    ('"2025"^^xsd:gYear', '"soon"', "a date is an xsd:date, xsd:gYearMonth or xsd:gYear"),
    (
        'cg:Method , skos:Concept ; skos:prefLabel "M"',
        'cg:Method , cg:Task , skos:Concept ; skos:prefLabel "M"',
        "a concept is a method, a data set, a metric or a task",
    ),
    ('skos:prefLabel "M" ;', 'skos:prefLabel "M" , "L" ;', "a concept has one name"),
    ('skos:prefLabel "M" ;', 'skos:prefLabel "M" ; skos:altLabel "M" ;', "an alias differs from the name"),
    ('skos:prefLabel "M" ;', 'skos:prefLabel "M" ; skos:broader :x ;', "what is broader is a concept of this graph"),
    ("cg:better cg:Lower", "cg:better cg:Increase", "better is cg:Higher or cg:Lower"),
    ("cg:better cg:Lower", "cg:defaultUnit :mile", "a default unit is a known unit"),
    ("cg:evaluatedOn :d", "cg:evaluatedOn :f", "cg:evaluatedOn leads to a data set"),
    ('skos:prefLabel "D"', 'skos:prefLabel "D" ; cg:outperforms :n', "short cuts start at a method"),
    ('cg:surface "M" ;', "", "a mention has one surface"),
    ('cg:surface "M" ; cg:start 0', 'cg:surface "M"', "a mention has places in the text"),
    ("cg:concept :m", "cg:concept :x", "a mention is of one concept"),
    ('cg:surface "M" ;', 'cg:surface "M" ; rdfs:comment "M" ;', "a mention has known properties only"),
    ("cg:subject :m ; cg:metric :f", "cg:metric :f", "a result has a subject"),
    ("cg:metric :f", "cg:metric :d", "a metric is one cg:Metric"),
    ("cg:dataset :d", "cg:dataset :f", "a data set is one cg:Dataset"),
    ("cg:dataset :d", 'cg:dataset :d ; cg:datasetText "D"', "a slot holds a concept or words, not both"),
    ("cg:dataset :d", 'cg:dataset :d ; rdfs:comment "D"', "a claim has known properties only"),
    ("cg:upperValue 65.0", "cg:upperValue 55.0", "a range goes from low to high"),
    ("cg:upperValue 65.0", "cg:upperValue 650.0", "a result in percent lies between -100 and 100"),
    ("cg:value 60.0", "cg:value -980.0", "a result in percent lies between -100 and 100"),
    ("cg:unit unit:PERCENT", "cg:unit :mile", "the unit is in units.tsv"),
    ('cg:valueText "60-65%"', 'cg:valueText "66-65%"', "the quote holds the value"),
    ('"F = 60-65%"', '"an F = 60-65%"', "the quote holds the value"),
    ("cg:valueStart 4", "cg:valueStart 10", "the value ends within the quote"),
    ("cg:start 0 ; cg:end 10", "cg:start 10 ; cg:end 10", "the offsets lie in the text, in order"),
    ('cg:end 10 ; cg:rule "r"', "cg:end 10", "a claim names the rule that found it"),
    (
        "a cg:Result , cg:Claim",
        "a cg:Result , cg:Change , cg:Claim",
        "a claim is a result, a change, a setting or a comparison",
    ),
    ("cg:property cg:Rank ; ", "", "a setting has a known property"),
    ("cg:property cg:Rank", "cg:property cg:Colour", "a setting has a known property"),
    ('cg:valueText "8" ; ', "", "a result, change or setting has a value"),
    ('cg:valueText "8" ; ', 'cg:valueText "8" ; cg:direction cg:Up ; ', "a direction is cg:Increase or cg:Decrease"),
    ('cg:valueText "8" ; ', 'cg:valueText "8" ; cg:relation cg:matches ; ', "only a comparison has a relation"),
    ("cg:baseline :n", "cg:baseline :m", "a comparison has a relation and two different sides"),
    ("cg:baseline :n ; ", "", "a comparison has a relation and two different sides"),
    (" ; cg:relation cg:matches", "", "a comparison has a relation and two different sides"),
    (
        "cg:relation cg:matches",
        "cg:relation cg:mentions",
        "a relation is cg:outperforms, cg:matches or cg:underperforms",
    ),
    ("cg:relation cg:matches", 'cg:relation cg:matches ; cg:valueText "1"', "a comparison has no value"),
    (
        ":comparison a cg:Comparison , cg:Claim ; cg:statedIn :p",
        ":comparison a cg:Comparison , cg:Claim",
        "a claim stands in one paper",
    ),
]


def test_a_sound_graph_conforms() -> None:
    assert validate(Graph().parse(data=HEAD + SOUND)) == ()


@pytest.mark.parametrize(("sound", "broken", "message"), BROKEN)
def test_each_shape_fires(sound: str, broken: str, message: str) -> None:
    assert SOUND.count(sound) >= 1
    violations = validate(Graph().parse(data=HEAD + SOUND.replace(sound, broken, 1)))
    assert message in {violation.message for violation in violations}


def test_a_violation_says_what_and_where() -> None:
    found = validate(Graph().parse(data=HEAD + SOUND.replace("cg:better cg:Lower", 'cg:better "low"')))
    assert found == (
        Violation("https://example.org/f", "better is cg:Higher or cg:Lower", PREFIXES["cg"] + "better", "low"),
    )


def test_a_quote_without_its_value_is_told_of_the_claim() -> None:
    found = validate(Graph().parse(data=HEAD + SOUND.replace('"60-65%"', '"66-65%"', 1)))
    assert found == (Violation("https://example.org/result", "the quote holds the value"),)


def test_the_samples_conform(sample_triples: tuple[Triple, ...]) -> None:
    graph = Graph().parse(data="".join(f"{triple} .\n" for triple in sample_triples), format="nt")
    assert len(graph) == len(sample_triples)
    assert validate(graph) == ()
