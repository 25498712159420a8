"""Why a cell moved: rounding, redefinition, spending or GDP, each at its edge."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small import ALLY, YEAR, edition, view

from burdenshare.analysis import cause_of

SHARE = "share_of_gdp"
M, Y, OWN = "expenditure_usd_constant", "gdp_usd_constant", "expenditure_national_current"
N, C = "nato_defence_expenditure", "nato_core_defence_expenditure"
FIRST, SECOND = "2018-06-01", "2019-06-01"


def cause(before, after, first=None, second=None):
    """Return the cause of a change between two editions of these cells."""
    seen = view(edition(FIRST, before, **first or {}), edition(SECOND, after, **second or {}))
    return cause_of(seen, *seen.vintages(SHARE, ALLY, YEAR))


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("2.00", "2.00", "unchanged"),
        ("2.000/2", "2.000/2", "unchanged"),
        ("2.00", "2.0", "unchanged"),
        ("2.00", "2.01", "rounding"),  # 1.995 and 2.015 apart at most, both round to 2.005
        ("2.01", "2.00", "rounding"),
        ("2.00", "2.02", "not established"),
        ("2.00", "2.005/2", "rounding"),  # the second is exact: half a unit of the first alone
        ("2.00", "2.006/2", "not established"),
        ("2.000/2", "2.001/2", "not established"),
        ("2.0", "2.05", "rounding"),
        ("2.0", "2.055/2", "not established"),
        ("2.0", "2.06", "not established"),
        ("2.0", "2.1", "rounding"),
        ("2.0", "2.2", "not established"),
        ("--", "--", "unchanged"),
        ("2.00", "--", "deleted"),
        ("--", "2.00", "published again"),
    ],
)
def test_no_more_than_rounding(before, after, name):
    """A move within the two printed roundings, edge included, is no revision; blanks have their names."""
    assert cause({SHARE: before}, {SHARE: after}).name == name


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2.00", "2.00", "the same value"),
        ("2.00", "2.01", "no more than the rounding of what is printed"),
        ("--", "--", "missing in both"),
        ("--", "2.00", "nato/2018-06-01 gave no value"),
    ],
)
def test_why_it_is_no_revision(before, after, said):
    """What is no revision says so in words."""
    assert cause({SHARE: before}, {SHARE: after}).why == said


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ({}, {"definition": C}, "definition"),
        ({"base": 2015}, {"base": 2021}, "price base"),
        ({"base": 2015}, {"base": 2021, "definition": C}, "definition and price base"),
        ({"base": 2015}, {"base": 2015}, "rounding"),
        ({"base": 2015}, {}, "rounding"),  # where none is printed, none is known to differ
        ({}, {"base": 2015}, "rounding"),
        ({"base": 2015}, {"definition": C}, "definition"),
    ],
)
def test_a_break_is_named_before_the_rounding(first, second, name):
    """A change of definition or price base is named even where the value moved by rounding alone."""
    assert cause({SHARE: "2.00"}, {SHARE: "2.01"}, first, second).name == name


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("--", "nato/2019-06-01 prints '--' where nato/2018-06-01 gave 2.00"),
        ("", "nato/2019-06-01 leaves the cell blank where nato/2018-06-01 gave 2.00"),
    ],
)
def test_how_a_value_was_taken_back(after, said):
    """A deleted value says what is printed in its place."""
    assert cause({SHARE: "2.00"}, {SHARE: after}).why == said


def moved(spending, share=("0.002/3", "2.048/3"), output=("1", "1"), **options):
    """Return the cause of a move of the share by 2 to the tenth, spending moving as told."""
    before, after = ({SHARE: s, M: m, Y: y} for s, m, y in zip(share, spending, output, strict=True))
    return cause(before, after, **options)


@pytest.mark.parametrize(
    ("spending", "name"),
    [
        (("1", "1024"), "spending"),
        (("1", "1"), "GDP"),
        (("1", "512"), "spending"),  # nine parts of ten, exactly
        (("1", "511"), "spending and GDP"),
        (("1", "362"), "spending and GDP"),  # about 0.85
        (("1", "32"), "spending and GDP"),
        (("1", "3"), "spending and GDP"),
        (("1", "2"), "GDP"),  # one part of ten
        (("512", "1"), "spending and GDP"),  # spending fell, and GDP by more
        (("1", "1048576"), "spending and GDP"),  # twice the move, GDP took one back
    ],
)
def test_nine_tenths_are_the_cause(spending, name):
    """From nine tenths of the movement one of the two is the cause alone, below that both are."""
    assert moved(spending).name == name


def test_the_parts_add_up():
    """The parts due to spending and to GDP add up to the change, each in points."""
    found = moved(("1", "512"))
    change = Decimal("2.046")
    assert abs(found.spending.value - change * Decimal("0.9")) < Decimal("1e-20")
    assert found.spending.value + found.gdp.value == change
    assert {found.spending.unit, found.gdp.unit} == {"points"}
    assert found.why == "spending restated: +1.84 points; GDP restated: +0.20 points"
    fallen = moved(("1024", "1"), share=("2.048/3", "0.002/3"))
    assert fallen.why == "spending restated: −2.05 points; GDP restated: +0.00 points"


@pytest.mark.parametrize(
    ("before", "after", "options", "name"),
    [
        ({M: "1", Y: "1"}, {M: "1024", Y: "1"}, {}, "spending"),
        ({M: "1"}, {M: "1024", Y: "1"}, {}, "not established"),
        ({M: "1", Y: "1"}, {M: "1024"}, {}, "not established"),
        ({M: "1", Y: "--"}, {M: "1024", Y: "1"}, {}, "not established"),
        ({M: "0", Y: "1"}, {M: "1024", Y: "1"}, {}, "not established"),
        # without constant prices in both, national currency serves
        ({M: "1", Y: "1", OWN: "1"}, {OWN: "1024"}, {}, "spending"),
        ({M: "1", OWN: "1"}, {OWN: "1024"}, {}, "spending"),
        ({OWN: "1"}, {OWN: "1"}, {}, "GDP"),
        ({OWN: "1"}, {OWN: "--"}, {}, "not established"),
        ({}, {OWN: "1024"}, {}, "not established"),
        # but not over a change of currency
        (
            {OWN: "1"},
            {OWN: "1024"},
            {"first": {"currency": "HRK"}, "second": {"currency": "EUR"}},
            "not established",
        ),
        (
            {OWN: "1"},
            {OWN: "1024"},
            {"first": {"currency": "HRK"}, "second": {"currency": "HRK"}},
            "spending",
        ),
        # constant prices of one base go before national currency, of two bases they do not compare
        (
            {M: "1", Y: "1", OWN: "1"},
            {M: "1024", Y: "1", OWN: "1"},
            {"first": {"base": 2015}, "second": {"base": 2015}},
            "spending",
        ),
        ({M: "1", Y: "1", OWN: "1"}, {M: "1024", Y: "1", OWN: "1"}, {"second": {"base": 2015}}, "GDP"),
    ],
)
def test_what_tells_spending_from_gdp(before, after, options, name):
    """Spending in constant prices of one base, or else in one currency, tells the two causes apart."""
    found = cause({SHARE: "0.002/3"} | before, {SHARE: "2.048/3"} | after, **options)
    assert found.name == name
    assert (found.spending is None) is (name == "not established")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {}, "nato/2018-06-01 and nato/2019-06-01 are held without"),
        ({M: "1", Y: "1"}, {}, ": nato/2019-06-01 is held without"),
        ({}, {M: "1", Y: "1"}, ": nato/2018-06-01 is held without"),
    ],
)
def test_who_lacks_what_is_named(before, after, said):
    """Where causes cannot be told apart, the editions that lack spending and GDP are named."""
    assert said in cause({SHARE: "1.00"} | before, {SHARE: "2.00"} | after).why


def test_without_a_known_base_constant_prices_do_not_compare():
    """Where one edition names no price base, its constant prices are not held against the other's."""
    cells = {M: "1", Y: "1"}
    found = cause({SHARE: "1.00"} | cells, {SHARE: "2.00"} | cells, {}, {"base": 2021})
    assert found.why == (
        "the definition is the same; spending or GDP was restated, but which cannot be told: "
        "one of the two is held without spending and GDP of that year"
    )


