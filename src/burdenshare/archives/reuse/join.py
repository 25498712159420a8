"""The join that finds candidates: one text of SQL that DuckDB and Spark run unchanged.

Input is a table of fingerprints (`hash` int64, `doc` int32, `pos` int32); output a table of
anchors (`a`, `b`, `pos_a`, `pos_b`), `a` before `b`: two documents that have n words in common.
"""

from __future__ import annotations

ANCHORS = """
WITH shared AS (
    SELECT hash, count(DISTINCT doc) AS documents, min(doc * {place} + pos) AS earliest
    FROM {prints}
    GROUP BY hash
    HAVING count(DISTINCT doc) >= 2 AND max(doc) >= {known}
),
bearers AS (
    SELECT p.hash, p.doc, p.pos,
           s.documents <= {most} OR p.doc * {place} + p.pos = s.earliest AS leads
    FROM {prints} AS p JOIN shared AS s ON p.hash = s.hash
)
SELECT l.doc AS a, r.doc AS b, l.pos AS pos_a, r.pos AS pos_b
FROM bearers AS l JOIN bearers AS r ON l.hash = r.hash AND l.doc < r.doc
WHERE l.leads AND r.doc >= {known}
"""
PLACE = 2**32
"""A document's number times this, and a position, are one number that sorts like both."""


def anchors_sql(prints: str, *, most: int, known: int = 0) -> str:
    """Return the query that joins documents on the fingerprints that they share.

    A fingerprint that stands in more than `most` documents joins only where it stands first with
    its later bearers: a circular with 200 copies costs 199 pairs instead of 19,900, and its
    copies meet in one cluster.

    Parameters
    ----------
    prints : name of the table of fingerprints
    most : documents at most that a fingerprint may stand in to be joined pair by pair
    known : documents below this number were compared with each other in an earlier run

    Returns
    -------
    SQL that gives `a`, `b`, `pos_a`, `pos_b`; every pair of fingerprints once
    """
    return ANCHORS.format(prints=prints, most=most, known=known, place=PLACE)
