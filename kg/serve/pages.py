"""The pages of a graph: those of its site, and those that the site leaves out, made as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from anyio import to_thread
from pyoxigraph import Literal, NamedNode
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from kg.network.assembly import short_id
from kg.query.terms import expand, pairs
from kg.views import make_page

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store
    from starlette.requests import Request
    from starlette.types import Scope

__all__ = ["Pages"]

TOLD = "assets/site.js"  # which tells the pages that they are served


class Pages(StaticFiles):
    """The folder of a site; a name or paper that has no file there gets its page from the graph."""

    def __init__(self, folder: Path, store: Store, title: str) -> None:
        super().__init__(directory=folder, html=True)
        self.folder, self.store, self.title = folder, store, title
        first = next(iter(store.quads_for_pattern(None, expand("rdf:type"), expand("cg:Paper"))), None)
        iri = first.subject.value if first and isinstance(first.subject, NamedNode) else ""
        self.base = iri.removesuffix(short_id(iri))

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file of the site, else a page that is made now."""
        if path == TOLD:
            script = (self.folder / TOLD).read_text(encoding="utf-8") + "claimgraph.serve();\n"
            return Response(script, media_type="text/javascript")
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or not path.endswith(".html"):
                raise
            made = await to_thread.run_sync(self._make, path.removesuffix(".html"))
            if made is None:
                raise
            return HTMLResponse(made)

    def _make(self, id: str) -> str | None:
        return make_page(self.store, self.base + id, title=self.title)

    async def find(self, request: Request) -> Response:
        """Lead to the page of the name with a type and a label."""
        kind, label = (request.query_params.get(key, "") for key in ("type", "name"))
        for node, _ in pairs(self.store, "skos:prefLabel", value=Literal(label)):
            id = short_id(node.value)
            if id.startswith(f"{kind.lower()}/"):
                return RedirectResponse(f"/{quote(id, safe='/~')}.html")
        raise HTTPException(404)
