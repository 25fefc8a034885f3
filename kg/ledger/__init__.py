"""What the last build of a folder wrote and why, so that the next one writes only what changes.

One file of the graph folder, attached as `ledger` to the database of the archive (`kg.archive`).
"""

from kg.ledger.books import LEDGER, Ledger, Step
from kg.ledger.counts import keep_tally, stored_tally
from kg.ledger.rows import Row, row_of
from kg.ledger.trust import fits, note, seal

__all__ = ["LEDGER", "Ledger", "Row", "Step", "fits", "keep_tally", "note", "row_of", "seal", "stored_tally"]
