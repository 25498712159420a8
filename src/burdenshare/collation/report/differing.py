"""Which words of a text differ from another's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

WORD = re.compile(r"⟨[^⟨⟩]*⟩|\w+(?:['’.,\-]\w+)*|[^\w\s]")
"""A slot's sign, a word with what it holds together (`ally's`, `1.24`), or a stop."""


@dataclass(frozen=True, slots=True)
class ComparedWord:
    """A word of a text with what follows from the comparison.

    Parameters
    ----------
    start, end : code points of the text
    differs : whether the other text has another word here, or none
    gone : words of the other text that are left out before this one
    """

    start: int
    end: int
    differs: bool
    gone: str = ""


def words_of(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand.

    >>> words_of("our ally's ⟨s1⟩.")
    [(0, 3), (4, 10), (11, 15), (15, 16)]
    """
    return [m.span() for m in WORD.finditer(text)]


def same_words(a: str, b: str) -> bool:
    """Say whether two texts have the same words and stops, however they are spaced."""
    return WORD.findall(a) == WORD.findall(b)


@lru_cache(maxsize=4096)
def compare(text: str, other: str) -> tuple[ComparedWord, ...]:
    """Return the words of `text`, marked where `other` reads otherwise.

    A last piece without length holds what `other` has after the end of `text`.

    >>> [(p.start, p.end) for p in compare("we must act", "we will act") if p.differs]
    [(3, 7)]
    """
    found, mine = words_of(text), WORD.findall(text)
    theirs = WORD.findall(other)
    pieces: list[ComparedWord] = []
    gone = ""
    for kind, i, j, k, m in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
        if kind == "delete":
            gone = " ".join(theirs[i:j])
            continue
        for n in range(k, m):
            pieces.append(ComparedWord(*found[n], differs=kind != "equal", gone=gone if n == k else ""))
        gone = ""
    if gone:
        pieces.append(ComparedWord(len(text), len(text), differs=True, gone=gone))
    return tuple(pieces)


def marked(text: str, other: str) -> list[tuple[str, bool, str]]:
    """Return a text in stretches: its words, whether they differ, what is left out before them.

    The stretches put together are the text.

    >>> marked("we must act now", "we will act")
    [('we ', False, ''), ('must', True, ''), (' act ', False, ''), ('now', True, '')]
    """
    found: list[tuple[str, bool, str]] = []
    at = 0
    for differs, start, end, gone in _runs(compare(text, other)):
        if start > at:
            found.append((text[at:start], False, ""))
        found.append((text[start:end], differs, gone))
        at = end
    if at < len(text):
        found.append((text[at:], False, ""))
    return _joined(found)


def _runs(pieces: tuple[ComparedWord, ...]) -> list[tuple[bool, int, int, str]]:
    """Put neighbours of one kind together, so that two words in a row are one emphasis."""
    runs: list[tuple[bool, int, int, str]] = []
    for p in pieces:
        if runs and runs[-1][0] == p.differs and not p.gone:
            runs[-1] = (p.differs, runs[-1][1], p.end, runs[-1][3])
        else:
            runs.append((p.differs, p.start, p.end, p.gone))
    return runs


def _joined(found: list[tuple[str, bool, str]]) -> list[tuple[str, bool, str]]:
    """Put plain stretches together unless something is left out between them."""
    joined: list[tuple[str, bool, str]] = []
    for text, differs, gone in found:
        if joined and not (differs or joined[-1][1] or gone):
            joined[-1] = (joined[-1][0] + text, False, joined[-1][2])
        else:
            joined.append((text, differs, gone))
    return joined
