"""A page of the site and how it becomes text: templates, links that always lead somewhere, and the page's policy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape
from pyoxigraph import Store

from kg.views.gathered import Gathered
from kg.views.planning import Plan
from kg.views.written import written

if TYPE_CHECKING:
    from jinja2 import Environment

    from kg.views.gathered import Slot

__all__ = ["Data", "File", "Links", "Page", "Site", "lean", "newest_first", "render", "shortened"]

_INDENTED = re.compile(r"\n\s+")  # a fifth of a small page
LONG = 120  # characters of a name inside a line; its own page shows all


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `scripts` are files of assets/ that it needs beside those of every page.

    `script_policy` is added to what the Content-Security-Policy lets scripts do, such as "'wasm-unsafe-eval'".
    """

    path: str
    template: str
    title: str
    content: Mapping[str, Any]
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    script_policy: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Something beside the pages: data as a script, a library; `path` begins with "assets/" or "network/"."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Data:
    """What the scripts of all pages look up by need: `call` of claimgraph (site.js) takes it; the last is the value."""

    path: str
    call: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What a section makes its pages from: the graph as stored and as gathered, and which pages there are.

    `engine` is the folder of the npm package oxigraph, for the query page. Where `is_folded`, all pages are parts of
    one file.
    """

    store: Store
    gathered: Gathered
    plan: Plan
    title: str
    engine: Path | None = None
    is_folded: bool = False

    def root(self, path: str) -> str:
        """Return what the address of another page begins with on the page at `path`."""
        return "#" if self.is_folded else "../" * path.count("/")

    def links(self, path: str) -> Links:
        """Return the links of the page at `path`."""
        return Links(self.gathered, self.plan.paths, self.root(path))


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page: each begins with `root` (`Site.root`); `paths` are the pages written, by id."""

    gathered: Gathered
    paths: Mapping[str, str]
    root: str = field(default="")

    def to(self, page: str) -> str:
        """Return the address of a page by its id, or "" where it has none."""
        return self.root + quote(self.paths[page], safe="/~") if page in self.paths else ""

    def named(self, slot: Slot | None) -> Markup:
        """Return a name or the words that stand for it, as a link where there is a page."""
        if slot is None:
            return Markup('<span class="quiet">not named</span>')
        kind = self.gathered.names[slot.id].type.lower() if slot.id in self.gathered.names else "words"
        return self._linked(slot.id, slot.text, f"name {kind}")

    def name(self, name: str) -> Markup:
        """Return a name by its id, as a link where it has a page."""
        known = self.gathered.names.get(name)
        return self._linked(name, known.label if known else name, f"name {known.type.lower()}" if known else "name")

    def paper(self, paper: str) -> Markup:
        """Return the title of a paper as a link to its page here, else to its address, else alone."""
        known = self.gathered.papers[paper]
        if paper not in self.paths and known.url:
            title = escape(shortened(known.title, 200))
            return Markup('<a class="out" rel="noreferrer" href="{}"><bdi>{}</bdi></a>').format(known.url, title)
        return self._linked(paper, known.title, "title", 200)

    def _linked(self, page: str, text: str, css: str, limit: int = LONG) -> Markup:
        shown, address = shortened(text, limit), self.to(page)
        # what is not ours is escaped; `Markup.format` takes four times as long
        if not address:
            return Markup(f'<span class="{css}"><bdi>{escape(shown)}</bdi></span>')  # noqa: S704
        return Markup(f'<a class="{css}" href="{escape(address)}"><bdi>{escape(shown)}</bdi></a>')  # noqa: S704


def render(page: Page, links: Links, *, site: Mapping[str, Any], layout: str = "layout.html") -> str:
    """Return a page as HTML.

    Args:
        page: what is shown.
        links: its links.
        site: what every page is told: the title of the site and the rule for pages.
        layout: the template around it: of a whole page, or folded.html for the content alone.
    """
    scripts = " ".join(filter(None, ("'self'", page.script_policy)))
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'self'; "
        f"script-src {scripts}"
    )
    template = _environment().get_template(page.template)
    told = {"page": page, "links": links, "root": links.root, "policy": policy, "site": site, "layout": layout}
    return lean(template.render(told | dict(page.content)))


def lean(text: str) -> str:
    """Return a page, script or style sheet without the blanks at the beginning of its lines."""
    return _INDENTED.sub("\n", text)


def newest_first(date: str) -> tuple[bool, tuple[int, ...]]:
    """Return what sorts dates: the newest first, none last."""
    return not date, tuple(-ord(digit) for digit in date)


def shortened(text: str, limit: int = LONG) -> str:
    """Return a text cut at `limit` characters, with an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kg.views", "templates/site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shortened": shortened, "written": written, "number": _number}
    environment.filters |= {"counted": _counted, "kind": _kind}
    return environment


def _number(value: int) -> str:
    return f"{value:,}"


def _counted(value: int, word: str, plural: str = "") -> str:
    """Return "1 paper", "2 papers"."""
    return f"{value:,} {word if value == 1 else plural or word + 's'}"


def _kind(name: str) -> str:
    """Return a type of name as one says it."""
    return "data set" if name == "Dataset" else name.lower()
