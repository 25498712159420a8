"""The verb `show`: what the record of a day says of an ally, cell by cell.

Kept apart from judging, so that looking starts fast.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from burdenshare.errors import NothingKnownError, OutsideRecordError, UnknownIndicatorError, UsageError
from burdenshare.record import Observation, View, cell_figure, unit_of, value_figure
from burdenshare.results import (
    NEVER_PRINTED,
    Column,
    Later,
    Result,
    day_of_edition,
    mark_of,
    number_text,
    place_of,
    prose,
    table,
)
from burdenshare.terms import INDICATORS, find_indicator, find_row, name_of
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import Query, QueryOptions, used

if TYPE_CHECKING:
    from burdenshare.verbs.standing import Standing

YEARS = 5
"""Years shown side by side."""


class ShowRow(NamedTuple):
    """One cell as known on the day; `flag` is the publisher's own mark, by colour or sign."""

    ally: str
    year: int
    indicator: str
    value: Decimal | None
    unit: str
    status: str
    edition: str
    sheet: str
    cell: str
    raw: str
    figure: str | None
    origin: str
    published: str
    line: int | None
    url: str
    missing: str
    flag: str
    notes: tuple[str, ...]
    note_texts: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Shown(Result[ShowRow]):
    """Cells of an ally: listed, or the last years side by side."""

    columns = (
        Column("year", lambda r: f"{r.year}{mark_of(r)}", right=True),
        Column("indicator", lambda r: r.indicator),
        Column(
            "value",
            lambda r: number_text(r.value, INDICATORS[r.indicator].decimals),
            right=True,
            figure="figure",
        ),
        Column("unit", lambda r: r.missing or r.unit),
        Column("edition", lambda r: day_of_edition(r.edition)),
        Column("cell", place_of),
    )

    def asides(self) -> list[tuple[str, str]]:
        """Return the publishers' notes on the cells."""
        return [("", f"{n}: {t}") for r in self.rows for n, t in zip(r.notes, r.note_texts, strict=True)]


@dataclass(frozen=True, repr=False)
class Overview(Shown):
    """Everything of an ally, the last years side by side in text.

    Parameters
    ----------
    seen : the cells; text is made from them, so that no figure is sealed which nobody asks for
    """

    seen: list[Observation] = field(default_factory=list, metadata=NEVER_PRINTED)

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return the last years as columns, the unit beside each row."""
        if ids:
            return super().text(width=width, ids=ids)
        held = sorted({o.year for o in self.seen})
        years = [y for y in held if y <= self.as_of.year][-YEARS:] or held[-YEARS:]
        lines = self._side_by_side(years, width)
        while width and len(years) > 1 and max(map(len, lines)) > width:
            years = years[1:]
            lines = self._side_by_side(years, width)
        return "\n".join([*lines, "", *self._legend(held, years, width)])

    def _side_by_side(self, years: list[int], width: int | None) -> list[str]:
        cells = {(o.indicator, o.year): o for o in self.seen}
        names = [i for i in INDICATORS if any((i, y) in cells for y in years)]
        columns = (
            Column("indicator", lambda i: i),
            *(Column(f"{y} ", _of_year(cells, y), right=True) for y in years),
            Column("unit", lambda i: next(unit_of(cells[i, y]) for y in years if (i, y) in cells)),
        )
        return table(names, columns, width)

    def _legend(self, held: list[int], years: list[int], width: int | None) -> list[str]:
        name = name_of(self.seen[0].ally) if self.seen else ""
        marks = f"{name}: e estimate, p projection, ~ uncertain, ? missing."
        span = f"Years {years[0]} to {years[-1]} of {held[0]} to {held[-1]}; others: --year Y."
        span += " Cells: --indicator NAME."
        return [prose(marks, width), prose(span, width), prose(self.last_line(), width)]


def _of_year(cells: dict[tuple[str, int], Observation], year: int) -> Callable[[str], str]:
    """Return how an indicator's cell of a year reads."""

    def read(indicator: str) -> str:
        o = cells.get((indicator, year))
        if o is None:
            return " "
        mark = mark_of(o) if o.value is not None else " "
        return number_text(o.value, INDICATORS[indicator].decimals) + mark

    return read


