"""Gaps in money at their edges: which output prices them, in which prices, at which rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, clause, edition, reading, record, view

from burdenshare.analysis import gap_figure, gap_money, output_of
from burdenshare.pledges import judge

SHARE, GDP, FIXED = "share_of_gdp", "gdp_usd_current", "gdp_usd_constant"
USD, OWN = "expenditure_usd_current", "expenditure_national_current"
EARLY, LATE, LAST = "2017-06-01", "2018-06-01", "2019-06-01"
HALF = {SHARE: "1.500/2"}  # half a point below the level, exactly


def money(*held, currency="usd", day="2030-01-01", year=YEAR, **changes):
    """Price the gap of an ally by the guideline."""
    seen, asked = view(*held, day=day), clause(**changes)
    return gap_money(seen, asked, judge(seen, asked, reading(), year, ALLY), currency)


def value(found):
    """Return the amount, None where it is unknown."""
    return None if found.figure is None else found.figure.value


@pytest.mark.parametrize(
    ("early", "late", "last", "expected"),
    [
        # (cells beside the share of the last edition, of the one before, of the first): millions
        ({}, {}, {GDP: "1000"}, -5),
        ({GDP: "3000"}, {GDP: "2000"}, {GDP: "1000"}, -5),  # the edition of the share goes first
        ({GDP: "3000"}, {GDP: "2000"}, {}, -10),  # then the newest of the earlier ones
        ({GDP: "3000"}, {}, {}, -15),
        ({}, {f"{GDP} 2017": "2000"}, {}, -10),  # one year older will do
        ({}, {f"{GDP} 2016": "2000"}, {}, None),  # two will not
        ({}, {f"{GDP} 2019": "2000"}, {}, None),  # nor will a year that comes after
        ({}, {GDP: "2000", f"{GDP} 2017": "4000"}, {}, -10),  # the year itself goes first
        ({GDP: "3000"}, {f"{GDP} 2017": "2000"}, {}, -10),  # but the newer edition before the year
        ({}, {}, {f"{GDP} 2017": "1000"}, None),  # the share's own edition gives that year or none
        ({f"{GDP} 2017": "3000"}, {}, {f"{GDP} 2017": "1000"}, -15),
        ({}, {GDP: "2000"}, {GDP: "--"}, -10),  # a blank prices nothing
        ({}, {GDP: "2000"}, {GDP: "?1000"}, -10),  # nor does a doubt
        ({}, {}, {f"{GDP} 2018 FRA": "1000"}, None),  # nor another's output
    ],
)
def test_which_output_prices_a_gap(early, late, last, expected):
    """The output is the edition's own, or else the newest earlier one's, at most a year older."""
    found = money(edition(EARLY, early), edition(LATE, late), edition(LAST, HALF | last))
    assert value(found) == expected
    if expected is None:
        assert found.reason == "no visible edition gives an output for the year or the one before"


def test_the_year_and_edition_of_the_output_are_named():
    """The row says of which year and edition the output is."""
    own = money(edition(LAST, HALF | {GDP: "1000"}))
    old = money(edition(LATE, {f"{GDP} 2017": "1000"}), edition(LAST, HALF))
    assert (own.output, own.prices) == ("GDP of 2018 in the edition of 1 June 2019", "current")
    assert old.output == "GDP of 2017 in the edition of 1 June 2018"


def test_no_later_output_prices_an_earlier_share():
    """An edition newer than the share's own never prices it, though it is visible."""
    partial = edition("2020-03-01", {GDP: "9000", f"{GDP} 2017": "8000"})
    assert value(money(edition(LAST, HALF | {GDP: "1000"}), partial)) == -5
    assert value(money(edition(LATE, {GDP: "2000"}), edition(LAST, HALF), partial)) == -10
    assert value(money(edition(LAST, HALF), partial)) is None


def test_output_of_later_editions_is_not_seen_before_their_day():
    """On the day before the newest edition its share and its output are not known."""
    held = edition(LATE, HALF | {GDP: "2000"}), edition(LAST, HALF | {GDP: "1000"})
    assert value(money(*held, day="2019-05-31")) == -10
    assert value(money(*held, day=LAST)) == -5


