"""Clusters laid in a file of their own while they come, and read back in another order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from burdenshare.archives.report.copies import LISTED, TEXT, Cluster, Member

TABLES = """
CREATE TABLE cluster (n INTEGER PRIMARY KEY, id TEXT, class TEXT, score REAL, size INTEGER,
                      members TEXT, place INTEGER);
CREATE TABLE part (document TEXT, n INTEGER, title TEXT, date TEXT, collection TEXT, url TEXT);
"""
PLACES = """
CREATE TEMP TABLE placed AS
    SELECT n, row_number() OVER (PARTITION BY class ORDER BY score DESC, size DESC, n) - 1 AS place
    FROM cluster;
CREATE INDEX temp.by_n ON placed (n);
UPDATE cluster SET place = (SELECT place FROM placed WHERE placed.n = cluster.n);
DROP TABLE placed;
CREATE INDEX by_place ON cluster (class, place);
CREATE INDEX by_document ON part (document, n);
"""
ORDERS = {"score": "score DESC, size DESC, n", "size": "size DESC, score DESC, n"}
SEEN = 100
"""Clusters of a document that its line in the index names; the rest is counted."""


class Spool:
    """A file of clusters; the memory held is one cluster and SQLite's own cache."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def take(self, clusters: Iterable[Cluster]) -> None:
        """Lay clusters down; those without members are passed over."""
        self._file.execute("BEGIN")
        for n, cluster in enumerate(c for c in clusters if c.members):
            members = cluster.earliest_first()
            self._file.execute(
                "INSERT INTO cluster VALUES (?, ?, ?, ?, ?, ?, 0)",
                (n, cluster.id, cluster.klass, cluster.score, len(members), _packed(members)),
            )
            self._file.executemany(
                "INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)",
                [(m.id, n, m.title, m.date, m.collection, m.url) for m in members],
            )
        self._file.execute("COMMIT")
        self._file.executescript(PLACES)

    def count(self, klass: str) -> int:
        """Return the number of clusters of a class."""
        return self._one("SELECT count(*) FROM cluster WHERE class = ?", klass)

    def documents(self) -> int:
        """Return the number of documents that take part in any."""
        return self._one("SELECT count(DISTINCT document) FROM part")

    def clusters(self, klass: str) -> Iterator[tuple[int, Cluster]]:
        """Yield each cluster of a class with its place, the highest score first."""
        yield from self._found("WHERE class = ? ORDER BY place", klass)

    def foremost(self, order: str, most: int) -> list[tuple[int, Cluster]]:
        """Return the first of the reused passages by `score` or by `size`."""
        return list(self._found(f"WHERE class = 'reuse' ORDER BY {ORDERS[order]} LIMIT ?", most))

    def by_document(self) -> Iterator[dict[str, Any]]:
        """Yield each document with the clusters it takes part in: class, place and id."""
        rows = self._file.execute(
            "SELECT document, title, date, collection, url, class, place, id FROM part"
            " JOIN cluster USING (n) ORDER BY document, n"
        )
        for document, parts in groupby(rows, key=lambda r: r[0]):
            first, places = None, dict[tuple[Any, ...], None]()
            for row in parts:
                first = first or row
                places[row[5:]] = None
            if first is None:
                continue
            yield {
                "id": document,
                "title": first[1],
                "date": first[2],
                "collection": first[3],
                "url": first[4],
                "takes_part": list(places)[:SEEN],
                "more": max(0, len(places) - SEEN),
            }

    def _one(self, question: str, *values: Any) -> int:
        found: int = self._file.execute(question, values).fetchone()[0]
        return found

    def _found(self, rest: str, *values: Any) -> Iterator[tuple[int, Cluster]]:
        question = f"SELECT place, id, class, score, size, members FROM cluster {rest}"
        for place, name, klass, score, size, members in self._file.execute(question, values):
            held = json.loads(members)
            yield (place, Cluster(name, klass, score, tuple(Member(*m) for m in held), size - len(held)))


def _packed(members: list[Member]) -> str:
    """Keep what a page can show of the members; the others are only counted."""
    return json.dumps(
        [
            (m.id, m.start, m.end, m.date, m.title, m.collection, m.url, m.text[: TEXT + 1])
            for m in members[:LISTED]
        ]
    )
