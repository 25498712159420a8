"""Editions held table by table: August 2025 and July 2026."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from burdenshare.record import Edition, Observation
from editions import wide
from editions.original import WORKBOOK
from editions.sources import LICENCE, RETRIEVED, Sources, checksums
from editions.wide import Wide

A = "nato/2025-08-28_"
D = "nato/derived/2025-08-28_"
AUGUST_2025 = (
    Wide(f"{A}shareofgdp.csv", "share_of_gdp", "extract", 2),
    Wide(f"{A}realchange.csv", "real_change", "extract", 2),
    Wide(f"{A}militarypersonelinthousands.csv", "military_personnel", "extract", 1),
    Wide(f"{A}portionofexpenditure_equipment.csv", "equipment_share", "extract", 2),
    Wide(f"{A}portionofexpenditure_personel.csv", "personnel_share", "extract", 2),
    Wide(f"{A}portionofexpenditure_infrastructure.csv", "infrastructure_share", "extract", 2),
    Wide(f"{A}portionofexpenditure_other.csv", "other_share", "extract", 2),
    Wide(
        f"{D}extracted_table6_expenditure_per_capita_usd_2021prices.csv",
        "expenditure_per_capita",
        "extract",
        0,
    ),
    Wide(
        f"{D}computed_table2_expenditure_usd_2021prices.csv", "expenditure_usd_constant", "computed", 3, "USD"
    ),
    Wide(f"{D}computed_table5_gdp_usd_2021prices.csv", "gdp_usd_constant", "computed", 3, "USD"),
)

T = "nato/derived/2026-07-10_transcribed_"
PARSED = (
    "https://github.com/aiutononesistonousername/leave-the-gun-take-the-cannoli/blob/"
    "366dedbbf761c480cfe91ca2da7c28a3a079810d/data/processed/nato_defence.csv"
)
"""Where the values were read: another project's parse of NATO's workbook."""
OF_2024 = {"BGR": "EUR"}
"""Currencies that changed since the workbook of June 2024: Bulgaria reports in euros."""


def editions(sources: Sources) -> Iterator[tuple[Edition, list[Observation]]]:
    """The editions of 28 August 2025 and July 2026."""
    yield _august_2025(sources)
    yield _july_2026(sources)


def _august_2025(sources: Sources) -> tuple[Edition, list[Observation]]:
    name = "nato/2025-08-28"
    found = [o for t in AUGUST_2025 for o in wide.observations(sources, name, t)]
    return Edition(
        id=name,
        publisher="nato",
        title="Defence Expenditure of NATO Countries (2014-2025)",
        published=date(2025, 8, 28),
        definition="nato_defence_expenditure",
        price_base=2021,
        origin="extract",
        complete=tuple(t.indicator for t in AUGUST_2025 if t.origin == "extract"),
        licence=LICENCE,
        citation="NATO, Defence Expenditure of NATO Countries (2014-2025), edition of 28 August 2025",
        url="https://www.nato.int/content/dam/nato/webready/documents/finance/def-exp-2025-en.xlsx",
        retrieved=RETRIEVED,
        sources=checksums(*(t.name for t in AUGUST_2025)),
        remarks="Tables 3, 6 (second block), 7, 8a and 8b from another project's extract at full "
        "precision; spending and GDP at 2021 prices are computed from shares, real change and "
        "spending per head, not published. Population, also computable, is no indicator here. "
        "The price base 2021 is cited, not read.",
    ), [_sound(o, found) for o in found]


def _sound(o: Observation, found: list[Observation]) -> Observation:
    """Doubt totals of personnel that leave out allies without a value."""
    if o.indicator != "military_personnel" or o.value is None or not o.ally.startswith("NATO"):
        return o
    empty = sorted(
        p.ally for p in found if p.indicator == o.indicator and p.year == o.year and p.value is None
    )
    if not empty:
        return o
    return replace(o, doubt=f"sums what is there, without {', '.join(empty)}")


def _july_2026(sources: Sources) -> tuple[Edition, list[Observation]]:
    name, tables = "nato/2026-07-10", _tables_2026(sources)
    return Edition(
        id=name,
        publisher="nato",
        title="Defence Investment of NATO Countries (2014-2026)",
        published=date(2026, 7, 10),
        definition="nato_core_defence_expenditure",
        price_base=2021,
        origin="transcribed",
        complete=tuple(t.indicator for t in tables),
        licence=LICENCE,
        citation="NATO, Defence Investment of NATO Countries (2014-2026), edition of July 2026",
        url="https://www.nato.int/content/dam/nato/webready/documents/finance/def-exp-2026-en.xlsx",
        retrieved=RETRIEVED,
        sources=checksums(*(t.name for t in tables)),
        remarks="Nine blocks (tables 1, 2, 3, 5 and equipment of 8a) re-typed from another "
        "project's parse of NATO's workbook, rounded as NATO prints. Tables 4, 6, 7 and 8b are "
        "not held. The day is that of the file's last change. Core defence expenditure: a new "
        "definition, not a revision.",
    ), [replace(o, url=PARSED) for t in tables for o in wide.observations(sources, name, t)]


def _tables_2026(sources: Sources) -> tuple[Wide, ...]:
    own = tuple(_currencies(sources).items())

    def one(name: str, indicator: str, decimals: int, currency: str = "") -> Wide:
        return Wide(f"{T}{name}.csv", indicator, "transcribed", decimals, currency)

    national = [
        replace(one(f"table1_core_expenditure_national_currency_{n}", i, 0), currencies=own)
        for n, i in (
            ("current", "expenditure_national_current"),
            ("2021prices", "expenditure_national_constant"),
        )
    ]
    return (
        one("table3_core_share_gdp", "share_of_gdp", 2),
        one("table3_core_real_change_pct", "real_change", 2),
        *national,
        one("table2_core_expenditure_usd_current", "expenditure_usd_current", 0, "USD"),
        one("table2_core_expenditure_usd_2021prices", "expenditure_usd_constant", 0, "USD"),
        one("table5_gdp_usd_current", "gdp_usd_current", 0, "USD"),
        one("table5_gdp_usd_2021prices", "gdp_usd_constant", 0, "USD"),
        one("table8a_equipment_share", "equipment_share", 2),
    )


def _currencies(sources: Sources) -> dict[str, str]:
    """Currency of each ally's row: as labelled in June 2024, with the changes since."""
    from burdenshare.publishers import nato  # noqa: PLC0415

    _, found = nato.read(sources.path(WORKBOOK), published=date(2024, 6, 17))
    labelled = {o.ally: o.currency for o in found if o.indicator == "expenditure_national_current"}
    return labelled | OF_2024
