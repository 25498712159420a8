"""The verb `gaps`: how far short, in points and in money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, Unpack

from burdenshare import analysis
from burdenshare.pledges import Clause, Verdict, evaluate, year_asked
from burdenshare.record import View
from burdenshare.results import Column, Columns, Result, millions, number_text, places_that_show, two_digits
from burdenshare.terms import name_of
from burdenshare.verbs.asked import allies_and_pledge, clauses_asked, of_allies
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import Query, QueryOptions, used


class GapRow(NamedTuple):
    """One gap, in points and in money."""

    ally: str
    year: int
    gap_pp: Decimal | None
    figure: str | None
    gap_money: Decimal | None
    currency: str
    prices: str
    money_figure: str | None
    low: Decimal | None
    high: Decimal | None
    output: str
    reason: str
    value: Decimal | None
    level: Decimal
    edition: str | None
    clause: str = ""
    path: str = ""
    cumulative_money: Decimal | None = None
    cumulative_figure: str | None = None
    sheet: str = ""
    cell: str = ""
    line: int | None = None


@dataclass(frozen=True, repr=False)
class Gaps(Result[GapRow]):
    """Gaps of a year, largest shortfall first."""

    pledge: str
    year: int

    def text_columns(self) -> Columns:
        """Return the columns; the sum where a path is asked for, the clause where there are several."""
        clauses = len({r.clause for r in self.rows}) > 1
        return (
            *((Column("clause", lambda r: r.clause),) if clauses else ()),
            Column("ally", lambda r: f"{r.ally} {name_of(r.ally)}"),
            Column(
                "points",
                lambda r: number_text(r.gap_pp, places_that_show(r.level, r.value)),
                right=True,
                figure="figure",
            ),
            Column(
                "million", lambda r: millions(r.gap_money, r.low, r.high), right=True, figure="money_figure"
            ),
            Column("of", lambda r: f"{r.currency}, {r.prices} prices" if r.currency else "-"),
            *(SUMMED if any(r.path for r in self.rows) else ()),
            Column("rests on", lambda r: r.output or r.reason, wraps=True),
        )

    def last_line(self) -> str:
        """Name the pledge and the year, and what the sign means."""
        return f"{self.pledge}, {self.year}; − is below the level. {super().last_line()}"

    def asides(self) -> Iterable[tuple[str, str]]:
        """Say what the path is that the yearly gaps are summed below."""
        for path in dict.fromkeys(r.path for r in self.rows if r.path):
            yield "", f"summed: yearly gaps below a path, million USD; {path} is {analysis.PATHS[path]}."


SUMMED = (
    Column("summed", lambda r: two_digits(r.cumulative_money), right=True, figure="cumulative_figure"),
    Column("path", lambda r: r.path),
)


@verb
def gaps(
    *names: str,
    pledge: str = "",
    year: int | None = None,
    money: Literal["usd", "national"] = "usd",
    clause: str = "",
    path: Literal["", "level", "line"] = "",
    **query: Unpack[QueryOptions],
) -> Gaps:
    """Give the gaps in points and in money, largest shortfall first.

    Parameters
    ----------
    names : allies, by code or name; default: all. A pledge may stand among them
    pledge : a pledge's id, or a TOML file of your own; default: the newest common one of the day
    year : the year; default: the last one known
    money : in US dollars or national currency; default: usd
    clause : a clause's id, or all; default: the principal one
    path : add the sum of yearly gaps below the level, or below a straight line to it, in dollars
    """
    asked = Query(**query)
    view = asked.view()
    codes, rule = allies_and_pledge(names, pledge, asked.day)
    clauses = [c for c in clauses_asked(rule, clause) if c.indicator or clause != "all"]
    judged_year = year_asked(view, clauses[0], year)
    rows = [
        gap_row(view, one, v, money, path)
        for one in clauses
        for v in of_allies(codes, one, evaluate(view, one, one.readings[0], judged_year))
        if v.verdict != "not_applicable" or codes
    ]
    order = {c.id: k for k, c in enumerate(clauses)}
    rows.sort(key=lambda r: (order[r.clause], r.gap_pp is None, r.gap_pp or 0, r.ally))
    return Gaps(asked.day, used(r.edition for r in rows), rows, pledge=rule.id, year=judged_year)


def gap_row(view: View, clause: Clause, v: Verdict, currency: str, path: str = "") -> GapRow:
    """Return a verdict's gap as a row."""
    o, gap, total = v.observation, None, None
    if o is not None and o.value is not None and v.gap_pp is not None:
        gap = analysis.gap_figure(view.record, clause, o, view.day)
        total = analysis.cumulative(view, clause, o, path) if path else None
    money = analysis.gap_money(view, clause, v, currency)
    f = money.figure
    return GapRow(
        ally=v.ally,
        year=v.year,
        gap_pp=v.gap_pp,
        figure=gap.id if gap else None,
        gap_money=f.value if f else None,
        currency=money.currency,
        prices=money.prices,
        money_figure=f.id if f else None,
        low=f.low if f else None,
        high=f.high if f else None,
        output=money.output,
        reason=v.reasons[0] if v.gap_pp is None else money.reason,
        value=v.value,
        level=v.level,
        edition=o.edition if o else None,
        clause=v.clause,
        path=path,
        cumulative_money=total.value if total else None,
        cumulative_figure=total.id if total else None,
        sheet=o.sheet if o else "",
        cell=o.cell if o else "",
        line=o.line if o else None,
    )
