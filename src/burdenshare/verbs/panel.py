"""The verb `panel`: one row per ally, year, indicator and vintage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple, Unpack

from burdenshare.errors import MissingPartError, PanelError
from burdenshare.record import Observation, Record, cell_id, unit_of
from burdenshare.results import Column, Result, number_text, prose, table
from burdenshare.terms import AGGREGATES, ALLIES, find_indicator
from burdenshare.verbs.asked import allies_named
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import PathLike, Query, QueryOptions, used

YEARS = 20
"""Years shown in the text form."""


class PanelRow(NamedTuple):
    """One cell of one vintage; `figure` is the id of its cell, without a check."""

    ally: str
    year: int
    indicator: str
    vintage: str
    published: str
    value: Decimal | None
    unit: str
    status: str
    missing: str
    flag: str
    origin: str
    definition: str
    price_base: int | None
    currency: str
    raw: str
    sheet: str
    cell: str
    line: int | None
    url: str
    notes: tuple[str, ...]
    figure: str | None


@dataclass(frozen=True, repr=False)
class Panel(Result[PanelRow]):
    """Every value of every edition; in text, how many allies each vintage gives for each year."""

    vintages: str
    written: str | None = None

    columns = (
        Column("ally", lambda r: r.ally),
        Column("year", lambda r: str(r.year), right=True),
        Column("indicator", lambda r: r.indicator),
        Column("vintage", lambda r: r.vintage),
        Column("value", lambda r: number_text(r.value), right=True, figure="figure"),
        Column("unit", lambda r: r.unit),
    )

    def matrix(self, indicator: str = "share_of_gdp") -> dict[str, dict[int, int]]:
        """Vintage to year to number of allies with a value: what the panel covers."""
        covered: dict[str, dict[int, int]] = {}
        for r in self.rows:
            if r.indicator == indicator and r.value is not None and r.ally not in AGGREGATES:
                years = covered.setdefault(r.vintage, {})
                years[r.year] = years.get(r.year, 0) + 1
        order = {r.vintage: r.published for r in self.rows}
        return dict(sorted(covered.items(), key=lambda item: (order[item[0]], item[0])))

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return the matrix of one indicator, or the rows where ids are asked for."""
        if ids:
            return super().text(width=width, ids=ids)
        named = {r.indicator for r in self.rows}
        indicator = "share_of_gdp" if "share_of_gdp" in named else min(named, default="share_of_gdp")
        covered = self.matrix(indicator)
        first = max((len(v) for v in covered), default=0)
        most = YEARS if width is None else max(1, min(YEARS, (width - first) // 6))
        years = sorted({y for row in covered.values() for y in row})[-most:]
        columns = (
            Column("vintage", lambda v: v),
            *(Column(f"{y}", _counted(covered, y), right=True) for y in years),
        )
        lines = table(list(covered), columns, None)
        return "\n".join([*self._about(indicator), "", *lines, "", prose(self._said(years), width)])

    def _about(self, indicator: str) -> list[str]:
        others = len({r.indicator for r in self.rows}) - 1
        more = f" Held too: {others} other indicators; name one with --indicator." if others > 0 else ""
        return [f"Allies with {indicator}, by vintage and year.{more}"]

    def _said(self, years: list[int]) -> str:
        span = f"{years[0]} to {years[-1]}" if years else "none"
        where = (
            f"Written to {self.written}." if self.written else "Rows: --format csv, or --out panel.parquet."
        )
        return f"{len(self.rows):,} rows in {len(self.editions)} vintages; years shown: {span}. {where}"

    def write(self, out: Path | str) -> Path:
        """Write the rows as CSV or Parquet, by the file's ending.

        Raises
        ------
        PanelError : another ending
        MissingPartError : pandas or pyarrow is not installed
        """
        path = Path(out)
        if path.suffix not in {".csv", ".parquet"}:
            raise PanelError(
                f"'{path.suffix}' is no form of a panel",
                where=str(path),
                mend="end the file's name with .csv or .parquet",
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        frame = self._frame()
        if path.suffix == ".csv":
            frame.to_csv(part, index=False, lineterminator="\n")
        elif find_spec("pyarrow") is None:
            raise MissingPartError("pyarrow", extra="pandas")
        else:
            frame.to_parquet(part, index=False)
        part.replace(path)
        return path

    def _frame(self) -> Any:
        frame = self.to_pandas()
        frame["notes"] = [" ".join(n) for n in frame["notes"]]
        frame["published"] = frame["published"].dt.strftime("%Y-%m-%d")
        return frame.astype({"price_base": "Int64", "line": "Int64"})


def _counted(covered: dict[str, dict[int, int]], year: int) -> Callable[[str], str]:
    return lambda vintage: str(covered[vintage].get(year, "."))


@verb
def panel(
    *names: str,
    vintages: Literal["all", "first", "latest"] = "all",
    indicator: str = "",
    everyone: bool = False,
    out: PathLike = None,
    **query: Unpack[QueryOptions],
) -> Panel:
    """Give every value of every edition, for estimates in real time.

    Parameters
    ----------
    names : allies, by code or name; default: all
    vintages : all, the first that speaks of a cell, or the latest; default: all
    indicator : one indicator only; default: all
    everyone : aggregates and other states too
    out : write to a .csv or .parquet file
    source : the publisher whose record is read, or all of them; default: nato

    Raises
    ------
    PanelError : `out` has another ending

    >>> panel("Norway", indicator="share_of_gdp", vintages="latest", as_of="2024-07-09")[0].ally
    'NOR'
    """
    asked = Query(**query)
    record, day, codes = asked.opened(), asked.day, set(allies_named(names))
    name = find_indicator(indicator).id if indicator else ""
    publisher = "" if asked.source == "all" else asked.source
    if publisher:
        asked.view()  # refuses a publisher or a day without editions
    editions = [e.id for e in record.editions(source=publisher, as_of=day)]
    cells = (o for o in _cells(record, editions, name, everyone=everyone) if not codes or o.ally in codes)
    rows = [_row(record, o) for o in _chosen(cells, vintages)]
    rows.sort(key=lambda r: (r.ally, r.indicator, r.year, r.published, r.vintage))
    answer = Panel(day, used(r.vintage for r in rows), rows, vintages, str(out) if out else None)
    if out is not None:
        answer.write(out)
    return answer


def _cells(record: Record, editions: list[str], indicator: str, *, everyone: bool) -> Iterator[Observation]:
    for edition in editions:
        for o in record.observations(edition):
            wanted = not indicator or o.indicator == indicator
            if wanted and not o.doubt and (o.ally in ALLIES or everyone):
                yield o


def _chosen(cells: Iterable[Observation], vintages: str) -> list[Observation]:
    """Return the cells of the vintages asked for; they come oldest edition first."""
    if vintages == "all":
        return list(cells)
    chosen: dict[tuple[str, ...], Observation] = {}
    for o in cells:
        key = (o.edition.partition("/")[0], o.ally, str(o.year), o.indicator)
        if vintages == "latest" or key not in chosen:
            chosen[key] = o
    return list(chosen.values())


def _row(record: Record, o: Observation) -> PanelRow:
    edition = record.edition(o.edition)
    return PanelRow(
        ally=o.ally,
        year=o.year,
        indicator=o.indicator,
        vintage=o.edition,
        published=edition.published.isoformat(),
        value=o.value,
        unit=unit_of(o),
        status=o.status,
        missing=o.missing,
        flag=o.flag,
        origin=o.origin,
        definition=edition.definition,
        price_base=edition.price_base,
        currency=o.currency,
        raw=o.raw,
        sheet=o.sheet,
        cell=o.cell,
        line=o.line,
        url=o.url,
        notes=o.notes,
        figure=cell_id(o) if o.value is not None else None,
    )
