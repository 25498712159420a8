"""How far editions usually move an ally's values: which pairs count, and how many it takes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small import ALLY, YEAR, clause, edition, reading, view, years

from burdenshare.pledges import judge, usual_revision

DAYS = [f"20{k:02d}-06-01" for k in range(15, 30)]


def usual(*texts, seen=None, **options):
    """Usual revision of the year's share in a series of editions."""
    held = [edition(d, {"share_of_gdp": t}, **options) for d, t in zip(DAYS, texts, strict=False)]
    return usual_revision(seen or view(*held), "share_of_gdp", ALLY)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((), None),
        (("1.50",), None),
        (("1.50", "1.60"), None),
        (("1.50", "1.60", "1.70"), None),  # two pairs are not enough
        (("1.50", "1.60", "1.70", "1.80"), "0.10"),  # three are
        (("1.50", "1.60", "1.70", "1.80", "1.90"), "0.10"),
        (("1.50", "1.50", "1.50", "1.50"), "0"),
        (("1.50", "1.51", "1.61", "1.31"), "0.10"),  # the median, not the mean, of 0.01, 0.10, 0.30
        (("1.50", "1.40", "1.30", "1.20"), "0.10"),  # of the sizes, whichever way
    ],
)
def test_three_pairs_make_it_usual(texts, expected):
    """The usual revision is the median size of at least three moves between successive editions."""
    seen = view(edition("2014-01-01", {"share_of_gdp 2010": "1.00"})) if not texts else None
    assert usual(*texts, seen=seen) == (None if expected is None else Decimal(expected))


def test_pairs_of_all_years_count():
    """Moves of three different years make three pairs."""
    old = years("share_of_gdp", {2015: "1.00", 2016: "1.10", 2017: "1.20"})
    new = years("share_of_gdp", {2015: "1.01", 2016: "1.12", 2017: "1.23"})
    seen = view(edition("2018-06-01", old), edition("2019-06-01", new))
    assert usual_revision(seen, "share_of_gdp", ALLY) == Decimal("0.02")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1.50", "1.6", "1.70", "1.80"), None),  # 1.50, 1.70, 1.80 are left: two pairs
        (("1.50", "1.6", "1.90", "2.20", "2.50"), "0.30"),  # .40, .30, .30
        (("1.5", "1.6", "1.7", "1.8"), None),
        (("2", "3", "4", "5"), None),
        (("1.500/2", "1.6004/2", "1.7001/2", "1.8003/2"), "0.1002"),  # stored values do count
        (("1.500", "1.600", "1.700", "1.800"), "0.1"),
    ],
)
def test_values_known_to_one_decimal_do_not_count(texts, expected):
    """A value printed with fewer than two decimals moves by rounding: it makes no pair."""
    assert usual(*texts) == (None if expected is None else Decimal(expected))


def test_a_blank_joins_its_neighbours():
    """An edition that left the cell blank is passed over: the ones around it are successive."""
    assert usual("1.50", "--", "1.60", "1.70", "1.80") == Decimal("0.10")
    assert usual("1.50", "--", "1.60", "1.70") is None


def bases(*of_editions):
    """A view of four editions that move by 0.10, each with (definition, price base)."""
    held = [
        edition(d, {"share_of_gdp": t}, definition=definition, base=base)
        for d, t, (definition, base) in zip(
            DAYS, ("1.50", "1.60", "1.70", "1.80", "1.90"), of_editions, strict=False
        )
    ]
    return usual_revision(view(*held), "share_of_gdp", ALLY)


N, C = "nato_defence_expenditure", "nato_core_defence_expenditure"


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ([(N, 2015)] * 4, "0.10"),
        ([(N, None)] * 4, "0.10"),
        ([(N, 2015), (N, None), (N, 2015), (N, None)], "0.10"),  # none printed contradicts none
        ([(N, 2015), (N, 2015), (N, 2015), (N, 2021)], None),  # another price base is no revision
        ([(N, 2015), (N, 2015), (N, 2015), (C, 2015)], None),  # nor is another definition
        ([(N, 2015), (N, 2015), (N, 2015), (C, 2021)], None),
        ([(N, 2015), (N, 2021), (N, 2021), (N, 2021), (N, 2021)], "0.10"),  # three pairs are left
    ],
)
def test_redefinition_is_not_revision(editions, expected):
    """Pairs across a change of definition or of price base do not count."""
    assert bases(*editions) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2.100/2", "too_close"),  # just as far as editions usually move it
        ("2.101/2", "met"),
        ("1.900/2", "too_close"),
        ("1.899/2", "not_met"),
    ],
)
def test_as_far_as_usual_is_too_close(last, expected):
    """A value just as far from the level as editions usually move it is too close, no further."""
    moving = years("share_of_gdp", {2015: "1.00", 2016: "1.00", 2017: "1.00"})
    moved = years("share_of_gdp", {2015: "1.10", 2016: "1.10", 2017: "1.10"})
    seen = view(edition("2018-06-01", moving), edition("2019-06-01", moved | {"share_of_gdp": last}))
    judged = judge(seen, clause(deadline=None, due_year=None), reading(), YEAR, ALLY)
    assert judged.verdict == expected
    if expected == "too_close":
        said = "0.10 points from the level, and editions usually move Germany's values by 0.10"
        assert judged.reasons == (said,)


def test_only_what_had_appeared_counts():
    """An edition of a later day does not make a pair before that day, and another ally's never."""
    held = [
        edition(d, {"share_of_gdp": t, "share_of_gdp 2018 FRA": "1.00"})
        for d, t in zip(DAYS, ("1.50", "1.60", "1.70", "1.80"), strict=False)
    ]
    before, after = view(*held, day="2018-05-31"), view(*held, day="2018-06-01")
    assert usual_revision(before, "share_of_gdp", ALLY) is None
    assert usual_revision(after, "share_of_gdp", ALLY) == Decimal("0.10")
    assert usual_revision(after, "share_of_gdp", "FRA") == 0
    assert usual_revision(after, "share_of_gdp", ALLY) == Decimal("0.10")
