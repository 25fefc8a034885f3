"""claimgraph: abstracts of papers in, a queryable graph of claims out."""

__version__ = "0.1.0"
