"""Files and streams in, papers out: one module per input format, chosen by what the file holds."""

from __future__ import annotations

from kg.readers.merging import ENTRIES, Duplicate, Merged, merge, paper_of
from kg.readers.reading import read
from kg.readers.records import Rejection

__all__ = ["ENTRIES", "Duplicate", "Merged", "Rejection", "merge", "paper_of", "read"]
