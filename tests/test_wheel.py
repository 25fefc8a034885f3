"""The package as it is installed: what the wheel holds, and that it works away from the repository.

The wheel here is uncompiled, as where no C compiler is; .ci/run makes a compiled one.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPO


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(REPO)]
    environment = os.environ | {"CLAIMGRAPH_PURE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_package_and_the_schemas(wheel: Path):
    held = set(zipfile.ZipFile(wheel).namelist())
    files = [path.relative_to(REPO) for path in (REPO / "kg").rglob("*") if path.is_file()]
    ours = {path.as_posix() for path in files if "__pycache__" not in path.parts}
    schemas = {f"kg/schemas/{path.name}" for path in (REPO / "schemas").iterdir()}
    assert ours | schemas <= held
    assert not [name for name in held if name.startswith(("tests/", "graphs/", "benchmarks/"))]


def test_the_wheel_works_away_from_the_repository(wheel: Path, tmp_path: Path, sample_page: Path):
    target = tmp_path / "site"
    install = ["pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run([sys.executable, "-m", *install], check=True, capture_output=True)
    environment = os.environ | {"PYTHONPATH": str(target)}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    where = [sys.executable, "-P", "-c", "import kg; print(kg.__file__)"]
    home = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    assert home.startswith(str(target))
    run("build", str(sample_page), "-o", "mine")
    run("validate", "mine")
    assert "1.80" in run("query", "mine", "leaderboard", "--metric", "FID", "--dataset", "ImageNet 256x256")
