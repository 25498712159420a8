"""The verb `compare`: one year as several publishers give it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Unpack

from burdenshare import analysis
from burdenshare.errors import OutsideRecordError
from burdenshare.record import Record, View, cell_figure
from burdenshare.results import Column, Columns, Result, number_text, plain
from burdenshare.terms import find_indicator, name_of
from burdenshare.verbs.asked import allies_and_pledge
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import DayOptions, Query, used


@dataclass(frozen=True, repr=False)
class Compared(Result[dict[str, Any]]):
    """One row per ally, a column per publisher.

    Parameters
    ----------
    depends : allies that some publishers put at the level and others below
    compared : number of allies that at least two publishers give
    """

    year: int
    indicator: str
    pledge: str
    sources: list[str]
    level: Decimal | None
    depends: list[str]
    compared: int
    median_difference: Decimal | None
    largest_difference: Decimal | None

    def text_columns(self) -> Columns:
        """Return a column for each publisher."""
        return (
            Column("ally", lambda r: f"{r['ally']} {r['name']}"),
            *(Column(f"{p} ", _cell(p), right=True, figure=f"{p}_figure") for p in self.sources),
            Column("difference", _difference, right=True, figure="difference_figure"),
            Column("depends on the source", lambda r: "yes" if r["depends"] else ""),
        )

    def to_pandas(self) -> Any:
        """Return the rows as a data frame; every publisher's column holds floats."""
        return super().to_pandas().astype(dict.fromkeys([*self.sources, "difference"], "float64"))

    def last_line(self) -> str:
        """Name the allies whose verdict depends on the source, or say that there is but one."""
        return f"{super().last_line()} {' '.join(self._said())}"

    def _said(self) -> Iterable[str]:
        if len(self.sources) < 2:  # noqa: PLR2004  two make a comparison
            yield f"Only {', '.join(self.sources)} gives {self.indicator} for {self.year}; there is no other."
            if self.indicator == "share_of_gdp":
                yield "`burdenshare import sipri FILE` adds SIPRI's."
            return
        if self.level is not None:
            named = ", ".join(self.depends) or "none"
            yield f"On different sides of {self.level} ({self.pledge}) by source: {named}."
        if self.median_difference is not None:
            median, largest = number_text(self.median_difference, 3), number_text(self.largest_difference)
            yield f"{self.compared} allies compared: median difference {median}, largest {largest}."
            yield "e = estimate, ~ = highly uncertain, by the publisher's own marks."


def _difference(row: dict[str, Any]) -> str:
    return "" if row["difference"] is None else number_text(row["difference"], 3)


def _cell(publisher: str) -> Callable[[dict[str, Any]], str]:
    marks = {"estimate": "e", "uncertain": "~"}
    return lambda row: number_text(row[publisher]) + marks.get(row[f"{publisher}_flag"], " ")


@verb
def compare(
    *names: str,
    year: int,
    indicator: str = "",
    pledge: str = "",
    sources: tuple[str, ...] = (),
    edition: tuple[str, ...] = (),
    **when: Unpack[DayOptions],
) -> Compared:
    """Compare a year across publishers; name whose verdict depends on the source.

    Parameters
    ----------
    names : allies, by code or name; default: all. A pledge may stand among them
    year : the year compared
    indicator : what is compared; default: what the pledge is about
    pledge : whose level decides: an id, or a TOML file of your own; default: the newest common one
        of the day
    sources : publishers, for example nato,sipri; default: all that give the year
    edition : an edition to take instead of its publisher's newest; may be given more than once
    """
    asked = Query(**when)
    record, day = asked.opened(), asked.day
    codes, rule = allies_and_pledge(names, pledge, day)
    name = find_indicator(indicator or rule.principal.indicator or "share_of_gdp").id
    whom = rule.principal.named
    views = _views(record, [p for s in sources for p in s.split(",") if p], edition, day)
    views = views or _every(record, name, year, whom, day)
    for view in views.values():
        view.require_year(name, year, whom)
    level = rule.principal.level if rule.principal.indicator == name else None
    compared = [c for c in analysis.compare(views, name, year, level, whom) if not codes or c.ally in codes]
    typical = analysis.typical(compared)
    return Compared(
        day,
        used(o.edition for c in compared for o in c.cells.values() if o),
        [_row(record, c, day) for c in compared],
        year=year,
        indicator=name,
        pledge=rule.id,
        sources=list(views),
        level=level,
        depends=[c.ally for c in compared if c.depends],
        compared=sum(c.spread is not None for c in compared),
        median_difference=typical[0] if typical else None,
        largest_difference=typical[1] if typical else None,
    )


def _views(record: Record, sources: Iterable[str], editions: Iterable[str], day: date) -> dict[str, View]:
    """Return the publishers and editions named; none where none are."""
    views = {p.strip(): record.as_of(day, source=p.strip()) for p in sources}
    for name in editions:
        edition = record.edition(name)
        views[edition.publisher] = record.only(edition.id)
    return views


def _every(record: Record, indicator: str, year: int, allies: Iterable[str], day: date) -> dict[str, View]:
    """Return every publisher who gives the year.

    Raises
    ------
    OutsideRecordError : none does
    """
    publishers = sorted({e.publisher for e in record.editions(as_of=day)})
    seen = {p: record.as_of(day, source=p) for p in publishers}
    views = {p: v for p, v in seen.items() if year in v.years(indicator, allies)}
    if not views:
        raise OutsideRecordError(
            f"as of {day} no publisher that is held gives {indicator} for {year}",
            where="--year",
            mend="`burdenshare coverage` lists the years; SIPRI's go back to 1949 once imported",
        )
    return views


def _row(record: Record, c: analysis.Comparison, day: date) -> dict[str, Any]:
    ends = c.ends()
    apart = analysis.change_figure(record, *ends, day) if ends else None
    row: dict[str, Any] = {"ally": c.ally, "name": name_of(c.ally), "year": c.year}
    row |= {p: plain(o.value) if o else None for p, o in c.cells.items()}
    row |= {
        "difference": plain(c.spread),
        "depends": c.depends,
        "difference_figure": apart.id if apart else None,
    }
    for publisher, o in c.cells.items():
        row[f"{publisher}_edition"] = o.edition if o else None
        row[f"{publisher}_cell"] = f"{o.sheet}!{o.cell}" if o and o.cell else None
        row[f"{publisher}_flag"] = o.flag if o else ""
        row[f"{publisher}_figure"] = cell_figure(record, o).id if o else None
    return row
