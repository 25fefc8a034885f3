"""Where the ontology, the shapes, the JSON-LD context and the JSON Schema are."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from kg.errors import DataFileError

__all__ = ["schema_path"]


def schema_path(name: str) -> Path:
    """Return the path of a file of schemas/, which a wheel holds in the package and a working copy beside it.

    Args:
        name: "ontology.ttl", "shapes.ttl", "context.jsonld" or "extraction.schema.json".

    Raises:
        DataFileError: there is no such file.
    """
    package = Path(str(files("kg")))
    for folder in (package / "schemas", package.parent / "schemas"):
        if (folder / name).is_file():
            return folder / name
    raise DataFileError(f"schemas/{name}", "missing from this installation; install claimgraph again")
