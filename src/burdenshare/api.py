"""The verbs. Each takes what the command of its name takes and returns a `Result`.

>>> from burdenshare import verdicts
>>> verdicts(pledge="wales-2014", year=2018, as_of="2018-07-11").more["counts"]["at_level"]
5
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from burdenshare import analysis, pledges
from burdenshare.errors import FigureError, PledgeError
from burdenshare.figures import Figure, Recipe, parse_id, tree
from burdenshare.pledges import Clause, Reading, Verdict
from burdenshare.record import RECIPES as RECORD_RECIPES
from burdenshare.record import (
    CoverageRow,
    Observation,
    Record,
    View,
    open_embedded,
    unit_of,
    user_record_path,
    value_figure,
)
from burdenshare.record import (
    coverage as cover,
)
from burdenshare.results import Result
from burdenshare.rows import EditionCountRow, EditionRow, GapRow, ShowRow, VerdictRow
from burdenshare.terms import INDICATORS, find_ally, find_indicator, name_of, parse_date
from burdenshare.terms.allies import AGGREGATES, ally_by_name

Day = date | str | None
PathLike = Path | str | None


@cache
def _open(own: Path) -> Record:
    return Record(open_embedded(), own)


def open_record(path: PathLike = None) -> Record:
    """Open the embedded record with the user's own laid over it."""
    return _open(Path(path) if path else user_record_path())


def forget() -> None:
    """Close the records held open, so that the next verb sees what was imported."""
    _open.cache_clear()


def day_of(as_of: Day) -> date:
    """Return the as-of date; today where none is given."""
    if as_of is None:
        return date.today()  # noqa: DTZ011  the reader's own day
    return as_of if isinstance(as_of, date) else parse_date(as_of)


def _used(rows: Iterable[str | None]) -> list[str]:
    return sorted({e for e in rows if e})


def editions(*, as_of: Day = None, source: str = "", record: PathLike = None) -> Result[EditionRow]:
    """Every edition published by the day, oldest first."""
    held, day = open_record(record), day_of(as_of)
    counts = held.counts()
    rows = []
    for e in held.editions(source=source, as_of=day):
        n, first, last = counts.get(e.id, (0, 0, 0))
        years = f"{first}-{last}" if first != last else str(first)
        rows.append(
            EditionRow(
                e.publisher, e.id, e.published.isoformat(), years, e.definition, e.price_base,
                e.origin, n,
            )
        )  # fmt: skip
    return Result(day, [r.edition for r in rows], rows)


def coverage(
    *, as_of: Day = None, source: str = "nato", indicator: str = "", year: int | None = None,
    record: PathLike = None,
) -> Result[CoverageRow]:  # fmt: skip
    """What the day supports: allies held of allies expected, per indicator and year."""
    view = open_record(record).as_of(day_of(as_of), source=source)
    name = find_indicator(indicator).id if indicator else ""
    rows = cover(view, indicator=name, year=year)
    return Result(view.day, _used(e for r in rows for e in r.editions), rows)


def show(
    ally: str, *, indicator: str = "", year: int | None = None, as_of: Day = None,
    source: str = "nato", record: PathLike = None,
) -> Result[ShowRow]:  # fmt: skip
    """What the record of the day says of an ally, cell by cell."""
    view = open_record(record).as_of(day_of(as_of), source=source)
    code = ally_by_name(ally)
    if code not in AGGREGATES:
        code = find_ally(ally).code
    if year is not None:
        view.require_year(find_indicator(indicator).id if indicator else "share_of_gdp", year)
    rows = []
    for name in [find_indicator(indicator).id] if indicator else INDICATORS:
        for each in sorted(view.record.series(name, code)):
            o = view.latest(name, code, each)
            if o is not None and year in (None, each):
                rows.append(show_row(view, o))
    return Result(view.day, _used(r.edition for r in rows), rows)


