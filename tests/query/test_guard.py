import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import ask
from kg.query.guard import MAX_BRACKETS, check_text

CALLS = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE#why\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?x) SERVICE?x { ?s ?p ?o } }",
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICE e:x { ?s ?p ?o } }",
    # the parser lets a keyword follow a number, a boolean or a dot without a blank
    "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o.SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o SERVICESILENT<http://127.0.0.1:9/> { ?a ?b ?c } }",
    # an IRI to a scanner, a comparison and a comment to the parser
    'SELECT * { FILTER(?a<?b#c>"""\n)SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #""" \n }',
]
HARMLESS = [
    'SELECT * { ?s ?service ?o FILTER(CONTAINS(?o, "service")) }',
    "PREFIX ex: <http://example.org/service?x=1#> SELECT * { ?s ex:service ?o ; ex:web-service ?p }",
    "SELECT * { <http://example.org/a/service> ?p <http://example.org/b> }",
]


@pytest.mark.parametrize("text", CALLS)
def test_a_call_of_another_endpoint_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check_text(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_the_word_service_is_no_call(text: str) -> None:
    check_text(text)
    assert len(ask(Store(), text)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "SELECT * " + "{" * 5000 + "}" * 5000,
        "SELECT * { FILTER(" + "( #)\n" * 5000 + "1" + ")" * 5000 + ") }",  # closed in comments only
        "ASK { FILTER(" + "!" * 20000 + "true) }",
        "ASK { ?s " + "<http://e/a>|" * 20000 + "<http://e/a> ?o }",
        "ASK { {}" + "UNION {}" * 20000 + "}",
        "ASK { FILTER(1" + "+1" * 20000 + "=1) }",
    ],
    ids=["parentheses", "braces", "comments", "not", "path", "union", "sum"],
)
def test_what_would_end_the_process_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="more than"):
        ask(Store(), text)


def test_as_many_brackets_as_allowed_are_answered() -> None:
    depth = MAX_BRACKETS - 2
    assert ask(Store(), "ASK { FILTER(" + "(" * depth + "true" + ")" * depth + ") }").rows == ((True,),)
