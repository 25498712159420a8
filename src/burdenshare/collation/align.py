"""Two sequences of tokens held against each other, word against word.

One table of all beginnings serves three questions: the pairs of two wordings that are worth most,
the stretch in which two fragments agree best, and what stands before and after that stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from burdenshare.collation.entities import NAMES
from burdenshare.collation.tokens import OPEN, SHORT, Token

A = TypeVar("A")
B = TypeVar("B")
Pair = tuple[int | None, int | None]
Worth = Callable[[A, B], float]

ALIKE = 0.6
"""Sentences and excerpts of which so much is common are of one passage."""

FEWEST = 4
"""Words that two fragments must have in common, or all of a shorter one."""

NEVER = float("-inf")
"""What two tokens are worth that never stand for each other."""

BESIDE = 0.2
"""What a neighbour that is the same as well adds."""

SAME, LIKE, UNKNOWN, OTHER = 2.0, 1.0, 0.0, -1.0
"""Worth of the same word; of the same mark or article, or a name for a name; of a word for one that
an editor hides; and of a word for another or for none where fragments are laid on each other."""

MILD = -0.25
"""What a difference costs outside the stretch in which two fragments agree best."""


def pairs_of(
    one: Sequence[Token], other: Sequence[Token], share: Sequence[float] = ()
) -> list[tuple[int, int]]:
    """Return the pairs of tokens of two wordings that stand for each other, in order.

    Names, figures and dates stand for others of their class.

    Parameters
    ----------
    share : how many of all wordings have each token of the first, from 0 to 1; what most have
        counts more than what happens to stand in both
    """
    first, shorter = 0, min(len(one), len(other))
    while first < shorter and one[first].norm == other[first].norm:
        first += 1
    last = 0
    while last < shorter - first and one[-1 - last].norm == other[-1 - last].norm:
        last += 1
    n, m = len(one) - last, len(other) - last
    pairs = [(k, k) for k in range(first)]
    pairs += _inner(one[first:n], other[first:m], share[first:n], first)
    return pairs + [(n + k, m + k) for k in range(last)]


def _inner(
    one: Sequence[Token], other: Sequence[Token], share: Sequence[float], at: int
) -> list[tuple[int, int]]:
    def gain(i: int, j: int) -> float:
        return _gain(one, other, i, j, share[i] if share else 1.0)

    path = _path(len(one), len(other), gain, 0.0)
    return [(i + at, j + at) for i, j in path if i is not None and j is not None]


def _gain(one: Sequence[Token], other: Sequence[Token], i: int, j: int, scale: float) -> float:
    """What a pair is worth; of two articles the one beside words that are the same is meant."""
    a, b = one[i], other[j]
    if a.norm != b.norm:
        alike = a.kind and (a.kind == b.kind or {a.kind, b.kind} <= NAMES)
        return LIKE if alike else NEVER
    rest, left = len(one) - i - 1, len(other) - j - 1
    before = one[i - 1].norm == other[j - 1].norm if i and j else i == j
    after = one[i + 1].norm == other[j + 1].norm if rest and left else rest == left
    return (SAME if len(a.norm) > SHORT else LIKE) * scale + BESIDE * (before + after)


def agree(one: Token, other: Token) -> float:
    """Return what it is worth to hold two words of fragments against each other."""
    if OPEN in {one.kind, other.kind}:
        return UNKNOWN
    return SAME if one.attested & other.attested else OTHER


def is_enough(common: int, words: int) -> bool:
    """Whether fragments that have so many words in common, of so many they could have, are of one place."""
    return common >= max(min(FEWEST, words), ALIKE * words)


def lay(one: Sequence[A], other: Sequence[B], worth: Worth[A, B]) -> list[Pair]:
    """Return pairs of places of two fragments, in order; None where one has no word.

    The stretch that agrees best is found first (Smith and Waterman). What stands before and after
    it is paired from there outwards, so that a word for a word stands beside what is shared; a
    difference costs little there, and what one fragment has beyond the other costs nothing.

    Parameters
    ----------
    worth : `SAME` for words that agree, `UNKNOWN` for one that may be any, else `OTHER` or less
    """

    def gain(i: int, j: int) -> float:
        return worth(one[i], other[j])

    def outer(i: int, j: int) -> float:
        return MILD if gain(i, j) == OTHER else gain(i, j)

    core = _path(len(one), len(other), gain, OTHER, local=True)
    if not core:
        return [(i, None) for i in range(len(one))] + [(None, j) for j in range(len(other))]
    (i, j), (k, m) = (cast("tuple[int, int]", pair) for pair in (core[0], core[-1]))
    head = _path(i, j, outer, MILD)
    last, end = len(one) - 1, len(other) - 1
    tail = _path(last - k, end - m, lambda a, b: outer(last - a, end - b), MILD)
    return head + core + [_turned(pair, last, end) for pair in tail[::-1]]


def _turned(pair: Pair, last: int, end: int) -> Pair:
    i, j = pair
    return None if i is None else last - i, None if j is None else end - j


def _path(
    n: int, m: int, gain: Callable[[int, int], float], gap: float, *, local: bool = False
) -> list[Pair]:
    """Return the way through a table of all beginnings that is worth most, from its end.

    Nothing is paid for where it begins. It ends with both sequences, or, where `local`, with the
    pair up to which it is worth most, and begins with the first pair that is worth anything.
    """
    table = [[0.0] * (m + 1) for _ in range(n + 1)]
    gains = [[gain(i, j) for j in range(m)] for i in range(n)]
    best, end = 0.0, (0, 0) if local else (n, m)
    for i, row in enumerate(gains):
        above, here = table[i], table[i + 1]
        for j, worth in enumerate(row):
            value = max(above[j] + worth, above[j + 1] + gap, here[j] + gap)
            here[j + 1] = max(value, 0.0) if local else value
            if local and value > best:
                best, end = value, (i + 1, j + 1)
    return _back(table, gains, gap, end, local=local)


def _back(
    table: list[list[float]], gains: list[list[float]], gap: float, end: tuple[int, int], *, local: bool
) -> list[Pair]:
    (i, j), pairs = end, list[Pair]()
    while i and j and not (local and table[i][j] <= 0):
        if table[i][j] == table[i - 1][j - 1] + gains[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif table[i][j] == table[i - 1][j] + gap:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    if not local:
        pairs += [(k, None) for k in reversed(range(i))] + [(None, k) for k in reversed(range(j))]
    return pairs[::-1]
