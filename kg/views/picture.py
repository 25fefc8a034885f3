"""What vis-network, which pyvis ships, needs to draw a network."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["EVEN", "OPTIONS", "SHAPES", "library"]

SHAPES = {"Method": "dot", "Dataset": "square", "Metric": "diamond", "Task": "triangle"}
EVEN = {"square": 0.85, "diamond": 1.15, "triangle": 1.05, "dot": 1.0}  # equal sizes look unequal in other shapes
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "hoverWidth": 0},
    # The page writes the labels itself, so that none lies upon another: this keeps vis-network from writing them too.
    "nodes": {"borderWidth": 1.5, "chosen": False, "scaling": {"label": {"enabled": False, "drawThreshold": 1e9}}},
    "interaction": {
        "hover": True,
        "tooltipDelay": 0,
        "zoomView": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
}


def library() -> str:
    """Return the script of the vis-network that pyvis ships, without the pointer to its source map."""
    folders = [path for path in (files("pyvis") / "lib").iterdir() if path.name.startswith("vis-9.")]
    newest = max(folders, key=lambda path: [int(part) for part in path.name.removeprefix("vis-").split(".")])
    text = (newest / "vis-network.min.js").read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL=")[0]
