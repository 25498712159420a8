"""A run over an archive, step by step; what is done is kept, so that a run can be taken up again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from burdenshare.archives.reuse import on_duckdb
from burdenshare.archives.reuse.fingerprints import fingerprints
from burdenshare.archives.reuse.lots import Corpus, align_parallel, by_blocks
from burdenshare.archives.reuse.rarity import Rarity, bits_for, count_into
from burdenshare.archives.reuse.span_pairs import SpanPairs, joined, load_pairs, nothing, save_pairs
from burdenshare.archives.reuse.store import Store
from burdenshare.archives.settings import Settings
from burdenshare.collation.model import LeftOut, Witness
from burdenshare.errors import CollationError

BATCH = 20_000_000
"""Characters of text between two saves."""
PRINTS = 2_000_000
"""Fingerprints of one file."""
MAPPED = 6
"""Words mapped at once take so small a part of the memory."""
RESTS = 5_000
"""Documents after which the memory of mapped words is given back."""
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What reading an archive came to.

    Parameters
    ----------
    known : documents that an earlier run has compared with each other
    again : documents passed over since the earlier run has them, word for word
    """

    known: int
    again: int
    left_out: tuple[LeftOut, ...]


def read_into(store: Store, archive: Iterable[Witness], step: Step) -> Added:
    """Append an archive's documents to the store; take up an interrupted reading where it ended.

    A document that the store has already, with the same text, is passed over; one with another
    text is left out, since the spans found in the old one would no longer lie where they are said.
    """
    known = int(store.state.done.get("compared", 0))
    digests = {e.id: e.digest for e in store.entries()}
    earlier = set([e.id for e in store.entries()][:known])
    left_out, again, size = [], 0, 0
    for witness in archive:
        digest = hashlib.sha256(witness.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        held = digests.get(witness.id)
        if held == digest:
            again += witness.id in earlier
            continue
        if held is not None:
            left_out.append(
                LeftOut(
                    witness.id,
                    "the earlier run holds another text of this id",
                    "give it another id, or compare anew",
                )
            )
            continue
        store.add(witness, digest)
        digests[witness.id] = digest
        size += len(witness.text)
        if size >= BATCH:
            size = 0
            store.save()
            step(f"reading: {store.state.documents:,} documents, {store.state.words:,} words")
    store.save()
    return Added(known, again, tuple(left_out))


def compare(store: Store, settings: Settings, step: Step) -> SpanPairs:
    """Compare every document with every other that an earlier run has not compared it with.

    Parameters
    ----------
    settings : fitted to the store's size

    Returns
    -------
    The span pairs of this run and of the earlier ones, in order
    """
    known = int(store.state.done.get("compared", 0))
    before = load_spans(store.folder) if known else nothing()
    if known >= store.state.documents:
        return before
    _clear_stale(store, settings)
    step("fingerprints")
    prints, rarity = write_prints(store, settings)
    store.let_go()
    engine = _engine(settings)
    found = engine(store, settings, prints, rarity, known, step)
    pairs = joined([before, found])
    save_pairs(store.folder / "spans.npz", pairs)
    store.finish("compared", store.state.documents)
    for name in ("prints", "anchors", "lots", "spill"):
        shutil.rmtree(store.folder / name, ignore_errors=True)
    return pairs


def _engine(settings: Settings) -> Callable[..., SpanPairs]:
    if settings.engine == "spark":
        from burdenshare.archives.reuse.on_spark import compare_on_spark

        return compare_on_spark
    return compare_on_duckdb


def compare_on_duckdb(
    store: Store, settings: Settings, prints: int, rarity: Rarity, known: int, step: Step
) -> SpanPairs:
    """Join on DuckDB and align on two cores."""
    on_duckdb.join(store.folder, settings, prints, known=known, step=step)
    (store.folder / "lots").mkdir(exist_ok=True)
    corpus, parts = corpus_of(store), []
    for number, count, anchors in on_duckdb.lots(store.folder, settings, store.state.documents):
        path = store.folder / "lots" / f"{number:04d}-of-{count:04d}.npz"
        if not path.exists():
            step(f"aligning, {number + 1} of {count}")
            found = []
            for some in by_blocks(anchors, corpus.offsets, settings.memory // MAPPED):
                found.append(align_parallel(some, corpus, rarity, settings))
                store.let_go()
            save_pairs(path, joined(found) if found else nothing())
        parts.append(load_pairs(path))
    return joined(parts) if parts else nothing()


def corpus_of(store: Store) -> Corpus:
    """Return the words of all documents, mapped from the disk."""
    columns = {n: store.column(n) for n in ("ids", "starts", "ends", "shapes", "frame")}
    return Corpus(**columns, offsets=store.offsets())


def write_prints(store: Store, settings: Settings) -> tuple[int, Rarity]:
    """Write the fingerprints of all documents and count how rare their trigrams are.

    Returns
    -------
    The number of fingerprints, and the rarity
    """
    folder = store.folder / "prints"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    ids, offsets = store.column("ids"), store.offsets()
    bits = bits_for(store.state.words)
    counts, total, lot = np.zeros(1 << bits, np.uint16), 0, _Lot(folder)
    for doc in range(offsets.size - 1):
        words = ids[offsets[doc] : offsets[doc + 1]]
        count_into(counts, bits, words, settings.block)
        hashes, places = fingerprints(words, settings.gram, settings.window)
        lot.add(doc, hashes, places)
        total += hashes.size
        if doc % RESTS == RESTS - 1:
            store.let_go()
    lot.write()
    units = settings.units(store.state.words, store.state.documents)
    return total, Rarity(counts, bits, units)


class _Lot:
    """Gathers fingerprints into files of some millions."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files, self.size = folder, 0, 0
        self.parts: list[tuple[Any, Any, Any]] = []

    def add(self, doc: int, hashes: Any, places: Any) -> None:
        self.parts.append((hashes, np.full(hashes.size, doc, np.int32), places))
        self.size += hashes.size
        if self.size >= PRINTS:
            self.write()

    def write(self) -> None:
        if not self.parts:
            return
        columns = [np.concatenate(c) for c in zip(*self.parts, strict=True)]
        path = self.folder / f"{self.files:05d}.parquet"
        on_duckdb.write_table(path, dict(zip(("hash", "doc", "pos"), columns, strict=True)))
        self.parts, self.size, self.files = [], 0, self.files + 1


def _clear_stale(store: Store, settings: Settings) -> None:
    """Drop what an interrupted run left that was made for other documents or settings."""
    made_for = [store.state.documents, settings.engine, settings.memory, settings.deciding()]
    if store.state.done.get("begun") != made_for:
        for name in ("prints", "anchors", "lots"):
            shutil.rmtree(store.folder / name, ignore_errors=True)
        store.finish("begun", made_for)


def load_spans(folder: Path) -> SpanPairs:
    """Return the span pairs of an earlier run.

    Raises
    ------
    CollationError : there are none
    """
    if not (folder / "spans.npz").exists():
        raise CollationError(
            "the earlier run did not end", where=str(folder), mend="let it end first, with the same --out"
        )
    return load_pairs(folder / "spans.npz")


def settings_for(store: Store, settings: Settings) -> Settings:
    """Return settings fitted to the store; an earlier run's n-grams stay what they were."""
    kept = store.state.done.get("fitted")
    if kept:
        settings = replace(settings, gram=kept["gram"], window=kept["window"])
    fitted = settings.fitted(store.state.words, store.state.documents)
    store.finish("fitted", {n: getattr(fitted, n) for n in ("gram", "window", "threshold")})
    return fitted
