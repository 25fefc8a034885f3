"""Start the server and keep it until it is interrupted."""

from __future__ import annotations

import shutil
import signal
import socket
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kg.errors import GraphError, MissingExtraError
from kg.store import STORE, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["serve"]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  compared with, not bound to


def serve(graph: Path, *, host: str, port: int, workers: int, seconds: float, started: Callable[[str], None]) -> None:
    """Serve a graph for reading until the process is interrupted.

    Args:
        graph: a graph folder or an RDF file. A folder is served as it is now: what is built or added later is seen
            after a restart.
        host: the address to listen at.
        port: the port to listen at; 0 takes a free one.
        workers: how many queries are answered at the same time, each by a process.
        seconds: how long a query may take.
        started: called with the server's address when it is about to listen.

    Raises:
        GraphError: there is no graph, or the port cannot be had.
        MissingExtraError: the extra `serve` is not installed.
    """
    try:
        import uvicorn

        from kg.serve.application import application
    except ImportError as error:
        raise MissingExtraError("kg serve", "serve") from error
    from kg.serve.workers import Pool

    with _frozen(graph) as copy:
        pool = Pool(copy, size=workers, seconds=seconds)
        hosts = ("*",) if host in EVERYWHERE else (*LOOPBACK, host)
        app = application(open_store(copy), pool, pages=graph / "site", title=graph.resolve().name, hosts=hosts)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        signal.signal(signal.SIGTERM, _leave)  # uvicorn ends by the signal it got: then clean up too
        with _listening(host, port) as listener:
            started(f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/")
            try:
                uvicorn.Server(config).run(sockets=[listener])
            finally:
                pool.close()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise GraphError(f"cannot listen at {host}, port {port}: {error}; choose another with --port") from error


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


@contextmanager
def _frozen(graph: Path) -> Iterator[Path]:
    """Give a graph as it is now: hard links to its database, so that a build or `kg add` meanwhile does no harm.

    Where the folder cannot be written to, or is a file, it is used itself.
    """
    store = open_store(graph)
    if not (graph / STORE).is_dir():
        yield graph
        return
    try:
        folder = Path(tempfile.mkdtemp(prefix=".serving-", dir=graph))
    except OSError:
        yield graph
        return
    try:
        store.backup(str(folder / STORE))
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
