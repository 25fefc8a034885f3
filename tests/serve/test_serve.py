"""`kg serve` as its clients see it: SPARQL clients, browsers, and those who mean harm."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from tests.serve.conftest import Served, serving

if TYPE_CHECKING:
    from pathlib import Path

COUNT = "SELECT (COUNT(?paper) AS ?n) { ?paper a cg:Paper }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = (
    "SELECT ?a40 { BIND('0123456789' AS ?a0) "
    + "".join(f"BIND(CONCAT(?a{step}, ?a{step}) AS ?a{step + 1}) " for step in range(40))
    + "}"
)


def test_select_is_answered_as_json_by_default(served: Served) -> None:
    reply = served.ask(COUNT)
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/sparql-results+json"
    assert int(json.loads(reply.text)["results"]["bindings"][0]["n"]["value"]) > 0


@pytest.mark.parametrize(
    ("accept", "content_type", "start"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "n\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?n\n"),
        ("text/html, text/csv;q=0.5, */*;q=0.1", "text/csv; charset=utf-8", "n\r\n"),
        ("application/sparql-results+json;q=0.2, application/*", "application/sparql-results+xml", "<?xml"),
        ("text/*", "text/csv; charset=utf-8", "n\r\n"),
        ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml", "<?xml"),
    ],
)
def test_select_in_the_format_asked_for(served: Served, accept: str, content_type: str, start: str) -> None:
    reply = served.ask(COUNT, accept)
    assert reply.status == 200
    assert reply.headers["content-type"] == content_type
    assert reply.text.startswith(start)


@pytest.mark.parametrize(
    ("accept", "content_type", "extension"),
    [
        ("", "text/turtle; charset=utf-8", "ttl"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "rdf"),
        ("application/ld+json", "application/ld+json", "jsonld"),
    ],
)
def test_construct_reads_back_in_each_format(served: Served, accept: str, content_type: str, extension: str) -> None:
    reply = served.ask("CONSTRUCT { ?p dcterms:title ?t } { ?p a cg:Paper ; dcterms:title ?t }", accept)
    assert reply.headers["content-type"] == content_type
    titles = list(parse(reply.text, RdfFormat.from_extension(extension)))
    assert len(titles) == int(served.ask(COUNT, "text/csv").text.split()[1])


def test_no_suitable_format_is_406_and_says_which_there_are(served: Served) -> None:
    reply = served.ask(COUNT, "image/png")
    assert reply.status == 406
    assert "text/csv" in reply.text


def test_a_query_by_post(served: Served) -> None:
    direct = served.request("/sparql", body=COUNT.encode(), content_type="application/sparql-query", accept="text/csv")
    form = served.request("/sparql", body=urlencode({"query": COUNT}).encode(), accept="text/csv")
    assert direct.status == form.status == 200
    assert direct.text == form.text == served.ask(COUNT, "text/csv").text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * {\n  ?a ?b }", "2:"),
        ("SELECT * { ?a nonsense:b ?c }", "Prefix not found"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE is refused"),
        ("INSERT DATA { <http://a/> <http://b/> <http://c/> }", "only read"),
        ("SELECT * {" + "(" * 5000, "brackets"),
    ],
)
def test_a_wrong_query_is_400_and_says_what_is_wrong(served: Served, query: str, told: str) -> None:
    reply = served.ask(query)
    assert reply.status == 400
    assert reply.headers["content-type"].startswith("text/plain")
    assert told in reply.text


def test_updates_are_refused(served: Served) -> None:
    update = b"DELETE WHERE { ?a ?b ?c }"
    direct = served.request("/sparql", body=update, content_type="application/sparql-update")
    form = served.request("/sparql", body=urlencode({"update": update}).encode())
    assert direct.status == form.status == 403
    assert "only reads" in direct.text
    assert served.ask("ASK { ?a ?b ?c }", "text/csv").text == "true"


def test_a_request_that_is_too_large_is_refused(served: Served) -> None:
    reply = served.request("/sparql", body=b"#" * 2_000_000, content_type="application/sparql-query")
    assert reply.status == 413


def test_an_endless_query_is_stopped_while_others_are_answered(served: Served) -> None:
    started = time.monotonic()
    replies = []
    evil = threading.Thread(target=lambda: replies.append(served.ask(ENDLESS)))
    evil.start()
    while evil.is_alive():
        assert served.ask(COUNT).status == 200
    evil.join()
    assert replies[0].status == 503
    assert "2 seconds" in replies[0].text
    assert replies[0].headers["retry-after"]
    assert time.monotonic() - started < 20
    assert served.ask(COUNT).status == 200


def test_a_page_of_another_site_cannot_ask(served: Served) -> None:
    rebound = served.request("/sparql?query=ASK%7B%7D", host="evil.example")
    script = served.request("/sparql?query=ASK%7B%7D", sec_fetch_site="cross-site", sec_fetch_mode="no-cors")
    assert rebound.status == 400
    assert script.status == 403
    assert "access-control-allow-origin" not in served.ask(COUNT).headers


def test_the_service_describes_itself(served: Served) -> None:
    reply = served.request("/sparql")
    graph = rdflib.Graph().parse(data=reply.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(served.address + "sparql")
    assert (service, sd.endpoint, service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph


def test_search_finds_names_by_alias_and_word(served: Served) -> None:
    for _ in range(100):  # the names are read beside the first requests
        reply = served.request("/search?q=imagenet")
        if reply.status != 503:
            break
        time.sleep(0.1)
    found = json.loads(reply.text)
    assert any(name["label"] == "ImageNet 256x256" and name["type"] == "Dataset" for name in found)
    assert served.request("/search?q=256x").text.count("ImageNet 256x256") == 1
    assert served.request("/search?q=%F0%9F%98%80").text == "[]"
    assert served.request("/search?q=").status == 400


def test_an_unknown_address_says_where_to_begin(served: Served) -> None:
    reply = served.request("/nothing/here")
    assert reply.status == 404
    assert "/sparql" in reply.text
    assert served.request("/..%2f..%2fetc/passwd").status == 404


def test_the_graph_may_be_replaced_while_it_is_served(graph_folder: Path) -> None:
    others = set(graph_folder.glob(".serving-*"))
    with serving(graph_folder) as server:
        (graph_folder / "store").rename(graph_folder / "gone")
        try:
            assert server.ask(COUNT).status == 200
            assert set(graph_folder.glob(".serving-*")) > others
        finally:
            (graph_folder / "gone").rename(graph_folder / "store")
    assert set(graph_folder.glob(".serving-*")) == others, "the copy is left behind"


def test_a_port_in_use_is_told_in_one_line(graph_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "kg", "serve", str(graph_folder), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "choose another with --port" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_query_that_takes_too_much_memory_is_stopped(graph_folder: Path) -> None:
    with serving(graph_folder, "--timeout", "60", "--workers", "1") as server:
        reply = server.ask(HUNGRY)
        assert reply.status == 503
        assert "memory" in reply.text
        assert server.ask(COUNT).status == 200
