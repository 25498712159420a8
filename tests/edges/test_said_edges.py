"""What is said of numbers and asked of the record, at the edges: places, bounds, counts, years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from small import clause, edition, view, years

from burdenshare.errors import OutsideRecordError, PledgeError, UnknownAllyError, UsageError
from burdenshare.pledges.at_level import at_level_words
from burdenshare.pledges.years import year_asked
from burdenshare.results.columns import millions
from burdenshare.verbs.asked import allies_and_pledge
from burdenshare.verbs.revisions import places_that_show

SHARE, DAY = "share_of_gdp", date(2025, 7, 1)


def number(text):
    """Return a decimal, None for none."""
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        (None, "2.00", 2),
        ("2.00", None, 2),
        ("2.003", "2.003", 2),
        ("2.00", "2.01", 2),
        ("2.01", "2.00", 2),
        ("2.003", "1.996", 3),  # both print as 2.00
        ("2.001", "2.002", 3),
        ("2.004", "2.006", 3),  # 2.00 and 2.01, a hundredth apart; they moved by two thousandths
        ("2.004", "2.014", 2),
        ("2.004", "2.016", 3),  # 2.00 and 2.02, and a move of 0.01
        ("-0.004", "0.004", 3),
        ("0.002", "0.008", 2),  # 0.00 and 0.01, and a move of 0.01
    ],
)
def test_a_move_is_not_printed_away(before, after, places):
    """Three decimals where two would hide a move, or would not add up to the change beside them."""
    assert places_that_show(number(before), number(after)) == places


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (None, None, None, "?"),
        (None, "-2", "-1", "?"),
        ("-26664.3", None, None, "−26,664"),
        ("-26664.3", "-26980", None, "−26,664"),  # one bound alone bounds nothing
        ("-26664.3", "-26980", "-26350", "−27,000"),
        ("-319", "-478", "-159", "−480 to −160"),  # no digit is left
        ("0", "-478", "478", "0"),
        ("319", "318.5", "319.5", "319"),
        ("319", "318", "320", "319"),  # half the width is a unit, still
        ("319", "317.9", "320", "320"),
        ("999.5", None, None, "1,000"),
        ("-0.4", None, None, "0"),
        ("-0.4", "-0.5", "-0.3", "0 to 0"),
    ],
)
def test_millions_have_the_digits_that_their_bounds_allow(value, low, high, said):
    """Millions are rounded as their bounds ask; where nothing is left the bounds are said."""
    assert millions(number(value), number(low), number(high)) == said


class Row(NamedTuple):
    """A verdict on an ally."""

    ally: str
    verdict: str
    at_level: bool | None = True


def rows(verdict, *allies, at_level=True):
    """Return verdicts of one word."""
    return [Row(a, verdict, at_level) for a in allies]


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        ([], ""),
        (rows("met", "DEU", "FRA"), ""),
        (rows("not_met", "DEU", at_level=False) + rows("unknown", "FRA", at_level=None), ""),
        (rows("met", "DEU") + rows("too_close", "LVA", at_level=False), ""),
        (rows("met", "DEU") + rows("too_close", "LVA"), "1 met, Latvia too close to call"),
        (rows("too_close", "LVA", "EST"), "0 met, Latvia and Estonia too close to call"),
        (rows("too_close", "LVA", "EST", "POL"), "0 met, Latvia and Estonia and Poland too close to call"),
        (rows("too_close", "LVA", "EST", "POL", "DEU"), "0 met, 4 too close to call"),
        (
            rows("unknown", "FRA")
            + rows("not_applicable", "ISL")
            + rows("not_met", "ITA")
            + rows("met", "DEU"),
            "1 met, Italy not met, France unknown, Iceland held to no level",
        ),
        (rows("not_due", "NOR"), "0 met, Norway not yet due"),
    ],
)
def test_those_at_the_level_in_words(judged, said):
    """Only who is at the level is spoken of: up to three by name, more by number, nothing where all met."""
    assert at_level_words(judged) == said


@pytest.mark.parametrize(
    ("names", "pledge", "day", "expected"),
    [
        ((), "", DAY, ([], "hague-2025")),
        ((), "", date(2025, 6, 24), ([], "wales-2014")),  # the newest of the day
        (("NOR", "norway", "ITA"), "", DAY, (["NOR", "ITA"], "hague-2025")),
        (("wales-2014", "NOR"), "", DAY, (["NOR"], "wales-2014")),
        (("NOR", "wales-2014"), "", DAY, (["NOR"], "wales-2014")),
        (("NOR",), "wales-2014", DAY, (["NOR"], "wales-2014")),
    ],
)
def test_allies_and_a_pledge_among_words(names, pledge, day, expected):
    """Allies come in the order given, each once; a pledge may stand among them, or is the newest."""
    codes, found = allies_and_pledge(names, pledge, day)
    assert (codes, found.id) == expected


@pytest.mark.parametrize(
    ("names", "pledge", "both"),
    [
        (("wales-2014", "hague-2025"), "", "wales-2014, hague-2025"),
        (("wales-2014",), "hague-2025", "wales-2014, hague-2025"),
        (("wales-2014",), "wales-2014", "wales-2014, wales-2014"),
    ],
)
def test_two_pledges_are_refused(names, pledge, both):
    """Two pledges are refused, both named, though they be one."""
    with pytest.raises(UsageError) as refused:
        allies_and_pledge(names, pledge, DAY)
    assert refused.value.message == f"more than one pledge is named: {both}"


@pytest.mark.parametrize(
    ("names", "error", "said"),
    [
        (("Norwy",), UnknownAllyError, "'Norwy' is not an ally"),
        (("wales-2041",), PledgeError, "'wales-2041' is not a pledge"),  # near one, and with a number
        (("Wales",), UnknownAllyError, "'Wales' is not an ally"),
    ],
)
def test_words_that_are_neither(names, error, said):
    """A word near a pledge's id is refused as a pledge, any other as an ally."""
    with pytest.raises(error, match=said):
        allies_and_pledge(names, "", DAY)


