"""Names to concepts: the same thing in many papers is one node, and each merge has its reason."""

from kg.link.concepts import concepts
from kg.link.names import Names, learn
from kg.link.papers import apply

__all__ = ["Names", "apply", "concepts", "learn"]
