"""Charts that verbs write into files: SVG or PNG, by the file's ending."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from burdenshare import charts
from burdenshare.document import plain
from burdenshare.errors import OutsideRecordError, UsageError
from burdenshare.terms import INDICATORS, edition_date, find_publisher, name_of, parse_date
from burdenshare.verbs.options import PathLike

if TYPE_CHECKING:
    from burdenshare.verbs.revisions import RevisionRow

ENDINGS = (".svg", ".png")


def revision_chart(rows: Sequence[RevisionRow], year: int | None, out: PathLike) -> Path:
    """Draw what each edition said of one year of an ally.

    Parameters
    ----------
    rows : of one ally
    year : the year drawn
    out : a .svg or .png file

    Raises
    ------
    OutsideRecordError : no year was named, or no edition gives it a value
    UsageError : another ending, or more than one ally
    """
    path = checked(out)
    drawn = [r for r in rows if r.year == year and r.value is not None]
    if not drawn:
        raise OutsideRecordError(
            "a chart of revisions is of one year that some edition gives",
            where="--chart",
            mend="name the year with --year",
        )
    if len({r.ally for r in drawn}) > 1:
        raise UsageError("a chart of revisions is of one ally", where="--chart", mend="name one")
    return write_chart(path, charts.svg(_spec(drawn), _sentence(drawn)))


def checked(out: PathLike) -> Path:
    """Return the file that a chart goes to.

    Raises
    ------
    UsageError : its ending is neither .svg nor .png
    """
    path = Path(str(out))
    if path.suffix.casefold() not in ENDINGS:
        raise UsageError(
            f"'{path.suffix}' is no form of a chart",
            where=str(path),
            mend="end the file's name with .svg or .png",
        )
    return path


def write_chart(path: Path, svg: str) -> Path:
    """Write a chart whole or not at all."""
    content = charts.png(svg) if path.suffix.casefold() == ".png" else svg.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
    return path


def _spec(rows: list[RevisionRow]) -> dict[str, Any]:
    first = rows[0]
    points = [
        {"published": r.published, "value": float(r.value or 0), "segment": r.segment, "label": label}
        for r, label in zip(rows, _labels(rows), strict=True)
    ]
    breaks = [
        {"published": b.published, "label": f"new {b.cause}"}
        for a, b in pairwise(rows)
        if a.segment != b.segment
    ]
    title = [f"{name_of(first.ally)}, {first.year}, as {len(rows)} editions stated it"]
    under = [
        f"{INDICATORS[first.indicator].title}.",
        "No line joins across a new definition or price base.",
        *_source(rows),
        *_difference(rows[0]),
    ]
    return charts.vintages(points, breaks, INDICATORS[first.indicator].unit, title, under)


def _source(rows: list[RevisionRow]) -> list[str]:
    """Name the publisher and the editions, and the address, as lines of the chart."""
    publisher = rows[0].edition.partition("/")[0]
    first, last = (edition_date(publisher, parse_date(r.published)) for r in (rows[0], rows[-1]))
    about = find_publisher(publisher)
    return [f"Source: {about.english.series}, editions of {first} to {last}.", about.page]


def _difference(row: RevisionRow) -> list[str]:
    """Say how what a publisher measures differs from what the allies agreed on, in lines of a chart."""
    text = find_publisher(row.edition.partition("/")[0]).english.difference
    return textwrap.wrap(text, 90)


def _labels(rows: list[RevisionRow]) -> list[str]:
    """Return the values with the decimals that tell neighbours apart."""
    places = INDICATORS[rows[0].indicator].decimals
    values = [r.value for r in rows if r.value is not None]
    hides = any(x != y and round(x, places) == round(y, places) for x, y in pairwise(values))
    finer = [plain(v, places + 1) for v in values]
    return [t.removesuffix("0") for t in finer] if hides else [plain(v, places) for v in values]


def _sentence(rows: list[RevisionRow]) -> str:
    """Say in one sentence what the chart shows."""
    a, b = rows[0], rows[-1]
    labels = _labels(rows)
    return (
        f"{name_of(a.ally)} {a.year}: {labels[0]} in {a.edition}, {labels[-1]} in {b.edition}, "
        f"{len(rows)} editions in all."
    )
