"""claimgraph: abstracts of papers in, a queryable graph of claims out.

import kg

graph = kg.build(kg.read("page.txt"))  # or kg.load("graphs/mine")
for row in graph.leaderboard(metric="FID", dataset="ImageNet 256x256"):
print(row)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.building import build, build_folder, read
    from kg.errors import DataFileError, GraphError, InputError, KgError, MissingExtraError, QueryError
    from kg.graph import Graph, load
    from kg.model import Claim, Entity, Extraction, Mention, Paper, Quantity
    from kg.report import Options

__all__ = [
    "Claim",
    "DataFileError",
    "Entity",
    "Extraction",
    "Graph",
    "GraphError",
    "InputError",
    "KgError",
    "Mention",
    "MissingExtraError",
    "Options",
    "Paper",
    "Quantity",
    "QueryError",
    "build",
    "build_folder",
    "load",
    "read",
]

__version__ = "0.1.0"

_HOMES = {
    "kg.building": ("build", "build_folder", "read"),
    "kg.errors": ("DataFileError", "GraphError", "InputError", "KgError", "MissingExtraError", "QueryError"),
    "kg.graph": ("Graph", "load"),
    "kg.model": ("Claim", "Entity", "Extraction", "Mention", "Paper", "Quantity"),
    "kg.report": ("Options",),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `kg query` starts without spaCy."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
