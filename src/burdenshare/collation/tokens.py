"""A text cut into tokens: words and marks, and names, figures and dates as one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from burdenshare.collation.entities import (
    ALLY,
    COUNTS_IN_TENS,
    DATE,
    FIGURE,
    FIGURES,
    LEADER,
    OFFICE,
    PROPER,
    names,
)

SHORT = 3
"""Letters of a word that says little by standing in two texts: `the`, `of`, `un`."""

CUT, OPEN = "cut", "open"
"""Classes of what an editor puts into a quotation: an ellipsis, and words in brackets."""

_PLAIN = str.maketrans(dict.fromkeys("‘’ʼ´", "'") | dict.fromkeys("‐‑", "-") | dict.fromkeys("“”„", '"'))
"""Quotation marks and hyphens as a keyboard has them."""

_TOKEN = re.compile(
    r"(?P<cut>\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{3,}|…)\s*\)|\.{3,}|…)"
    r"|['’]s(?!\w)|(?<!\w)(?:[ldnscjmt]|qu)['’](?=\w)"
    r"|\d+(?:[.,]\d+)*|per\s+cent(?!\w)|(?:\[\w+\])?\w+(?:[-‐‑]\w+|['’](?!s(?!\w))\w+)*"
    r"|(?P<open>\[[^\[\]]*\])|\S",
    re.IGNORECASE,
)
_ONE_NORM = {"per cent": "percent", "...": "…"}
_CLASSES = {"money": FIGURE, "figure": FIGURE, "date": DATE, "ally": ALLY, "leader": LEADER, "office": OFFICE}
_CLASSES |= {CUT: CUT, OPEN: OPEN}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a name, figure or date as one whole.

    Parameters
    ----------
    norm : what is compared: small, with plain quotes and single blanks, `per cent` as one word
    kind : class of what varies by nature, or of what an editor put in; else empty
    also : what other witnesses of the same text have in its stead, as `norm`
    """

    start: int
    end: int
    norm: str
    kind: str = ""
    also: frozenset[str] = frozenset()

    @property
    def word(self) -> bool:
        """Whether it is more than a mark."""
        return self.norm[0].isalnum() or len(self.norm) > 1

    @property
    def attested(self) -> frozenset[str]:
        """Every word that a witness of the text has here."""
        return self.also | {self.norm}

    @property
    def mask(self) -> str:
        """What stands for it where letters are matched."""
        return f"<{self.kind}>" if self.kind and self.kind != PROPER else self.norm

    @property
    def plain(self) -> bool:
        """Whether it is a word that is neither a name or figure nor an article or the like."""
        return self.word and not self.kind and len(self.norm) > SHORT

    @property
    def small(self) -> bool:
        """Whether it is an article or the like."""
        return self.word and not self.kind and len(self.norm) <= SHORT


def fold(text: str) -> str:
    """Return words small, with plain quotation marks and hyphens and single blanks."""
    return " ".join(text.translate(_PLAIN).split()).casefold()


def norms(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return tokens as they are compared."""
    return tuple(t.norm for t in tokens)


def tokens_of(
    text: str, start: int, end: int, *, language: str = "", leaders: tuple[str, ...] = ()
) -> Iterator[Token]:
    """Yield the tokens of a stretch of a text.

    >>> [t.norm for t in tokens_of("Norway’s 2 per cent.", 0, 20)]
    ['norway', "'s", '2', 'percent', '.']
    """
    known, at = names(leaders), start
    while m := _TOKEN.search(text, at, end):
        longer = FIGURES if m[0][0].isdigit() or m[0] in "€$£" else known
        name = longer.match(text, m.start())
        if name and m.end() <= name.end() <= end:
            m = name
        kind = _CLASSES.get(m.lastgroup or "", "")
        yield Token(m.start(), m.end(), _spelt(fold(m[0])), _kind(m[0], kind, language, first=at == start))
        at = m.end()


def _spelt(norm: str) -> str:
    if len(norm) > 1 and norm[0] == "[" and norm[-1] != "]":
        return norm.replace("[", "").replace("]", "")  # `[W]e` begins a sentence in a newspaper
    return _ONE_NORM.get(norm, norm)


def _kind(said: str, kind: str, language: str, *, first: bool) -> str:
    """Return the class of a token; where capitals tell names, they count."""
    if kind == ALLY and language == "en" and said[0].islower():
        return ""  # polish, turkey
    if not kind and language == "de":
        return FIGURE if said.casefold().endswith(COUNTS_IN_TENS) else ""
    proper = said[0].isupper() and len(said) > SHORT
    return PROPER if not kind and not first and proper else kind
