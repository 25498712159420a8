"""The join that finds candidates: one relational expression for DuckDB and for Spark.

Input is a table of fingerprints (`hash` int64, `doc` int32, `pos` int32); output a table of
anchors (`a`, `b`, `pos_a`, `pos_b`), `a` before `b`: two documents that have n words in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


def anchors(fingerprints: ir.Table, *, most: int, known: int = 0) -> ir.Table:
    """Join documents on the fingerprints that they share.

    Parameters
    ----------
    most : documents at most that a fingerprint may stand in to be joined pair by pair
    known : documents below this number were compared with each other in an earlier run

    Returns
    -------
    Table of `a`, `b`, `pos_a`, `pos_b`; every pair of fingerprints once
    """
    import ibis

    counts = fingerprints.group_by("hash").aggregate(
        documents=fingerprints.doc.nunique(), last=fingerprints.doc.max()
    )
    shared = counts.filter((counts.documents >= 2) & (counts["last"] >= known))
    rare = fingerprints.semi_join(shared.filter(shared.documents <= most), "hash")
    pairwise = _joined(rare, rare.view())
    often = fingerprints.semi_join(shared.filter(shared.documents > most), "hash")
    star = _joined(_firsts(often), often.view())
    found = ibis.union(pairwise, star, distinct=False)
    return found.filter(found.b >= known)


def _joined(left: ir.Table, right: ir.Table) -> ir.Table:
    """Join earlier documents with later ones."""
    met = left.join(right, [left.hash == right.hash, left.doc < right.doc])
    return met.select(a=left.doc, b=right.doc, pos_a=left.pos, pos_b=right.pos)


def _firsts(often: ir.Table) -> ir.Table:
    """Return where each frequent fingerprint stands first.

    All its later bearers are joined with that one document: a circular with 200 copies costs
    199 pairs instead of 19,900, and its copies meet in one cluster.
    """
    first = often.group_by("hash").aggregate(doc=often.doc.min())
    own = often.semi_join(first, ["hash", "doc"])
    return own.group_by(["hash", "doc"]).aggregate(pos=own.pos.min())
