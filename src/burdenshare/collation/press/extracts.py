"""What an excerpt prints of a letter without a gap, and the tokens that a letter's words are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from burdenshare.collation.sentences import sentences
from burdenshare.collation.tokens import CUT, OPEN, Token, fold, tokens_of

_WRAPS = ' \t\r\n"“”„«»‹›'


@dataclass(frozen=True, slots=True)
class Extract:
    """An excerpt, or its part between two ellipses, from its first word to its last stop."""

    start: int
    end: int
    words: tuple[Token, ...]


def extracts_of(text: str) -> list[Extract]:
    """Cut an excerpt at its ellipses; brackets at the edge of a part are no part of it.

    >>> [[w.norm for w in p.words] for p in extracts_of("“[We] ask [name] to act … 2 per cent.”")]
    [['ask', '[name]', 'to', 'act'], ['2', 'percent']]
    """
    found, words = list[Extract](), list[Token]()
    for token in tokens_of(text, 0, len(text)):
        if token.kind == CUT:
            found += _extract(text, words, token.start)
            words = []
        elif token.word:
            words.append(token)
    return found + _extract(text, words, len(text))


def _extract(text: str, words: list[Token], limit: int) -> list[Extract]:
    while words and words[0].kind == OPEN:
        words = words[1:]
    bracketed = bool(words) and words[-1].kind == OPEN
    while words and words[-1].kind == OPEN:
        words = words[:-1]
    if not words:
        return []
    end = words[-1].end if bracketed else words[-1].end + len(text[words[-1].end : limit].rstrip(_WRAPS))
    return [Extract(words[0].start, end, tuple(words))]


def printed(text: str, words: Iterable[Token]) -> tuple[str, ...]:
    """Return words as they are printed, but for their case and the form of their apostrophes."""
    return tuple(fold(text[w.start : w.end]) for w in words)


def sentence_ends(text: str, words: tuple[Token, ...], language: str = "") -> list[int]:
    """Return after how many words each sentence of a text ends, the last one included.

    >>> text = "We met. You agreed"
    >>> sentence_ends(text, extracts_of(text)[0].words)
    [2, 4]
    """
    ends = [sum(w.start < end for w in words) for _, end in sentences(text, 0, len(text), language)]
    return [*dict.fromkeys(e for e in ends if 0 < e < len(words)), len(words)]
