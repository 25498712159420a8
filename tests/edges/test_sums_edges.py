"""Bounds, common shortfalls, parts, counts and cumulative gaps at their edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, clause, edition, reading, view, years

from burdenshare.analysis import (
    BOOK,
    common_shortfall,
    comparable,
    count_figure,
    cumulative,
    gap_money,
    weight,
)
from burdenshare.errors import FigureError, PledgeError
from burdenshare.figures import Operation, Recipe, bounds, honest_decimals, seal, spread
from burdenshare.pledges import judge

SHARE, GDP, FIXED = "share_of_gdp", "gdp_usd_current", "gdp_usd_constant"
LAST, DAY = "2019-06-01", "2020-01-01"
HALF = {SHARE: "1.500/2"}  # half a point below the level, exactly


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
        Recipe(kind="t", arguments={}, pin=DAY, text=f"t.a@{DAY}", signed=f"t.a@{DAY}"),
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
    found = common_shortfall(view(edition(LAST, HALF)), clause(), YEAR, [made(g) for g in gaps])
    assert (found and found.value) == (None if total is None else Decimal(total))
    if found:
        assert len(found.derivation.inputs) == sum(Decimal(g) < 0 for g in gaps)
        assert (found.unit, found.decimals) == ("million USD", -3)


@pytest.mark.parametrize(
    ("part", "decimals"), [("-25", 0), ("-10", 0), ("-9.99", 1), ("-0.1", 1), ("-0.0999", 2), ("-0.01", 2)]
)
def test_a_part_is_shown_as_coarsely_as_it_is_large(part, decimals):
    """From ten per cent a part is whole, from a tenth of one it has one decimal, below that two."""
    found = weight(view(edition(LAST, HALF)), clause(), YEAR, made(part, ally="FRA"), made(-100))
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
    with pytest.raises(FigureError, match=r"'count\.taller.* does not read") as refused:
        BOOK.read("count.taller.wales-2014.2018")
    form = "count.<publisher>.at_level|with_value|near|members.<pledge>[:<clause>].<year>@<day>"
    assert refused.value.mend == f"the form is {form}"


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
