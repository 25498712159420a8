"""Fingerprints and rarity: what is promised of them holds for any words."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.archives.reuse.fingerprints import REPEATS, fingerprints, grams, winnow
from burdenshare.archives.reuse.rarity import bits_for, count_into

FEW = st.lists(st.integers(0, 5), max_size=40).map(lambda x: np.array(x, np.uint32))
MANY = st.lists(st.integers(0, 2**32 - 1), max_size=40).map(lambda x: np.array(x, np.uint32))


@given(FEW)
@settings(deadline=None)
def test_the_same_words_in_a_row_have_the_same_hash(ids):
    """Two hashes are equal exactly where their words are."""
    hashes, size = grams(ids, 3), 3
    rows = [tuple(ids[k : k + size]) for k in range(max(len(ids) - size + 1, 0))]
    assert len(hashes) == len(rows)
    assert len(set(hashes.tolist())) == len(set(rows))


@given(MANY, MANY, MANY, st.integers(2, 5), st.integers(1, 6), st.data())
@settings(deadline=None)
def test_what_two_texts_share_shares_a_fingerprint(before, after, other, size, window, data):
    """Texts that share `window + size - 1` words in a row share a fingerprint that is kept."""
    count = window + size - 1
    words = st.lists(st.integers(0, 2**32 - 1), min_size=count, max_size=count)
    common = np.array(data.draw(words), np.uint32)
    one, two = np.r_[before, common, after], np.r_[other, common]
    kept = [set(grams(x, size)[winnow(grams(x, size), window)].tolist()) for x in (one, two)]
    assert kept[0] & kept[1]


@given(FEW, st.integers(1, 4))
@settings(deadline=None)
def test_a_document_repeats_no_fingerprint_without_end(ids, window):
    """Each fingerprint is given a few times at most, the first places first."""
    hashes, places = fingerprints(ids, 2, window)
    assert max(Counter(hashes.tolist()).values(), default=0) <= REPEATS
    assert np.array_equal(hashes, grams(ids, 2)[places].view(np.int64))
    assert (np.diff(places) > 0).all()


@given(st.lists(FEW, max_size=6), st.sampled_from([4, 7, 1_000]))
@settings(deadline=None)
def test_nothing_seems_rarer_than_it_is(documents, block):
    """A trigram's count is never below the number of blocks in which it stands."""
    bits, counts, truth = 16, np.zeros(1 << 16, np.uint16), Counter()
    for ids in documents:
        count_into(counts, bits, ids, block)
        hashes = grams(ids, 3)
        for start in range(0, len(hashes), block):
            truth.update(set(hashes[start : start + block].tolist()))
    for value, number in truth.items():
        assert counts[value >> (64 - bits)] >= number


def test_counts_stop_at_their_limit():
    """A trigram in more documents than a count can say stays at the highest count."""
    counts, ids = np.full(1 << 16, 65_534, np.uint16), np.array([1, 2, 3], np.uint32)
    for _ in range(3):
        count_into(counts, 16, ids, 1_000)
    assert counts[grams(ids, 3)[0] >> np.uint64(48)] == 65_535


@pytest.mark.parametrize(
    ("words", "bits"), [(0, 16), (1_300_000, 22), (10**7, 25), (10**9, 27), (10**10, 27)]
)
def test_the_table_of_counts_grows_with_the_archive(words, bits):
    """The table has two classes a word or more, 256 MiB at most, whatever the memory."""
    assert bits_for(words) == bits
