"""Span pairs: what an archive's run finds, as arrays and as rows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from burdenshare.archives.reuse.arrays import F64, I64, U32, Flags
from burdenshare.archives.reuse.chains import A_END, A_START, B_END, B_START, A, B
from burdenshare.archives.reuse.scores import COMMON, Judged

KINDS = ("reuse", "formula")


@dataclass(frozen=True, slots=True)
class SpanPairs:
    """Stretches of two documents that share words, columns of equal length.

    Parameters
    ----------
    a, b : numbers of the documents, a below b
    a_start, a_end, b_start, b_end : code points of their texts, end exclusive
    score : how much rarer than chance what they share is
    formula : whether it is a formula of office, no reuse
    common : words in common
    """

    a: I64
    a_start: I64
    a_end: I64
    b: I64
    b_start: I64
    b_end: I64
    score: F64
    formula: Flags
    common: I64

    def __len__(self) -> int:
        """Return the number of pairs of spans."""
        return int(self.a.size)

    def sorted(self) -> SpanPairs:
        """Return them by documents and places: the order is the same whatever found them."""
        order = np.lexsort((self.b_end, self.b_start, self.a_end, self.a_start, self.b, self.a))
        return self.taken(order)

    def taken(self, which: I64 | Flags) -> SpanPairs:
        """Return some of them."""
        return SpanPairs(*(getattr(self, f.name)[which] for f in fields(self)))


def spans_of(stretches: I64, worths: F64, judged: Judged, offsets: I64, starts: U32, ends: U32) -> SpanPairs:
    """Return the stretches kept, words turned into code points."""
    s, kept = stretches[judged.kept], judged.kept
    first_a, first_b = offsets[s[:, A]], offsets[s[:, B]]
    return SpanPairs(
        s[:, A],
        starts[first_a + s[:, A_START]].astype(np.int64),
        ends[first_a + s[:, A_END] - 1].astype(np.int64),
        s[:, B],
        starts[first_b + s[:, B_START]].astype(np.int64),
        ends[first_b + s[:, B_END] - 1].astype(np.int64),
        judged.score[kept],
        judged.formula[kept],
        worths[kept, COMMON].astype(np.int64),
    )


def joined(parts: list[SpanPairs]) -> SpanPairs:
    """Return several lots as one, in order."""
    columns = [np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(SpanPairs)]
    return SpanPairs(*columns).sorted()


def nothing() -> SpanPairs:
    """Return no spans."""
    whole, real = np.empty(0, np.int64), np.empty(0, np.float64)
    return SpanPairs(whole, whole, whole, whole, whole, whole, real, np.empty(0, np.bool_), whole)


def save_pairs(path: Path, pairs: SpanPairs) -> None:
    """Write span pairs into a file that is never seen half written."""
    part = path.with_suffix(".part.npz")
    np.savez(part, **{f.name: getattr(pairs, f.name) for f in fields(SpanPairs)})
    part.replace(path)


def load_pairs(path: Path) -> SpanPairs:
    """Read span pairs back."""
    with np.load(path) as found:
        return SpanPairs(*(found[f.name] for f in fields(SpanPairs)))
