"""The spaCy pipeline the rules work on: English vocabulary, and a tokenizer made for abstracts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["Tokenizer", "make_nlp"]

# What follows a name after a hyphen and is no part of it: CLIP-based, GPT-4-level.
_TAILS = "based|style|like|driven|powered|trained|generated|enhanced|guided|level|tuned|type|family|inspired"
# One alternation, tried in this order; no part can match the same characters in two ways, so it is linear.
_PATTERN = r"""
    \s+
  | (?:https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]}']
  | (?:i\.e|e\.g|w\.r\.t|et\ al|etc|vs|cf|resp|approx|Figs?|Eqs?|Sec|Tab)\.(?!\w)
  | (?:[A-Z]\.){2,}(?!\w)
  | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.]\w)      # 81,082
  | \d+(?:\.\d+)?(?=\ ?times(?![a-z]))            # 3.9times, 256times256
  | times(?=\ ?\d)
  | ['’](?:s|re|ve|ll|d)(?!\w)                   # model's
  | -(?:@TAIL@)(?!\w)
  | [^\W_][\u0300-\u036f]*(?:[^\W_][\u0300-\u036f]*|                # a word, and what may join its parts:
        [-‐‑](?=[^\W_])(?!(?:@TAIL@)(?!\w))    # low-rank, M-VAR-d32; but CLIP + -based
      | –(?=[^\W\d_])(?<=[^\W\d_]–)               # Gauss–Newton
      | \.(?=\d)(?<=\w\.)                         # 3.5, N1.5
      | ['’](?=[^\W_]{2}|t(?!\w))(?!(?:re|ve|ll)(?!\w))   # O'Brien, don't
      | _(?=[^\W_])
      | @(?=[^\W_])                               # Recall@10
      | \^(?=[^\W_])                              # 10^5
      | &(?=[A-Z](?![a-z]))                       # Q&A
      | :(?=\d)(?<=\d:)                           # 16:9
      | /(?=\d|[^\W\d_](?![^\W_]))                # ViT-H/14, frames/s, I/O
      | \+{1,2}(?![\w+])                          # C++
      | \*(?!\w)(?<=[A-Z]\*)                      # A* search
    )*
  | \\[a-zA-Z]+ | \\.
  | \.{2,} | -{2,} | `` | ''
  | .
"""
_TOKEN_AND_SPACE = re.compile(f"({_PATTERN.replace('@TAIL@', _TAILS)})([ ]?)", re.VERBOSE | re.DOTALL)


class Tokenizer:
    """Split a text into words, each as spaCy's vocabulary knows it; the Doc holds the text exactly.

    spaCy's own tokenizer takes quadratic time over runs of brackets or quotes and splits names such as
    Gemma3-27B-it; one regular expression does neither.
    """

    def __init__(self, vocab: Vocab) -> None:
        from spacy.tokens import Doc

        self.vocab = vocab
        self._make_doc = Doc

    def __call__(self, text: str) -> Doc:
        """Return a Doc over `text`, which it keeps character by character."""
        pairs = self.split(text)
        words, spaces = [word for word, _ in pairs], [space != "" for _, space in pairs]
        return self._make_doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def split(text: str) -> list[tuple[str, str]]:
        """Return the words of a text, each with the blank after it, if any."""
        return _TOKEN_AND_SPACE.findall(text)

    def to_disk(self, path: Any, **_: Any) -> None:
        """Write nothing: there is no state. spaCy asks for the method."""

    def from_disk(self, path: Any, **_: Any) -> Tokenizer:
        """Return self: there is no state."""
        return self

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: there is no state."""
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> Tokenizer:
        """Return self: there is no state."""
        return self


def make_nlp() -> Language:
    """Return a pipeline that only splits words, with the English vocabulary of spaCy."""
    import spacy

    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    return nlp
