"""A real server of the sample graph, as a user starts it."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.store import create

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple


@dataclass(frozen=True)
class Reply:
    """What the server sent."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Served:
    """A running server."""

    address: str
    process: subprocess.Popen[str]

    def request(self, path: str, *, body: bytes | None = None, method: str | None = None, **headers: str) -> Reply:
        """Send a request and return the reply, whatever its status; `content_type` is the header Content-Type."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path.lstrip("/"), body, named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Reply(response.status, _lower(response.headers), response.read().decode())
        except urllib.error.HTTPError as error:
            return Reply(error.code, _lower(error.headers), error.read().decode())

    def ask(self, query: str, accept: str = "") -> Reply:
        """Ask by GET."""
        return self.request("/sparql?" + urlencode({"query": query}), accept=accept)


def _lower(headers: object) -> dict[str, str]:
    return {name.lower(): value for name, value in dict(headers).items()}  # type: ignore[call-overload]


@contextmanager
def serving(graph: Path, *options: str) -> Iterator[Served]:
    """Run `kg serve` on a free port, and end it as a service manager does."""
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            assert " at http" in line, line + process.stderr.read()
            yield Served(line.split(" at ")[1].split(";")[0], process)
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def graph_folder(sample_triples: tuple[Triple, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph, as `kg build` writes it."""
    folder = tmp_path_factory.mktemp("served")
    turtle = folder / "graph.ttl"
    serialize(sample_triples, str(turtle), RdfFormat.TURTLE)
    create(folder, turtle)
    return folder


@pytest.fixture(scope="session")
def served(graph_folder: Path) -> Iterator[Served]:
    """Return a server with short patience."""
    with serving(graph_folder, "--timeout", "2") as server:
        yield server
