"""Gaps in money at their edges: which output prices them, in which prices, at which rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, clause, edition, reading, record, view, years

from burdenshare.analysis import (
    common_shortfall,
    comparable,
    count_figure,
    cumulative,
    gap_figure,
    gap_money,
    output_of,
    weight,
)
from burdenshare.errors import FigureError, PledgeError
from burdenshare.figures import Operation, bounds, honest_decimals, seal, spread
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


@pytest.mark.parametrize(
    ("low", "high", "most", "decimals"),
    [
        ("0", "0", 2, 2),
        ("0", "0.02", 2, 2),  # half the width is a unit of the last digit
        ("0", "0.0201", 2, 1),
        ("0", "2", 0, 0),
        ("0", "2.1", 0, -1),
        ("0", "20", 0, -1),
        ("0", "20.1", 0, -2),
        ("-2", "0", 2, 0),
    ],
)
def test_decimals_that_the_bounds_hold(low, high, most, decimals):
    """The last digit shown is worth no less than half the width of the bounds."""
    assert honest_decimals(Decimal(low), Decimal(high), most) == decimals


def made(amount, low=None, high=None, ally=ALLY):
    """Return a figure of some money."""
    return seal(
        "t.a@2020-01-01",
        "",
        Decimal(amount),
        "million USD",
        0,
        Operation("", "", ()),
        ally=ally,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
    )


def test_bounds_take_the_value_where_one_is_not_known():
    """A bound that is not known is the value itself."""
    assert bounds(made(2)) == (2, 2)
    assert bounds(made(2, low=1)) == (1, 2)
    assert bounds(made(2, high=3)) == (2, 3)
    assert bounds(made(2, low=0, high=0)) == (0, 0)
    assert spread(lambda a, b: a - b, made(2, 1, 3), made(5, 4, 7)) == (-6, -1)


def priced(*cells, **changes):
    """Return the gaps in money of some allies, from (ally, cells of the edition)."""
    named = {f"{k} 2018 {ally}": t for ally, own in cells for k, t in own.items()}
    seen, asked = view(edition(LAST, named, base=2015)), clause(**changes)
    return [gap_money(seen, asked, judge(seen, asked, reading(), YEAR, ally), "usd") for ally, _ in cells]


def test_only_gaps_in_the_commonest_prices_add_up():
    """Of gaps in different prices those are added up that most are in; an unknown one is in none."""
    current, fixed = HALF | {GDP: "1000"}, HALF | {FIXED: "1000"}
    gaps = priced(("DEU", fixed), ("FRA", current), ("ITA", current), ("ESP", {SHARE: "1.00"}))
    assert [g.ally for g in comparable(gaps)] == ["FRA", "ITA"]
    assert [g.ally for g in comparable(priced(("DEU", fixed), ("FRA", fixed), ("ITA", current)))] == [
        "DEU",
        "FRA",
    ]
    assert comparable(priced(("ESP", {SHARE: "1.00"}))) == []


@pytest.mark.parametrize(
    ("gaps", "total"),
    [((-5, -3), -8), ((-5, 0, 4), -5), ((0, 4), None), ((), None), (("-0.0001",), "-0.0001")],
)
def test_the_common_shortfall_is_of_those_below(gaps, total):
    """Only who is short adds to the common shortfall: surplus and zero do not; nobody short is None."""
    found = common_shortfall([made(g) for g in gaps], "wales-2014.2018", "2020-01-01")
    assert (found and found.value) == (None if total is None else Decimal(total))
    if found:
        assert len(found.derivation.inputs) == sum(Decimal(g) < 0 for g in gaps)
        assert (found.unit, found.decimals) == ("million USD", -3)


@pytest.mark.parametrize(
    ("part", "decimals"), [("-25", 0), ("-10", 0), ("-9.99", 1), ("-0.1", 1), ("-0.0999", 2), ("-0.01", 2)]
)
def test_a_part_is_shown_as_coarsely_as_it_is_large(part, decimals):
    """From ten per cent a part is whole, from a tenth of one it has one decimal, below that two."""
    found = weight(made(part, ally="FRA"), made(-100), "wales-2014.2018", "2020-01-01")
    assert (found.value, found.decimals) == (-Decimal(part), decimals)
    assert (found.unit, found.ally) == ("percent", "FRA")


@pytest.mark.parametrize(
    ("what", "allies"),
    [
        ("at_level", {"FRA", "ITA"}),
        ("with_value", {"DEU", "FRA", "ITA", "ESP", "BEL"}),
        ("near", {"DEU"}),
        ("members", None),
    ],
)
def test_who_is_counted(what, allies):
    """At the level counts as at it, a tenth of a point below as near, more than that does not."""
    texts = {"DEU": "1.900/2", "FRA": "2.000/2", "ITA": "2.1", "ESP": "1.899/2", "BEL": "0", "NOR": "--"}
    cells = {f"{SHARE} 2018 {a}": t for a, t in texts.items()}
    found = count_figure(view(edition(LAST, cells)), clause(), YEAR, what)
    counted = {f.ally for f in found.leaves() if f.ally}
    assert counted == (allies or set(texts) - {"NOR"})
    assert found.value == (29 if allies is None else len(allies))
    assert (found.unit, found.decimals) == ("allies", 0)


def test_what_nobody_counts():
    """A count of something unheard of is refused, and those there are are named."""
    with pytest.raises(FigureError, match="'taller' is not counted") as refused:
        count_figure(view(edition(LAST, HALF)), clause(), YEAR, "taller")
    assert refused.value.mend == "one of at_level, with_value, near, members"


SUM = {"start": 2014, "agreed": date(2014, 9, 5), "due_year": 2018}


def summed(shares, outputs, path="level", to=YEAR, **changes):
    """Sum an ally's gaps to a year from the shares and outputs of one edition."""
    held = edition(LAST, years(SHARE, shares) | outputs)
    seen = view(held)
    found = cumulative(seen, clause(**SUM | changes), seen.latest(SHARE, ALLY, to), path)
    return None if found is None else found.value


