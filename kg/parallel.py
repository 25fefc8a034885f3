"""The same work on many portions, in this process or in several; results come in order, and few wait at a time."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections import deque
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["Beside", "beside", "collect_rarely", "in_order", "portions", "uncollected"]

Task = TypeVar("Task")
Result = TypeVar("Result")
Tools = TypeVar("Tools")
# begins tasks, and gives their results in order
Beside: TypeAlias = "Callable[[Iterable[Task]], Iterator[Result]]"
WAITING = 3  # portions for each worker that are being worked on or wait to be fetched

KILLED = "a worker was killed, perhaps for want of memory; run the same command again, with fewer --workers"

_tools: Any = None  # what this process works with, if it is a worker


def in_order(
    work: Callable[[Tools, Task], Result],
    tasks: Iterable[Task],
    *,
    prepare: Callable[[], Tools],
    workers: int,
) -> Iterator[Result]:
    """Yield what `work` makes of each task, in their order.

    Args:
        work: called with the tools and a task; a function of a module, and so is `prepare`, or a `partial` of one.
        tasks: read as they are needed.
        prepare: gives a worker its tools, once.
        workers: processes; one is this process itself.

    Raises:
        KgError: a worker was killed.
    """
    if workers == 1:
        own = prepare()
        yield from (work(own, task) for task in tasks)
        return
    waiting: deque[Future[Result]] = deque()
    with _pool(prepare, workers) as pool:
        for task in tasks:
            waiting.append(pool.submit(_run, work, task))
            if len(waiting) >= WAITING * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def beside(
    work: Callable[[Tools, Task], Result],
    *,
    prepare: Callable[[], Tools],
    get_ready: Callable[[Tools, None], object],
) -> Iterator[Beside[Task, Result]]:
    """Give what hands tasks to a process that works beside this one, and returns their results when they are wanted.

    The process starts at once.

    Args:
        work: called with the tools and a task; a function of a module, as are the others.
        prepare: gives the process its tools.
        get_ready: called with them first, so that it does slow things before there are tasks.

    Raises:
        KgError: the process was killed.
    """
    with _pool(prepare, 1) as pool:
        pool.submit(_run, get_ready, None)

        def begin(tasks: Iterable[Task]) -> Iterator[Result]:
            begun = [pool.submit(_run, work, task) for task in tasks]
            return (each.result() for each in begun)

        yield begin


@contextmanager
def _pool(prepare: Callable[[], Any], workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes that have their tools."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with TemporaryDirectory(prefix="kg-") as folder:
        # By a file: who writes much into the pipe to a new worker waits for ever if that dies before it reads.
        tools = Path(folder) / "tools"
        tools.write_bytes(pickle.dumps(prepare))
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(tools,))
        try:
            yield pool
        except BrokenProcessPool as error:
            _let_go(pool)
            raise KgError(KILLED) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _let_go(pool: ProcessPoolExecutor) -> None:
    """End what waits to write to a killed worker, where Python does not: before 3.11.5 it waits for ever (gh-94777)."""
    tasks: Any = getattr(pool, "_call_queue", None)
    if tasks is not None and sys.version_info < (3, 11, 5):
        tasks._reader.close()


def portions(items: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """Yield a stream in portions of at most `size`."""
    iterator = iter(items)
    while portion := tuple(islice(iterator, size)):
        yield portion


def collect_rarely() -> None:
    """Let this process look for cyclic garbage less often: extraction makes many small values and no cycles.

    For a process of our own, such as the command line or a worker; saves a tenth of the time of a build.
    """
    gc.set_threshold(100_000, 20, 20)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cyclic garbage away from work on large tables that makes none: it would walk them all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _start(tools: Path) -> None:
    global _tools
    Thread(target=_end_with_parent, daemon=True).start()
    collect_rarely()
    _tools = pickle.loads(tools.read_bytes())()  # noqa: S301 - we wrote it


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone: killed, it tells nobody, and we would wait for ever."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _run(work: Callable[[Any, Task], Result], task: Task) -> Result:
    return work(_tools, task)
