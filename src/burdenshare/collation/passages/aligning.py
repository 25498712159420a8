"""From anchors to span pairs: chain, extend, merge, score, judge. The same on every engine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from burdenshare.collation.passages.alignment import extend
from burdenshare.collation.passages.arrays import I64, U8, U32, U64
from burdenshare.collation.passages.chains import chain, merge
from burdenshare.collation.passages.rarity import Rarity
from burdenshare.collation.passages.scores import judge, worths_of
from burdenshare.collation.passages.settings import Settings
from burdenshare.collation.passages.spans import SpanPairs, joined, nothing, spans_of

THREADS = 2


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
    worths = worths_of(stretches, (corpus.ids, corpus.shapes, corpus.frame), corpus.offsets,
                       rarity, settings)  # fmt: skip
    judged = judge(worths, settings)
    return spans_of(stretches, worths, judged, corpus.offsets, corpus.starts, corpus.ends)


def align_parallel(anchors: Anchors, corpus: Corpus, rarity: Rarity,
                   settings: Settings) -> SpanPairs:  # fmt: skip
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
