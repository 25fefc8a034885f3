"""Names to concepts: the same thing in many papers is one node, and each merge has its reason."""

from kg.link.concepts import concepts, with_merges
from kg.link.names import Names, learn, names_of, tally_of
from kg.link.papers import apply
from kg.link.tally import Tally

__all__ = ["Names", "Tally", "apply", "concepts", "learn", "names_of", "tally_of", "with_merges"]