@pytest.mark.parametrize(
    ("cells", "prices", "expected"),
    [
        ({GDP: "1000", USD: "30", FIXED: "4000"}, "current", -5),
        ({USD: "30", FIXED: "4000"}, "current", -10),  # implied: 30 over 1.5 per cent is 2000
        ({FIXED: "4000"}, "constant 2015", -20),
        ({GDP: "--", USD: "--", FIXED: "4000"}, "constant 2015", -20),
        ({USD: "0", FIXED: "4000"}, "constant 2015", -20),  # nothing spent implies nothing
        ({GDP: "--", FIXED: "--"}, "", None),
    ],
)
def test_current_then_implied_then_constant(cells, prices, expected):
    """Within an edition GDP at current prices goes before what spending implies, constant comes last."""
    found = money(edition(LAST, HALF | cells, base=2015))
    assert (found.prices, value(found)) == (prices, expected)


def test_a_share_of_nothing_implies_no_output():
    """Spending over a share of zero would be no number: it implies nothing, silently."""
    assert value(money(edition(LAST, {SHARE: "0.000/2", USD: "30"}))) is None


def test_computed_constant_output_says_so():
    """GDP that we computed is said to be computed, what is printed is not."""
    held = [edition(LAST, {FIXED: "4000"}, base=2015, origin=o) for o in ("computed", "original")]
    said = []
    for each in held:
        each.cells.extend(edition(LAST, HALF).cells)
        said.append(money(each).output)
    assert said == [
        "GDP of 2018 in the edition of 1 June 2019, computed",
        "GDP of 2018 in the edition of 1 June 2019",
    ]


RATE = {USD: "100", OWN: "90"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({GDP: "1000"} | RATE, "-4.5"),
        (RATE, "-30"),  # implied: 100 over 1.5 per cent
        ({FIXED: "1000", OWN: "90"}, None),
        ({GDP: "1000", OWN: "90"}, None),
        ({GDP: "1000", USD: "100"}, None),
        ({GDP: "1000", USD: "0", OWN: "90"}, None),
        ({GDP: "1000", USD: "100", OWN: "0"}, None),
        ({GDP: "1000", USD: "100", OWN: "--"}, None),
        ({GDP: "1000", USD: "--", OWN: "90"}, None),
    ],
)
def test_national_currency_at_the_editions_own_rate(cells, expected):
    """A gap in national currency is the dollar gap at the rate between the edition's two spendings."""
    found = money(edition(LAST, HALF | cells, currency="HRK"), currency="national")
    known = None if found.figure is None else round(found.figure.value, 6)
    assert known == (None if expected is None else Decimal(expected))
    if expected is not None:
        assert (found.currency, found.figure.unit, found.prices) == ("HRK", "million HRK", "current")
        assert found.output.endswith("edition of 1 June 2019, at that edition's own exchange rate")
    else:
        assert found.reason == "the edition gives no spending in national currency to convert by"


def test_constant_prices_are_never_converted_at_a_current_rate():
    """An output at constant prices is not converted by spending at current prices, in no edition."""
    # spending in dollars would imply an output at current prices; only an earlier edition's GDP is left
    early = edition(EARLY, {FIXED: "4000"}, base=2015)
    last = edition(LAST, HALF | {FIXED: "4000", OWN: "90", USD: "--"}, base=2015)
    assert money(early, last).prices == "constant 2015"
    assert value(money(early, last, currency="national")) is None


def test_another_editions_output_is_never_converted():
    """Dollars of an earlier edition are not converted at the rate of the edition of the share."""
    share_only = edition(LAST, HALF | {OWN: "90"})
    early = edition(EARLY, {GDP: "1000"} | RATE)
    assert value(money(early, share_only)) == -5
    assert value(money(early, share_only, currency="national")) is None


def test_constant_output_with_a_rate_beside_it():
    """Where an edition gives a rate its output is at current prices: by GDP, or implied."""
    found = money(edition(LAST, HALF | {FIXED: "4000"} | RATE, base=2015), currency="national")
    assert (found.prices, round(found.figure.value, 6)) == ("current", Decimal(-30))


