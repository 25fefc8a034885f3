"""The README is true: its commands run and print what it shows, its Python runs, its links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from tests.conftest import REPO

TEXT = (REPO / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
INSTALL = "pip install . && "  # CI installs, since it has a network; here the rest of the command runs
TESTS = "pip install '.[test]' && pytest"  # what CI calls


def commands(session: str) -> list[tuple[str, str]]:
    """Return each command of a console block with the output that follows it."""
    parts = re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks like a fresh clone to the commands."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("graphs", "schemas", "tests"):
        (folder / name).symlink_to(REPO / name) if name != "graphs" else (folder / name).mkdir()
    for path in (REPO / "graphs").iterdir():
        if path.name != "mine":
            (folder / "graphs" / path.name).symlink_to(path)
    return folder


def run(command: str, folder: Path) -> tuple[int, str]:
    python = shlex.quote(sys.executable)
    script = f'kg() {{ {python} -m kg "$@"; }}; python() {{ {python} "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_console_sessions_print_what_they_show(workplace: Path):
    shown = [pair for session in SESSIONS for pair in commands(session) if pair[0] != TESTS]
    assert len(shown) >= 10
    for command, output in shown:
        code, printed = run(command.removeprefix(INSTALL), workplace)
        assert code == 0, command
        assert printed.split() == output.split(), command


@pytest.mark.parametrize("code", PYTHON)
def test_python_examples_run(code: str, workplace: Path):
    done = subprocess.run([sys.executable, "-c", code], cwd=workplace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ci_calls_the_test_command_of_the_readme():
    assert TESTS in TEXT
    assert TESTS in (REPO / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme():
    assert [name for name in (command.__name__ for command in COMMANDS) if f"kg {name}" not in TEXT] == []


def test_links_lead_somewhere():
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", TEXT) + re.findall(r'src="(?!https?:)([^"]+)"', TEXT)
    assert links
    assert [link for link in links if not (REPO / link.partition("#")[0]).exists()] == []
