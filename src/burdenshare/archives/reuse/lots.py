"""From anchors to span pairs: chain, extend, merge, score, judge. The same on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from burdenshare.archives.reuse.alignment import extend
from burdenshare.archives.reuse.arrays import I64, U8, U32, U64
from burdenshare.archives.reuse.chains import chain, merge
from burdenshare.archives.reuse.rarity import Rarity
from burdenshare.archives.reuse.scores import judge, worths_of
from burdenshare.archives.reuse.span_pairs import SpanPairs, joined, nothing, spans_of
from burdenshare.archives.settings import Settings

THREADS = 2
WORD = 21
"""Bytes of a word in the columns of the store."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The words of all documents that a lot of anchors speaks of.

    Parameters
    ----------
    ids, starts, ends, shapes, frame : columns of the store, shape (words,)
    offsets : the first word of each document, shape (documents + 1,)
    """

    ids: U32
    starts: U32
    ends: U32
    shapes: U64
    frame: U8
    offsets: I64


Anchors = tuple[I64, I64, I64, I64]
"""Columns a, b, pos_a, pos_b, sorted in this order."""


def align(anchors: Anchors, corpus: Corpus, rarity: Rarity, settings: Settings) -> SpanPairs:
    """Return the span pairs that a lot of anchors leads to.

    Parameters
    ----------
    anchors : all anchors of the pairs of documents it speaks of
    """
    stretches = chain(*anchors, settings.gram, settings.gap, settings.drift)
    extend(stretches, corpus.ids, corpus.shapes, corpus.offsets, settings.band, settings.drop)
    stretches = stretches[np.lexsort(stretches.T[[3, 5, 4, 2, 1, 0]])]
    stretches = merge(stretches)
    worths = worths_of(stretches, (corpus.ids, corpus.shapes, corpus.frame), corpus.offsets, rarity, settings)
    judged = judge(worths, settings)
    return spans_of(stretches, worths, judged, corpus.offsets, corpus.starts, corpus.ends)


def by_blocks(anchors: Anchors, offsets: I64, room: int) -> Iterator[Anchors]:
    """Yield anchors by pairs of blocks of documents, so that few words are looked at at once.

    Parameters
    ----------
    room : bytes that the words of two blocks may take
    """
    words = max(room // (2 * WORD), 1)
    block = offsets[:-1] // words
    key = block[anchors[0]] * (int(block[-1]) + 1 if block.size else 1) + block[anchors[1]]
    order = np.argsort(key, kind="stable")
    edges = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0, True]) if order.size else order
    for first, last in pairwise(edges):
        which = order[first:last]
        yield tuple(c[which] for c in anchors)  # type: ignore[misc]


def align_parallel(anchors: Anchors, corpus: Corpus, rarity: Rarity, settings: Settings) -> SpanPairs:
    """Do the same on both cores; the compiled parts run without the interpreter's lock."""
    if not anchors[0].size:
        return nothing()
    lots = [tuple(c[i:j] for c in anchors) for i, j in _cuts(anchors)]
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda lot: align(lot, corpus, rarity, settings), lots))
    return joined(found)


def _cuts(anchors: Anchors) -> list[tuple[int, int]]:
    """Cut anchors into lots of much the same size, no pair of documents in two lots."""
    a, b = anchors[0], anchors[1]
    begins = np.flatnonzero(np.r_[True, (a[1:] != a[:-1]) | (b[1:] != b[:-1])])
    wanted = np.linspace(0, a.size, 4 * THREADS + 1)[1:-1]
    inner = begins[np.minimum(np.searchsorted(begins, wanted), begins.size - 1)]
    edges = np.unique(np.r_[0, inner, a.size])
    return [(int(i), int(j)) for i, j in pairwise(edges)]
