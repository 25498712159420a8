"""Anchors that lie along one diagonal, chained; stretches that overlap, merged."""

from __future__ import annotations

import numpy as np

from burdenshare.archives.reuse.arrays import I64, compiled

A, B, A_START, A_END, B_START, B_END = range(6)
"""Columns of a stretch: two documents, and the words of each, end exclusive."""


@compiled
def chain(a: I64, b: I64, pos_a: I64, pos_b: I64, size: int, gap: int, drift: int) -> I64:
    """Chain anchors of a pair that follow each other in both texts.

    Parameters
    ----------
    a, b, pos_a, pos_b : anchors, sorted by these in this order
    size : words of an anchor
    gap, drift : words apart along the texts, and off the diagonal, at most

    Returns
    -------
    Stretches, shape (chains, 6)
    """
    found = np.empty((a.size, 6), np.int64)
    live = np.empty(a.size, np.int64)
    count, lively = 0, 0
    for k in range(a.size):
        if k == 0 or a[k] != a[k - 1] or b[k] != b[k - 1]:
            lively = 0
        best, least, kept = -1, np.int64(1) << 60, 0
        for j in range(lively):
            c = live[j]
            ahead = pos_a[k] - found[c, A_END]
            if ahead > gap:
                continue  # too far behind for any later anchor
            live[kept] = c
            kept += 1
            across = pos_b[k] - found[c, B_END]
            off = abs((pos_a[k] - pos_b[k]) - (found[c, A_END] - found[c, B_END]))
            if across > gap or across < -size or ahead < -size or off > drift:
                continue
            if 4 * off + ahead < least:
                best, least = c, 4 * off + ahead
        lively = kept
        if best < 0:
            best = count
            found[best] = (a[k], b[k], pos_a[k], 0, pos_b[k], 0)
            live[lively] = best
            count, lively = count + 1, lively + 1
        found[best, A_END], found[best, B_END] = pos_a[k] + size, pos_b[k] + size
    return found[:count]


@compiled
def merge(stretches: I64) -> I64:
    """Merge stretches of a pair that overlap in both texts.

    Parameters
    ----------
    stretches : sorted by documents and start, shape (n, 6)
    """
    count = stretches.shape[0]
    gone = np.zeros(count, np.bool_)
    first = 0
    while first < count:
        last = first
        while (
            last < count
            and stretches[last, A] == stretches[first, A]
            and stretches[last, B] == stretches[first, B]
        ):
            last += 1
        for k in range(first, last):
            if gone[k]:
                continue
            for j in range(k + 1, last):
                if stretches[j, A_START] > stretches[k, A_END]:
                    break  # sorted: no later one overlaps either
                if (
                    not gone[j]
                    and stretches[j, B_START] <= stretches[k, B_END]
                    and stretches[k, B_START] <= stretches[j, B_END]
                ):
                    stretches[k, A_END] = max(stretches[k, A_END], stretches[j, A_END])
                    stretches[k, B_START] = min(stretches[k, B_START], stretches[j, B_START])
                    stretches[k, B_END] = max(stretches[k, B_END], stretches[j, B_END])
                    gone[j] = True
        first = last
    return stretches[~gone]
