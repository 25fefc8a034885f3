"""The page that asks the graph: SPARQL in the browser, with the named questions to begin with.

The engine is Oxigraph compiled to WebAssembly, the npm package `oxigraph`. It is not ours to ship, and no package on
PyPI does; so whoever wants it installs it (`npm install oxigraph`) and names its folder. Without it the page shows the
questions with the commands that answer them.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, serialize

from kg.errors import GraphError
from kg.query import load, named_queries
from kg.views.pages import File, Page, Site
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["MOST", "PATH", "pages"]

PATH = "query.html"
MOST = 200_000  # triples: above it the page does not hold the graph
# compile the engine, and run it in a worker that is made of a text, since a page from disk has no other
POLICY = "'wasm-unsafe-eval' blob:"
ENGINE = ("web.js", "web_bg.wasm")


def pages(site: Site) -> Iterator[Page | File]:
    """Yield query.html and, where there is an engine and the graph is small enough, the files that it works with.

    Raises:
        GraphError: the folder of the engine does not hold it.
    """
    size = len(site.store) if site.engine else 0
    works = site.engine is not None and size <= MOST
    yield Page(
        PATH,
        "query.html",
        "Ask",
        {"queries": [_shown(name) for name in named_queries()], "works": works, "size": size, "most": MOST},
        scripts=("query-data.js", "query-engine.js", "query-worker.js", "query.js") if works else (),
        script_policy=POLICY if works else "",
    )
    if not works or site.engine is None:
        return
    yield File("assets/query-data.js", _script("claimgraphData", _data(site)))
    yield File("assets/query-engine.js", _script("claimgraphEngine", _engine(site.engine)))


def _shown(name: str) -> dict[str, Any]:
    query = load(name)
    options = " ".join(f"--{option.name} {option.kind.upper()}" for option in query.parameters if option.required)
    return {"name": name, "about": query.about, "options": options, "parameters": query.parameters}


def _data(site: Site) -> dict[str, Any]:
    triples = sorted((quad.triple for quad in site.store), key=str)
    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    return {
        "turtle": _packed(text),
        "paths": dict(site.plan.paths),
        "labels": {name.label: id for id, name in site.gathered.names.items() if id in site.plan.paths},
        "prefixes": PREFIXES,
        "queries": {
            name: {"text": _body(load(name).text), "required": [p.name for p in load(name).parameters if p.required]}
            for name in named_queries()
        },
    }


def _body(text: str) -> str:
    """Return a query without the comments at its head."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line and not line.startswith("#"))
    return "\n".join(lines[start:])


def _engine(folder: Path) -> dict[str, str]:
    try:
        script, code = ((folder / name).read_bytes() for name in ENGINE)
    except OSError as error:
        raise GraphError(
            f"{folder}: not the npm package oxigraph ({error.strerror}: {error.filename}); `npm install oxigraph`"
            " makes node_modules/oxigraph"
        ) from error
    # a page from disk can make no worker of a module: as a plain script the engine exports nothing
    plain = re.sub(r"^export (\{[^}]*\};|(?=class|function|async))", "", script.decode(), flags=re.M)
    return {"script": plain.replace("import.meta.url", '""'), "code": _packed(code)}


def _packed(content: bytes) -> str:
    return b64encode(gzip.compress(content, mtime=0)).decode()


def _script(name: str, value: object) -> bytes:
    return f"window.{name} = {json.dumps(value, separators=(',', ':'))};\n".encode()