@verb
def show(
    ally: str,
    *,
    indicator: str = "",
    year: int | None = None,
    release: str = "latest",
    pledge: str = "",
    **query: Unpack[QueryOptions],
) -> Shown | Standing:
    """Show what the record says of an ally, cell by cell.

    Parameters
    ----------
    ally : a code or a name
    indicator : one indicator, with its cells; `burdenshare indicators` lists them
    year : one year only
    release : which edition that speaks of a cell: latest, first, or 2, 3 ...
    pledge : instead, where the ally stands against it: value, gap in points and money, what the
        edition before said and why it moved
    """
    if pledge and (indicator or release != "latest"):
        raise UsageError(
            "a pledge is asked for with its own indicator, as the newest editions give it",
            where="--pledge",
            mend="leave --indicator and --release out",
        )
    if pledge:
        from burdenshare.verbs.standing import standing  # noqa: PLC0415  judging is heavier than looking

        return standing(ally, pledge=pledge, year=year, query=Query(**query))
    asked = Query(**query)
    view, code = asked.view(), find_row(ally)
    held = view.record.indicators_of(code, source=asked.source)
    if not held:
        raise NothingKnownError(
            f"no edition of '{asked.source}' that is held speaks of {name_of(code)}",
            where="--source",
            mend="name another publisher; see `burdenshare editions`",
        )
    names = [_given(view, indicator, held, asked.source)] if indicator else held
    seen, pinned = _cells(view, code, names, year, release)
    if year is not None and not seen:
        view.require_year(names[0], year)
    rows: Any = Later(lambda: [show_row(view, o, pinned=pinned) for o in seen])
    editions = used(o.edition for o in seen)
    if indicator or year is not None:
        return Shown(view.day, editions, rows)
    return Overview(view.day, editions, rows, seen)


def _given(view: View, indicator: str, held: list[str], source: str) -> str:
    name = find_indicator(indicator).id
    if name not in held:
        others = view.record.publishers_of_indicators().get(name, ())
        raise UnknownIndicatorError(
            f"no edition of '{source}' gives {name} of this ally",
            where="--indicator",
            mend=f"ask {' or '.join(others)}: --source {others[0]}"
            if others
            else f"it gives {', '.join(held)}",
        )
    return name


def _cells(
    view: View, ally: str, names: list[str], year: int | None, release: str
) -> tuple[list[Observation], bool]:
    """Return the cells asked for, and whether each is of a named release."""
    k = release_number(release)
    cells = [
        view.nth(name, ally, each, k) if k else view.latest(name, ally, each)
        for name in names
        for each in sorted(view.record.series(name, ally))
        if year in (None, each)
    ]
    return [o for o in cells if o is not None], k > 0


def release_number(text: str) -> int:
    """Return which release is meant: 0 the latest, 1 the first.

    Raises
    ------
    OutsideRecordError : it is neither a word we know nor a number from 1
    """
    words = {"latest": 0, "first": 1}
    if text in words:
        return words[text]
    if text.isdecimal() and 0 < int(text) < 1000:  # noqa: PLR2004  no series has a thousand editions
        return int(text)
    raise OutsideRecordError(
        f"'{text}' is no release", where="--release", mend="write latest, first, or a number from 2"
    )


def show_row(view: View, o: Observation, *, pinned: bool = False) -> ShowRow:
    """Return one cell as a row; its figure is pinned to the day, or to the edition."""
    figure = None
    if o.value is not None:
        day = view.day.isoformat()
        figure = (cell_figure(view.record, o) if pinned else value_figure(view.record, o, day)).id
    edition = view.record.edition(o.edition)
    return ShowRow(
        ally=o.ally,
        year=o.year,
        indicator=o.indicator,
        value=o.value,
        unit=unit_of(o),
        status=o.status,
        edition=o.edition,
        sheet=o.sheet,
        cell=o.cell,
        raw=o.raw,
        figure=figure,
        origin=o.origin,
        published=edition.published.isoformat(),
        line=o.line,
        url=o.url,
        missing=o.missing,
        flag=o.flag,
        notes=o.notes,
        note_texts=tuple(edition.notes.get(n, "") for n in o.notes),
    )
