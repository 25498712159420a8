"""What editions changed: revisions, flips, and one year across publishers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from burdenshare import analysis, pledges
from burdenshare.analysis import Flip, Step
from burdenshare.errors import OutsideRecordError, UnknownEditionError
from burdenshare.looking import Day, PathLike, day_of, open_record, used
from burdenshare.record import Record, View, cell_figure
from burdenshare.results import Result, plain
from burdenshare.terms import find_indicator, find_row, name_of

LEVEL = "wales-2014"


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


class FlipRow(NamedTuple):
    """A year of an ally that one edition puts at the level and the next below, or takes back.

    `from_` is printed as `from`; both are values in the clause's unit.
    """

    ally: str
    year: int
    from_: Decimal | None
    to: Decimal | None
    cause: str
    edition: str
    direction: str
    why: str
    before: str
    change: Decimal | None
    name: str
    from_figure: str | None
    to_figure: str | None
    change_figure: str | None


def revisions(
    ally: str,
    *,
    year: int | None = None,
    indicator: str = "share_of_gdp",
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Result[RevisionRow]:
    """What each edition said of each year of an ally, what it changed, and why.

    `more["summary"]` holds the size and bias of the revisions and how long figures keep moving.
    """
    view = open_record(record).as_of(day_of(as_of), source=source)
    code, name = find_row(ally), find_indicator(indicator).id
    if year is not None:
        view.require_year(name, year)
    found = analysis.triangle(view, name, code)
    rows = [_row(view, s) for y, steps in found.items() if year in (None, y) for s in steps]
    total = analysis.summary(view, name, code, found)
    return Result(view.day, used(r.edition for r in rows), rows, {"summary": _summary(total)})


def _row(view: View, step: Step) -> RevisionRow:
    o, cause = step.now, step.cause
    edition = view.record.edition(o.edition)
    parts = (cause.spending, cause.gdp)
    return RevisionRow(
        ally=o.ally,
        year=o.year,
        indicator=o.indicator,
        edition=o.edition,
        published=edition.published.isoformat(),
        value=o.value,
        change=step.change.value if step.change else None,
        cause=cause.name,
        why=cause.why,
        spending_pp=parts[0].value if parts[0] else None,
        gdp_pp=parts[1].value if parts[1] else None,
        status=o.status,
        origin=o.origin,
        definition=edition.definition,
        price_base=edition.price_base,
        segment=step.segment,
        figure=None if o.value is None else cell_figure(view.record, o).id,
        change_figure=step.change.id if step.change else None,
        spending_figure=parts[0].id if parts[0] else None,
        gdp_figure=parts[1].id if parts[1] else None,
    )


def _summary(found: analysis.Summary) -> dict[str, Any]:
    return {
        "stretches": found.stretches,
        **{
            name: {"value": plain(f.value), "unit": f.unit, "figure": f.id} if f else None
            for name, f in (("bias", found.bias), ("size", found.size))
        },
        "days_moving_median": found.days_median,
        "days_moving_longest": found.days_longest,
        "redefined": found.redefined,
        "deleted": found.deleted,
    }


def edition_named(record: Record, text: str, source: str) -> str:
    """Return the id of an edition named by its id or by its date alone.

    Raises
    ------
    UnknownEditionError : it is not held; the nearest is named
    """
    return record.edition(text if "/" in text else f"{source}/{text}").id


def flips(
    *,
    pledge: str = LEVEL,
    between: tuple[str, str] | None = None,
    year: int | None = None,
    clause: str = "",
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Result[FlipRow]:
    """Who crossed a pledge's level from one edition to another, and for which cause.

    Parameters
    ----------
    between : two editions, by id or date; all successive pairs by default
    """
    held, day = open_record(record), day_of(as_of)
    view = held.as_of(day, source=source)
    rule = pledges.find_pledge(pledge, day)
    one = rule.clause(clause) if clause else rule.principal
    more: dict[str, Any] = {"pledge": rule.id, "clause": one.id, "level": plain(one.level)}
    if between:
        first, second = (edition_named(held, e, source) for e in between)
        for name in (first, second):
            if held.edition(name).published > day:
                raise UnknownEditionError(f"{name} had not appeared by {day}", where="--between")
        found = [f for f in analysis.flips_between(view, one, first, second) if year in (None, f.after.year)]
        more["between"] = [first, second]
    else:
        found = list(analysis.flips(view, one, year))
        more["pairs"] = analysis.pairs_seen(view, one, year)
    rows = [_flip_row(view, f) for f in found]
    return Result(day, used(e for r in rows for e in (r.before, r.edition)), rows, more)


def _flip_row(view: View, flip: Flip) -> FlipRow:
    a, b = flip.before, flip.after
    ids = [None if o.value is None else cell_figure(view.record, o).id for o in (a, b)]
    return FlipRow(
        ally=b.ally,
        year=b.year,
        from_=a.value,
        to=b.value,
        cause=flip.cause.name,
        edition=b.edition,
        direction=flip.direction,
        why=flip.cause.why,
        before=a.edition,
        change=flip.change.value if flip.change else None,
        name=name_of(b.ally),
        from_figure=ids[0],
        to_figure=ids[1],
        change_figure=flip.change.id if flip.change else None,
    )


def compare(
    *,
    year: int,
    indicator: str = "share_of_gdp",
    pledge: str = LEVEL,
    sources: tuple[str, ...] = (),
    editions: tuple[str, ...] = (),
    as_of: Day = None,
    record: PathLike = None,
) -> Result[dict[str, Any]]:
    """One year as several publishers give it, and whose verdict depends on the source.

    Parameters
    ----------
    sources : publishers; by default all that give the year
    editions : editions to take instead of each publisher's newest by the day
    """
    held, day = open_record(record), day_of(as_of)
    name = find_indicator(indicator).id
    views = _views(held, name, year, sources, editions, day)
    clause = pledges.find_pledge(pledge, day).principal
    level = clause.level if clause.indicator == name else None
    found = analysis.compare(views, name, year, level)
    rows = [_comparison(held, c, day) for c in found]
    both = [c for c in found if c.spread is not None]
    typical = analysis.typical(found)
    more = {
        "year": year,
        "indicator": name,
        "sources": list(views),
        "level": plain(level),
        "depends": [c.ally for c in found if c.depends],
        "compared": len(both),
        "median_difference": plain(typical[0]) if typical else None,
        "largest_difference": plain(typical[1]) if typical else None,
    }
    cells = (o.edition for c in found for o in c.cells.values() if o)
    return Result(day, used(cells), rows, more)


def _views(
    held: Record, indicator: str, year: int, sources: tuple[str, ...], editions: tuple[str, ...], day: Any
) -> dict[str, View]:
    views = {p: held.as_of(day, source=p) for p in sources}
    for name in editions:
        edition = held.edition(name)
        views[edition.publisher] = held.only(edition.id)
    if not views:
        publishers = sorted({e.publisher for e in held.editions(as_of=day)})
        seen = {p: held.as_of(day, source=p) for p in publishers}
        views = {p: v for p, v in seen.items() if year in v.years(indicator)}
    if not views:
        raise OutsideRecordError(
            f"as of {day} no publisher that is held gives {indicator} for {year}",
            where="--year",
            mend="`burdenshare coverage` lists the years; SIPRI's go back to 1949 once imported",
        )
    for view in views.values():
        view.require_year(indicator, year)
    return views


def _comparison(held: Record, found: analysis.Comparison, day: date) -> dict[str, Any]:
    row: dict[str, Any] = {"ally": found.ally, "name": name_of(found.ally), "year": found.year}
    row |= {p: plain(o.value) if o else None for p, o in found.cells.items()}
    ends = found.ends()
    apart = analysis.change_figure(held, *ends, day) if ends else None
    row |= {
        "difference": plain(found.spread),
        "depends": found.depends,
        "difference_figure": apart.id if apart else None,
    }
    for publisher, o in found.cells.items():
        row[f"{publisher}_edition"] = o.edition if o else None
        row[f"{publisher}_cell"] = f"{o.sheet}!{o.cell}" if o and o.cell else None
        row[f"{publisher}_flag"] = o.flag if o else ""
        row[f"{publisher}_figure"] = cell_figure(held, o).id if o else None
    return row
