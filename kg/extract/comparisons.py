"""Comparisons without a number."""
from __future__ import annotations
def has_cue(text): return False
def find_comparisons(scene, story, found): return []
