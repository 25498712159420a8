"""The World Bank's downloads, one edition for each day on which they were updated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from burdenshare.publishers import worldbank
from burdenshare.record import Edition, Observation
from burdenshare.terms import ALLIES, INDICATORS, long_date
from editions.sources import RETRIEVED, Sources

FIRST_YEAR = 2010
POWERS = worldbank.POWERS


def editions(sources: Sources) -> Iterator[tuple[Edition, list[Observation]]]:
    """Every vintage of which a file is there, for the allies and from 2010 on."""
    parts: dict[str, list[tuple[Edition, list[Observation]]]] = {}
    for name in sources.names("worldbank/"):
        edition, found = worldbank.read(sources.path(name), retrieved=RETRIEVED)
        if "share_of_gdp" in edition.complete:
            raise ValueError(f"{name}: SIPRI's series is never embedded")
        parts.setdefault(edition.id, []).append((edition, _kept(found)))
    for name in sorted(parts):
        yield _merged(parts[name])


def _kept(found: list[Observation]) -> list[Observation]:
    """Rows of the allies; years blank for all of them are no rows."""
    ours = [o for o in found if o.ally in ALLIES and o.year >= FIRST_YEAR]
    said = {o.year for o in ours if o.value is not None}
    return [o for o in ours if o.year in said]


def _merged(parts: list[tuple[Edition, list[Observation]]]) -> tuple[Edition, list[Observation]]:
    """Return the files of one day as one edition."""
    first = parts[0][0]
    found = [o for _, part in parts for o in part]
    held = {o.indicator for o in found}
    used = {n for o in found for n in o.notes}
    codes = sorted(e.url.rpartition("/")[2] for e, _ in parts)
    return replace(
        first,
        price_base=next((e.price_base for e, _ in parts if e.price_base), None),
        complete=tuple(i for i in INDICATORS if i in held),
        citation=f"World Bank, {first.title}, {', '.join(codes)}, updated {long_date(first.published)}",
        url="https://databank.worldbank.org/source/world-development-indicators",
        sources={k: v for e, _ in parts for k, v in e.sources.items()},
        notes={n: text for e, _ in parts for n, text in e.notes.items() if n in used},
        remarks=f"The allies and the years from {FIRST_YEAR}, from the World Bank's own downloads "
        f"of {', '.join(codes)}; nothing else of this day is held.",
    ), found
