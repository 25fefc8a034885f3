"""The parts of the pages that need no browser."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from math import dist
from random import Random

from kg.views.html import json_block
from kg.views.layout import positions
from kg.views.picture import library

NODES = [f"n{number}" for number in range(320)]


def edges() -> list[tuple[str, str]]:
    """Return lines between nodes, those with small numbers in most."""
    random = Random(7)
    pairs = ((NODES[int(320 * random.random() ** 3)], other) for other in NODES for _ in range(2))
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})


def test_json_block_holds_no_markup_and_reads_back() -> None:
    data = {"</script>": "<!-- & \u2028 \u2029 é 🧪 \ud800"}
    text = json_block(data)
    assert not set("<>&\u2028\u2029") & set(text)
    assert text.isascii()
    assert json.loads(text) == data


def test_library_is_the_vis_network_of_pyvis_without_its_source_map() -> None:
    text = library()
    assert text.startswith("/**\n * vis-network")
    assert "sourceMappingURL" not in text
    assert "</script" not in text


def test_positions_do_not_depend_on_order() -> None:
    sizes = dict.fromkeys(NODES, 10.0)
    mixed_edges, mixed_sizes = edges(), list(sizes.items())
    Random(1).shuffle(mixed_edges)
    Random(2).shuffle(mixed_sizes)
    assert positions(sizes, edges()) == positions(dict(mixed_sizes), mixed_edges)


def test_positions_keep_nodes_apart() -> None:
    places = positions(dict.fromkeys(NODES, 10.0), edges())
    near = sum(dist(a, b) < 20 for a, b in combinations(places.values(), 2))
    assert near <= len(places) * 0.02


def test_positions_of_nothing_and_of_one() -> None:
    assert positions({}, []) == {}
    assert positions({"a": 5.0}, []) == {"a": (0.0, 0.0)}


def test_importing_the_views_does_not_import_what_draws() -> None:
    program = "import sys, kg.views; print(sorted({'pyvis', 'IPython', 'igraph', 'networkx'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == "[]"