def show_row(view: View, o: Observation) -> ShowRow:
    """Return one cell as a row."""
    figure = None if o.value is None else value_figure(view.record, o, view.day.isoformat()).id
    published = view.record.edition(o.edition).published.isoformat()
    return ShowRow(
        o.ally, o.year, o.indicator, o.value, unit_of(o), o.status, o.edition, o.sheet, o.cell,
        o.raw, figure, o.origin, published, o.line, o.url, o.missing, o.flag, o.notes,
    )  # fmt: skip


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
    return Result(day, _used(r.edition for r in rows), rows, more)


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
        allies = [
            a for a in find_all() if (o := held.latest(clause.indicator, a, year)) and o.value
        ]
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


def find_all() -> list[str]:
    """Codes of all allies, past members none."""
    from burdenshare.terms import ALLIES  # noqa: PLC0415

    return list(ALLIES)


def _value(view: View, clause: Clause, ally: str, year: int) -> Decimal:
    o = view.latest(clause.indicator, ally, year)
    return o.value if o and o.value is not None else Decimal(-1)


def gaps(
    *, pledge: str, year: int | None = None, money: str = "usd", clause: str = "",
    as_of: Day = None, source: str = "nato", record: PathLike = None,
) -> Result[GapRow]:  # fmt: skip
    """Gaps in points and in money, largest shortfall first.

    Parameters
    ----------
    money : `usd` or `national`
    """
    day = day_of(as_of)
    view = open_record(record).as_of(day, source=source)
    rule = pledges.find_pledge(pledge, day)
    (one,) = _clauses(rule, clause) if clause != "all" else (rule.principal,)
    found = pledges.evaluate(view, one, one.readings[0], year_of(view, one, year))
    rows = [gap_row(view, one, v, money) for v in found if v.verdict != "not_applicable"]
    rows.sort(key=lambda r: (r.gap_pp is None, r.gap_pp or 0, r.ally))
    return Result(day, _used(r.edition for r in rows), rows, {"pledge": rule.id})


def gap_row(view: View, clause: Clause, v: Verdict, currency: str) -> GapRow:
    """Return a verdict's gap as a row."""
    o, gap = v.observation, None
    if o is not None and o.value is not None and v.gap_pp is not None:
        gap = analysis.gap_figure(view.record, clause, o, view.day)
    money = analysis.gap_money(view, clause, v, currency)
    f = money.figure
    return GapRow(
        ally=v.ally, year=v.year, gap_pp=v.gap_pp, figure=gap.id if gap else None,
        gap_money=f.value if f else None, currency=money.currency, prices=money.prices,
        money_figure=f.id if f else None, low=f.low if f else None, high=f.high if f else None,
        output=money.output, reason=money.reason, value=v.value, level=v.level,
        edition=o.edition if o else None,
    )  # fmt: skip


def _gap_parts(record: Record, recipe: Recipe) -> tuple[View, Clause, Verdict]:
    *key, ally, year = recipe.args
    view, clause = record.as_of(recipe.as_of), pledges.clause_by_key(".".join(key))
    verdict = pledges.judge(view, clause, clause.readings[0], int(year), find_ally(ally).code)
    return view, clause, verdict


def _evaluate_gap(record: Record, recipe: Recipe) -> Figure:
    _, clause, verdict = _gap_parts(record, recipe)
    if verdict.observation is None or verdict.observation.value is None:
        raise FigureError(f"the gap is unknown as of {recipe.pin}", where=recipe.text)
    return analysis.gap_figure(record, clause, verdict.observation, recipe.as_of)


def _evaluate_money(record: Record, recipe: Recipe) -> Figure:
    currency, *rest = recipe.args
    view, clause, verdict = _gap_parts(record, Recipe("gap", tuple(rest), recipe.pin))
    money = analysis.gap_money(view, clause, verdict, currency)
    if money.figure is None:
        raise FigureError(f"the gap in money is unknown: {money.reason}", where=recipe.text)
    return money.figure


def _evaluate_output(record: Record, recipe: Recipe) -> Figure:
    publisher, ally, year = recipe.args
    held = record.only(f"{publisher}/{recipe.pin}")
    o = held.latest("share_of_gdp", ally, int(year))
    found = analysis.output_of(held, o) if o else None
    if found is None:
        raise FigureError("the edition implies no such output", where=recipe.text)
    return found


