"""The join that finds candidates, against one written out word for word."""

from __future__ import annotations

from collections import Counter

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.archives.reuse.join import anchors

ROWS = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, 7), st.integers(0, 30)), max_size=60, unique=True
)
CALM = settings(deadline=None, max_examples=60)


def table(rows):
    """Rows as Arrow."""
    kinds = (("hash", pa.int64()), ("doc", pa.int32()), ("pos", pa.int32()))
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    return pa.table({n: pa.array(list(c), k) for (n, k), c in zip(kinds, columns, strict=True)})


def joined(rows, **options):
    """What the expression finds on DuckDB, counted."""
    connection = ibis.duckdb.connect()
    try:
        found = connection.to_pyarrow(anchors(ibis.memtable(table(rows)), **options))
    finally:
        connection.disconnect()
    return Counter(tuple(r[c] for c in ("a", "b", "pos_a", "pos_b")) for r in found.to_pylist())


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


def test_an_empty_table_joins_to_nothing():
    """No fingerprints, no anchors."""
    assert not joined([], most=50)
