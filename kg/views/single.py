"""A whole site in one file, to send to somebody: its pages are packed, and a script shows the one asked for.

The front page stands in the file as it is. The others, the scripts that only some pages need and the index of the
search are JSON, gzipped, in base64; the address "#method/lora.html" shows a page. The policy lets in the site's own
styles and scripts, by their hashes, and nothing else.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kg.errors import GraphError
from kg.views import query_page
from kg.views.gathering import gather
from kg.views.html import hashes
from kg.views.pages import File, Page, Site, lean, render
from kg.views.planning import OF_FILE, plan
from kg.views.site import SECTIONS, asset, tell

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

__all__ = ["write_single"]

STYLES = ("site.css", "network.css")
FIRST, LAST = ("theme.js",), ("site.js", "folded.js")  # scripts that run as the file opens: in its head, at its end
BY_NEED = ("board.js", "network-labels.js", "network.js")  # the library of the networks comes with their pages
FRONT = "index.html"


def write_single(store: Store, path: Path, *, title: str) -> None:
    """Write the site of a graph as one self-contained file, without the query page.

    It holds at most what `planning.OF_FILE` says, and tells at its end how much was left out.

    Raises:
        GraphError: the file cannot be written.
    """
    gathered = gather(store)
    site = Site(store, gathered, plan(gathered, OF_FILE), title, is_folded=True)
    sections = [section for section in SECTIONS if section.path != query_page.PATH]
    told = tell(site, sections)
    pages: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    scripts = {name: lean(asset(name)) for name in BY_NEED}
    data: dict[str, Any] = {}
    for section in sections:
        for made in section.pages(site):
            if isinstance(made, Page):
                text = render(made, site.links(made.path), site=told, layout="folded.html")
                pages[made.path] = (made.title, text, made.scripts)
            elif isinstance(made, File):
                scripts[made.path.removeprefix("assets/")] = made.content.decode()
            else:
                data[made.path] = made.arguments[-1]
    front = Markup(pages[FRONT][1])  # noqa: S704 - a page of ours, its values escaped
    text = _file(site, told, front, scripts, {"pages": pages, "scripts": scripts, "data": data})
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise GraphError(f"{path}: the page cannot be written: {error.strerror}") from error


def _file(site: Site, told: dict[str, Any], front: Markup, by_need: dict[str, str], packed: dict[str, Any]) -> str:
    """Return the file: the front page, with all that it needs inside."""
    styles, first, last = ([Markup(lean(asset(name))) for name in names] for names in (STYLES, FIRST, LAST))  # noqa: S704 - ours
    content = {
        "front": front,
        "styles": styles,
        "first": first,
        "last": last,
        "packed": _packed(packed),
        "policy": (
            f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src {hashes(styles)}; "
            f"script-src {hashes([*first, *last, *by_need.values()])}"
        ),
    }
    return render(Page(FRONT, "single.html", site.title, content), site.links(FRONT), site=told)


def _packed(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("ascii"), mtime=0)).decode()
