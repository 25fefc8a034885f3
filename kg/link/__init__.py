"""Names to concepts: the same thing in many papers is one node, and each merge has its reason."""

from kg.link.concepts import Broader, concepts, find_broader, kept_types, places, scales, with_merges
from kg.link.names import Names, learn, names_of, tally_of
from kg.link.outcomes import Before, Changes, Uses, changes, chosen, uses
from kg.link.owners import Owner
from kg.link.papers import apply
from kg.link.tally import Tally

__all__ = [
    "Before",
    "Broader",
    "Changes",
    "Names",
    "Owner",
    "Tally",
    "Uses",
    "apply",
    "changes",
    "chosen",
    "concepts",
    "find_broader",
    "kept_types",
    "learn",
    "names_of",
    "places",
    "scales",
    "tally_of",
    "uses",
    "with_merges",
]
