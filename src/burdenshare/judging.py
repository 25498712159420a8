"""Verdicts and gaps: every ally against a pledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from burdenshare import analysis, pledges
from burdenshare.errors import PledgeError
from burdenshare.looking import Day, PathLike, day_of, open_record, used
from burdenshare.pledges import Clause, Reading, Verdict
from burdenshare.record import View, value_figure
from burdenshare.results import Result
from burdenshare.rows import EditionCountRow, GapRow, VerdictRow
from burdenshare.terms import ALLIES, members, name_of


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
    *,
    pledge: str,
    year: int | None = None,
    clause: str = "",
    reading: str = "",
    every_edition: bool = False,
    gdp_as_of: Day = None,
    gdp_source: str = "imf_weo",
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Result[Any]:
    """Judge every ally against a pledge, with reasons.

    The share is the publisher's own, with the GDP of its own cut-off. With `gdp_as_of` it is
    spending as known on `as_of` over GDP as known on that other day, from `gdp_source`.

    Parameters
    ----------
    clause : a clause's id, or `all`; the principal one by default
    reading : a reading's id, or `all`; the default one otherwise
    every_edition : instead, per edition, the count found and the count stated at the time
    gdp_as_of : the day on which GDP was known, for a clause on the share of GDP
    gdp_source : publisher of GDP: `imf_weo` or `worldbank`
    """
    day = day_of(as_of)
    view = open_record(record).as_of(day, source=source)
    rule = pledges.find_pledge(pledge, day)
    clauses = _clauses(rule, clause)
    if every_edition:
        return _every_edition(view, clauses[0], year)
    first_year = year_of(view, clauses[0], year)
    if gdp_as_of is not None:
        gdp_view = open_record(record).as_of(day_of(gdp_as_of), source=gdp_source)
        one = _readings(clauses[0], reading)[0]
        return _bitemporal(view, clauses[0], one, first_year, gdp_view)
    found = [
        v for c in clauses for r in _readings(c, reading) for v in pledges.evaluate(view, c, r, first_year)
    ]
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


def _bitemporal(
    view: View, clause: Clause, reading: Reading, year: int, gdp_view: View
) -> Result[VerdictRow]:
    """Verdicts by spending and GDP that were each known on a day of their own."""
    if clause.indicator != "share_of_gdp":
        raise PledgeError(
            f"the clause '{clause.id}' does not measure a share of GDP",
            where="--gdp-as-of",
            mend="name a clause on the share of GDP",
        )
    rows, found = [], []
    for ally in members(min(date(year, 12, 31), view.day)):
        ratio = analysis.ratio(view, gdp_view, ally.code, year)
        v = pledges.judge_cell(view, clause, reading, year, ally.code, ratio.observation())
        reasons = (
            v.reasons
            if v.verdict == "not_applicable"
            else ((*v.reasons, ratio.reason) if ratio.figure else (ratio.reason,))
        )
        found.append(replace(v, reasons=reasons))
        figure = ratio.figure.id if ratio.figure else None
        rows.append(verdict_row(view, found[-1])._replace(figure=figure))
    more = {
        "pledge": clause.pledge,
        "year": year,
        "counts": pledges.tally(found),
        "gdp_as_of": gdp_view.day.isoformat(),
        "gdp_source": gdp_view.newest.publisher,
    }
    editions = used([*(r.edition for r in rows), gdp_view.newest.id])
    return Result(view.day, editions, rows, more)


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
    seen = _vintages(view, v)
    return VerdictRow(
        ally=v.ally,
        year=v.year,
        clause=v.clause,
        reading=v.reading,
        value=v.value,
        level=v.level,
        gap_pp=v.gap_pp,
        at_level=v.at_level,
        verdict=v.verdict,
        reasons=v.reasons,
        edition=edition.id if edition else None,
        figure=figure,
        name=name_of(v.ally),
        status=o.status if o else "missing",
        published=edition.published.isoformat() if edition else None,
        origin=o.origin if o else None,
        sheet=o.sheet if o else "",
        cell=o.cell if o else "",
        raw=o.raw if o else "",
        at_level_in=sum(value >= v.level for value in seen),
        editions_with_value=len(seen),
    )


def _vintages(view: View, v: Verdict) -> list[Decimal]:
    """Every value that the visible editions give of the verdict's year."""
    if v.observation is None:
        return []
    found = view.vintages(v.observation.indicator, v.ally, v.year)
    return [o.value for o in found if o.value is not None]


def _every_edition(view: View, clause: Clause, year: int | None) -> Result[EditionCountRow]:
    year = year_of(view, clause, year)
    rows: list[EditionCountRow] = []
    given: set[str] = set()
    for edition in view.editions:
        held = view.record.only(edition.id)
        cells = {a: o for a in ALLIES if (o := held.latest(clause.indicator, a, year))}
        allies = {a: o.value for a, o in cells.items() if o.value is not None}
        gone = tuple(sorted(a for a, o in cells.items() if o.value is None and a in given))
        given = (given | set(allies)) - set(gone)
        above = tuple(sorted(a for a, value in allies.items() if value >= clause.level))
        stated = edition.stated_counts.get(year) if clause.indicator == "share_of_gdp" else None
        if allies or gone or stated is not None:
            rows.append(
                EditionCountRow(
                    edition.id,
                    edition.published.isoformat(),
                    year,
                    len(above),
                    stated if clause.level == 2 else None,  # noqa: PLR2004  NATO states how many reach two per cent
                    len(allies),
                    above,
                    gone,
                )
            )
    more = {"pledge": clause.pledge, "year": year}
    return Result(view.day, [r.edition for r in rows], rows, more)


def gaps(
    *,
    pledge: str,
    year: int | None = None,
    money: str = "usd",
    clause: str = "",
    path: str = "",
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Result[GapRow]:
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
        reason=money.reason,
        value=v.value,
        level=v.level,
        edition=o.edition if o else None,
        path=path,
        cumulative_money=total.value if total else None,
        cumulative_figure=total.id if total else None,
    )
