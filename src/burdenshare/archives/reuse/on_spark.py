"""The same comparison on Spark: the join as it is, the alignment inside Spark's workers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from burdenshare.archives.reuse.join import anchors_sql
from burdenshare.archives.reuse.lots import Corpus, align
from burdenshare.archives.reuse.rarity import Rarity
from burdenshare.archives.reuse.span_pairs import SpanPairs, joined, load_pairs, nothing, save_pairs
from burdenshare.archives.reuse.spark_session import is_local, session, told_in_a_line
from burdenshare.archives.reuse.store import COLUMNS, Store
from burdenshare.archives.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

Step = Callable[[str], None]
BLOCK_WORDS, BLOCK_ANCHORS = 1_000_000, 1_000_000
"""Words of a block of documents, and anchors between two blocks, that a worker holds at once."""
LEAST_BLOCKS = 4
"""Blocks at least: ten pairs of blocks, so that both cores have work."""
PRINTS = "burdenshare_prints"
LOT = 20_000_000
"""Anchors of a lot; what a lot leads to is kept on disk before the next one begins."""
RESULT = (
    "a long, a_start long, a_end long, b long, b_start long, b_end long, score double, "
    "formula boolean, common long"
)


def compare_on_spark(
    store: Store, settings: Settings, prints: int, rarity: Rarity, known: int, step: Step
) -> SpanPairs:
    """Join and align on Spark; the span pairs are those that DuckDB leads to.

    Anchors are grouped by the blocks of documents that they join, and the words of these
    documents travel with them: workers need no disk of ours, only this package.

    Raises
    ------
    MissingPartError : pyspark is not installed
    CollationError : Java is missing, Spark does not start, or it broke off
    """
    (store.folder / "lots").mkdir(exist_ok=True)
    with session(store.folder, settings, prints) as spark, told_in_a_line(store.folder):
        step("joining on Spark")
        met = _joined(spark, store.folder, settings, known)
        return _aligned(spark, met, store, settings, rarity, step)


def _joined(spark: Any, folder: Path, settings: Settings, known: int) -> Any:
    """Return the anchors; they are computed once and kept where Spark spills."""
    from pyspark import StorageLevel

    _handed(spark, folder / "prints").createOrReplaceTempView(PRINTS)
    query = anchors_sql(PRINTS, most=settings.most, known=known)
    return spark.sql(query).persist(StorageLevel.DISK_ONLY)


def _handed(spark: Any, folder: Path) -> Any:
    """Return the tables of a folder as one; to workers elsewhere it is sent."""
    import pyarrow.parquet as pq

    if is_local(spark):
        return spark.read.parquet(folder.absolute().as_uri())
    return spark.createDataFrame(pq.read_table(folder))


def _aligned(spark: Any, met: Any, store: Store, settings: Settings, rarity: Rarity, step: Step) -> SpanPairs:
    """Align lot by lot; a lot of an interrupted run is not aligned again."""
    count = met.count()
    edges = _edges(store.offsets(), count)
    lots = np.array_split(np.arange(edges.size - 1), max(1, min(count // LOT, edges.size - 1)))
    names = [store.folder / "lots" / f"{k:04d}-of-{len(lots):04d}.npz" for k in range(len(lots))]
    if not all(n.exists() for n in names):
        grouped, documents = _by_blocks(met, edges), _documents(spark, store)
        work = _worker(spark.sparkContext.broadcast(rarity.counts), rarity, settings)
    for number, (rows, name) in enumerate(zip(lots, names, strict=True)):
        if not name.exists():
            step(f"aligning on Spark, {number + 1} of {len(lots)}")
            mine = grouped.filter(grouped.row.between(int(rows[0]), int(rows[-1])))
            save_pairs(name, _collected(_worked(mine, documents, work)))
    met.unpersist()
    return joined([load_pairs(n) for n in names])


def _edges(offsets: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the first document of each block, and the end; blocks have much the same words."""
    documents, words = offsets.size - 1, int(offsets[-1])
    by_anchors = math.ceil(math.sqrt(2 * count / BLOCK_ANCHORS))
    blocks = max(LEAST_BLOCKS, math.ceil(words / BLOCK_WORDS), by_anchors)
    wanted = np.linspace(0, words, blocks + 1)[1:-1]
    return np.unique(np.r_[0, np.searchsorted(offsets, wanted), documents])


