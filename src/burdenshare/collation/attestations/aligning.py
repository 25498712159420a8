"""Two sequences of words held against each other, of which each may be a fragment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
Pair = tuple[int | None, int | None]
Worth = Callable[[A, B], float]

SAME = 2.0
OTHER = -1.0
OPEN = 0.0
GAP = -1.0
MILD = -0.25


def align(one: Sequence[A], other: Sequence[B], worth: Worth[A, B]) -> list[Pair]:
    """Return pairs of places in order; None where a sequence has no word.

    The stretch that agrees best is found first. What stands before and after it is paired from
    there outwards, so that a word for a word stands beside what is shared.

    Parameters
    ----------
    worth : `SAME` for words that agree, `OPEN` for one that may be any, else `OTHER`
    """
    core = _local(one, other, worth)
    if not core:
        return [(i, None) for i in range(len(one))] + [(None, j) for j in range(len(other))]
    (i, j), (k, m) = _ends(core)
    head = _outwards(one[:i][::-1], other[:j][::-1], worth)[::-1]
    head = [_turned(p, i, j) for p in head]
    tail = _outwards(one[k + 1 :], other[m + 1 :], worth)
    return head + core + [_shifted(p, k + 1, m + 1) for p in tail]


def _ends(core: Sequence[Pair]) -> tuple[tuple[int, int], tuple[int, int]]:
    both = [(i, j) for i, j in core if i is not None and j is not None]
    return both[0], both[-1]


def _turned(pair: Pair, i: int, j: int) -> Pair:
    a, b = pair
    return None if a is None else i - 1 - a, None if b is None else j - 1 - b


def _shifted(pair: Pair, i: int, j: int) -> Pair:
    a, b = pair
    return None if a is None else i + a, None if b is None else j + b


def _local(one: Sequence[A], other: Sequence[B], worth: Worth[A, B]) -> list[Pair]:
    """The stretch that agrees best (Smith and Waterman), from a word that agrees to another."""
    table = [[0.0] * (len(other) + 1)]
    best, at = 0.0, (0, 0)
    for i, a in enumerate(one, 1):
        row = [0.0]
        for j, b in enumerate(other, 1):
            row.append(max(0.0, table[i - 1][j - 1] + worth(a, b), table[i - 1][j] + GAP, row[j - 1] + GAP))
            if row[j] > best:
                best, at = row[j], (i, j)
        table.append(row)
    pairs: list[Pair] = []
    i, j = at
    while i and j and table[i][j] > 0:
        if table[i][j] == table[i - 1][j - 1] + worth(one[i - 1], other[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif table[i][j] == table[i - 1][j] + GAP:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def _outwards(one: Sequence[A], other: Sequence[B], worth: Worth[A, B]) -> list[Pair]:
    """Everything paired (Needleman and Wunsch) up to the end of the shorter; the rest is free.

    A difference costs little here, so that words which agree far from the core are still found;
    of equal ways the one that pairs early.
    """
    n, m = len(one), len(other)
    rest = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            rest[i][j] = max(
                rest[i + 1][j + 1] + _mild(worth(one[i], other[j])),
                rest[i + 1][j] + MILD,
                rest[i][j + 1] + MILD,
            )
    pairs: list[Pair] = []
    i = j = 0
    while i < n and j < m:
        if rest[i][j] == rest[i + 1][j + 1] + _mild(worth(one[i], other[j])):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif rest[i][j] == rest[i + 1][j] + MILD:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs + [(k, None) for k in range(i, n)] + [(None, k) for k in range(j, m)]


def _mild(value: float) -> float:
    """Return what a pair is worth outside the core; what must never be paired stays so."""
    return MILD if value == OTHER else value
