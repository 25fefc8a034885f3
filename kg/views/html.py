"""Where values of a graph, and our own scripts, meet markup outside the templates."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["hashes", "json_block"]


def json_block(data: object) -> str:
    """Return JSON that can stand in a `<script type="application/json">`: pure ASCII, nothing that reads as markup."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def hashes(texts: Iterable[str]) -> str:
    """Return what lets these scripts or styles stand in a page, for its Content-Security-Policy."""
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
