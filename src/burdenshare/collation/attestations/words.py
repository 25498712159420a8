"""The words of an excerpt: what is printed of the letter, and what an editor put in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<cut>\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{3,}|…)\s*\)|\.{3,}|…)"
    r"|(?P<word>\[\w+\]\w+|\d+(?:[.,]\d+)*%?|per\s+cent(?!\w)|\w+(?:[-‐‑'’]\w+)*)"
    r"|(?P<open>\[[^\[\]]*\])",
    re.IGNORECASE,
)
_PLAIN = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "´": "'", "‐": "-", "‑": "-", "[": "", "]": ""})
_SPELT = {"per cent": "percent"}
_WRAPS = ' \t\r\n"“”„«»‹›'
_END = re.compile(r"[.!?]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a letter, as an outlet prints it.

    Parameters
    ----------
    start, end : code points of the text it stands in
    said : as printed, small, with plain apostrophes
    norm : the same word however it is spelt: `per cent` and `percent` are one
    open : whether an editor put it in brackets; such a word stands for any other
    also : what other outlets print in its stead, as `norm`
    """

    start: int
    end: int
    said: str
    norm: str
    open: bool = False
    also: frozenset[str] = frozenset()

    @property
    def norms(self) -> frozenset[str]:
        """Every word that a witness prints here."""
        return self.also | {self.norm}


@dataclass(frozen=True, slots=True)
class Piece:
    """An excerpt, or its part between two ellipses, from its first word to its last stop."""

    start: int
    end: int
    words: tuple[Word, ...]


def pieces_of(text: str) -> list[Piece]:
    """Cut an excerpt at its ellipses; brackets at the edge of a piece are no part of it.

    >>> [[w.said for w in p.words] for p in pieces_of("“[We] ask [name] to act … 2 per cent.”")]
    [['ask', '[name]', 'to', 'act'], ['2', 'per cent']]
    """
    found, words = [], list[Word]()
    for m in _TOKEN.finditer(text):
        if m.lastgroup == "cut":
            found += _piece(text, words, m.start())
            words = []
        else:
            words.append(_word(m))
    return found + _piece(text, words, len(text))


def _word(m: re.Match[str]) -> Word:
    opened = m.lastgroup == "open"
    said = " ".join(m[0].casefold().translate(_PLAIN).split())
    if opened:
        said = f"[{said}]"
    return Word(*m.span(), said, _SPELT.get(said, said), opened)


def _piece(text: str, words: list[Word], limit: int) -> list[Piece]:
    while words and words[0].open:
        words = words[1:]
    bracketed = bool(words) and words[-1].open
    while words and words[-1].open:
        words = words[:-1]
    if not words:
        return []
    end = words[-1].end if bracketed else words[-1].end + len(text[words[-1].end : limit].rstrip(_WRAPS))
    return [Piece(words[0].start, end, tuple(words))]


def sentence_ends(text: str, words: tuple[Word, ...]) -> list[int]:
    """Return after how many words each sentence of a text ends, the last one included.

    >>> text = "We met. You agreed"
    >>> sentence_ends(text, pieces_of(text)[0].words)
    [2, 4]
    """
    ends = [sum(w.start < m.start() for w in words) for m in _END.finditer(text)]
    return [*dict.fromkeys(e for e in ends if 0 < e < len(words)), len(words)]