def test_a_base_that_is_not_named_is_no_change_of_prices():
    """A redefinition does not speak of prices where one of the two editions names no base."""
    found = cause({SHARE: "1.00"}, {SHARE: "2.00"}, {"base": 2015}, {"definition": C})
    assert found.why == (
        "redefined: defence expenditure became core defence expenditure; "
        "how much else was revised, the editions as held cannot tell"
    )


def test_other_indicators_have_no_parts():
    """Only a share of GDP moves by spending or GDP: of equipment neither is told."""
    cells = {"equipment_share": "10.00", M: "1", Y: "1"}
    seen = view(edition(FIRST, cells), edition(SECOND, cells | {"equipment_share": "20.00"}))
    found = cause_of(seen, *seen.vintages("equipment_share", ALLY, YEAR))
    assert (found.name, found.spending) == ("not established", None)


@pytest.mark.parametrize(
    ("first", "second", "name", "said"),
    [
        (
            {"base": 2015},
            {"base": 2021},
            "price base",
            (
                "prices of 2015 became prices of 2021; spending restated: +1.84 points; "
                "GDP restated or revalued: +0.20 points"
            ),
        ),
        (
            {},
            {"definition": C},
            "definition",
            (
                "redefined: defence expenditure became core defence expenditure; GDP restated: +0.20 points, "
                "a revision; spending restated or redefined: +1.84 points, which the record cannot tell apart"
            ),
        ),
    ],
)
def test_a_break_with_its_parts(first, second, name, said):
    """Over a break the parts that spending in national currency tells are said with what they mix."""
    found = cause({SHARE: "0.002/3", OWN: "1"}, {SHARE: "2.048/3", OWN: "512"}, first, second)
    assert (found.name, found.why) == (name, said)


@pytest.mark.parametrize("text", ["2.000/2", "0.000/2"])
def test_a_break_without_parts(text):
    """A break over which the value stood still, or came from zero, has no parts, and says so."""
    found = cause({SHARE: text, OWN: "1"}, {SHARE: "2.000/2", OWN: "2"}, {}, {"definition": C})
    assert (found.name, found.spending, found.gdp) == ("definition", None, None)
    assert found.why.endswith("how much else was revised, the editions as held cannot tell")
