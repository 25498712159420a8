"""Spending known on one day over output known on another, at the edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, edition, record

from burdenshare.analysis import ratio

SHARE = "share_of_gdp"
DAYS = ["2018-06-01", "2019-06-01"]
OWN, USD = "expenditure_national_current", "expenditure_usd_current"
GDP_OWN, GDP_USD = "gdp_national_current", "gdp_usd_current"


def divided(spending, output, money="EUR", gdp_money="EUR"):
    """Divide spending of one publisher by the output of another."""
    held = record(
        edition(DAYS[0], spending, currency=money),
        edition(DAYS[1], output, currency=gdp_money, publisher="imf"),
    )
    day = date(2030, 1, 1)
    return ratio(held.as_of(day), held.as_of(day, source="imf"), ALLY, YEAR)


@pytest.mark.parametrize(
    ("spending", "output", "moneys", "expected", "said"),
    [
        ({OWN: "30.1/0"}, {GDP_OWN: "2000"}, {}, "1.505", "spending as known on"),
        ({USD: "30.1/0"}, {GDP_USD: "1000"}, {}, "3.01", "spending as known on"),
        # national currency goes before dollars
        ({OWN: "30.1/0", USD: "99"}, {GDP_OWN: "2000", GDP_USD: "10"}, {}, "1.505", "spending as known on"),
        ({OWN: "--", USD: "20"}, {GDP_OWN: "2000", GDP_USD: "1000"}, {}, "2", "spending as known on"),
        ({OWN: "30", USD: "20"}, {GDP_OWN: "--", GDP_USD: "1000"}, {}, "2", "spending as known on"),
        ({OWN: "30", USD: "20"}, {GDP_USD: "1000"}, {}, "2", "spending as known on"),
        # a changed currency is not divided by another
        ({OWN: "30"}, {GDP_OWN: "2000"}, {"money": "HRK"}, None, "spending is in HRK, GDP in EUR"),
        ({OWN: "30", USD: "20"}, {GDP_OWN: "2000", GDP_USD: "1000"}, {"money": "HRK"}, "2", "spending as"),
        ({OWN: "30"}, {GDP_OWN: "0"}, {}, None, "no edition of imf published by 2030-01-01 gives GDP"),
        ({OWN: "30"}, {"population": "1"}, {}, None, "no edition of imf published by 2030-01-01 gives GDP"),
        ({SHARE: "2.00"}, {GDP_OWN: "2000"}, {}, None, "no edition visible gives spending of the year"),
        ({OWN: "30"}, {GDP_USD: "1000"}, {}, None, "no edition of imf"),
        ({OWN: "0"}, {GDP_OWN: "2000"}, {}, "0", "spending as known on"),
    ],
)
def test_a_share_of_two_days(spending, output, moneys, expected, said):
    """Spending is divided by output in one currency, national before dollars, or else unknown."""
    found = divided(spending, output, **moneys)
    assert (found.figure and found.figure.value) == (None if expected is None else Decimal(expected))
    assert found.reason.startswith(said)
    assert (found.observation() is None) is (expected is None)


def test_a_share_of_two_days_knows_its_bounds():
    """The share's bounds are those of the printed amounts; of exact amounts it has none."""
    figure = divided({OWN: "30"}, {GDP_OWN: "2000"}).figure
    assert figure.low == Decimal("29.5") / Decimal("2000.5") * 100
    assert figure.high == Decimal("30.5") / Decimal("1999.5") * 100
    assert (figure.unit, figure.decimals, figure.ally) == ("percent", 2, ALLY)
    exact = divided({OWN: "10.1/0"}, {GDP_OWN: "303.0/0"})
    assert (exact.figure.low, exact.figure.high) == (None, None)
    assert exact.observation().raw == "3.3333333333"


@pytest.mark.parametrize(
    ("spent", "produced", "status"),
    [
        ("reported", "reported", "reported"),
        ("estimated", "reported", "estimated"),
        ("reported", "projected", "estimated"),
    ],
)
def test_a_share_of_two_days_as_a_cell(spent, produced, status):
    """The computed cell is of the spending's edition, and an estimate where either part is one."""
    held = record(
        edition(DAYS[0], {OWN: "30.1/0"}, status=spent),
        edition(DAYS[1], {GDP_OWN: "2000"}, status=produced, publisher="imf"),
    )
    day = date(2030, 1, 1)
    cell = ratio(held.as_of(day), held.as_of(day, source="imf"), ALLY, YEAR).observation()
    assert (cell.edition, cell.origin, cell.status) == (f"nato/{DAYS[0]}", "computed", status)
    assert (cell.ally, cell.year, cell.indicator) == (ALLY, YEAR, SHARE)
    assert (cell.value, cell.raw, cell.half_width) == (Decimal("1.505"), "1.50500", 0)
