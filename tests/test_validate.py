from collections.abc import Iterator

import pytest
from pyoxigraph import Triple
from rdflib import SH, Graph

from kg.data.schemas import schema_path
from kg.validate import Violation, validate
from kg.vocabulary import PREFIXES

EXAMPLE = "https://example.org/"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in (PREFIXES | {"": EXAMPLE}).items())
SOUND = """
:p a cg:Paper ; dcterms:identifier "p" ; dcterms:title "T" ; dcterms:date "2025"^^xsd:gYear .
:m a cg:Method , skos:Concept ; skos:prefLabel "M" ; cg:evaluatedOn :d .
:n a cg:Method , skos:Concept ; skos:prefLabel "N" .
:d a cg:Dataset , skos:Concept ; skos:prefLabel "D" .
:f a cg:Metric , skos:Concept ; skos:prefLabel "F" ; cg:better cg:Lower .
:acc a cg:Metric , skos:Concept ; skos:prefLabel "acc" ; cg:defaultUnit unit:PERCENT ; cg:lowestValue 0.0 ;
    cg:highestValue 100.0 ; skos:exactMatch :term ; skos:closeMatch :other .
:err a cg:Metric , skos:Concept ; skos:prefLabel "err" ; cg:complementOf :acc .
unit:PERCENT a qudt:Unit .
cg:Rank a cg:SettingProperty .
:mention a cg:Mention ; cg:statedIn :p ; cg:concept :m ; cg:surface "M" ; cg:start 0 ; cg:rule "r" .
:result a cg:Result , cg:Claim ; cg:statedIn :p ; cg:subject :m ; cg:metric :f ; cg:dataset :d ; cg:value 60.0 ;
    cg:upperValue 65.0 ; cg:unit unit:PERCENT ; cg:valueText "60-65%" ; cg:valueStart 4 ; cg:quote "F = 60-65%" ;
    cg:start 0 ; cg:end 10 ; cg:rule "r" .
:exact a cg:Result , cg:Claim ; cg:statedIn :p ; cg:subjectText "it" ; cg:metric :err ; cg:value 3.08 ;
    cg:comparableMetric :acc ; cg:comparableValue 96.92 ; cg:valueText "3.08" ; cg:valueStart 20 ; cg:start 20 ;
    cg:end 24 ; cg:rule "r" .
:change a cg:Change , cg:Claim ; cg:statedIn :p ; cg:subject :m ; cg:metric :acc ; cg:value 250.0 ;
    cg:unit unit:PERCENT ; cg:valueText "250%" ; cg:valueStart 30 ; cg:start 30 ; cg:end 34 ; cg:rule "r" .
:setting a cg:Setting , cg:Claim ; cg:statedIn :p ; cg:subject :m ; cg:property cg:Rank ; cg:value 8.0 ;
    cg:valueText "8" ; cg:valueStart 0 ; cg:start 0 ; cg:end 1 ; cg:rule "r" .
:comparison a cg:Comparison , cg:Claim ; cg:statedIn :p ; cg:subject :m ; cg:baseline :n ; cg:relation cg:matches ;
    cg:start 0 ; cg:end 9 ; cg:rule "r" .
:graph a void:Dataset ; dcterms:title "G" ; dcterms:description "D" ; dcterms:creator :software ;
    dcterms:conformsTo :ontology ; dcterms:rights "R" ; prov:wasGeneratedBy :run ; void:triples 9 ; void:entities 3 ;
    void:uriSpace "https://example.org/" ; void:vocabulary :vocabulary ; void:classPartition :part .
:part void:class cg:Paper ; void:entities 1 .
:run a prov:Activity ; prov:wasAssociatedWith :software ; cg:option "quotes: yes" .
:software a prov:SoftwareAgent ; rdfs:label "S" ; schema:softwareVersion "1" .
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
    (
        'skos:prefLabel "M" ;',
        'skos:prefLabel "M" ; skos:hiddenLabel "M" ;',
        "a key is no label that is shown",
    ),
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
    ('dcterms:title "T" ;', 'dcterms:title "T" ; dcterms:abstract "A" , "B" ;', "a paper has at most one abstract"),
    ('dcterms:title "T" ;', 'dcterms:title "T" ; schema:url "p.html" ;', "a web address is an IRI"),
    ('dcterms:title "T" ;', 'dcterms:title "T" ; cg:introduces :x ;', "a paper introduces concepts of this graph"),
    ('dcterms:title "T" ;', 'dcterms:title "T" ; cg:mentions :x ;', "a paper mentions concepts of this graph"),
    ('skos:prefLabel "M" ;', 'skos:prefLabel "M" ; cg:mergeReason "" ;', "a merge reason is a text"),
    ("skos:exactMatch :term", 'skos:exactMatch "term"', "an exact match is the IRI of a term, and not a close one too"),
    ("skos:exactMatch :term", "skos:exactMatch :other", "an exact match is the IRI of a term, and not a close one too"),
    ("skos:closeMatch :other", 'skos:closeMatch "other"', "a close match is the IRI of a term"),
    ("cg:lowestValue 0.0", "cg:lowestValue 100.0", "the values of a metric go from lowest to highest"),
    ("cg:highestValue 100.0", 'cg:highestValue "all"', "a metric has at most one highest value"),
    ("cg:complementOf :acc", "cg:complementOf :d", "a complement is one other metric"),
    ("cg:complementOf :acc", "cg:complementOf :err", "a complement is no complement of another"),
    (
        'skos:prefLabel "D"',
        'skos:prefLabel "D" ; cg:better cg:Lower',
        "only a metric has a unit, a better direction, ends and a complement",
    ),
    ('skos:prefLabel "D"', 'skos:prefLabel "D" ; skos:broader :d', "nothing is broader than itself"),
    (
        'skos:prefLabel "M" ; cg:evaluatedOn :d .\n:n a cg:Method , skos:Concept ;',
        'skos:prefLabel "M" ; skos:broader :n .\n:n a cg:Method , skos:Concept ; skos:broader :m ;',
        "nothing is broader than itself",
    ),
    ("cg:evaluatedOn :d", "cg:measuredBy :d", "cg:measuredBy leads to a metric"),
    ("cg:evaluatedOn :d", "cg:addresses :d", "cg:addresses leads to a task"),
    ("cg:evaluatedOn :d", "cg:outperforms :d", "cg:outperforms leads to a method"),
    ("cg:evaluatedOn :d", "cg:matches :d", "cg:matches leads to a method"),
    ("cg:evaluatedOn :d", "cg:underperforms :d", "cg:underperforms leads to a method"),
    (
        ":mention a cg:Mention ; cg:statedIn :p",
        ":mention a cg:Mention ; cg:statedIn :m",
        "a mention stands in one paper",
    ),
    ('cg:start 0 ; cg:rule "r" .', "cg:start 0 .", "a mention names the rule that found it"),
    ("cg:subject :m ; cg:metric :f", "cg:subject :x ; cg:metric :f", "a subject is one concept of this graph"),
    ("cg:baseline :n", "cg:baseline :x", "a baseline is one concept of this graph"),
    ('cg:subjectText "it"', 'cg:subjectText "it" , "that"', "a subject in words is one text"),
    ("cg:metric :f", 'cg:metricText "F" , "G"', "a metric in words is one text"),
    ("cg:dataset :d", 'cg:datasetText "D" , "E"', "a data set in words is one text"),
    ("cg:baseline :n", 'cg:baselineText "N" , "O"', "a baseline in words is one text"),
    ("cg:upperValue 65.0", "cg:upperValue 65.0 , 66.0", "a range has one upper value"),
    ('cg:valueText "60-65%"', 'cg:valueText "60-65%" , "60"', "a value is written in one way"),
    ("cg:valueStart 4 ; ", "", "a value has a place in the text"),
    ("cg:valueStart 4", 'cg:valueStart 4 ; cg:modifier "up to" , "over"', "a value has at most one hedge"),
    ('cg:quote "F = 60-65%"', 'cg:quote "F = 60-65%" , "F"', "a claim has at most one quote"),
    (" ; cg:end 9", "", "a claim has an end"),
    ("cg:comparableMetric :acc ; ", "", "a comparable value has its metric, and belongs to a result"),
    ("cg:comparableValue 96.92 ; ", "", "a comparable value has its metric, and belongs to a result"),
    (
        ":change a cg:Change , cg:Claim ;",
        ":change a cg:Change , cg:Claim ; cg:comparableMetric :acc ; cg:comparableValue 50.0 ;",
        "a comparable value has its metric, and belongs to a result",
    ),
    ("cg:comparableMetric :acc", "cg:comparableMetric :d", "a comparable metric is one cg:Metric"),
    ("cg:comparableValue 96.92", "cg:comparableValue 96.92 , 3.08", "a comparable value is one number"),
    (
        "cg:comparableMetric :acc",
        "cg:comparableMetric :f",
        "a result compares on the scale of its metric or of the complement",
    ),
    ("cg:comparableValue 96.92", "cg:comparableValue 980.0", "a comparable value lies between the ends of its metric"),
    ("cg:comparableValue 96.92", "cg:comparableValue -1.0", "a comparable value lies between the ends of its metric"),
    ('dcterms:title "G" ; ', "", "a graph has one title"),
    ('dcterms:description "D" ; ', "", "a graph has one description"),
    ("dcterms:creator :software", "dcterms:creator :p", "a graph was created by software"),
    ("dcterms:conformsTo :ontology", 'dcterms:conformsTo "ontology"', "a graph names its data model"),
    ('dcterms:rights "R" ; ', "", "a graph tells whose it is"),
    ("prov:wasGeneratedBy :run ; ", "", "a graph was generated by one run"),
    ("void:triples 9", "void:triples 0", "a graph counts its triples"),
    ("void:entities 3", 'void:entities "3"', "a graph counts its entities"),
    ('void:uriSpace "https://example.org/" ; ', "", "a graph tells what its IRIs begin with"),
    ("void:vocabulary :vocabulary", 'void:vocabulary "cg"', "a vocabulary is an IRI"),
    (" ; void:classPartition :part", "", "a graph has parts by class"),
    (":part void:class cg:Paper ;", ":part", "a part of a graph is of one class"),
    ("void:entities 1", "void:entities -1", "a part of a graph counts its entities"),
    ("prov:wasAssociatedWith :software", "prov:wasAssociatedWith :p", "a run is one of known software"),
    ('cg:option "quotes: yes"', 'cg:option ""', "an option is a text"),
    ('rdfs:label "S" ; ', "", "software has one name"),
    (' ; schema:softwareVersion "1"', "", "software has one version"),
]


def broken_graph(sound: str, broken: str) -> Graph:
    return Graph().parse(data=HEAD + SOUND.replace(sound, broken, 1))


@pytest.fixture(scope="module")
def fired() -> list[set[tuple[str, str]]]:
    """Return the message and the path of each violation, for each line of BROKEN.

    One graph holds them all, each under IRIs of its own: pySHACL reads its queries anew each time, for half a second.
    """
    graph, found = Graph(), [set[tuple[str, str]]() for _ in BROKEN]
    for number, (sound, broken, _) in enumerate(BROKEN):
        head = HEAD.replace(f"<{EXAMPLE}>", f"<{EXAMPLE}{number}/>")
        graph.parse(data=head + SOUND.replace(sound, broken, 1))
    for violation in validate(graph):
        found[int(violation.focus.removeprefix(EXAMPLE).partition("/")[0])].add((violation.message, violation.path))
    return found


def messages_of_the_shapes() -> Iterator[tuple[str, str]]:
    shapes = Graph().parse(schema_path("shapes.ttl"))
    for shape, path in shapes.subject_objects(SH.path):
        yield str(shapes.value(shape, SH.message)), str(path)
    for constraint in shapes.objects(None, SH.sparql):
        yield str(shapes.value(constraint, SH.message)), ""
    for shape in shapes.subjects(SH.message):
        if (shape, SH.path, None) not in shapes and (shape, SH.select, None) not in shapes:
            yield str(shapes.value(shape, SH.message)), ""


def test_a_sound_graph_conforms() -> None:
    assert validate(Graph().parse(data=HEAD + SOUND)) == ()


def test_each_mistake_is_caught(fired: list[set[tuple[str, str]]]) -> None:
    for (sound, broken, message), found in zip(BROKEN, fired, strict=True):
        assert SOUND.count(sound) >= 1, sound
        assert message in {message for message, _ in found}, (sound, broken)


def test_every_shape_fires(fired: list[set[tuple[str, str]]]) -> None:
    found = set[tuple[str, str]]().union(*fired)
    closed = {(message, "") for message, _ in found if message.endswith("known properties only")}
    wanted = set(messages_of_the_shapes())
    assert len(wanted) > 80
    assert wanted - found - closed == set()


def test_only_a_result_without_a_subject_is_a_warning() -> None:
    shapes = Graph().parse(schema_path("shapes.ttl"))
    (shape,) = shapes.subjects(SH.severity)
    assert (str(shape).rpartition("/")[2], shapes.value(shape, SH.severity)) == ("ResultHasSubject", SH.Warning)


def test_a_violation_says_what_and_where() -> None:
    found = validate(Graph().parse(data=HEAD + SOUND.replace("cg:better cg:Lower", 'cg:better "low"')))
    assert found == (
        Violation("https://example.org/f", "better is cg:Higher or cg:Lower", PREFIXES["cg"] + "better", "low"),
    )


def test_a_quote_without_its_value_is_told_of_the_claim() -> None:
    found = validate(Graph().parse(data=HEAD + SOUND.replace('"60-65%"', '"66-65%"', 1)))
    assert found == (Violation("https://example.org/result", "the quote holds the value"),)


def test_only_a_missing_subject_warns() -> None:
    found = validate(broken_graph("cg:subject :m ; cg:metric :f", "cg:metric :f"))
    assert found == (Violation("https://example.org/result", "a result has a subject", severity="warning"),)


def test_the_samples_conform(sample_triples: tuple[Triple, ...]) -> None:
    graph = Graph().parse(data="".join(f"{triple} .\n" for triple in sample_triples), format="nt")
    assert len(graph) == len(sample_triples)
    assert validate(graph) == ()
