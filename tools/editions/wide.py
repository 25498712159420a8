"""Tables with one row per ally and one column per year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from burdenshare.record import Observation
from burdenshare.terms import ally_by_name
from editions.sources import Sources


@dataclass(frozen=True)
class Wide:
    """One file, what is in it, and how it is printed.

    `currency` maps an ally to its currency, or is one for all; `decimals` those NATO prints.
    """

    name: str
    indicator: str
    origin: str
    decimals: int
    currency: str = ""
    currencies: tuple[tuple[str, str], ...] = ()

    def currency_of(self, ally: str) -> str:
        """Return the currency of an ally's row."""
        return dict(self.currencies).get(ally, self.currency)


def observations(sources: Sources, edition: str, table: Wide) -> Iterator[Observation]:
    """Every cell of the file, blanks as missing."""
    (_, head), *body = sources.rows(table.name)
    years = [re.fullmatch(r"(\d{4})(e?)", h.strip()) for h in head]
    for line, row in body:
        ally = ally_by_name(row[0])
        if ally is None:
            raise ValueError(f"{table.name}:{line}: '{row[0]}' is no ally")
        for found, raw in zip(years, row, strict=True):
            if found:
                yield _cell(edition, table, ally, (int(found[1]), bool(found[2])), raw, line)


def _cell(edition: str, table: Wide, ally: str, year: tuple[int, bool], raw: str, line: int) -> Observation:
    value = Decimal(raw) if raw.strip() else None
    return Observation(
        edition=edition,
        ally=ally,
        year=year[0],
        indicator=table.indicator,
        value=value,
        raw=raw,
        decimals=None if value is None else table.decimals,
        status="missing" if value is None else "estimated" if year[1] else "reported",
        origin=table.origin,
        currency=table.currency_of(ally),
        line=line,
    )
