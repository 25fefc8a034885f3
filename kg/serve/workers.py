"""Processes that answer queries, so that one which takes too long or too much memory can be ended.

The engine cannot be stopped within a process, and some queries end theirs. A worker opens the graph by itself, answers
one query at a time, and is replaced when it had to be killed or died.
"""

from __future__ import annotations

import multiprocessing
import queue
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError, KgError
from kg.serve.answers import Answer, answer, refuse

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from kg.serve.answers import Question

__all__ = ["MEMORY", "Pool"]

MEMORY = 2 * 1024**3  # bytes that a query may take, where the system can hold a process to it (Linux)


class Worker:
    """A process with the graph open."""

    def __init__(self, graph: Path) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would take the locks of our threads with it
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(str(graph), theirs), daemon=True)
        self.process.start()
        theirs.close()
        try:
            problem = self.connection.recv()
        except EOFError:
            problem = f"{graph}: the process that opens it ended"
        if problem:
            raise GraphError(problem)

    def ask(self, question: Question, seconds: float) -> Answer | None:
        """Return the answer, or None where there is none in time or the process ended; then it is no more."""
        try:
            self.connection.send(question)
            if self.connection.poll(seconds):
                answered: Answer = self.connection.recv()
                return answered
        except (EOFError, OSError):
            self.process.join()
        return None

    def end(self) -> int | None:
        """Kill the process; return its exit code where it had ended before."""
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.connection.close()
        return code


class Pool:
    """Workers, and those who wait for one.

    Args:
        graph: a graph folder or RDF file; every worker opens it.
        size: the number of workers.
        seconds: how long a query may take.

    Raises:
        GraphError: the graph cannot be opened.
    """

    def __init__(self, graph: Path, *, size: int, seconds: float) -> None:
        self.graph, self.seconds = graph, seconds
        self.idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()  # None: a place where the worker is to be made
        for worker in [None] * (size - 1) + [Worker(graph)]:
            self.idle.put(worker)

    def ask(self, question: Question) -> Answer:
        """Answer a question; blocks until a worker is free, and then as long as a query may take.

        Raises:
            GraphError: a new worker cannot open the graph.
        """
        try:
            worker = self.idle.get(timeout=self.seconds)
        except queue.Empty:
            return refuse(503, "the server is busy with other queries; ask again in a while")
        try:
            worker = worker or Worker(self.graph)
            answered = worker.ask(question, self.seconds)
            if answered is None:
                code, worker = worker.end(), None
                answered = refuse(503, self._stopped(code))
            return answered
        finally:
            self.idle.put(worker)

    def close(self) -> None:
        """End the workers that are not at work; the others end with this process."""
        while not self.idle.empty():
            if worker := self.idle.get():
                worker.end()

    def _stopped(self, code: int | None) -> str:
        if code is None:
            return (
                f"the query took more than {self.seconds:g} seconds and was stopped; add LIMIT, name the nodes it"
                " begins with, or start the server with a longer --timeout"
            )
        return f"the query took more than {MEMORY // 1024**3} GB of memory and was stopped; add LIMIT or narrow it"


def _work(graph: str, connection: Connection) -> None:
    """Open a graph and answer questions until the other side is gone."""
    from kg.store import open_store

    try:
        store = open_store(graph)
    except KgError as error:
        connection.send(str(error))
        return
    _limit_memory()
    connection.send("")
    try:
        while True:
            connection.send(answer(store, connection.recv()))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


def _limit_memory() -> None:
    """Let the process take MEMORY bytes more than it has, and write no core file when it takes more."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
