"""Output, prices, population and public finances of the allies, embedded by vintage."""

from __future__ import annotations

from decimal import Decimal

import pytest

from burdenshare import open_record, show, trace, verdicts
from burdenshare.record.store import embedded_folder, read_editions
from burdenshare.terms import ALLIES

VINTAGES = ("2019-04-30", "2019-10-31", "2020-10-31", "2021-04-30", "2021-10-31", "2022-04-30", "2022-10-31",
            "2023-04-30", "2023-10-31", "2024-04-30", "2024-10-31", "2025-04-30", "2025-10-31")  # fmt: skip


def value(source, indicator, ally, year, as_of):
    """What a publisher's record of a day says."""
    return show(ally, indicator=indicator, year=year, source=source, as_of=as_of).rows[0]


@pytest.mark.parametrize(("as_of", "billion"), [
    ("2021-05-01", "4240.939"), ("2024-11-01", "4647.5"), ("2025-11-01", "4565.3"),
])  # fmt: skip
def test_german_gdp_of_2026_by_vintage(as_of, billion):
    """What the IMF expected of Germany's GDP in 2026 moves with the vintage, in millions here."""
    row = value("imf_weo", "gdp_national_current", "DEU", 2026, as_of)
    assert abs(row.value / 1000 - Decimal(billion)) < Decimal("0.06")
    assert (row.status, row.unit) == ("projected", "million EUR")


def test_history_moves_too():
    """October 2024 restated Germany's GDP of 2018 from 3365 to 3431 thousand million euros."""
    before = value("imf_weo", "gdp_national_current", "DEU", 2018, "2024-05-01")
    after = value("imf_weo", "gdp_national_current", "DEU", 2018, "2024-11-01")
    assert (round(before.value, -3), round(after.value, -3)) == (3365000, 3431000)


def test_world_bank_of_germany():
    """The World Bank's Germany of 2023, updated 24 March 2025, is 4.1856 million million euros."""
    row = value("worldbank", "gdp_national_current", "DEU", 2023, "2025-04-01")
    assert round(row.value, -2) == 4185600
    assert round(
        value("worldbank", "exchange_rate", "DEU", 2023, "2025-04-01").value, 4
    ) == Decimal("0.9248")
    assert row.cell


@pytest.mark.parametrize("vintage", VINTAGES)
def test_every_vintage_holds_all_allies(vintage):
    """Each vintage of the IMF gives growth and debt of all 32 allies, with start of projections."""
    rows = open_record().observations(f"imf_weo/{vintage}")
    for indicator in ("gdp_growth", "government_debt", "ppp_rate"):
        assert {o.ally for o in rows if o.indicator == indicator} == set(ALLIES)
    assert {o.status for o in rows} >= {"reported", "projected"}


def test_damaged_vintages_leave_levels_out():
    """April and October 2019, damaged at a thousand and more, hold no levels, and say why."""
    for name in ("imf_weo/2019-04-30", "imf_weo/2019-10-31"):
        edition = open_record().edition(name)
        assert "gdp_national_current" not in edition.complete
        assert "lost every number of 1,000 and more" in edition.remarks
        assert all(o.value is None or abs(o.value) < 1000 for o in open_record().observations(name))


def test_nobody_elses_series_is_embedded():
    """No table of SIPRI's, and not the World Bank's copy of it, ships with the package."""
    for edition, rows in read_editions(embedded_folder()):
        assert edition.publisher != "sipri"
        assert edition.publisher == "nato" or not any(o.indicator == "share_of_gdp" for o in rows)
        assert edition.licence
        assert edition.citation


def test_macro_figures_trace():
    """A figure of the IMF traces to its edition, line and raw text."""
    row = value("imf_weo", "government_debt", "ITA", 2023, "2025-05-01")
    found = trace(row.figure).more
    assert found["unchanged"] is True
    assert found["source"]["edition"] == "imf_weo/2025-04-30"
    assert found["source"]["line"]


def test_lithuania_on_the_gdp_of_the_day():
    """Lithuania's 2021: NATO's own share is below 2 %; on the GDP of spring 2021 it is another."""
    asked = {"pledge": "wales-2014", "year": 2021, "as_of": "2024-07-09"}
    own = next(r for r in verdicts(**asked).rows if r.ally == "LTU")
    then = next(r for r in verdicts(**asked, gdp_as_of="2021-06-30").rows if r.ally == "LTU")
    assert own.value < 2 < then.value
    assert "imf_weo/2021-04-30" in then.reasons[-1]
    assert trace(then.figure).more["unchanged"] is True


def test_unknown_gdp_stays_unknown():
    """Where no GDP of the year was known on the day, the verdict is unknown with the reason."""
    found = verdicts(pledge="wales-2014", year=2024, as_of="2024-07-09", gdp_as_of="2016-07-01",
                     gdp_source="worldbank")  # fmt: skip
    germany = next(r for r in found.rows if r.ally == "DEU")
    assert (germany.verdict, germany.value) == ("unknown", None)
    assert "no edition of worldbank published by 2016-07-01" in germany.reasons[0]
