"""Two wordings of a passage, word against word."""

from __future__ import annotations

from collections.abc import Sequence

from burdenshare.collation.apparatus.entities import NAMES
from burdenshare.collation.apparatus.pieces import Token

SAME_CLASS = 1.5
"""What a name against another name is worth."""

SAME_MARK = 1.2
SAME_SHORT = 1.0
BESIDE = 0.2
"""What a neighbour that is the same as well adds."""

SHORT = 3
"""Letters of a word that says little by standing in both: `the`, `of`, `un`."""


def worth(one: Token, other: Token) -> float:
    """Return what it is worth to hold two tokens against each other; 0 for never."""
    if one.norm == other.norm:
        if not one.word:
            return SAME_MARK
        return SAME_SHORT if len(one.norm) <= SHORT else 2.0 + min(len(one.norm), 10) / 10
    if one.kind and other.kind:
        alike = one.kind == other.kind or {one.kind, other.kind} <= NAMES
        return SAME_CLASS if alike else 0.0
    return 0.0


def align(one: Sequence[Token], other: Sequence[Token], share: Sequence[float] = ()) -> list[tuple[int, int]]:
    """Return the pairs of tokens that stand for each other, in order.

    Names, figures and dates stand for others of their class.

    Parameters
    ----------
    share : how many of all wordings have each token of the first, from 0 to 1; what most have
        counts more than what happens to stand in both
    """
    first = 0
    while first < min(len(one), len(other)) and one[first].norm == other[first].norm:
        first += 1
    last = 0
    rest = min(len(one), len(other)) - first
    while last < rest and one[-1 - last].norm == other[-1 - last].norm:
        last += 1
    n, m = len(one) - last, len(other) - last
    pairs = [(k, k) for k in range(first)]
    pairs += [(i + first, j + first) for i, j in _best(one[first:n], other[first:m], share[first:n])]
    return pairs + [(n + k, m + k) for k in range(last)]


def _best(one: Sequence[Token], other: Sequence[Token], share: Sequence[float]) -> list[tuple[int, int]]:
    """The pairs worth most, by the table of all beginnings."""
    width = len(other) + 1
    table = [[0.0] * width]
    gains: list[list[float]] = []
    for k in range(len(one)):
        above, row = table[-1], [0.0] * width
        scale = share[k] if share else 1.0
        gain = [_gain(one, other, k, j, scale) for j in range(len(other))]
        for j, g in enumerate(gain):
            best = max(above[j + 1], row[j])
            row[j + 1] = above[j] + g if g and above[j] + g > best else best
        table.append(row)
        gains.append(gain)
    return _back(table, gains)


def _gain(one: Sequence[Token], other: Sequence[Token], i: int, j: int, scale: float) -> float:
    """What a pair is worth; of two articles the one beside words that are the same is meant."""
    gain = worth(one[i], other[j])
    if not gain or one[i].norm != other[j].norm:
        return gain
    before = one[i - 1].norm == other[j - 1].norm if i and j else i == j
    rest, left = len(one) - i - 1, len(other) - j - 1
    after = one[i + 1].norm == other[j + 1].norm if rest and left else rest == left
    return gain * scale + BESIDE * (before + after)


def _back(table: list[list[float]], gains: list[list[float]]) -> list[tuple[int, int]]:
    i, j = len(gains), len(table[0]) - 1
    pairs = []
    while i and j:
        g = gains[i - 1][j - 1]
        if g and table[i][j] == table[i - 1][j - 1] + g:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif table[i][j] == table[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
