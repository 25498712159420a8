"""The join that finds candidates, against one written out word for word."""

from __future__ import annotations

from collections import Counter

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.archives.reuse.join import anchors_sql

ROWS = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, 7), st.integers(0, 30)), max_size=60, unique=True
)
CALM = settings(deadline=None, max_examples=60)


def joined(rows, **options):
    """What the query finds on DuckDB, counted."""
    kinds = {"hash": np.int64, "doc": np.int32, "pos": np.int32}
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    table = {n: np.array(list(c), k) for (n, k), c in zip(kinds.items(), columns, strict=True)}
    with duckdb.connect() as connection:
        connection.register("prints", table)
        return Counter(connection.execute(anchors_sql("prints", **options)).fetchall())


def written_out(rows, *, most, known=0):
    """The same, pair by pair."""
    found = Counter()
    for value in {r[0] for r in rows}:
        mine = [(doc, pos) for h, doc, pos in rows if h == value]
        documents = {d for d, _ in mine}
        firsts = mine
        if len(documents) > most:
            firsts = [min(mine)]
        found.update((a, b, i, j) for a, i in firsts for b, j in mine if a < b and b >= known)
    return found


@given(ROWS, st.integers(2, 5), st.integers(0, 8))
@CALM
def test_the_join_finds_every_pair_once(rows, most, known):
    """Pairs, frequent fingerprints and documents known before: all as written out."""
    assert joined(rows, most=most, known=known) == written_out(rows, most=most, known=known)


@given(ROWS, st.integers(2, 5), st.integers(0, 8))
@CALM
def test_what_is_known_is_only_left_out(rows, most, known):
    """Comparing new documents finds exactly the anchors of the whole that end in a new one."""
    whole = joined(rows, most=most)
    assert joined(rows, most=most, known=known) == Counter({k: n for k, n in whole.items() if k[1] >= known})


@pytest.mark.parametrize("copies", [50, 51, 200])
def test_frequent_fingerprints_join_with_their_first_document(copies):
    """Up to the limit all pairs are joined, beyond it each document with the first alone."""
    found = joined([(7, d, 0) for d in range(copies)], most=50)
    assert sum(found.values()) == (copies - 1 if copies > 50 else copies * (copies - 1) // 2)
    assert all(a == 0 for a, *_ in found) is (copies > 50)


def test_the_first_new_document_is_joined():
    """A fingerprint whose last bearer is the first new document gives the pair; one before it, none."""
    rows = [(7, 2, 0), (7, 5, 3), (8, 2, 9), (8, 4, 9)]
    assert joined(rows, most=50, known=5) == {(2, 5, 0, 3): 1}


def test_an_empty_table_joins_to_nothing():
    """No fingerprints, no anchors."""
    assert not joined([], most=50)
