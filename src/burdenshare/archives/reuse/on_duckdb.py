"""The candidate join on DuckDB, in partitions that fit the memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from burdenshare.archives.reuse.join import anchors_sql

if TYPE_CHECKING:
    from burdenshare.archives.reuse.lots import Anchors
    from burdenshare.archives.settings import Settings

ROW = 120
"""Bytes that the join holds per fingerprint."""
LOT = 6_000_000
"""Anchors of a lot at most."""
ANCHOR = 500
"""Bytes that an anchor takes while it is aligned."""
SHARE, SORTING = 0.4, 0.2
"""Parts of the memory that DuckDB may have: to join, and to sort beside the aligner's arrays."""


SORTED = "SELECT a, b, pos_a, pos_b FROM anchors WHERE a >= ? AND a < ? ORDER BY a, b, pos_a, pos_b"
SIZES = "SELECT a, count(*) AS anchors FROM anchors GROUP BY a ORDER BY a"


@contextmanager
def _opened(folder: Path, settings: Settings, share: float) -> Iterator[Any]:
    import duckdb

    limits: dict[str, Any] = {
        "memory_limit": f"{int(settings.memory * share) >> 20}MiB",
        "threads": 2,
        "temp_directory": str(folder / "spill"),
        "preserve_insertion_order": False,
    }
    connection = duckdb.connect(config=limits)
    try:
        yield connection
    finally:
        connection.close()


def write_table(path: Path, columns: Mapping[str, Any]) -> None:
    """Write arrays of equal length as a Parquet file, which DuckDB and Spark read."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("columns", dict(columns))
        connection.execute(f"COPY columns TO {_quoted(path)} (FORMAT parquet, COMPRESSION uncompressed)")


def _quoted(path: Path) -> str:
    """Return a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _view(connection: Any, folder: Path, condition: str = "true") -> None:
    """Name the rows of a folder's files, or some of them, as the folder is named."""
    files = _quoted(folder / "*.parquet")
    connection.execute(
        f"CREATE OR REPLACE VIEW {folder.name} AS SELECT * FROM read_parquet({files}) WHERE {condition}"
    )


def join(
    folder: Path, settings: Settings, fingerprints: int, *, known: int, step: Callable[[str], None]
) -> None:
    """Write the anchors of each partition of `folder/prints` into `folder/anchors`.

    A partition that is there already, from an interrupted run, is not joined again.
    """
    (folder / "anchors").mkdir(exist_ok=True)
    parts = max(1, math.ceil(fingerprints * ROW / (settings.memory * SHARE)))
    missing = [p for p in range(parts) if not _anchors_file(folder, p, parts).exists()]
    if not missing:
        return
    query = anchors_sql("prints", most=settings.most, known=known)
    with _opened(folder, settings, SHARE) as connection:
        for part in missing:
            step(f"joining, {part + 1} of {parts}")
            target = _anchors_file(folder, part, parts)
            half = target.with_suffix(".part")
            # the sign of a hash is shifted away: its remainder spreads hashes over the partitions
            _view(connection, folder / "prints", f"abs(hash >> 1) % {parts} = {part}")
            connection.execute(f"COPY ({query}) TO {_quoted(half)} (FORMAT parquet)")
            half.replace(target)


def _anchors_file(folder: Path, part: int, parts: int) -> Path:
    return folder / "anchors" / f"{part:04d}-of-{parts:04d}.parquet"


def lots(folder: Path, settings: Settings, documents: int) -> Iterator[tuple[int, int, Anchors]]:
    """Yield lots of sorted anchors: number, number of lots, columns.

    A lot holds all anchors whose first document lies in a range.
    """
    with _opened(folder, settings, SORTING) as connection:
        _view(connection, folder / "anchors")
        edges = _edges(connection, documents, min(LOT, settings.memory // ANCHOR))
        for k, (low, high) in enumerate(pairwise(edges)):
            columns = connection.execute(SORTED, [low, high]).fetchnumpy()
            a, b, pos_a, pos_b = (columns[c].astype(np.int64) for c in ("a", "b", "pos_a", "pos_b"))
            yield k, len(edges) - 1, (a, b, pos_a, pos_b)


def _edges(connection: Any, documents: int, size: int) -> list[int]:
    """Return bounds of document numbers between which about `size` anchors lie."""
    counted = connection.execute(SIZES).fetchnumpy()
    numbers = counted["a"]
    lot = np.cumsum(counted["anchors"]) // size
    firsts = numbers[np.flatnonzero(np.r_[True, lot[1:] != lot[:-1]])] if numbers.size else []
    return [0, *(int(n) for n in firsts[1:]), documents]
