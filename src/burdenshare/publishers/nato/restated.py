"""Table 4 restates the first and last year of tables 2 and 3: it must agree with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from burdenshare.publishers.nato.identities import Offender, contradiction
from burdenshare.publishers.nato.layout import Sheet
from burdenshare.record import Observation
from burdenshare.terms import ally_by_name

HEAD_ROWS = 25


def restated(sheet: Sheet, observations: Iterable[Observation]) -> Iterator[Offender]:
    """Cells of tables 2 and 3 which table 4 gives otherwise."""
    values = {(o.indicator, o.ally, o.year): o for o in observations}
    columns = _columns(sheet)
    for row in sheet.grid.rows:
        codes = [c for s in row if isinstance(s.value, str) and (c := ally_by_name(s.text))]
        for spot in row:
            if not codes or spot.column not in columns or not spot.is_number:
                continue
            indicator, year = columns[spot.column]
            o, here = values.get((indicator, codes[0], year)), Decimal(str(spot.value))
            if o is not None and o.value is not None and _differ(here, o.value):
                where = f"'{sheet.grid.name}'!{spot.address}"
                yield contradiction(o, here, f"{where} restates it as")


def _differ(here: Decimal, there: Decimal) -> bool:
    return abs(here - there) > abs(there) / 1000 + Decimal("0.01")


def _columns(sheet: Sheet) -> dict[int, tuple[str, int]]:
    """Column to indicator and year, by the headings of table 4."""
    found: dict[int, tuple[str, int]] = {}
    for row in sheet.grid.rows[:HEAD_ROWS]:
        for spot in row:
            if spot is sheet.title or spot.value is None:
                continue
            if plain := re.fullmatch(r"(\d{4})e?", spot.text):
                found[spot.column] = ("expenditure_usd_constant", int(plain[1]))
            elif share := re.match(r"(?i)share of real GDP (\d{4})e?", spot.text):
                found[spot.column] = ("share_of_gdp", int(share[1]))
    return found
