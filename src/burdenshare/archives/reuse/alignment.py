"""Words of two texts aligned within a band: how far a stretch reaches, and which words agree."""

from __future__ import annotations

import numpy as np

from burdenshare.archives.reuse.arrays import I64, U8, U32, U64, compiled
from burdenshare.archives.reuse.chains import A_END, A_START, B_END, B_START, A, B

SAME, ALIKE, OTHER, SKIP = 2.0, 1.0, -1.0, -1.0
"""What a pair of words, or a word left out, adds to an alignment."""
NEVER = -1e9
EXACT, NEAR = 1, 2
"""How two aligned words agree: the same word, or one misread (`Chancellov`) or inflected."""


@compiled
def _ones(bits: np.uint64) -> np.uint64:
    """Count the ones of 64 bits."""
    bits -= (bits >> np.uint64(1)) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (bits * np.uint64(0x0101010101010101)) >> np.uint64(56)


@compiled
def agree(id_a: np.uint32, id_b: np.uint32, shape_a: np.uint64, shape_b: np.uint64) -> int:
    """Return EXACT, NEAR (three fifths of their letter pairs in common) or 0."""
    if id_a == id_b:
        return EXACT
    size_a, size_b = _ones(shape_a), _ones(shape_b)
    if size_a >= 4 and size_b >= 4 and 10 * _ones(shape_a & shape_b) >= 3 * (size_a + size_b):
        return NEAR
    return 0


@compiled
def _worth(agreement: int) -> float:
    return SAME if agreement == EXACT else ALIKE if agreement == NEAR else OTHER


@compiled
def _reach(
    ids: U32, shapes: U64, at_a: int, at_b: int, room_a: int, room_b: int, step: int, band: int, drop: float
) -> tuple[int, int]:
    """Return how many words of each text an extension takes in, from two words on.

    Parameters
    ----------
    at_a, at_b : the first words beyond the stretch; step : 1 onwards, -1 backwards
    room_a, room_b : words that are left in that direction
    """
    width = 2 * band + 1
    above, here = np.full(width, NEVER), np.full(width, NEVER)
    for k in range(band, width):
        above[k] = SKIP * (k - band)
    best, best_a, best_b = 0.0, 0, 0
    for row in range(1, room_a + 1):
        here[:] = NEVER
        highest = NEVER
        word_a = at_a + step * (row - 1)
        for k in range(width):
            column = row + k - band
            if column < 0 or column > room_b:
                continue
            value = NEVER
            if column >= 1:
                word_b = at_b + step * (column - 1)
                value = above[k] + _worth(agree(ids[word_a], ids[word_b], shapes[word_a], shapes[word_b]))
            if k + 1 < width:
                value = max(value, above[k + 1] + SKIP)
            if k > 0:
                value = max(value, here[k - 1] + SKIP)
            here[k] = value
            highest = max(highest, value)
            if value > best:
                best, best_a, best_b = value, row, column
        if highest < best - drop:
            break
        above, here = here, above
    return best_a, best_b


@compiled
def extend(stretches: I64, ids: U32, shapes: U64, offsets: I64, band: int, drop: float) -> None:
    """Extend stretches at both ends, in place, until the alignment loses `drop`."""
    for k in range(stretches.shape[0]):
        s = stretches[k]
        from_a, from_b = offsets[s[A]], offsets[s[B]]
        room_a = offsets[s[A] + 1] - from_a - s[A_END]
        room_b = offsets[s[B] + 1] - from_b - s[B_END]
        more_a, more_b = _reach(
            ids, shapes, from_a + s[A_END], from_b + s[B_END], room_a, room_b, 1, band, drop
        )
        less_a, less_b = _reach(
            ids,
            shapes,
            from_a + s[A_START] - 1,
            from_b + s[B_START] - 1,
            s[A_START],
            s[B_START],
            -1,
            band,
            drop,
        )
        s[A_END] += more_a
        s[B_END] += more_b
        s[A_START] -= less_a
        s[B_START] -= less_b


@compiled
def trace(
    ids: U32, shapes: U64, start_a: int, end_a: int, start_b: int, end_b: int, band: int
) -> tuple[I64, U8]:
    """Align two stretches whole.

    Returns
    -------
    For each word of `a` the word of `b` aligned with it, counted from `start_b`, or -1; and how
    the two agree: EXACT, NEAR or 0
    """
    rows, columns = end_a - start_a, end_b - start_b
    half = band + abs(rows - columns)
    width = 2 * half + 1
    value, turn = np.full((2, width), NEVER), np.zeros((rows + 1, width), np.uint8)
    for k in range(half, min(width, half + columns + 1)):
        value[0, k], turn[0, k] = SKIP * (k - half), 3
    for row in range(1, rows + 1):
        here, above = row % 2, (row - 1) % 2
        value[here, :] = NEVER
        for k in range(width):
            column = row + k - half
            if column < 0 or column > columns:
                continue
            if column >= 1:
                i, j = start_a + row - 1, start_b + column - 1
                value[here, k] = value[above, k] + _worth(agree(ids[i], ids[j], shapes[i], shapes[j]))
                turn[row, k] = 1
            if k + 1 < width and value[above, k + 1] + SKIP > value[here, k]:
                value[here, k], turn[row, k] = value[above, k + 1] + SKIP, 2
            if k > 0 and value[here, k - 1] + SKIP > value[here, k]:
                value[here, k], turn[row, k] = value[here, k - 1] + SKIP, 3
    partner, how = np.full(rows, -1, np.int64), np.zeros(rows, np.uint8)
    row, column = rows, columns
    while row > 0:
        way = turn[row, column - row + half]
        if way == 1:
            i, j = start_a + row - 1, start_b + column - 1
            agreement = agree(ids[i], ids[j], shapes[i], shapes[j])
            if agreement:
                partner[row - 1], how[row - 1] = column - 1, agreement
            row, column = row - 1, column - 1
        elif way == 2:
            row -= 1
        else:
            column -= 1
    return partner, how
