"""Compile the extraction with mypyc as the wheel is built: the same code, half as fast again (benchmarks/README.md).

Where that fails (no C compiler), the wheel holds the Python files alone and works as well. Editable installs are never
compiled, so that an edited file is what runs; CLAIMGRAPH_PURE=1 leaves compiling out of wheels too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("kg", "extract")
# Left as Python: what spaCy calls by name, what gets its methods as it runs, and what is not worth the time.
INTERPRETED = ("__init__", "components", "display", "evidence", "explaining", "token_patterns", "user_rules")


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled modules to the wheel."""

    folder = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile a copy of the package and tell the builder what came out."""
        if version == "editable" or os.environ.get("CLAIMGRAPH_PURE"):
            return
        self.folder = tempfile.mkdtemp()
        try:
            libraries = compiled(Path(self.root), Path(self.folder))
        except (OSError, subprocess.CalledProcessError) as error:
            reason = (getattr(error, "stderr", None) or str(error)).strip().splitlines()[-1:]
            self.app.display_warning(f"claimgraph is installed uncompiled, which is slower: {' '.join(reason)}")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update({str(path): str(path.relative_to(self.folder)) for path in libraries})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the copy."""
        if self.folder:
            shutil.rmtree(self.folder)


def compiled(root: Path, folder: Path) -> list[Path]:
    """Return the libraries that mypyc makes of the package under `root`, in a copy of it under `folder`.

    Raises:
        subprocess.CalledProcessError: mypyc or the C compiler fails, or is missing.
    """
    shutil.copytree(root / "kg", folder / "kg", ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    modules = [str(PACKAGE / path.name) for path in sorted((folder / PACKAGE).glob("*.py"))]
    chosen = [module for module in modules if Path(module).stem not in INTERPRETED]
    command = [sys.executable, "-m", "mypyc", "--ignore-missing-imports", *chosen]
    settings = os.environ | {"MYPYC_OPT_LEVEL": "1", "MYPYC_DEBUG_LEVEL": "0"}
    subprocess.run(command, cwd=folder, env=settings, check=True, capture_output=True, text=True)
    return sorted(path for path in (*folder.glob("*"), *(folder / PACKAGE).glob("*")) if path.suffix in (".so", ".pyd"))
