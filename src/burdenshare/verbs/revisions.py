"""The verb `revisions`: what each edition said of an ally, what it changed and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Unpack

from burdenshare import analysis
from burdenshare.analysis import Step
from burdenshare.errors import UsageError
from burdenshare.record import View, cell_figure
from burdenshare.results import (
    WHERE_KNOWN,
    Column,
    Columns,
    Result,
    day_of_edition,
    held_text,
    number_text,
    places_that_show,
    plain,
)
from burdenshare.terms import find_indicator, find_row
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import PathLike, Query, QueryOptions, used


class RevisionRow(NamedTuple):
    """What one edition said of a year, and what it changed; see `burdenshare.analysis.Step`."""

    ally: str
    year: int
    edition: str
    published: str
    value: Decimal | None
    change: Decimal | None
    cause: str
    why: str
    spending_pp: Decimal | None
    gdp_pp: Decimal | None
    indicator: str
    status: str
    origin: str
    definition: str
    price_base: int | None
    segment: int
    figure: str | None
    change_figure: str | None
    spending_figure: str | None
    gdp_figure: str | None


def _before(row: RevisionRow) -> Decimal | None:
    return None if row.value is None or row.change is None else row.value - row.change


def _fine_years(rows: Iterable[RevisionRow]) -> set[tuple[str, int]]:
    """Return the allies' years of which two decimals would hide a move."""
    return {(r.ally, r.year) for r in rows if places_that_show(_before(r), r.value) > 2}  # noqa: PLR2004  decimals


def _value_in(fine: set[tuple[str, int]]) -> Callable[[RevisionRow], str]:
    def read(row: RevisionRow) -> str:
        mark = "e" if row.status != "reported" else " "
        return held_text(row.value, 3 if (row.ally, row.year) in fine else 2) + mark

    return read


def _change(row: RevisionRow) -> str:
    if row.change is None:
        return ""
    return number_text(row.change, places_that_show(_before(row), row.value), sign=True)


def causes(rows: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Return why values moved, for rows that carry ally, year, edition, cause and why."""
    for row in rows:
        if row.cause not in {"first", "unchanged", "rounding"}:
            yield f"{row.ally} {row.year}, {day_of_edition(row.edition)}", f"{row.why}."


@dataclass(frozen=True, repr=False)
class Revisions(Result[RevisionRow]):
    """Editions of an ally's years, oldest first.

    Parameters
    ----------
    summary : size and bias of the revisions, and how long figures keep moving; of one ally
    """

    summary: dict[str, Any] | None = field(default=None, metadata=WHERE_KNOWN)
    chart: str | None = field(default=None, metadata=WHERE_KNOWN)

    def text_columns(self) -> Columns:
        """Return the columns; the ally where there are several."""
        several = len({r.ally for r in self.rows}) > 1
        return (
            *((Column("ally", lambda r: r.ally),) if several else ()),
            Column("year", lambda r: str(r.year), right=True),
            Column("edition", lambda r: day_of_edition(r.edition)),
            Column("value ", _value_in(_fine_years(self.rows)), right=True, figure="figure"),
            Column("change", _change, right=True, figure="change_figure"),
            Column("cause", lambda r: r.cause),
        )

    def asides(self) -> Iterable[tuple[str, str]]:
        """Return why each value moved."""
        return causes(self.rows)

    def last_line(self) -> str:
        """Say how far and how long the figures of the ally move."""
        chart = f" Drawn into {self.chart}." if self.chart else ""
        return f"{super().last_line()} {summary_line(self.summary) if self.summary else ''}{chart}".strip()


def summary_line(s: dict[str, Any]) -> str:
    """Say how far and how long the figures of an ally move."""
    if not s["stretches"]:
        return "No year was given by two editions of one definition and price base."
    bias, size = (number_text(s[k]["value"], 3) for k in ("bias", "size"))
    return (
        f"{s['stretches']} stretches of editions that compare: latest less first is {bias} "
        f"{s['bias']['unit']} on average, {size} in size. A year's figure moves for "
        f"{s['days_moving_median']:.0f} days (median), {s['days_moving_longest']} at most. "
        f"New definitions and price bases, left out: {s['redefined']}; taken back: {s['deleted']}."
    )


@verb
def revisions(
    *names: str,
    year: int | None = None,
    indicator: str = "share_of_gdp",
    chart: PathLike = None,
    **query: Unpack[QueryOptions],
) -> Revisions:
    """Show what each edition said of an ally, what it changed and why.

    Parameters
    ----------
    names : one or more allies or aggregates, by code or name
    year : one year only
    indicator : what was revised; default: share_of_gdp
    chart : draw the year into a .svg or .png file; needs one ally and a year

    Raises
    ------
    UsageError : no ally is named
    """
    if not names:
        raise UsageError("no ally is named", where="revisions ALLY", mend="name one or more, for example NOR")
    view, name = Query(**query).view(), find_indicator(indicator).id
    codes = list(dict.fromkeys(find_row(n) for n in names))
    if year is not None:
        view.require_year(name, year)
    triangles = {code: analysis.triangle(view, name, code) for code in codes}
    rows = [
        _row(view, s)
        for t in triangles.values()
        for y, steps in t.items()
        if year in (None, y)
        for s in steps
    ]
    total = analysis.summary(view, name, codes[0], triangles[codes[0]]) if len(codes) == 1 else None
    if chart is not None:
        from burdenshare.verbs.drawing import revision_chart  # noqa: PLC0415  heavy

        revision_chart(rows, year, chart)
    return Revisions(
        view.day,
        used(r.edition for r in rows),
        rows,
        summary=_summary(total) if total else None,
        chart=str(chart) if chart else None,
    )


def _row(view: View, step: Step) -> RevisionRow:
    o, cause, change = step.now, step.cause, step.change
    edition = view.record.edition(o.edition)
    spending, gdp = cause.spending, cause.gdp
    return RevisionRow(
        ally=o.ally,
        year=o.year,
        edition=o.edition,
        published=edition.published.isoformat(),
        value=o.value,
        change=change.value if change else None,
        cause=cause.name,
        why=cause.why,
        spending_pp=spending.value if spending else None,
        gdp_pp=gdp.value if gdp else None,
        indicator=o.indicator,
        status=o.status,
        origin=o.origin,
        definition=edition.definition,
        price_base=edition.price_base,
        segment=step.segment,
        figure=None if o.value is None else cell_figure(view.record, o).id,
        change_figure=change.id if change else None,
        spending_figure=spending.id if spending else None,
        gdp_figure=gdp.id if gdp else None,
    )


def _summary(total: analysis.Summary) -> dict[str, Any]:
    return {
        "stretches": total.stretches,
        **{
            name: {"value": plain(f.value), "unit": f.unit, "figure": f.id} if f else None
            for name, f in (("bias", total.bias), ("size", total.size))
        },
        "days_moving_median": total.days_median,
        "days_moving_longest": total.days_longest,
        "redefined": total.redefined,
        "deleted": total.deleted,
    }
