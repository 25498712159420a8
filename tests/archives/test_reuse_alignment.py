"""Chains, merging, extension and alignment, against slow ways of doing the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.archives.reuse.alignment import ALIKE, EXACT, NEVER, OTHER, SAME, SKIP, extend, trace
from burdenshare.archives.reuse.chains import chain, merge

CALM = settings(deadline=None)
WORDS = st.lists(st.integers(0, 4), min_size=1, max_size=14)
PLACES = st.tuples(st.integers(0, 1), st.integers(2, 3), st.integers(0, 40), st.integers(0, 40))
STRETCH = st.tuples(
    st.integers(0, 1),
    st.integers(2, 3),
    st.integers(0, 30),
    st.integers(1, 12),
    st.integers(0, 30),
    st.integers(1, 12),
).map(lambda s: (s[0], s[1], s[2], s[2] + s[3], s[4], s[4] + s[5]))


def columns(rows):
    """Sorted anchors as columns."""
    return np.array(sorted(rows), np.int64).reshape(-1, 4).T.copy()


def chained(rows, size, gap, drift):
    """Chain anchors one by one: each to the nearest chain that it may follow."""
    chains = []
    for a, b, i, j in sorted(rows):
        costs = []
        for k, (ca, cb, _, end_a, _, end_b) in enumerate(chains):
            ahead, across, off = i - end_a, j - end_b, abs((i - j) - (end_a - end_b))
            near = -size <= ahead <= gap and -size <= across <= gap and off <= drift
            if (ca, cb) == (a, b) and near:
                costs.append((4 * off + ahead, k))
        if costs:
            ca, cb, start_a, _, start_b, _ = chains[min(costs)[1]]
            chains[min(costs)[1]] = (ca, cb, start_a, i + size, start_b, j + size)
        else:
            chains.append((a, b, i, i + size, j, j + size))
    return chains


@given(st.lists(PLACES, max_size=40, unique=True), st.integers(2, 4), st.integers(2, 12), st.integers(0, 6))
@CALM
def test_anchors_chain_along_their_diagonal(rows, size, gap, drift):
    """Each anchor goes on with the nearest chain within reach, or begins one."""
    found = chain(*columns(rows), size, gap, drift)
    assert [tuple(r) for r in found.tolist()] == chained(rows, size, gap, drift)


@given(st.lists(STRETCH, max_size=12))
@CALM
def test_merging_loses_no_word_and_invents_no_pair(rows):
    """Merged stretches cover what the stretches covered, and each stretch lies within one."""
    given_rows = np.array(sorted(rows), np.int64).reshape(-1, 6)
    found = merge(given_rows.copy())
    assert len(found) <= len(given_rows)
    for a, b, a_start, a_end, b_start, b_end in rows:
        assert any(
            (m[0], m[1]) == (a, b) and m[2] <= a_start and a_end <= m[3] and m[4] <= b_start and b_end <= m[5]
            for m in found
        )
    for side, start, end in ((0, 2, 3), (1, 4, 5)):
        assert spread(found, side, start, end) == spread(given_rows, side, start, end)


def spread(rows, side, start, end):
    """The words that stretches cover in each document, holes between touching ones closed."""
    return {(int(r[0]), int(r[1]), side, k) for r in rows for k in range(r[start], r[end])}


def test_stretches_apart_in_one_text_stay_two():
    """The same sentence used twice in a letter is two passages."""
    rows = np.array([[0, 1, 0, 10, 0, 10], [0, 1, 2, 10, 50, 58]], np.int64)
    assert merge(rows.copy()).tolist() == rows.tolist()


def corpus(one, two):
    """Two documents as columns."""
    ids = np.array([*one, *two], np.uint32)
    return ids, np.zeros(ids.size, np.uint64), np.array([0, len(one), ids.size], np.int64)


def worth(x, y):
    """What a pair of words adds; there are no misread ones here."""
    assert ALIKE < SAME
    return SAME if x == y else OTHER


def best_value(one, two):
    """The highest value of aligning two lists whole, cell by cell."""
    value = np.zeros((len(one) + 1, len(two) + 1))
    value[:, 0], value[0, :] = SKIP * np.arange(len(one) + 1), SKIP * np.arange(len(two) + 1)
    for i, x in enumerate(one, 1):
        for j, y in enumerate(two, 1):
            value[i, j] = max(
                value[i - 1, j - 1] + worth(x, y), value[i - 1, j] + SKIP, value[i, j - 1] + SKIP
            )
    return value


@given(WORDS, WORDS)
@CALM
def test_an_alignment_is_the_best_there_is(one, two):
    """With a band as wide as the texts, the partners make up the highest value."""
    ids, shapes, _ = corpus(one, two)
    partner, how = trace(ids, shapes, 0, len(one), len(one), ids.size, 20)
    pairs = [(i, int(j)) for i, j in enumerate(partner) if j >= 0]
    assert all(one[i] == two[j] for i, j in pairs)
    assert all(how[i] == EXACT for i, _ in pairs)
    assert [j for _, j in pairs] == sorted({j for _, j in pairs})
    assert between(pairs, one, two) == best_value(one, two)[-1, -1]


def between(pairs, one, two):
    """The value of partners; between two of them words face each other or are left out."""
    total, at = SAME * len(pairs), (0, 0)
    for i, j in [*pairs, (len(one), len(two))]:
        total -= max(i - at[0], j - at[1])
        at = (i + 1, j + 1)
    return total


@given(WORDS, WORDS, st.integers(0, 3))
@CALM
def test_an_extension_ends_where_it_is_worth_most(one, two, common):
    """With a wide band and no drop, a stretch reaches to the highest value on both sides."""
    middle = [9] * (common + 1)
    ids, shapes, offsets = corpus(one + middle + one, two + middle + two)
    rows = np.array([[0, 1, len(one), len(one + middle), len(two), len(two + middle)]], np.int64)
    extend(rows, ids, shapes, offsets, 20, -NEVER)
    ahead, back = best_value(one, two), best_value(one[::-1], two[::-1])
    _, _, a_start, a_end, b_start, b_end = rows[0]
    reached = (a_end - len(one + middle), b_end - len(two + middle))
    assert ahead[reached] == ahead.max()
    assert back[len(one) - a_start, len(two) - b_start] == back.max()


@given(WORDS, WORDS, st.integers(1, 6), st.floats(0, 8))
@CALM
def test_an_extension_stays_within_its_documents(one, two, band, drop):
    """However narrow the band, a stretch only grows, and not beyond its documents."""
    ids, shapes, offsets = corpus([*one, 9], [*two, 9])
    rows = np.array([[0, 1, len(one), len(one) + 1, len(two), len(two) + 1]], np.int64)
    extend(rows, ids, shapes, offsets, band, drop)
    _, _, a_start, a_end, b_start, b_end = rows[0]
    assert 0 <= a_start <= len(one) < a_end <= len(one) + 1
    assert 0 <= b_start <= len(two) < b_end <= len(two) + 1
