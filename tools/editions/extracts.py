"""Editions held as others' extracts, at full precision: June 2019 and July 2023."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from burdenshare.record import Edition, Observation
from burdenshare.terms import ally_by_name
from editions import transcribed
from editions.sources import LICENCE, PAGE, RETRIEVED, Sources, checksums

JUNE_2019 = "nato/derived/2019-06-25_passport-nato_converted.csv"
COLUMNS_2019 = {
    "Defense expenditure (USD, current prices)": ("expenditure_usd_current", 6, "USD", 0),
    "Defense expenditure (USD, 2015 prices)": ("expenditure_usd_constant", 6, "USD", 0),
    "Defense expenditure (% real GDP)": ("share_of_gdp", 0, "", 2),
    "Defense expenditure annual real change (% GDP)": ("real_change", 0, "", 2),
    "Real GDP (2015 prices)": ("gdp_usd_constant", 6, "USD", 0),
    "GDP per capita (USD)": ("gdp_per_capita", 3, "", 1),
    "Defence expenditure per capita (USD)": ("expenditure_per_capita", 0, "", 0),
    "Military personnel": ("military_personnel", 3, "", 1),
    "Equipment expenditure (%)": ("equipment_share", 0, "", 2),
    "Personnel expenditure (%)": ("personnel_share", 0, "", 2),
    "Infrastructure expenditure (%)": ("infrastructure_share", 0, "", 2),
    "Other expenditure (%)": ("other_share", 0, "", 2),
}
"""Column to indicator, power of ten to divide by, currency, printed decimals."""

JULY_2023 = "nato/2023-07-07_230707-def-exp-2023-TABLES-en.csv"
ROWS_2023 = {
    "UK defence spending": ("expenditure_national_current", "GBP", 0),
    "Real  UK defence spending": ("expenditure_national_constant", "GBP", 0),
    "UK defence spending as % Real GDP": ("share_of_gdp", "", 2),
    "Equipment": ("equipment_share", "", 2),
    "Personnel": ("personnel_share", "", 2),
    "Infrastructure": ("infrastructure_share", "", 2),
    "Other": ("other_share", "", 2),
}
ESTIMATES = {"nato/2019-06-25": (2018, 2019), "nato/2023-07-07": (2022, 2023)}


def editions(sources: Sources) -> Iterator[tuple[Edition, list[Observation]]]:
    """The editions of 25 June 2019 and 7 July 2023."""
    yield _june_2019(), list(_rows_2019(sources))
    yield _july_2023(sources)


def _june_2019() -> Edition:
    return Edition(
        id="nato/2019-06-25",
        publisher="nato",
        title="Defence Expenditure of NATO Countries (2013-2019), PR/CP(2019)069",
        published=date(2019, 6, 25),
        definition="nato_defence_expenditure",
        price_base=2015,
        origin="extract",
        complete=tuple(i for i, *_ in COLUMNS_2019.values()),
        licence=LICENCE,
        citation="NATO, Defence Expenditure of NATO Countries (2013-2019), edition of 25 June "
        "2019, from the R package passport",
        url="https://www.nato.int/docu/pr/2019/PR-2019-069-eng.xlsx",
        retrieved=RETRIEVED,
        sources=checksums(JUNE_2019),
        remarks="Tables 2, 3 and 5-8 at full precision, in dollars and persons there, brought "
        "to millions and thousands here. Table 1, the aggregates and the estimate marks are "
        "not in the extract; 2018 and 2019 are taken as estimates.",
    )


def _rows_2019(sources: Sources) -> Iterator[Observation]:
    for line, row in sources.records(JUNE_2019):
        ally = ally_by_name(row["country_stanag"])
        if ally is None:
            raise ValueError(f"{JUNE_2019}:{line}: '{row['country_stanag']}' is no ally")
        for column, (indicator, power, currency, decimals) in COLUMNS_2019.items():
            cell = (ally, int(row["year"]), indicator, currency, decimals)
            yield _cell("nato/2019-06-25", cell, row[column], power, line)


def _cell(edition: str, what: tuple[str, int, str, str, int], raw: str, power: int, line: int) -> Observation:
    ally, year, indicator, currency, decimals = what
    known = raw.strip() not in {"", "NA", ".."}
    value = Decimal(raw).scaleb(-power) if known else None
    estimated = year in ESTIMATES[edition]
    return Observation(
        edition=edition,
        ally=ally,
        year=year,
        indicator=indicator,
        value=value,
        raw=raw,
        decimals=decimals if known else None,
        status="missing" if not known else "estimated" if estimated else "reported",
        origin="extract",
        missing="" if known else raw.strip(),
        currency=currency,
        line=line,
    )


def _july_2023(sources: Sources) -> tuple[Edition, list[Observation]]:
    extract = list(_rows_2023(sources))
    held = {(o.ally, o.year) for o in extract if o.indicator == "share_of_gdp"}
    edition, read = transcribed.edition(sources, "2023-07-07")
    more = [o for o in read if (o.ally, o.year) not in held]
    return Edition(
        id=edition.id,
        publisher="nato",
        title="Defence Expenditure of NATO Countries (2014-2023)",
        published=edition.published,
        definition=edition.definition,
        price_base=2015,
        origin="extract",
        licence=LICENCE,
        citation="NATO, Defence Expenditure of NATO Countries (2014-2023), edition of 7 July 2023",
        url=PAGE,
        retrieved=RETRIEVED,
        sources=checksums(JULY_2023, *edition.sources_named),
        stated_counts=edition.stated_counts,
        remarks="Every ally's 2023 share and the United Kingdom's rows at full precision, from "
        "an extract without estimate marks (2022 and 2023 are taken as estimates); the shares "
        "of 2014 are transcribed. The transcribed shares of 2023 equal the extract's, rounded.",
    ), [*extract, *more]


def _rows_2023(sources: Sources) -> Iterator[Observation]:
    years: list[int] = []
    for line, row in sources.rows(JULY_2023):
        if row[0] == "Spending":
            years = [int(y) for y in row[1:] if y]
        elif row[0] in ROWS_2023:
            indicator, currency, decimals = ROWS_2023[row[0]]
            for year, raw in zip(years, row[1:], strict=True):
                cell = ("GBR", year, indicator, currency, decimals)
                yield _cell("nato/2023-07-07", cell, raw, 0, line)
        elif (ally := ally_by_name(row[0])) and ally != "GBR":
            yield _cell("nato/2023-07-07", (ally, 2023, "share_of_gdp", "", 2), row[1], 0, line)
