"""Data flows one way: a module may import only the layers named for it (README, "How it is built")."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

KG = Path(__file__).parent.parent / "kg"
STORED = {"errors", "vocabulary", "data", "model", "store"}
FLOW = {"errors", "model", "vocabulary", "exchange", "packing", "data", "readers", "extract", "keys", "link", "rdf"}
FLOW |= {"store"}
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "vocabulary": {"model"},
    "exchange": {"errors", "model"},
    "data": {"errors"},
    "keys": {"data"},
    "packing": {"model"},
    "readers": {"errors", "model", "exchange", "packing"},
    "extract": {"errors", "model", "data"},
    "link": {"errors", "model", "data", "keys"},
    "rdf": {"errors", "model", "vocabulary", "data"},
    "store": {"errors", "model", "vocabulary", "data"},
    "sample": STORED,
    "validate": STORED | {"sample"},
    "query": STORED | {"keys"},  # a name is looked up by the key the linker gives it
    "network": STORED | {"query", "keys"},
    "views": STORED | {"query", "network"},
    "serve": STORED | {"query", "network", "views"},
    "verify": STORED | {"query"},
    "evaluate": {"errors", "model", "exchange"},
    "columnar": STORED | {"files"},
    "graph": STORED | {"columnar", "query", "network", "validate", "verify"},
    "files": {"errors"},
    "report": {"model", "rdf", "readers", "vocabulary", "__version__"},
    "parallel": {"errors"},
    "ledger": {"errors", "model", "data", "extract", "keys", "link", "rdf", "report", "__version__"},
    "archive": {"errors", "model", "packing", "readers", "ledger"},
    "pieces": {"files", "ledger"},
    "portions": FLOW | {"archive", "ledger", "report"},
    "extracting": FLOW | {"archive", "parallel", "portions", "report"},
    "stages": FLOW | {"archive", "extracting", "ledger", "parallel", "pieces", "portions", "report"},
    "building": FLOW
    | {"archive", "extracting", "ledger", "files", "parallel", "report", "stages"}
    | {"graph", "network", "query", "views"},
    "spark": FLOW | {"building", "columnar", "report", "stages"},  # the flow of building, in partitions
    "cli": FLOW
    | {
        "graph",
        "spark",
        "network",
        "query",
        "views",
        "serve",
        "validate",
        "verify",
        "evaluate",
        "building",
        "files",
        "report",
    },
    "__init__": {"errors", "model", "readers", "extract", "graph", "building", "report"},
    "__main__": {"cli"},
}
MODULES = sorted(path for path in KG.rglob("*.py"))


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module if node.module != "kg" else f"kg.{node.names[0].name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(KG)))
def test_a_module_imports_only_earlier_layers(path: Path) -> None:
    layer = path.relative_to(KG).parts[0].removesuffix(".py")
    for name in imported_modules(path):
        if name.startswith("kg."):
            imported = name.split(".")[1]
            assert imported in MAY_IMPORT[layer] | {layer} or imported.startswith("__"), (
                f"{layer} may not import {name}"
            )