FLAT = years(GDP, dict.fromkeys(range(2010, 2020), "1000"))
ONE = dict.fromkeys(range(2010, 2020), "1.0")


@pytest.mark.parametrize(
    ("shares", "options", "expected"),
    [
        (ONE, {}, -50),  # 2014 to 2018, both included: five times 10 million
        (ONE, {"start": 2015}, -40),
        (ONE, {"start": 2018}, -10),
        (ONE, {"to": 2014}, -10),
        (ONE, {"to": 2013}, None),  # before the pledge there is nothing to sum
        (ONE | {2016: "4.0"}, {}, -40),  # a year above does not offset one below
        (ONE | {2016: "2.0"}, {}, -40),
        (ONE | {2016: "--"}, {}, None),  # a year unknown makes the sum unknown
        (ONE | {2013: "--"}, {}, -50),
        # a line from 1.0 in 2014 to 2 in 2018: 0, 0.25, 0.5, 0.75 and 1 point
        (ONE, {"path": "line"}, -25),
        (ONE, {"path": "line", "due_year": 2016}, -35),  # 0, 0.5, then the level: 1, 1, 1
        (ONE, {"path": "line", "to": 2016}, "-7.5"),
        (ONE | {2014: "2.0"}, {"path": "line"}, -40),  # from the level: the level throughout
        (ONE | {2014: "3.0"}, {"path": "line"}, -55),  # from above it falls to the level: 1.75, 1.5, 1.25, 1
        (ONE | {2014: "0.0"}, {"path": "line"}, -15),  # from nothing: 0, 0.5, 1, 1.5, 2
        (ONE, {"path": "line", "start": 2016}, -25),  # the line starts in the year of the pledge
        (ONE, {"due_year": None}, -50),
    ],
)
def test_cumulative_gaps(shares, options, expected):
    """Gaps below a path add up from its first year to the year asked, none of them missing."""
    found = summed(shares, FLAT, **options)
    assert found == (None if expected is None else Decimal(expected))


def test_cumulative_needs_every_output():
    """A year without output makes the sum unknown; constant prices serve where no current are held."""
    fixed = years(FIXED, dict.fromkeys(range(2010, 2020), "2000"))
    assert summed(ONE, fixed) == -100
    assert summed(ONE, fixed | FLAT) == -50
    assert summed(ONE, {k: t for k, t in FLAT.items() if "2016" not in k}) is None
    assert summed(ONE, FLAT | {f"{GDP} 2016 {ALLY}": "--"}) is None


@pytest.mark.parametrize("gap", [{}, {f"{GDP} 2016 {ALLY}": "--"}])
def test_cumulative_gaps_never_mix_prices(gap):
    """Where one year's output is held at constant prices alone, the sum is in those throughout."""
    fixed = years(FIXED, dict.fromkeys(range(2010, 2020), "2000"))
    current = {k: t for k, t in FLAT.items() if "2016" not in k}
    assert summed(ONE, current | fixed | gap) == -100


def test_cumulative_refuses():
    """An unknown path, and a line to a level that falls due in no year, are refused."""
    with pytest.raises(PledgeError, match="'curve' is not a path") as refused:
        summed(ONE, FLAT, path="curve")
    assert refused.value.mend == "one of level, line"
    with pytest.raises(PledgeError, match="falls due in no year"):
        summed(ONE, FLAT, path="line", due_year=None)
