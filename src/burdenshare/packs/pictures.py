"""The pack's charts: finished tables into specifications, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from burdenshare import charts
from burdenshare.analysis import Standing, Standings
from burdenshare.document import plain
from burdenshare.packs.words import count, credit, level_text
from burdenshare.pledges import at_level_words
from burdenshare.record import Observation
from burdenshare.terms import ALLIES, long_date, name_of

STRONG = 8
"""Lines that stand out in a chart of many."""
CROWDED = 0.033
"""Part of the highest value that two labels must keep between them, so that both can be read."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its name, its sentence and its table; `svg` once it is drawn."""

    name: str
    title: str
    sentence: str
    spec: dict[str, Any]
    table: list[dict[str, Any]]
    svg: str = ""


def pictures(table: Standings) -> list[Picture]:
    """Plan every chart that the record of the day supports."""
    made = [_tiles(table), _dumbbell(table), _slope(table), _spaghetti(table)]
    return [p for p in made if p is not None]


def _picture(name: str, spec: dict[str, Any], sentence: str, rows: list[dict[str, Any]]) -> Picture:
    title = " ".join(spec["title"]["text"])
    return Picture(name, title, sentence, spec, rows)


def _tiles(table: Standings) -> Picture:
    rows = [
        {"ally": ln.ally, "code": ALLIES[ln.ally].iso2, "shown": _shown(ln), "verdict": ln.verdict.verdict}
        for ln in table.lines
        if ln.ally in ALLIES
    ]
    at, of = count(table.counts["at_level"]), count(table.counts["with_value"])
    title = [f"{at.capitalize()} of {of} at {level_text(table)}"]
    judged = at_level_words(ln.verdict for ln in table.lines)
    key = ["● met  ○ below  ◐ too close to call  ? unknown", *credit(table.edition)]
    key = [f"{judged[0].upper()}{judged[1:]}.", *key] if judged else key
    said = f": {judged}" if judged else ""
    sentence = f"{at.capitalize()} of the {of} allies with figures are at {level_text(table)} of GDP{said}."
    return _picture("tiles", charts.tiles(rows, title, key), sentence, rows)


def _shown(line: Standing) -> str:
    if line.verdict.verdict == "not_applicable" and line.verdict.value is None:
        return "no forces"
    return "" if line.verdict.value is None else plain(line.verdict.value, 2)


def _dumbbell(table: Standings) -> Picture | None:
    lines = [ln for ln in table.lines if ln.verdict.value is not None]
    if not lines:
        return None
    lines.sort(key=lambda ln: (-_value(ln), ln.ally))
    level = float(table.clause.level)
    rows = [
        {
            "name": name_of(ln.ally),
            "value": _value(ln),
            "level": level,
            "verdict": ln.verdict.verdict,
            "label": plain(ln.verdict.value or table.clause.level, 2),
        }
        for ln in lines
    ]
    last = lines[-1]
    title = [f"The largest gap in points is {name_of(last.ally)}'s"]
    if not last.is_below:
        title = ["Nobody is below the level"]
    under = [
        f"Defence expenditure {table.year}, per cent of GDP;",
        f"line: {level_text(table)}.",
        *credit(table.edition),
    ]
    ends = (name_of(lines[0].ally), rows[0]["label"], name_of(last.ally), rows[-1]["label"])
    sentence = "{} stands highest with {} per cent, {} lowest with {}.".format(*ends)
    return _picture("gaps", charts.dumbbell(rows, level, title, under), sentence, rows)


def _value(line: Standing) -> float:
    return float(line.verdict.value) if line.verdict.value is not None else 0.0


