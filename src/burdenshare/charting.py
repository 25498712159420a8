"""Charts of what editions changed, as SVG files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from burdenshare import charts
from burdenshare.document import plain
from burdenshare.errors import OutsideRecordError
from burdenshare.results import Result
from burdenshare.revising import RevisionRow
from burdenshare.terms import INDICATORS, find_publisher, name_of


def revision_chart(found: Result[RevisionRow], year: int | None, out: Path | str) -> Path:
    """Draw what each edition said of one year of an ally.

    Parameters
    ----------
    found : of `burdenshare.revisions`
    year : the year drawn
    out : the SVG file

    Raises
    ------
    OutsideRecordError : no year was named, or no edition gives it a value
    """
    rows = [r for r in found.rows if r.year == year and r.value is not None]
    if not rows:
        raise OutsideRecordError(
            "a chart of revisions is of one year that some edition gives",
            where="--chart",
            mend="name the year with --year",
        )
    path = Path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(charts.svg(_spec(rows), _sentence(rows)), "utf-8")
    part.replace(path)
    return path


def _spec(rows: list[RevisionRow]) -> dict[str, Any]:
    first = rows[0]
    points = [
        {"published": r.published, "value": float(r.value or 0), "segment": r.segment, "label": _text(r)}
        for r in rows
    ]
    breaks = [
        {"published": b.published, "label": f"new {b.cause}"}
        for a, b in pairwise(rows)
        if a.segment != b.segment
    ]
    title = [f"{name_of(first.ally)}, {first.year}, as {len(rows)} editions stated it"]
    whose = find_publisher(first.edition.partition("/")[0]).english.series
    under = [
        f"{INDICATORS[first.indicator].title}. Source: {whose}.",
        "No line joins across a new definition or price base.",
    ]
    return charts.vintages(points, breaks, INDICATORS[first.indicator].unit, title, under)


def _sentence(rows: list[RevisionRow]) -> str:
    """Say in one sentence what the chart shows."""
    a, b = rows[0], rows[-1]
    return (
        f"{name_of(a.ally)} {a.year}: {_text(a)} in {a.edition}, {_text(b)} in {b.edition}, "
        f"{len(rows)} editions in all."
    )


def _text(row: RevisionRow) -> str:
    return "" if row.value is None else plain(row.value, INDICATORS[row.indicator].decimals)