def _by_blocks(met: Any, edges: NDArray[np.int64]) -> Any:
    """Add the blocks of both documents: all anchors of a pair of documents fall together."""
    from pyspark.sql import functions as sf

    def block(column: str) -> Any:
        passed = [(sf.col(column) >= int(e)).cast("int") for e in edges[1:-1]]
        return sum(passed, sf.lit(0))

    return met.withColumn("row", block("a")).withColumn("column", block("b"))


def _worked(grouped: Any, documents: Any, work: Any) -> Any:
    """Bring the anchors of two blocks and the words of their documents to one worker."""
    sides = [
        grouped.select(grouped.row.alias("r"), grouped.column.alias("c"), grouped[n].alias("doc"))
        for n in ("a", "b")
    ]
    needed = sides[0].union(sides[1]).distinct().join(documents, "doc")
    groups = grouped.groupBy("row", "column").cogroup(needed.groupBy("r", "c"))
    return groups.applyInArrow(work, RESULT)


def _documents(spark: Any, store: Store) -> Any:
    """Return the words of every document, a row a document, its columns as bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = store.folder / "anchors"
    folder.mkdir(exist_ok=True)
    form = pa.schema([("doc", pa.int32()), *((name, pa.binary()) for name in COLUMNS)])
    path = folder / "words.parquet"
    with pq.ParquetWriter(path, form, compression="none", use_dictionary=False) as file:
        for batch in _batches(store):
            file.write_table(pa.table(batch, schema=form))
    store.let_go()
    return _handed(spark, folder)


def _batches(store: Store) -> Iterator[dict[str, Any]]:
    """Yield rows of documents, about `BLOCK_WORDS` words at once."""
    columns, offsets = {n: store.column(n) for n in COLUMNS}, store.offsets()
    firsts = np.searchsorted(offsets, np.arange(0, offsets[-1], BLOCK_WORDS))
    for first, last in pairwise(np.unique([*firsts, offsets.size - 1])):
        spans = list(pairwise(offsets[first : last + 1]))
        yield {"doc": np.arange(first, last, dtype=np.int32)} | {
            name: [values[i:j].tobytes() for i, j in spans] for name, values in columns.items()
        }


def _worker(counts: Any, rarity: Rarity, settings: Settings) -> Callable[..., pa.Table]:
    """Return what a worker does with a group; the counts are sent once to each."""
    bits, units = rarity.bits, rarity.units

    def work(met: pa.Table, documents: pa.Table) -> pa.Table:
        return _align_group(met, documents, Rarity(counts.value, bits, units), settings)

    return work


def _align_group(met: pa.Table, documents: pa.Table, rarity: Rarity, settings: Settings) -> pa.Table:
    """Align all anchors of a group; documents are numbered anew within it, in their order."""
    import pyarrow as pa

    documents = documents.sort_by("doc")
    numbers = documents.column("doc").to_numpy().astype(np.int64)
    columns = [met.column(n).to_numpy().astype(np.int64) for n in ("a", "b", "pos_a", "pos_b")]
    columns[:2] = [np.searchsorted(numbers, c) for c in columns[:2]]
    order = np.lexsort(columns[::-1])
    pairs = align(tuple(c[order] for c in columns), _corpus(documents), rarity, settings)
    found = {n: getattr(pairs, n) for n in SpanPairs.__slots__}
    return pa.table(found | {"a": numbers[pairs.a], "b": numbers[pairs.b]})


def _corpus(documents: pa.Table) -> Corpus:
    """Return the words that travelled with a group."""
    columns = {
        name: np.frombuffer(b"".join(documents.column(name).to_pylist()), kind)
        for name, kind in COLUMNS.items()
    }
    sizes = [len(b) for b in documents.column("frame").to_pylist()]
    return Corpus(**columns, offsets=np.cumsum([0, *sizes], dtype=np.int64))


def _collected(found: Any) -> SpanPairs:
    """Return what the workers found."""
    table = found.toArrow()
    if not table.num_rows:
        return nothing()
    columns = (table.column(n).to_numpy() for n in SpanPairs.__slots__)
    return SpanPairs(*columns).sorted()