def _slope(table: Standings) -> Picture | None:
    lines = [ln for ln in table.lines if ln.start and ln.slope and ln.value]
    if len(lines) < STRONG:
        return None
    lines.sort(key=lambda ln: -abs(ln.slope.value) if ln.slope else 0)
    strong = {ln.ally for ln in lines[:STRONG]}
    rows = [row for ln in lines for row in _ends(table, ln, ln.ally in strong)]
    _spread([r for r in rows if r["end"] and r["strong"]])
    most = lines[0]
    rise = plain(most.slope.value, 2, sign=True) if most.slope else ""
    title = [f"{name_of(most.ally)} moved most: {rise} points"]
    under = [
        f"Share of GDP {table.pledge.agreed.year} and {table.year},",
        f"{len(lines)} allies given both years in one edition.",
        *credit(table.edition),
    ]
    since = table.pledge.agreed.year
    sentence = f"Since {since} {name_of(most.ally)} moved most, by {rise} points, in one edition."
    return _picture("slope", charts.slope(rows, float(table.clause.level), title, under), sentence, rows)


def _ends(table: Standings, line: Standing, strong: bool) -> list[dict[str, Any]]:
    assert line.start and line.value  # noqa: S101, PT018
    pairs = ((table.pledge.agreed.year, line.start), (table.year, line.value))
    return [
        {
            "name": name_of(line.ally),
            "year": year,
            "value": float(f.value),
            "strong": strong,
            "end": year == table.year,
            "place": float(f.value),
            "label": f"{name_of(line.ally)} {plain(f.value, 2)}",
        }
        for year, f in pairs
    ]


def _spread(labels: list[dict[str, Any]]) -> None:
    """Move labels apart, upwards from the lowest, so that none covers another."""
    labels.sort(key=lambda r: r["value"])
    gap = CROWDED * max(r["value"] for r in labels)
    for low, high in pairwise(labels):
        high["place"] = max(high["place"], low["place"] + gap)


def _spaghetti(table: Standings) -> Picture | None:
    """One ally's series as every edition stated it: of the ten largest gaps the fullest."""
    largest = sorted((ln for ln in table.lines if ln.rank), key=lambda ln: ln.rank)[:10]
    if not largest:
        return None
    ally = max(largest, key=lambda ln: (len(_cells(table, ln.ally)), -ln.rank)).ally
    cells = _cells(table, ally)
    runs = _runs(cells)
    rows = [
        {**_point(o, cells), "run": runs[o.edition, o.year]}
        for o in sorted(cells, key=lambda o: (o.edition, o.year))
    ]
    editions = len({o.edition for o in cells})
    title = [f"{name_of(ally)} as {editions} editions stated it"]
    under = ["Share of GDP, per cent; each line one edition;", "dark: the newest.", *credit(table.edition)]
    day = long_date(table.view.day)
    sentence = f"{name_of(ally)}'s share of GDP as stated in {editions} editions held by {day}."
    return _picture(
        "revisions", charts.spaghetti(rows, float(table.clause.level), title, under), sentence, rows
    )


def _runs(cells: list[Observation]) -> dict[tuple[str, int], str]:
    """Number the unbroken stretches of years of each edition: no line is drawn over a hole."""
    found: dict[tuple[str, int], str] = {}
    for o in sorted(cells, key=lambda o: (o.edition, o.year)):
        before = found.get((o.edition, o.year - 1))
        found[o.edition, o.year] = before or f"{o.edition} {o.year}"
    return found


def _cells(table: Standings, ally: str) -> list[Observation]:
    """Every value of an ally's series in the visible editions."""
    return [
        o
        for rows in table.view.record.series(table.clause.indicator, ally).values()
        for o in table.view.vintages(table.clause.indicator, ally, rows[0].year)
        if o.value is not None
    ]


def _point(o: Observation, cells: list[Observation]) -> dict[str, Any]:
    newest = max(c.edition for c in cells)
    last = max(c.year for c in cells if c.edition == newest)
    assert o.value is not None  # noqa: S101
    return {
        "edition": o.edition,
        "year": o.year,
        "value": float(o.value),
        "newest": o.edition == newest,
        "end": o.edition == newest and o.year == last,
        "label": plain(o.value, 2),
    }
