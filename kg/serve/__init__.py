"""The graph over HTTP, for reading: SPARQL 1.1 Protocol, the site's pages, a search over all names."""

from kg.serve.running import serve

__all__ = ["serve"]
