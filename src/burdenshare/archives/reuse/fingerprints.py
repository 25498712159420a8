"""Fingerprints: hashes of n words in a row, of which winnowing keeps some."""

from __future__ import annotations

import numpy as np

from burdenshare.archives.reuse.arrays import I32, I64, U32, U64, Flags, compiled

REPEATS = 4
"""Times that one document may give the same fingerprint; more would join without end."""


@compiled
def grams(ids: U32, size: int) -> U64:
    """Return the hash of every `size` words in a row, shape (words - size + 1,)."""
    count = max(ids.size - size + 1, 0)
    found = np.empty(count, np.uint64)
    for k in range(count):
        value = np.uint64(size)
        for j in range(size):
            value = (value ^ np.uint64(ids[k + j])) * np.uint64(0x9E3779B97F4A7C15)
            value ^= value >> np.uint64(31)
        found[k] = value
    return found


@compiled
def winnow(hashes: U64, window: int) -> I32:
    """Return the positions kept: the least hash of every `window` in a row, the last on ties.

    Two texts that share `window + size - 1` words in a row share a fingerprint that is kept.

    Source
    ------
    S. Schleimer, D. Wilkerson, A. Aiken, Winnowing: local algorithms for document
    fingerprinting, SIGMOD 2003.
    """
    keep = np.zeros(hashes.size, np.bool_)
    if window <= 1:
        keep[:] = True
    elif hashes.size:
        for k in range(max(hashes.size - window + 1, 1)):
            least = k
            for j in range(k + 1, min(k + window, hashes.size)):
                if hashes[j] <= hashes[least]:
                    least = j
            keep[least] = True
    return np.nonzero(keep)[0].astype(np.int32)


@compiled
def _bounded(hashes: U64) -> Flags:
    """Return which of the hashes are among the first few of their kind."""
    order = np.argsort(hashes, kind="mergesort")
    keep = np.ones(hashes.size, np.bool_)
    run = 0
    for k in range(1, order.size):
        run = run + 1 if hashes[order[k]] == hashes[order[k - 1]] else 0
        keep[order[k]] = run < REPEATS
    return keep


def fingerprints(ids: U32, size: int, window: int) -> tuple[I64, I32]:
    """Return a document's fingerprints and the words at which they begin.

    Hashes are signed, since Spark knows no unsigned numbers.
    """
    hashes = grams(ids, size)
    kept = winnow(hashes, window)
    few = _bounded(hashes[kept])
    return hashes[kept][few].view(np.int64), kept[few]
