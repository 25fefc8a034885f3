"""docs/networkx.md is true: its table lists what the graphs have, and its code prints what it shows.

`python -m tests.test_networkx_docs` writes what the code prints into the page, after graphs/ was rebuilt.
"""

import contextlib
import io
import re
from collections.abc import Iterator

import kg
from tests.conftest import REPO

PAGE = REPO / "docs" / "networkx.md"
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n```text\n(?P<output>.*?)```", re.DOTALL)
ROW = re.compile(r"^\| (node|edge) \| `(\w+)` \| (str|int|float) \|", re.MULTILINE)


def printed(text: str) -> Iterator[str]:
    """Yield what each example prints; all share their names."""
    names: dict[str, object] = {}
    for block in BLOCK.finditer(text):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.chdir(REPO):
            exec(block["code"], names)  # noqa: S102 - the examples of our own page
        yield output.getvalue()


def test_examples_print_what_the_page_shows() -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = [block["output"] for block in BLOCK.finditer(text)]
    assert len(shown) == text.count("```python")
    assert list(printed(text)) == shown, "python -m tests.test_networkx_docs writes the page anew"


def test_the_table_lists_every_attribute() -> None:
    found = attributes("daily-papers") | attributes("sample")  # only the second was built with quotes
    listed = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(found)
    assert found - attributes("daily-papers") <= {("edge", "quote", "str")}


def attributes(graph: str) -> set[tuple[str, str, str]]:
    network = kg.load(REPO / "graphs" / graph).to_networkx()
    data = [("node", data) for _, data in network.nodes(data=True)]
    data += [("edge", data) for *_, data in network.edges(data=True)]
    return {(of, name, type(value).__name__) for of, found in data for name, value in found.items()}


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    outputs = printed(page)
    PAGE.write_text(
        BLOCK.sub(lambda block: f"```python\n{block['code']}```\n```text\n{next(outputs)}```", page), encoding="utf-8"
    )
