"""One file of HTML out of templates and data, the only place where a value of a graph meets markup.

Values never become markup: they travel in a JSON block, and the page's scripts write them with `textContent`. The
Content-Security-Policy lets the page's own styles and scripts run, by their hashes, and nothing else: no request
leaves.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["assemble", "json_block", "template_text"]


def assemble(*, title: str, body: str, data: object, styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return a whole page.

    Args:
        title: the text of the window's title; plain text.
        body: the markup of the page, from a template.
        data: what the scripts show; anything `json` can write.
        styles: style sheets, in order.
        scripts: scripts, in order; they find the data in the element with the id "data".
    """
    styles, scripts = [_line_ends(text) for text in styles], [_line_ends(text) for text in scripts]
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src {_hashes(styles)}; script-src {_hashes(scripts)}"
    )
    return Template(template_text("page.html")).substitute(
        policy=policy,
        title=escape(title),
        styles="\n".join(f"<style>{text}</style>" for text in styles),
        body=body,
        data=json_block(data),
        scripts="\n".join(f"<script>{text}</script>" for text in scripts),
    )


def json_block(data: object) -> str:
    """Return JSON that can stand in a `<script type="application/json">`: pure ASCII, nothing that reads as markup."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def template_text(name: str) -> str:
    """Return a file of `templates/`."""
    return (files("kg.views") / "templates" / name).read_text(encoding="utf-8")


def _line_ends(text: str) -> str:
    """Return the text as a browser reads it: the hashes of the policy are taken after it normalises line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
