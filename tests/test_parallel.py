import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# The workers of such a script die while they start: each would start workers itself.
UNGUARDED = """
from functools import partial
from kg.errors import KgError
from kg.parallel import beside, in_order

try:
    if {beside}:
        with beside(max, prepare=partial(len, bytes(200_000)), get_ready=print) as begin:
            list(begin([1, 2]))
    else:
        list(in_order(max, [1, 2], prepare=partial(len, bytes(200_000)), workers=2))
except KgError as error:
    print(error)
"""


@pytest.mark.parametrize("beside", [False, True])
def test_workers_that_die_before_they_read_their_tools_are_noticed(beside: bool, tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED.format(beside=beside), encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert "a worker was killed" in done.stdout


# Workers that tell who they are, and then have nothing to do while their parent sleeps over the first result.
IDLE = """
import os, time
from kg.parallel import in_order

def tell(folder, name):
    open(f"{folder}/{os.getpid()}", "w").close()
    time.sleep(0.2)

def prepare():
    return FOLDER

if __name__ == "__main__":
    for _ in in_order(tell, "abcdefgh", prepare=prepare, workers=2):
        time.sleep(600)
"""


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_a_killed_parent(how: signal.Signals, tmp_path: Path) -> None:
    folder, script = tmp_path / "workers", tmp_path / "idle.py"
    folder.mkdir()
    script.write_text(f"FOLDER = {str(folder)!r}\n" + IDLE, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script])
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    workers = [int(file.name) for file in folder.iterdir()]
    parent.send_signal(how)
    parent.wait()
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(workers) == 2
    assert not any(map(alive, workers))
