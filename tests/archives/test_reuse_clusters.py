"""Clusters: by the overlap of spans, with all copies of a circular and nothing beside."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import compared, prose, witnesses

from burdenshare.archives.reuse.clusters import cluster
from burdenshare.archives.reuse.span_pairs import SpanPairs, nothing
from burdenshare.archives.settings import Settings


def pairs(*found):
    """Span pairs of documents, places and a score."""
    a, i, j, b, k, m, score = (np.array(c) for c in zip(*found, strict=True))
    return SpanPairs(a, i, j, b, k, m, score.astype(float), score < 0, score)


def members(found):
    """Clusters as sets of documents and places."""
    grouped = {}
    for number, *place in zip(found.cluster, found.doc, found.start, found.end, strict=True):
        grouped.setdefault(int(number), set()).add(tuple(int(x) for x in place))
    return [grouped[k] for k in sorted(grouped)]


def test_nothing_clusters_to_nothing():
    """No span pairs, no clusters."""
    assert cluster(nothing()).doc.size == 0


def test_spans_of_one_passage_fall_together():
    """Two pairs that overlap by half in their common document are one cluster."""
    found = cluster(pairs((0, 0, 100, 1, 0, 100, 50), (1, 10, 105, 2, 5, 100, 40)))
    assert members(found) == [{(0, 0, 100), (1, 0, 105), (2, 5, 100)}]
    assert set(found.score) == {50}


def test_documents_that_share_a_third_stay_apart():
    """Different passages of one document are two clusters, the higher score first."""
    found = cluster(pairs((0, 0, 100, 1, 0, 100, 40), (1, 90, 400, 2, 5, 310, 90)))
    assert members(found) == [{(1, 90, 400), (2, 5, 310)}, {(0, 0, 100), (1, 0, 100)}]


@pytest.mark.parametrize(("start", "clusters"), [(50, 1), (51, 2)])
def test_spans_that_overlap_by_half_are_one_passage(start, clusters):
    """Exactly half of the longer span is enough, one character less is not."""
    found = cluster(pairs((0, 0, 100, 1, 0, 100, 50), (1, start, start + 100, 2, 0, 100, 40)))
    assert len(members(found)) == clusters


def test_a_short_span_within_a_long_one_is_another_passage():
    """A sentence quoted from a long copy does not join the copies of the sentence with the copy."""
    found = cluster(pairs((0, 0, 1000, 1, 0, 1000, 90), (1, 200, 260, 2, 0, 60, 40)))
    assert len(members(found)) == 2


@pytest.mark.parametrize("words", [70, 150])
def test_a_circular_with_200_copies_is_one_cluster(words, tmp_path):
    """Two hundred copies among two hundred other texts are one cluster of reuse, none lost."""
    circular, texts = prose(words, 9_999), [prose(120, k) for k in range(200)]
    for k in range(200):
        texts.append(f"{prose(30, 1_000 + k)} {circular} {prose(30, 2_000 + k)}")
    found = compared(witnesses(texts), tmp_path)
    reuse = cluster(found.taken(~found.formula))
    first = reuse.cluster == reuse.cluster[0]
    assert sorted(reuse.doc[first]) == list(range(200, 400))
    assert {int(d) for d in reuse.doc} == set(range(200, 400))
    assert int(reuse.cluster.max()) == 1
    for doc, start, end in zip(reuse.doc, reuse.start, reuse.end, strict=True):
        place = texts[doc].index(circular)
        assert start <= place + 12
        assert end >= place + len(circular) - 12


def test_a_circular_does_not_grow_with_its_copies_squared(tmp_path):
    """The copies beyond the limit are compared with the first one: pairs grow with copies."""
    circular = prose(150, 9_999)
    texts = [f"{prose(30, k)} {circular} {prose(30, 500 + k)}" for k in range(120)]
    found = compared(witnesses(texts), tmp_path, Settings(threshold=30.0))
    assert 119 <= len(found) < 3 * 120
