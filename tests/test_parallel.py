import subprocess
import sys
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
