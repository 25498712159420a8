"""Spans that overlap in a document are one passage; passages joined by pairs are one cluster."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from burdenshare.archives.reuse.arrays import F64, I64, compiled
from burdenshare.archives.reuse.span_pairs import SpanPairs


@dataclass(frozen=True, slots=True)
class Members:
    """The passages of all clusters of one class, columns of equal length.

    Parameters
    ----------
    cluster : number of the cluster, ascending
    doc, start, end : where each member stands, code points
    score : the highest score of the cluster's pairs, the same for all its members
    """

    cluster: I64
    doc: I64
    start: I64
    end: I64
    score: F64


def cluster(pairs: SpanPairs) -> Members:
    """Return the clusters of span pairs, the highest score first.

    Two spans of a document are the same passage where they overlap by half of the longer one or
    more: documents that merely share a third one do not fall together.
    """
    doc = np.r_[pairs.a, pairs.b]
    start, end = np.r_[pairs.a_start, pairs.b_start], np.r_[pairs.a_end, pairs.b_end]
    order = np.lexsort((end, start, doc))
    roots = _united(order, doc, start, end, len(pairs))
    score = np.zeros(doc.size)
    np.maximum.at(score, roots, np.r_[pairs.score, pairs.score])
    return _members(roots, doc, start, end, score)


@compiled
def _root(parent: I64, k: int) -> int:
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


@compiled
def _united(order: I64, doc: I64, start: I64, end: I64, pairs: int) -> I64:
    """Return the root of each span: of its pair's other side, and of the spans it overlaps."""
    parent = np.arange(doc.size)
    for k in range(pairs):
        parent[_root(parent, k + pairs)] = _root(parent, k)
    live = np.empty(doc.size, np.int64)
    count = 0
    for at in range(order.size):
        k = order[at]
        if at and doc[order[at - 1]] != doc[k]:
            count = 0
        kept = 0
        for j in range(count):
            other = live[j]
            if end[other] <= start[k]:
                continue
            live[kept] = other
            kept += 1
            both = min(end[k], end[other]) - start[k]
            if 2 * both >= max(end[k] - start[k], end[other] - start[other]):
                parent[_root(parent, k)] = _root(parent, other)
        # one span of each passage stays to be compared: the same span seen again adds nothing
        if kept and start[live[kept - 1]] == start[k] and end[live[kept - 1]] == end[k]:
            count = kept
            continue
        live[kept] = k
        count = kept + 1
    roots = np.empty(doc.size, np.int64)
    for k in range(doc.size):
        roots[k] = _root(parent, k)
    return roots


def _members(roots: I64, doc: I64, start: I64, end: I64, score: F64) -> Members:
    """Join a cluster's spans of one document where they overlap, and number the clusters."""
    if not roots.size:
        return Members(roots, doc, start, end, score)
    best = score[roots]
    order = np.lexsort((end, start, doc, roots, -best))
    root, doc, start, end, best = (roots[order], doc[order], start[order], end[order], best[order])
    group = np.r_[True, (root[1:] != root[:-1]) | (doc[1:] != doc[:-1])].cumsum()
    reach = _running_end(group, end)
    is_new = np.r_[True, (group[1:] != group[:-1]) | (start[1:] > reach[:-1])]
    first = np.flatnonzero(is_new)
    ends = np.maximum.reduceat(end, first)
    number = np.r_[True, root[first][1:] != root[first][:-1]].cumsum()
    return Members(number, doc[first], start[first], ends, best[first])


@compiled
def _running_end(group: I64, end: I64) -> I64:
    """Return how far the spans of a group reach so far."""
    found = end.copy()
    for k in range(1, end.size):
        if group[k] == group[k - 1]:
            found[k] = max(found[k], found[k - 1])
    return found
