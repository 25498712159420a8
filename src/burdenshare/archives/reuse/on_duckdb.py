"""The candidate join on DuckDB, in partitions that fit the memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from burdenshare.archives.reuse.join import anchors

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


def _connect(folder: Path, settings: Settings, share: float) -> Any:
    import ibis

    return ibis.duckdb.connect(
        memory_limit=f"{int(settings.memory * share) >> 20}MiB",
        threads=2,
        temp_directory=str(folder / "spill"),
        preserve_insertion_order=False,
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
    connection = _connect(folder, settings, SHARE)
    try:
        table = connection.read_parquet(str(folder / "prints" / "*.parquet"))
        for part in missing:
            step(f"joining, {part + 1} of {parts}")
            target = _anchors_file(folder, part, parts)
            mine = table if parts == 1 else table.filter(_bucket(table.hash, parts) == part)
            found, half = (anchors(mine, most=settings.most, known=known), target.with_suffix(".part"))
            connection.to_parquet(found, half)
            half.replace(target)
    finally:
        connection.disconnect()


def _bucket(hashes: Any, parts: int) -> Any:
    """Spread hashes over partitions; the sign is shifted away."""
    return (hashes >> 1).abs() % parts


def _anchors_file(folder: Path, part: int, parts: int) -> Path:
    return folder / "anchors" / f"{part:04d}-of-{parts:04d}.parquet"


def lots(folder: Path, settings: Settings, documents: int) -> Iterator[tuple[int, int, Anchors]]:
    """Yield lots of sorted anchors: number, number of lots, columns.

    A lot holds all anchors whose first document lies in a range.
    """
    connection = _connect(folder, settings, SORTING)
    try:
        table = connection.read_parquet(str(folder / "anchors" / "*.parquet"))
        edges = _edges(table, documents, min(LOT, settings.memory // ANCHOR))
        for k, (low, high) in enumerate(pairwise(edges)):
            mine = table.filter((table.a >= low) & (table.a < high))
            found = mine.order_by(["a", "b", "pos_a", "pos_b"]).to_pyarrow()
            columns = tuple(found.column(c).to_numpy().astype(np.int64) for c in ("a", "b", "pos_a", "pos_b"))
            yield k, len(edges) - 1, columns
    finally:
        connection.disconnect()


def _edges(table: Any, documents: int, size: int) -> list[int]:
    """Return bounds of document numbers between which about `size` anchors lie."""
    counted = table.group_by("a").aggregate(anchors=table.count()).order_by("a").to_pyarrow()
    numbers, sizes = counted.column("a").to_numpy(), counted.column("anchors").to_numpy()
    lot = np.cumsum(sizes) // size
    firsts = numbers[np.flatnonzero(np.r_[True, lot[1:] != lot[:-1]])] if numbers.size else []
    return [0, *(int(n) for n in firsts[1:]), documents]
