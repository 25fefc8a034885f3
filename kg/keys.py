"""One key for all ways to write a name: case, hyphens, accents, Greek letters, plurals and spelling do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import sha256

from kg.data import rows
from kg.data.lexicons import judged_terms, known_names

__all__ = ["clean", "key", "slug", "why_same", "without_brackets"]

_GREEK = {
    unicodedata.lookup(f"GREEK {case} LETTER {name}"): spelt.capitalize() if case == "CAPITAL" else spelt
    for case in ("SMALL", "CAPITAL")
    for name, spelt in (
        *((letter.upper(), letter) for letter in "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()),
        *((letter.upper(), letter) for letter in "mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split()),
        ("LAMDA", "lambda"),
    )
}
_SPELT = str.maketrans(
    _GREEK | {"*": " star ", "ς": "sigma", "@": " at ", "&": " and ", "+": " plus ", "#": " sharp ", "%": " percent "}
)
# SpRinG, HInt, FlaSH: no spring, hint or flash
_MIXED = re.compile(r"(?=[A-Z]+[a-z]+[A-Z]|[A-Z]{2,}[a-z]{2})[A-Za-z]+\Z")
_APOSTROPHES = re.compile("['’‘`´\"“”]")
_TIMES = re.compile(r"(?<=\d) ?(?:times|\\times|[x×]) ?(?=\d)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s+\(([^()]*)\)|\(([^()]*)\)\s+")  # "autoregressive (AR) models"
_SEPARATORS = re.compile(r"[^\w.]|_|(?<!\d)\.|\.(?!\d)")
# "GPT4o", "GPT-4o" and "GPT 4o" are one name; so are "T5" and "T-5"
_WORD_DIGIT = re.compile(r"(?<=[^\W\d_]{2})(?=[1-9])")
_DIMENSIONS = re.compile(r"(?<![^\W_])([1-9]) (?=[dD](?![^\W_]))")  # "3-D map" is "3D map"
_LETTER_DIGIT = re.compile(r"(?<![^\W_])([^\W\d_]) (?=\d)")
_PLURAL = re.compile(r"[^\W\d_]{2,}s\Z")
_NOT_PLURAL = re.compile(
    r"(?:ss|us|is|ias|ness|bayes|atlas|canvas|gas|pandas|chaos|cosmos|ethos|logos|series|species|lens|news)\Z|"
    r"(?<!metr)(?<!top)(?<!heurist)(?<!characterist)(?<!crit)(?<!mosa)ics\Z"  # robotics, dynamics
)
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-z]{3}\Z")  # fps, gps, rms
_SIBILANT = re.compile(r"(?:sses|xes|shes|[nrt]ches|oaches|zzes)\Z")
_GREEK_PLURAL = re.compile(r"(?<=[a-z]{3}[ey]s)es\Z")  # hypotheses, analyses
_LATIN_PLURAL = {
    plural: f"{plural[:-size]}{ending}"
    for plural, size, ending in (
        ("biases", 2, ""),
        *(("matrices", 3, "x"), ("indices", 4, "ex"), ("vertices", 4, "ex"), ("formulae", 1, "")),
        *(("equilibria", 1, "um"), ("maxima", 1, "um"), ("minima", 1, "um"), ("optima", 1, "um")),
    )
}
# optimise, tokenised, generalisation; but not supervised, precise, noise, otherwise
_BRITISH = re.compile(r"(?<=[a-z]{2}[b-gi-nqrstyz])is(?=(?:e|ed|er|es|ing)\Z)|(?<=[a-z]{2})is(?=ation\Z)")
_SAFE = re.compile(r"[a-z0-9 .]*\Z")


def clean(surface: str) -> str:
    """Return a surface form with its line breaks as blanks."""
    return " ".join(surface.split())


@lru_cache(maxsize=200_000)
def key(surface: str) -> str:
    """Return what all spellings of a name have in common ("Ω-QVLA", "Omega QVLA": "omega qvla")."""
    is_odd = _MIXED.match(surface) and surface.lower() in _plain_words()
    spelt = f"{surface} as spelt" if is_odd else surface
    for _, step in _STEPS:
        spelt = step(spelt)
    return spelt or surface.casefold()


def why_same(one: str, other: str) -> str:
    """Return the id of the step that makes two forms with the same key equal, such as "plural"."""
    for name, step in _STEPS:
        one, other = step(one), step(other)
        if one == other:
            return name
    return "different"


def slug(name_key: str) -> str:
    """Return the tail of an IRI for a key; keys that differ give slugs that differ."""
    readable = re.sub(r"[^a-z0-9.]+", "-", name_key).strip("-.")
    if _SAFE.match(name_key) and 0 < len(readable) <= 80:
        return readable
    return f"{readable[:60]}-{sha256(name_key.encode()).hexdigest()[:8]}".strip("-")


def _characters(text: str) -> str:
    """Spell out Greek letters and symbols, drop accents."""
    if text.isascii():
        return text.translate(_SPELT)
    text = unicodedata.normalize("NFKC", text).translate(_SPELT)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def without_brackets(text: str) -> str:
    """Return a form without the short forms in brackets: "autoregressive (AR) models" is "autoregressive models".

    What is not spelt from the words before it says something of its own: "Wild (LFW) dataset".
    """
    if "(" not in text:
        return text.strip() or text

    def shortened(found: re.Match[str]) -> str:
        letters = [c for c in (found[1] or found[2] or "").removesuffix("s").lower() if c.isalpha()]
        before = iter(text[: found.start()].lower())
        return " " if letters and all(letter in before for letter in letters) else found[0]

    return _BRACKETS.sub(shortened, text).strip() or text


def _hyphens(text: str) -> str:
    if text.replace(" ", "").isalpha():  # most names; nothing below would change them
        return " ".join(text.split())
    text = _TIMES.sub("x", _APOSTROPHES.sub("", text))
    text = " ".join(_SEPARATORS.sub(" ", text).split())
    return _LETTER_DIGIT.sub(r"\1", _DIMENSIONS.sub(r"\1", _WORD_DIGIT.sub(" ", text)))


def _plural(text: str) -> str:
    """Make the last word singular, and long plain words before it; "LLMs" is a plural, "SOS" and "bias" are not."""
    *before, last = text.split(" ")
    before = [_singular(word) if len(word) > 4 and word[-2].islower() else word for word in before]
    return " ".join((*before, _singular(last)))


def _singular(word: str) -> str:
    if word[-2:].islower() and word.lower() in _LATIN_PLURAL:
        return _LATIN_PLURAL[word.lower()]
    if len(word) < 3 or not _PLURAL.search(word):
        return word
    if word[-2].isupper():  # "IoUs"
        return word[:-1]
    if _NOT_PLURAL.search(word.lower()) or _CONSONANTS.match(word.lower()):
        return word
    if _GREEK_PLURAL.search(word):
        return f"{word[:-2]}is"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if _SIBILANT.search(word) else word[:-1]


def _case(text: str) -> str:
    return text.casefold()


def _spelling(text: str) -> str:
    words = text.split(" ")
    table = _spellings()
    found, at = [], 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if " " in pair and pair in table:
            found.append(table[pair])
            at += 2
        else:
            found.append(table.get(words[at]) or _american(words[at]))
            at += 1
    return " ".join(found)


def _american(word: str) -> str:
    return _BRITISH.sub("iz", word) if "is" in word else word


@cache
def _plain_words() -> frozenset[str]:
    """Return the frequent words that are no name of anything."""
    named = {name.lower() for name, _ in known_names()}
    judged = judged_terms()
    return frozenset(w for w, _ in rows("words.tsv", 2) if w not in named and judged.get(w, "none") == "none")


@cache
def _spellings() -> dict[str, str]:
    return {variant: canonical for variant, canonical, _ in rows("spelling.tsv", 3)}


_STEPS = (
    ("characters", _characters),
    ("brackets", without_brackets),
    ("hyphens", _hyphens),
    ("plural", _plural),
    ("case", _case),
    ("spelling", _spelling),
)
