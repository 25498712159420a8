"""How rare three words in a row are in the archive."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from burdenshare.archives.reuse.arrays import U16, U32, U64, compiled
from burdenshare.archives.reuse.fingerprints import grams

TRIGRAM = 3
LEAST_BITS, MOST_BITS = 16, 27


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many documents (long ones in blocks) each word trigram stands.

    Parameters
    ----------
    counts : one count for each of 2^bits classes of trigrams; a class of several trigrams
        counts too high, never too low, so that nothing seems rarer than it is
    units : number of blocks
    """

    counts: U16
    bits: int
    units: int


def bits_for(words: int) -> int:
    """Return the size of the table: two classes a word or more, up to 256 MiB.

    It depends on nothing but the archive, so that memory decides how and not what is found.
    """
    wanted = math.ceil(math.log2(max(2 * words, 1)))
    return max(LEAST_BITS, min(wanted, MOST_BITS))


def count_into(counts: U16, bits: int, ids: U32, block: int) -> None:
    """Add a document's trigrams, each once a block of `block` words."""
    hashes = grams(ids, TRIGRAM)
    for start in range(0, hashes.size, block):
        _count(counts, bits, hashes[start : start + block])


@compiled
def _count(counts: U16, bits: int, hashes: U64) -> None:
    places = np.sort(hashes >> np.uint64(64 - bits))
    for k in range(places.size):
        is_new = k == 0 or places[k] != places[k - 1]
        if is_new and counts[places[k]] < 65_535:
            counts[places[k]] += 1
