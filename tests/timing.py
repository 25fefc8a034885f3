"""How long something takes, for the tests that time grows with the length of a text and no faster."""

import gc
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the quickest of three runs of `work`, in seconds.

    The garbage collector rests meanwhile: it walks everything that the tests before have left, and its walk was
    once longer than the run it fell into.
    """
    taken = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(taken)
