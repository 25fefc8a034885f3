"""The first half of a build: extract the papers whose text is new, and count the names of all that changed."""

from __future__ import annotations

from collections import deque
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from kg import link
from kg.extract.fingerprint import fingerprint
from kg.parallel import beside, in_order, portions
from kg.portions import Extractor, find, get_ready

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from kg.archive import Archive, Found, Unread
    from kg.extract.user_rules import UserRule
    from kg.parallel import Beside
    from kg.report import Intake, Options

    # is given a stream of papers that are done, their number, and what is done with them; passes them on
    Watch = Callable[[Iterable[None], int, str], Iterable[None]]
    Extracting = Beside[tuple[Unread, ...], tuple[list[Found], link.Tally]]

__all__ = ["extract_to", "extractor_beside", "unwatched"]

PORTION = 200  # papers a worker gets at a time
FEW = 500  # papers that are extracted sooner than several workers start


def unwatched(done: Iterable[None], _total: int, _what: str) -> Iterable[None]:
    """Show nothing."""
    return done


def extractor_beside(
    options: Options, rules: Sequence[UserRule], *, few: bool
) -> AbstractContextManager[Extracting | None]:
    """Give a process that extracts beside this one, and starts at once, where few papers are likely to be new."""
    if not few or options.workers == 1:
        return nullcontext()
    return beside(find, prepare=partial(_extractor, options, rules), get_ready=get_ready)


def extract_to(
    archive: Archive,
    intake: Intake,
    options: Options,
    rules: Sequence[UserRule],
    watch: Watch,
    extracting: Extracting | None = None,
) -> Callable[[], link.Tally]:
    """Extract the new and changed papers of an archive.

    Args:
        archive: where what is found is kept.
        intake: is told how many papers were extracted before.
        options: see `Options`.
        rules: names of the user.
        watch: for a progress bar.
        extracting: what `extractor_beside` gives.

    Returns:
        What waits for the last of them, if it must, and returns the names of all of them, counted.
    """
    papers, _ = archive.count()
    tasks = portions(archive.unextracted(fingerprint(rules)), PORTION)
    prepare = partial(_extractor, options, rules)
    if extracting and papers <= FEW:
        found = extracting(tasks)
        return lambda: _keep(found, papers, archive, intake, options, watch)
    results = in_order(find, tasks, prepare=prepare, workers=options.workers if papers > FEW else 1)
    tally = _keep(results, papers, archive, intake, options, watch)
    return lambda: tally


def _keep(
    results: Iterable[tuple[list[Found], link.Tally]],
    papers: int,
    archive: Archive,
    intake: Intake,
    options: Options,
    watch: Watch,
) -> link.Tally:
    """Keep what is found in some papers, and return their names, counted."""
    tally = link.tally_of((), never_merge=options.never_merge)

    def done() -> Iterator[None]:
        for found, names in results:
            archive.keep(found)
            intake.known += sum(key is not None and findings is None for _, key, findings in found)
            tally.merge(names)
            yield from (None for _ in found)

    deque(watch(done(), papers, "Extracting"), maxlen=0)
    return tally


def _extractor(options: Options, rules: Sequence[UserRule]) -> Extractor:
    return Extractor(rules, fingerprint(rules), options.never_merge)
