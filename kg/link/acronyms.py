"""Which short form stands for which long one."""

from __future__ import annotations

import re

from kg.keys import key, without_brackets

__all__ = ["anchor", "is_acronym", "is_spelt_from", "same_long_form"]

# adaptation, adapter; programming, program; convolution, convolutional; but not recursive, recurrent
_ENDING = re.compile(r"(?<=\w{3})(?:ations?|ational|ing|ers?|ors?|als?|ed|ives?|ions?|ional|es?|s)\Z")
_DOUBLE = re.compile(r"(?<=([^\W\daeiou]))\1\Z")
_WORD = re.compile(r"[^\W_]+")
_FUNCTION_WORDS = frozenset("a an and as at by for from in into of on or the to via with".split())
# a long form may come with one of these or without: "Visual Autoregressive (Modeling)"
_HEADS = frozenset(
    "algorithm approach architecture benchmark dataset framework graph index learning loss measure method metric model "
    "modeling module network net neural strategy system task technique training prompting".split()
)


def is_acronym(short: str, long: str) -> bool:
    """Tell whether the letters of one form come, in order, from the words of the other, the first from a word start.

    "LoRA" is one of "Low-Rank Adaptation", "VAR" of "Visual AutoRegressive modeling"; the short form has a capital
    beyond its first letter, or is all one word of at most five letters with a capital.
    """
    short = short.removesuffix("s") if short[:-1].isupper() else short
    if not _looks_short(short):
        return False
    letters = [c for c in short.lower() if c.isalnum()]
    words = _WORD.findall(without_brackets(long).lower())
    if len(letters) < 2 or len(words) < 2 or f" {key(short)} " in f" {key(long)} ":
        return False
    return words[0][0] == letters[0] and _spelt(letters, words)


def is_spelt_from(short: str, long: str) -> bool:
    """Tell whether the letters of a form stand in another in order, as DoRA in "decomposed low-rank adaptation"."""
    rest = iter(long.lower())
    return all(letter in rest for letter in short.lower() if letter.isalnum())


def anchor(surfaces: tuple[str, ...]) -> str:
    """Return the form that names an entity best: the long form of its name where that is an acronym, else its name."""
    return next((long for long in surfaces[1:] if is_acronym(surfaces[0], long)), surfaces[0])


def same_long_form(name_key: str) -> str:
    """Return what two long forms of one acronym share when they mean the same.

    "low rank adaptation" and "low rank adapter" do, so do "visual autoregressive model" and "visual autoregressive".
    """
    words = [word for word in name_key.split() if word not in _FUNCTION_WORDS]
    while len(words) > 1 and words[-1] in _HEADS:
        words.pop()
    return " ".join(_DOUBLE.sub("", _ENDING.sub("", _ENDING.sub("", word))) for word in words)


def _looks_short(short: str) -> bool:
    return " " not in short and len(short) <= 12 and any(c.isupper() for c in short)


def _spelt(letters: list[str], words: list[str]) -> bool:
    """Match letters against words: each letter starts a word or goes on inside the word of the letter before."""
    ends = {(0, 0)}  # (word, place in it) after the letters matched so far
    for letter in letters:
        ends = {
            (w, i + 1)
            for word, place in ends
            for w in range(word, min(word + 4, len(words)))
            for i in (range(place, len(words[w])) if w == word else (0,))
            if words[w][i] == letter
        }
    return any({w.removesuffix("s") for w in words[word + 1 :]} <= _FUNCTION_WORDS | _HEADS for word, _ in ends)
