"""Verdicts and gaps: every ally against a pledge."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from burdenshare import analysis, pledges
from burdenshare.looking import Day, PathLike, day_of, open_record, used
from burdenshare.pledges import Clause, Reading, Verdict
from burdenshare.record import View, value_figure
from burdenshare.results import Result
from burdenshare.rows import EditionCountRow, GapRow, VerdictRow
from burdenshare.terms import ALLIES, name_of


def year_of(view: View, clause: Clause, year: int | None) -> int:
    """Return the year asked for, or the last one not after the day with values of many allies."""
    indicator = clause.indicator or "share_of_gdp"
    if year is not None:
        view.require_year(indicator, year)
        return year
    held = [y for y in view.years(indicator) if y <= view.day.year]
    if not held:
        view.require_year(indicator, view.day.year)
    return held[-1]


def verdicts(
    *, pledge: str, year: int | None = None, clause: str = "", reading: str = "",
    every_edition: bool = False, as_of: Day = None, source: str = "nato", record: PathLike = None,
) -> Result[Any]:  # fmt: skip
    """Judge every ally against a pledge, with reasons.

    Parameters
    ----------
    clause : a clause's id, or `all`; the principal one by default
    reading : a reading's id, or `all`; the default one otherwise
    every_edition : instead, per edition, the count found and the count stated at the time
    """
    day = day_of(as_of)
    view = open_record(record).as_of(day, source=source)
    rule = pledges.find_pledge(pledge, day)
    clauses = _clauses(rule, clause)
    if every_edition:
        return _every_edition(view, clauses[0], year)
    first_year = year_of(view, clauses[0], year)
    found = [
        v for c in clauses for r in _readings(c, reading)
        for v in pledges.evaluate(view, c, r, first_year)
    ]  # fmt: skip
    rows = [verdict_row(view, v) for v in found]
    main = [v for v in found if (v.clause, v.reading) == (found[0].clause, found[0].reading)]
    more = {
        "pledge": rule.id,
        "year": first_year,
        "counts": pledges.tally(main),
        "readings": {f"{c.id}:{r.id}": r.departs for c in clauses for r in _readings(c, reading)},
    }
    if reading == "all":
        more["complies_in"] = _complies(found)
    return Result(day, used(r.edition for r in rows), rows, more)


def _complies(found: list[Verdict]) -> dict[str, str]:
    """Ally to "met in n of m readings", the readings that do not apply left out."""
    table: dict[str, list[str]] = {}
    for v in found:
        if v.verdict != "not_applicable":
            table.setdefault(v.ally, []).append(v.verdict)
    return {a: f"{vs.count('met')} of {len(vs)}" for a, vs in table.items()}


def _clauses(rule: pledges.Pledge, clause: str) -> tuple[Clause, ...]:
    if clause == "all":
        return rule.clauses
    return (rule.clause(clause) if clause else rule.principal,)


def _readings(clause: Clause, reading: str) -> tuple[Reading, ...]:
    if reading == "all":
        return clause.readings
    return (clause.reading(reading) if reading else clause.readings[0],)


def verdict_row(view: View, v: Verdict) -> VerdictRow:
    """Return a verdict as a row, its value as a figure."""
    o = v.observation
    figure = None
    if o is not None and o.value is not None:
        figure = value_figure(view.record, o, view.day.isoformat()).id
    edition = view.record.edition(o.edition) if o else None
    return VerdictRow(
        ally=v.ally, year=v.year, clause=v.clause, reading=v.reading, value=v.value,
        level=v.level, gap_pp=v.gap_pp, at_level=v.at_level, verdict=v.verdict,
        reasons=v.reasons, edition=edition.id if edition else None, figure=figure,
        name=name_of(v.ally), status=o.status if o else "missing",
        published=edition.published.isoformat() if edition else None,
        origin=o.origin if o else None, sheet=o.sheet if o else "", cell=o.cell if o else "",
        raw=o.raw if o else "",
    )  # fmt: skip


def _every_edition(view: View, clause: Clause, year: int | None) -> Result[EditionCountRow]:
    year = year_of(view, clause, year)
    rows = []
    for edition in view.editions:
        held = view.record.only(edition.id)
        allies = [a for a in ALLIES if (o := held.latest(clause.indicator, a, year)) and o.value]
        stated = edition.stated_counts.get(year) if clause.indicator == "share_of_gdp" else None
        if not allies and stated is None:
            continue
        above = [a for a in allies if _value(held, clause, a, year) >= clause.level]
        rows.append(
            EditionCountRow(
                edition.id, edition.published.isoformat(), year, len(above),
                stated if clause.level == 2 else None, len(allies),  # noqa: PLR2004
            )
        )  # fmt: skip
    return Result(
        view.day, [r.edition for r in rows], rows, {"pledge": clause.pledge, "year": year}
    )


def _value(view: View, clause: Clause, ally: str, year: int) -> Decimal:
    o = view.latest(clause.indicator, ally, year)
    return o.value if o and o.value is not None else Decimal(-1)


def gaps(
    *, pledge: str, year: int | None = None, money: str = "usd", clause: str = "", path: str = "",
    as_of: Day = None, source: str = "nato", record: PathLike = None,
) -> Result[GapRow]:  # fmt: skip
    """Gaps in points and in money, largest shortfall first.

    Parameters
    ----------
    money : `usd` or `national`
    path : `level` or `line`; adds the sum of yearly gaps below that path, in dollars
    """
    day = day_of(as_of)
    view = open_record(record).as_of(day, source=source)
    rule = pledges.find_pledge(pledge, day)
    (one,) = _clauses(rule, clause) if clause != "all" else (rule.principal,)
    found = pledges.evaluate(view, one, one.readings[0], year_of(view, one, year))
    rows = [gap_row(view, one, v, money, path) for v in found if v.verdict != "not_applicable"]
    rows.sort(key=lambda r: (r.gap_pp is None, r.gap_pp or 0, r.ally))
    return Result(day, used(r.edition for r in rows), rows, {"pledge": rule.id})


def gap_row(view: View, clause: Clause, v: Verdict, currency: str, path: str = "") -> GapRow:
    """Return a verdict's gap as a row."""
    o, gap = v.observation, None
    if o is not None and o.value is not None and v.gap_pp is not None:
        gap = analysis.gap_figure(view.record, clause, o, view.day)
    money = analysis.gap_money(view, clause, v, currency)
    f = money.figure
    known = o is not None and gap is not None and path
    total = analysis.cumulative(view, clause, o, path) if known and o else None
    return GapRow(
        ally=v.ally, year=v.year, gap_pp=v.gap_pp, figure=gap.id if gap else None,
        gap_money=f.value if f else None, currency=money.currency, prices=money.prices,
        money_figure=f.id if f else None, low=f.low if f else None, high=f.high if f else None,
        output=money.output, reason=money.reason, value=v.value, level=v.level,
        edition=o.edition if o else None, path=path,
        cumulative_money=total.value if total else None,
        cumulative_figure=total.id if total else None,
    )  # fmt: skip