def _evaluate_change(record: Record, recipe: Recipe) -> Figure:
    """Evaluate a change between two years, each of a named edition's date."""
    indicator, ally, then, first, now, second = recipe.args
    cells = []
    for year, pin in ((then, first), (now, second)):
        held = record.only(f"nato/{pin.replace('_', '.')}")
        cells.append(held.latest(find_indicator(indicator).id, ally, int(year)))
    before, after = cells
    if before is None or after is None or before.value is None or after.value is None:
        raise FigureError("no such change is known", where=recipe.text)
    return analysis.change_figure(record, before, after, recipe.as_of)


def _shortfall_parts(
    record: Record, key: list[str], year: int, day: date
) -> tuple[Figure | None, list[Figure]]:
    view, clause = record.as_of(day), pledges.clause_by_key(".".join(key))
    found = pledges.evaluate(view, clause, clause.readings[0], year)
    money = [analysis.gap_money(view, clause, v, "usd").figure for v in found]
    known = [m for m in money if m is not None]
    name = f"{clause.key}.{year}"
    return analysis.common_shortfall(known, name, day.isoformat()), known


def _evaluate_shortfall(record: Record, recipe: Recipe) -> Figure:
    *key, year = recipe.args
    total, _ = _shortfall_parts(record, key, int(year), recipe.as_of)
    if total is None:
        raise FigureError("nobody is known to be short", where=recipe.text)
    return total


def _evaluate_weight(record: Record, recipe: Recipe) -> Figure:
    *key, year, ally = recipe.args
    total, known = _shortfall_parts(record, key, int(year), recipe.as_of)
    for gap in known:
        if gap.ally == ally and total is not None:
            return analysis.weight(gap, total, f"{'.'.join(key)}.{year}", recipe.pin)
    raise FigureError("the ally's gap in money is unknown", where=recipe.text)


def _evaluate_count(record: Record, recipe: Recipe) -> Figure:
    from burdenshare.analysis.counts import count_figure  # noqa: PLC0415

    what, *key, year = recipe.args
    return count_figure(
        record.as_of(recipe.as_of), pledges.clause_by_key(".".join(key)), int(year), what
    )


def _free(make: Callable[[Recipe], Figure]) -> Callable[[Record, Recipe], Figure]:
    """Wrap an evaluator that needs no record."""
    return lambda _record, recipe: make(recipe)


BOOK: dict[str, Callable[[Record, Recipe], Figure]] = {
    **RECORD_RECIPES,
    **{kind: _free(make) for kind, make in pledges.RECIPES.items()},
    "gap": _evaluate_gap,
    "money": _evaluate_money,
    "output": _evaluate_output,
    "change": _evaluate_change,
    "shortfall": _evaluate_shortfall,
    "weight": _evaluate_weight,
    "count": _evaluate_count,
}
"""Every kind of recipe, and what evaluates it."""


def figure(name: str, *, record: PathLike = None) -> tuple[Figure, bool]:
    """Evaluate a figure's id again; the second part says whether it still says the same.

    Raises
    ------
    FigureError : the id is no recipe, or cannot be evaluated
    """
    recipe = parse_id(name)
    if recipe.kind not in BOOK:
        raise FigureError(
            f"'{recipe.kind}' is not a kind of figure", where=name, mend=f"one of {', '.join(BOOK)}"
        )
    try:
        found = BOOK[recipe.kind](open_record(record), recipe)
    except (ValueError, PledgeError) as error:
        raise FigureError(f"'{recipe.text}' does not read ({error})", where=name) from error
    return found, not recipe.check or parse_id(found.id).check == recipe.check


def trace(name: str, *, record: PathLike = None) -> Result[dict[str, Any]]:
    """Return a figure's derivation, down to the cells."""
    found, same = figure(name, record=record)
    day = parse_id(name).as_of
    more = {**tree(found), "unchanged": same, "asked": name}
    return Result(day, found.editions(), [], more)


def cite(name: str, *, record: PathLike = None) -> str:
    """Return a sentence that a reader can quote, with edition and cell."""
    from burdenshare.citing import citation  # noqa: PLC0415

    found, same = figure(name, record=record)
    return citation(found) + ("" if same else " (The record has changed since this id was made.)")