@pytest.mark.parametrize(
    ("asked", "day", "expected"),
    [
        (2015, "2018-06-01", 2015),
        (2019, "2018-06-01", 2019),  # by name a projection may be asked for
        (None, "2018-06-01", 2018),  # else the last year not after the day's own
        (None, "2019-01-01", 2019),
        (None, "2018-05-01", 2017),
    ],
)
def test_the_year_asked(asked, day, expected):
    """The year is the one named, or the last with a value that is not after that of the day."""
    first = edition("2018-04-01", years(SHARE, {2015: "1.00", 2017: "1.10"}))
    second = edition("2018-06-01", years(SHARE, {2016: "--", 2018: "1.20", 2019: "1.30"}))
    assert year_asked(view(first, second, day=day), clause(), asked) == expected


def test_years_that_are_not_held():
    """A year of which nobody has a value, and a day before every year held, are refused."""
    seen = view(edition("2018-06-01", years(SHARE, {2016: "--", 2017: "1.00"})), day="2018-06-01")
    for asked in (2016, 2018):
        with pytest.raises(OutsideRecordError):
            year_asked(seen, clause(), asked)
    later = view(edition("2018-06-01", years(SHARE, {2019: "1.00"})), day="2018-06-01")
    with pytest.raises(OutsideRecordError):
        year_asked(later, clause(), None)


def test_a_clause_without_an_indicator_is_asked_of_the_share():
    """Where nothing is published under a clause the years of the share of GDP stand for it."""
    seen = view(edition("2018-06-01", {f"{SHARE} 2017": "1.00", "equipment_share 2018": "9.00"}))
    assert year_asked(seen, clause(indicator=""), None) == 2017
    assert year_asked(seen, clause(indicator="equipment_share"), None) == 2018
