"""The routes of the server, and what holds for all of them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from kg.errors import KgError
from kg.serve.answers import Answer, Question, refuse
from kg.serve.description import describe
from kg.serve.pages import Pages
from kg.serve.protocol import read
from kg.serve.search import Names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg.serve.workers import Pool

__all__ = ["application"]

WAITING = 64  # queries at work or in the queue; more are told to come back
FOUND = 20  # names of a search
LONGEST = 200  # letters of a search


def application(store: Store, pool: Pool, *, pages: Path, title: str, hosts: Sequence[str]) -> Starlette:
    """Return the server as an ASGI application.

    Args:
        store: the graph, for its names and the pages that the site leaves out.
        pool: what answers queries.
        pages: the folder of the site; where it is not there, the address "/" says how to make it.
        title: what the graph is called.
        hosts: the names that a client may call this server by ("*" for any): a page of another site that has its own
            name point here is refused.
    """
    server = _Server(store, pool)
    site = Pages(pages, store, title) if pages.is_dir() else None
    routes = [
        Route("/sparql", server.sparql, methods=["GET", "POST"]),
        Route("/sparql/", server.sparql, methods=["GET", "POST"]),
        Route("/search", server.search),
        *((Route("/find", site.find), Mount("/", site)) if site else (Route("/", _no_pages),)),
    ]
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        Middleware(_OwnPagesOnly),
        Middleware(GZipMiddleware, minimum_size=2000),
    ]
    return Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=server.lifespan,
        exception_handlers={KgError: _broken, 404: _missing},
    )


class _Server:
    """What the routes share: the graph, the workers, and the names once they are read."""

    def __init__(self, store: Store, pool: Pool) -> None:
        self.store, self.pool = store, pool
        self.names: Names | None = None
        self.waiting = 0
        self.threads = CapacityLimiter(WAITING)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Read the names beside the first requests: of 80,000 papers that takes some 20 seconds."""
        reading = asyncio.create_task(self._read_names())
        yield
        reading.cancel()

    async def _read_names(self) -> None:
        self.names = await to_thread.run_sync(Names, self.store, abandon_on_cancel=True)

    async def sparql(self, request: Request) -> Response:
        """Answer a query; without one, describe the service, or show a browser the query page."""
        asked = await read(request)
        accept = request.headers.get("accept", "")
        if asked is None and "text/html" in accept:
            return RedirectResponse("/query.html")
        if asked is None:
            asked = describe(str(request.url.replace(query="")), accept)
        return _response(await self._answered(asked) if isinstance(asked, Question) else asked)

    async def _answered(self, question: Question) -> Answer:
        if self.waiting >= WAITING:
            return refuse(503, "the server has too many queries waiting; ask again in a while")
        self.waiting += 1
        try:
            return await to_thread.run_sync(self.pool.ask, question, limiter=self.threads)
        finally:
            self.waiting -= 1

    async def search(self, request: Request) -> Response:
        """Return the names that begin with the words in the field `q`, as JSON."""
        words = request.query_params.get("q", "")
        if not words or len(words) > LONGEST:
            return PlainTextResponse(f"search is asked as /search?q=WORDS, of at most {LONGEST} letters\n", 400)
        if self.names is None:
            return _response(refuse(503, "the names are still being read; ask again in a while"))
        return JSONResponse([asdict(name) for name in self.names.find(words, FOUND)])


class _OwnPagesOnly:
    """Refuses what pages of other sites ask for (they could not read it, but it would keep the server busy)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", ()))
        if headers.get(b"sec-fetch-site") == b"cross-site" and headers.get(b"sec-fetch-mode") != b"navigate":
            refusal = PlainTextResponse("only this server's own pages and programs may ask it\n", 403)
            await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _response(answer: Answer) -> Response:
    headers = {"x-content-type-options": "nosniff"} | ({"retry-after": "5"} if answer.status == 503 else {})
    return Response(answer.body, answer.status, headers | {"content-type": answer.media_type})


def _broken(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 500)


def _missing(request: Request, _: Exception) -> Response:
    return PlainTextResponse(f"{request.url.path}: no such page; / begins, /sparql answers queries\n", 404)


def _no_pages(_: Request) -> Response:
    return PlainTextResponse("no pages yet: `kg view GRAPH -o GRAPH/site` writes them; /sparql answers queries\n")
