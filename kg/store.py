"""The embedded store: an Oxigraph database on disk, or a file loaded into memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

from kg.errors import GraphError
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from pyoxigraph import Triple

__all__ = ["STORE", "Loader", "Patch", "create", "dump", "from_triples", "open_store"]

_SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".jsonld")  # not RDF/XML, whose entities can fill the memory
CHANGED_AT_ONCE = 50_000  # quads
LOADED_AT_ONCE = 32_000_000  # bytes
STORE = "store"  # the name of the database inside a graph folder


def create(folder: Path, turtle: Path) -> Store:
    """Load a Turtle file into a new database in `folder`/store, safe on disk when this returns, and return it.

    Raises:
        GraphError: there is a database already, or it cannot be written.
    """
    path = folder / STORE
    if path.exists():
        raise GraphError(f"{path}: a store is there already; build into another folder")
    try:
        path.mkdir(parents=True)
        store = Store(path)
        store.bulk_load(path=str(turtle), format=RdfFormat.TURTLE)
        _settle(store)
    except OSError as error:
        raise GraphError(f"{path}: cannot be written: {error}") from error
    return store


class Loader:
    """Fills a new database in `folder`/store with Turtle, in a thread of its own; it is safe on disk at the end.

    Raises:
        GraphError: there is a database already, or it cannot be written.
    """

    def __init__(self, folder: Path, header: str) -> None:
        """Begin; `header` are the prefixes of what will be added."""
        self.path, self._header = folder / STORE, header
        if self.path.exists():
            raise GraphError(f"{self.path}: a store is there already; build into another folder")
        self.path.mkdir(parents=True)
        self.store = Store(self.path)
        self._parts: list[bytes] = []
        self._size = 0
        self._thread = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None

    def __enter__(self) -> Loader:
        """Begin."""
        return self

    def keep(self, text: bytes) -> None:
        """Load whole blocks of Turtle; waits while much is being loaded."""
        self._parts.append(text)
        self._size += len(text)
        if self._size >= LOADED_AT_ONCE:
            self._load()

    def change(self, _: bytes, text: bytes) -> None:
        """Load whole blocks of Turtle that stand for others."""
        self.keep(text)

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Load what is left, unless the build failed."""
        try:
            if failed is None:
                self._load()
                self._wait()
                _settle(self.store)
        finally:
            self._thread.shutdown(cancel_futures=True)

    def _load(self) -> None:
        self._wait()
        data = b"".join((self._header.encode(), *self._parts))
        self._parts, self._size = [], 0
        self._loading = self._thread.submit(self.store.bulk_load, data, RdfFormat.TURTLE)

    def _wait(self) -> None:
        try:
            if self._loading:
                self._loading.result()
        except OSError as error:
            raise GraphError(f"{self.path}: cannot be written: {error}") from error


class Patch:
    """Makes a database in `folder`/store of the one in `old`/store, which stays as it is; they share what both hold.

    Raises:
        GraphError: it cannot be written.
    """

    keep = None  # what stays is there already

    def __init__(self, folder: Path, old: Path, header: str) -> None:
        """Begin; `header` are the prefixes of what will be changed."""
        self.path, self._header = folder / STORE, header.encode()
        self._gone: list[Quad] = []
        self._new: list[Quad] = []
        try:
            Store.read_only(str(old / STORE)).backup(str(self.path))
            self.store = Store(self.path)
        except OSError as error:
            raise GraphError(f"{self.path}: cannot be written: {error}") from error

    def __enter__(self) -> Patch:
        """Begin."""
        return self

    def change(self, before: bytes, text: bytes) -> None:
        """Put what stands in some blocks in the place of what stood there before."""
        if before == text:
            return
        gone, new = self._quads(before), self._quads(text)
        self._gone += gone - new
        self._new += new - gone

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Make the changes, unless the build failed."""
        if failed is None:
            try:
                for quads in _batches(self._gone):
                    self.store.update(f"DELETE DATA {{ {' . '.join(str(quad.triple) for quad in quads)} }}")
                for quads in _batches(self._new):
                    self.store.extend(quads)
                self.store.flush()
            except OSError as error:
                raise GraphError(f"{self.path}: cannot be written: {error}") from error

    def _quads(self, text: bytes) -> set[Quad]:
        return set(parse(self._header + text, format=RdfFormat.TURTLE))


def _settle(store: Store) -> None:
    """Merge the files that loading in parts left, each of which every look-up would search, and put all on disk."""
    store.optimize()
    store.flush()


def _batches(quads: list[Quad]) -> Iterator[list[Quad]]:
    return (quads[at : at + CHANGED_AT_ONCE] for at in range(0, len(quads), CHANGED_AT_ONCE))


def from_triples(triples: Iterable[Triple]) -> Store:
    """Return a store in memory."""
    store = Store()
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return store


def open_store(path: str | Path) -> Store:
    """Open a graph for reading: a folder that `kg build` wrote, or an RDF file, which is loaded into memory.

    Raises:
        GraphError: nothing is there, it is not a graph, or it is damaged.
    """
    path = Path(path)
    if path.is_dir():
        return _open_folder(path)
    if not path.exists():
        raise GraphError(f"{path}: no such graph; `kg build INPUT -o {path}` makes one")
    return _load_file(path)


def dump(store: Store, path: Path, form: str) -> None:
    """Write a store as "nt", "nq", "ttl" or "jsonld", sorted, so that the same graph gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    triples = sorted((quad.triple for quad in store), key=str)
    prefixes = PREFIXES if form in ("ttl", "jsonld") else None
    serialize(triples, output=str(path), format=RdfFormat.from_extension(form), prefixes=prefixes)


def _open_folder(path: Path) -> Store:
    database = path if (path / "CURRENT").exists() else path / STORE
    if not database.exists() and (path / "graph.ttl").is_file():  # a published graph comes without its database
        return _load_file(path / "graph.ttl")
    if not (database / "CURRENT").exists():  # RocksDB's own pointer file; without it `read_only` would hang on nothing
        raise GraphError(f"{path}: not a graph: it has no {STORE} folder; `kg build INPUT -o {path}` makes one")
    try:
        return Store.read_only(str(database))
    except (OSError, RuntimeError) as error:
        raise GraphError(f"{database}: damaged, or made by another version: {error}; build it again") from error


def _load_file(path: Path) -> Store:
    if path.suffix not in _SUFFIXES:
        raise GraphError(f"{path}: not a graph: expected a folder, or a {', '.join(_SUFFIXES)} file")
    form = RdfFormat.from_extension(path.suffix.removeprefix("."))
    store = Store()
    try:
        store.bulk_extend(parse(path=str(path), format=form))
    except SyntaxError as error:
        raise GraphError(f"{path}:{error.lineno}: {error.msg}") from error
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error}") from error
    return store
