"""A network as GraphML, for Gephi, Cytoscape and others; written line by line."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.network.assembly import Attributes, Network

__all__ = ["write_graphml"]

# what XML 1.0 cannot hold, and the carriage return, which its readers turn into a line feed
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: Network, path: Path) -> None:
    """Write a network as GraphML, sorted; characters that XML cannot hold are left out.

    Each attribute has one type in the whole file: "long" or "double" where all its values are numbers, else "string".
    Edge ids are unique in the file; the key of an edge is its attribute `claim`, or else `predicate`.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(graph))


def _lines(graph: Network) -> Iterator[str]:
    nodes = _types(data for _, data in graph.nodes(data=True))
    edges = _types(data for _, _, data in graph.edges(data=True))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for element, types in (("node", nodes), ("edge", edges)):
        for name, kind in types.items():
            key, named = _quoted(f"{element}.{name}"), _quoted(name)
            yield f'  <key id={key} for="{element}" attr.name={named} attr.type="{kind}"/>'
    yield '  <graph edgedefault="directed">'
    for node in sorted(graph):
        yield f"    <node id={_quoted(node)}>{_data('node', graph.nodes[node])}</node>"
    for source, target, name in sorted(graph.edges(keys=True)):
        ends = f"source={_quoted(source)} target={_quoted(target)}"
        data = _data("edge", graph.edges[source, target, name])
        yield f"    <edge id={_quoted(f'{source} {name} {target}')} {ends}>{data}</edge>"
    yield "  </graph>"
    yield "</graphml>"


def _types(found: Iterable[Attributes]) -> dict[str, str]:
    """Return the GraphML type of each attribute, by name."""
    types = defaultdict[str, set[type]](set)
    for data in found:
        for name, value in data.items():
            types[name].add(type(value))
    return {name: _type(types[name]) for name in sorted(types)}


def _type(types: set[type]) -> str:
    if types == {int}:
        return "long"
    return "double" if types <= {int, float} else "string"


def _data(element: str, data: Mapping[str, str | int | float]) -> str:
    return "".join(
        f"<data key={_quoted(f'{element}.{name}')}>{escape(_legal(str(value)))}</data>" for name, value in data.items()
    )


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
