"""The real-time panel: one row per ally, year, indicator and vintage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from burdenshare.errors import PanelError
from burdenshare.looking import Day, PathLike, day_of, open_record, used
from burdenshare.record import Observation, Record, cell_id, unit_of
from burdenshare.results import Result
from burdenshare.terms import AGGREGATES, ALLIES, find_indicator

VINTAGES = ("all", "first", "latest")


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


def panel(
    *,
    vintages: str = "all",
    indicator: str = "",
    allies_only: bool = True,
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Result[PanelRow]:
    """Every value of every edition, ready for an estimation in real time.

    Parameters
    ----------
    vintages : `all`, the `first` that speaks of a cell, or the `latest`
    allies_only : leave aggregates and other states out
    source : a publisher, or `all`

    Raises
    ------
    PanelError : `vintages` is none of the three

    >>> panel(indicator="share_of_gdp", vintages="latest", as_of="2024-07-09").rows[0].ally
    'ALB'
    """
    if vintages not in VINTAGES:
        raise PanelError(
            f"'{vintages}' is no choice of vintages", where="--vintages", mend=f"one of {', '.join(VINTAGES)}"
        )
    held, day = open_record(record), day_of(as_of)
    name = find_indicator(indicator).id if indicator else ""
    publisher = "" if source == "all" else source
    if publisher:
        held.as_of(day, source=publisher)  # refuses a publisher or a day without editions
    editions = [e.id for e in held.editions(source=publisher, as_of=day)]
    cells = _chosen(_cells(held, editions, name, allies_only=allies_only), vintages)
    rows = [_row(held, o) for o in cells]
    rows.sort(key=lambda r: (r.ally, r.indicator, r.year, r.published, r.vintage))
    return Result(day, used(r.vintage for r in rows), rows, {"vintages": vintages})


def _cells(held: Record, editions: list[str], indicator: str, *, allies_only: bool) -> Iterator[Observation]:
    for edition in editions:
        for o in held.observations(edition):
            wanted = not indicator or o.indicator == indicator
            if wanted and not o.doubt and (o.ally in ALLIES or not allies_only):
                yield o


def _chosen(cells: Iterable[Observation], vintages: str) -> list[Observation]:
    """Return the cells of the vintages asked for; they come oldest edition first."""
    if vintages == "all":
        return list(cells)
    found: dict[tuple[str, ...], Observation] = {}
    for o in cells:
        key = (o.edition.partition("/")[0], o.ally, str(o.year), o.indicator)
        if vintages == "latest" or key not in found:
            found[key] = o
    return list(found.values())


def _row(held: Record, o: Observation) -> PanelRow:
    edition = held.edition(o.edition)
    return PanelRow(
        o.ally,
        o.year,
        o.indicator,
        o.edition,
        edition.published.isoformat(),
        o.value,
        unit_of(o),
        o.status,
        o.missing,
        o.flag,
        o.origin,
        edition.definition,
        edition.price_base,
        o.currency,
        o.raw,
        o.sheet,
        o.cell,
        o.line,
        o.url,
        o.notes,
        cell_id(o) if o.value is not None else None,
    )


def matrix(result: Result[PanelRow], indicator: str = "share_of_gdp") -> dict[str, dict[int, int]]:
    """Vintage to year to number of allies with a value: what the panel covers."""
    found: dict[str, dict[int, int]] = {}
    for r in result.rows:
        if r.indicator == indicator and r.value is not None and r.ally not in AGGREGATES:
            years = found.setdefault(r.vintage, {})
            years[r.year] = years.get(r.year, 0) + 1
    order = {r.vintage: r.published for r in result.rows}
    return dict(sorted(found.items(), key=lambda item: (order[item[0]], item[0])))


def write_panel(result: Result[PanelRow], out: Path | str) -> Path:
    """Write a panel as CSV or Parquet, by the file's ending.

    Raises
    ------
    PanelError : another ending, or pandas and pyarrow are not installed
    """
    path = Path(out)
    if path.suffix not in {".csv", ".parquet"}:
        raise PanelError(
            f"'{path.suffix}' is no form of a panel",
            where=str(path),
            mend="end the file's name with .csv or .parquet",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = _frame(result)
    part = path.with_name(path.name + ".part")
    if path.suffix == ".csv":
        frame.to_csv(part, index=False, lineterminator="\n")
    else:
        frame.to_parquet(part, index=False)
    part.replace(path)
    return path


def _frame(result: Result[PanelRow]) -> Any:
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415  for Parquet, and heavy

        frame = result.to_pandas()
    except ImportError as error:
        raise PanelError(
            "writing a panel needs pandas and pyarrow", mend="pip install 'burdenshare[pandas]'"
        ) from error
    frame["notes"] = [" ".join(n) for n in frame["notes"]]
    return frame.astype({"year": "int64", "price_base": "Int64", "line": "Int64"})