def test_rate_without_a_share_to_imply_by():
    """A constant output with a rate but a doubted share of that edition is not converted."""
    held = edition(LAST, {FIXED: "4000"} | RATE, base=2015)
    seen = view(held)
    asked = clause()
    given = edition(LAST, HALF).cells[0]  # a share computed from elsewhere
    judged = judge(view(edition(LAST, HALF)), asked, reading(), YEAR, ALLY)
    assert judged.observation == given
    dollars, own = (gap_money(seen, asked, judged, c) for c in ("usd", "national"))
    assert (dollars.prices, dollars.figure.value) == ("constant 2015", -20)
    assert own.figure is None


@pytest.mark.parametrize(
    ("cells", "changes", "reason"),
    [
        ({SHARE: "--", GDP: "1000"}, {}, "the gap in points is unknown"),
        ({GDP: "1000"}, {}, "the gap in points is unknown"),
        (HALF | {GDP: "1000"}, {"at_least": True}, "the gap in points is unknown"),
        (
            {"equipment_share": "10.00", GDP: "1000"},
            {"indicator": "equipment_share"},
            "the clause is not a share of GDP",
        ),
    ],
)
def test_gaps_that_have_no_price(cells, changes, reason):
    """An unknown gap, and one that is no share of GDP, have no price, and say which they are."""
    found = money(edition(LAST, cells), **changes)
    assert (found.figure, found.reason, found.currency) == (None, reason, "")


@pytest.mark.parametrize(("level", "decimals"), [("2", 2), ("2.5", 2), ("2.25", 2), ("2.125", 3)])
def test_points_are_shown_as_finely_as_the_level(level, decimals):
    """A gap shows two decimals, or as many as the level has."""
    held = record(edition(LAST, {SHARE: "1.50"}))
    cell = held.only(f"nato/{LAST}").latest(SHARE, ALLY, YEAR)
    figure = gap_figure(held, clause(level=Decimal(level)), cell, date(2019, 6, 1))
    assert figure.decimals == decimals
    assert figure.value == Decimal("1.50") - Decimal(level)
    assert (figure.low, figure.high) == (figure.value - Decimal("0.005"), figure.value + Decimal("0.005"))


def test_exact_gaps_have_no_bounds():
    """A gap between exact values knows no bounds, in points or in money."""
    held = edition(LAST, HALF | {GDP: "1000.1/0", USD: "100.1/0", OWN: "90.1/0"})
    for currency in ("usd", "national"):
        figure = money(held, currency=currency).figure
        assert (figure.low, figure.high, figure.decimals) == (None, None, 0)


def test_bounds_of_money_are_those_of_its_parts():
    """Money's bounds are the extremes of share and output within their rounding."""
    figure = money(edition(LAST, {SHARE: "1.50", GDP: "1000"})).figure
    assert figure.low == Decimal("-0.505") / 100 * Decimal("1000.5")
    assert figure.high == Decimal("-0.495") / 100 * Decimal("999.5")
    assert figure.unit == "million USD"
    national = money(
        edition(LAST, {SHARE: "1.500/2", GDP: "1000.1/0", USD: "100", OWN: "90"}), currency="national"
    )
    dollars = Decimal("-0.5") / 100 * Decimal("1000.1")
    assert national.figure.low == dollars * Decimal("90.5") / Decimal("99.5")
    assert national.figure.high == dollars * Decimal("89.5") / Decimal("100.5")


def test_an_implied_output_knows_its_bounds():
    """The output implied by rounded spending over a rounded share lies within the extremes of both."""
    seen = view(edition(LAST, {SHARE: "1.50", USD: "300"}))
    found = output_of(seen, seen.latest(SHARE, ALLY, YEAR))
    assert (found.value, found.unit) == (20000, "million USD")
    assert found.low == Decimal("299.5") / Decimal("1.505") * 100
    assert found.high == Decimal("300.5") / Decimal("1.495") * 100
    assert found.decimals == -3  # half the width is just over a hundred
    assert found.label == "output of 2018 implied by spending over share in the edition of 1 June 2019"
