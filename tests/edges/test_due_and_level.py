"""Verdicts at their edges: the deadline's day, the level itself, the rounding, who is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, clause, edition, reading, view, years

from burdenshare.pledges import evaluate, judge, judge_cell, tally

MEANT = "the pledge means expenditure as NATO defines it"
NO_DEADLINE = {"deadline": None, "due_year": None}


def verdict(text, *, ally=ALLY, year=YEAR, read=None, day="2030-01-01", **changes):
    """Judge one printed value of an ally by the changed guideline."""
    seen = view(edition("2014-01-01", {f"share_of_gdp {year} {ally}": text}), day=day)
    return judge(seen, clause(**changes), read or reading(), year, ally)


@pytest.mark.parametrize(
    ("year", "day", "expected"),
    [
        (2024, "2024-12-30", "not_due"),
        (2024, "2024-12-31", "not_due"),  # on the very day it may still be met
        (2024, "2025-01-01", "not_met"),
        (2023, "2024-12-31", "not_due"),
        (2023, "2025-01-01", "not_due"),  # the data of the year before are asked of nobody
        (2025, "2024-12-31", "not_due"),
        (2025, "2025-01-01", "not_met"),
    ],
)
def test_due_after_the_day_of_the_deadline(year, day, expected):
    """Who is below is in breach from the day after the deadline, by the data of the year due on."""
    assert verdict("1.50", year=year, day=day).verdict == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2024-09-05", "not_due"), ("2024-09-06", "not_met"), ("2024-12-31", "not_met")]
)
def test_a_readings_deadline_goes_before_the_clauses(day, expected):
    """A reading with a deadline of its own is due the day after that one, and says it."""
    judged = verdict("1.50", year=2024, day=day, read=reading(deadline=date(2024, 9, 5)))
    assert judged.verdict == expected
    due = "falls due in 2024" if expected == "not_due" else "due since 2024-09-05"
    assert due in judged.reasons[0]


@pytest.mark.parametrize("changes", [NO_DEADLINE, {"deadline": None}, {"due_year": None}])
def test_a_floor_holds_at_once(changes):
    """A level without a deadline, or without a year due, is asked from the first day."""
    assert verdict("1.50", day="2018-01-01", **changes).verdict == "not_met"


def test_a_floor_is_called_one():
    """The reason names the deadline passed, or says that it is a floor."""
    assert verdict("1.50", **NO_DEADLINE).reasons[0] == "1.50 is 0.50 points below 2, a floor"
    since = verdict("1.50", year=2024).reasons[0]
    assert since == "1.50 is 0.50 points below 2, due since 2024-12-31"


@pytest.mark.parametrize(
    ("text", "expected", "at_level"),
    [
        # known to the last digit stored: nothing is close
        ("2.000000/2", "met", True),
        ("1.999999/2", "not_met", False),
        ("2.000001/2", "met", True),
        # printed with two decimals: 0.005 to either side is rounding, the edge included
        ("2.00", "too_close", True),
        ("1.99", "not_met", False),
        ("2.01", "met", True),
        # printed with one
        ("2.0", "too_close", True),
        ("1.9", "not_met", False),
        ("2.1", "met", True),
        # printed whole
        ("2", "too_close", True),
        ("3", "met", True),
        ("1", "not_met", False),
    ],
)
def test_at_the_level(text, expected, at_level):
    """The level itself is met when the value is exact, and too close when it may be rounded."""
    judged = verdict(text, **NO_DEADLINE)
    assert (judged.verdict, judged.at_level) == (expected, at_level)


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("2.00", "2.005", "too_close"),  # rounds to 2.00 from as far as 2.005
        ("2.00", "2.006", "not_met"),
        ("2.00", "1.995", "too_close"),
        ("2.00", "1.994", "met"),
        ("2.0", "2.05", "too_close"),
        ("2.0", "2.051", "not_met"),
        ("2", "2.5", "too_close"),
        ("2", "2.51", "not_met"),
        ("2.004/2", "2.005", "not_met"),  # more is stored than is printed: exact
    ],
)
def test_the_edge_of_the_rounding(text, level, expected):
    """A level half a printed unit away is still within the rounding, and no further one."""
    judged = verdict(text, level=Decimal(level), **NO_DEADLINE)
    assert judged.verdict == expected
    if expected == "too_close":
        assert "within the rounding" in judged.reasons[0]


@pytest.mark.parametrize(
    ("text", "decimals", "expected"),
    [
        ("1.995/2", 2, "met"),  # banker's rounding of Decimal: to the even digit
        ("1.9949/2", 2, "not_met"),
        ("1.99", 1, "met"),
        ("1.94", 1, "not_met"),
        ("2.00", 2, "met"),  # rounding is the point of the reading: it does not come too close
        ("1.51", 0, "met"),
        ("1.49", 0, "not_met"),
    ],
)
def test_a_rounded_reading_is_never_too_close(text, decimals, expected):
    """A reading that rounds compares what it rounds to, and leaves `at_level` to the plain value."""
    judged = verdict(text, read=reading(decimals=decimals), **NO_DEADLINE)
    assert judged.verdict == expected
    assert judged.at_level is (judged.value >= 2)


def test_before_the_deadline_below_is_not_due_however_close():
    """Below by less than the rounding and not yet due is not due; above it is too close."""
    assert verdict("2.00", level=Decimal("2.005"), day="2020-01-01").verdict == "not_due"
    assert verdict("2.00", level=Decimal("1.995"), day="2020-01-01").verdict == "too_close"
    assert verdict("2.000/2", day="2020-01-01").verdict == "met"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2.000/2", "2.00 is exactly 2"),
        ("2.500/2", "2.50 is 0.50 points above 2"),
        ("1.250/2", "1.25 is 0.75 points below 2, a floor"),
    ],
)
def test_the_side_is_said(text, said):
    """The reason says on which side of the level a value lies, by how much, or that it is the level."""
    assert verdict(text, **NO_DEADLINE).reasons == (said,)


@pytest.mark.parametrize(
    ("accession_of", "day", "expected"),
    [
        ("MNE", date(2017, 6, 4), "not_applicable"),
        ("MNE", date(2017, 6, 5), "not_met"),  # a member on the day it joined
        ("MNE", date(2017, 6, 6), "not_met"),
        ("BEL", date(2014, 9, 5), "not_met"),
    ],
)
def test_members_on_a_day(accession_of, day, expected):
    """A reading that holds the members of a day holds who joined on that very day."""
    judged = verdict("1.00", ally=accession_of, read=reading(members_on=day), **NO_DEADLINE)
    assert judged.verdict == expected


@pytest.mark.parametrize(
    ("year", "expected"), [(2013, "not_applicable"), (2014, "not_met"), (2015, "not_met")]
)
def test_the_first_year_of_a_clause(year, expected):
    """A clause asks from its first year on; the years before lie before the pledge."""
    judged = verdict("1.00", year=year, **NO_DEADLINE)
    assert judged.verdict == expected
    assert ("lies before the pledge" in judged.reasons[0]) is (expected == "not_applicable")


def test_who_has_no_forces_is_not_asked():
    """Iceland is not asked, whatever a table says of it."""
    assert verdict("0.10", ally="ISL").verdict == "not_applicable"


@pytest.mark.parametrize(
    ("text", "expected", "at_level", "gap"),
    [
        ("2.000/2", "met", True, Decimal(0)),  # the reported part alone is the level
        ("2.001/2", "met", True, Decimal("0.001")),
        ("1.999/2", "unknown", None, None),  # the rest may fill it
    ],
)
def test_a_lower_bound(text, expected, at_level, gap):
    """Where only a part is published, the part may reach the level and never misses it."""
    judged = verdict(text, at_least=True, **NO_DEADLINE)
    assert (judged.verdict, judged.at_level, judged.gap_pp) == (expected, at_level, gap)


def test_a_lower_bound_below_is_unknown_before_it_is_due_too():
    """A part below the level is unknown, not `not_due`."""
    assert verdict("1.50", at_least=True, day="2018-01-01").verdict == "unknown"


def test_a_level_of_ones_own():
    """A reading may ask another level of one ally; it is the level of the verdict and of the gap."""
    read = reading(levels={"ESP": "1.5"})
    spain, germany = (verdict("1.600/2", ally=a, read=read, **NO_DEADLINE) for a in ("ESP", "DEU"))
    assert (spain.verdict, spain.level, spain.gap_pp) == ("met", Decimal("1.5"), Decimal("0.1"))
    assert (germany.verdict, germany.level, germany.gap_pp) == ("not_met", 2, Decimal("-0.4"))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"share_of_gdp": "--"}, "nato/2014-01-01 prints '--'; earlier editions may not fill it"),
        ({"share_of_gdp": ""}, "nato/2014-01-01 leaves the cell blank; earlier editions may not fill it"),
        ({"share_of_gdp": "?2.50"}, "read, but not believed: a digit is smudged"),
        ({"share_of_gdp 2017": "2.50"}, "no edition published by 2030-01-01 that we hold gives a value"),
    ],
)
def test_unknown_says_why(cells, said):
    """A blank, a doubt and silence are unknown, each for its own reason."""
    judged = judge(view(edition("2014-01-01", cells)), clause(), reading(), YEAR, ALLY)
    assert (judged.verdict, judged.value, judged.gap_pp, judged.at_level) == ("unknown", None, None, None)
    assert judged.reasons == (said,)


def test_a_clause_of_which_nothing_is_published():
    """A clause without an indicator is unknown by its reservations, even where shares are known."""
    judged = verdict("2.50", indicator="", reservations="nobody counts it")
    assert judged.verdict == "unknown"
    assert judged.reasons == ("nothing is published under this clause: nobody counts it",)


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ("1.21", "1.20", "met"),
        ("1.20", "1.20", "not_met"),  # to stay is not to move towards
        ("1.19", "1.20", "not_met"),
        ("1.21", "--", "unknown"),
        ("1.21", None, "unknown"),
    ],
)
def test_moving_towards(now, then, expected):
    """To move towards the level is to stand higher than in the year of the pledge, in one edition."""
    texts = {YEAR: now} | ({2014: then} if then is not None else {})
    old = edition("2014-06-01", {"share_of_gdp 2014": "1.00"})
    seen = view(old, edition("2019-06-01", years("share_of_gdp", texts)))
    judged = judge(seen, clause(), reading(test="direction"), YEAR, ALLY)
    assert judged.verdict == expected
    said = {
        "met": "1.21 in 2018 is higher than 1.20 in 2014, both in nato/2019-06-01",
        "not_met": f"{now} in 2018 is not higher than 1.20 in 2014, both in nato/2019-06-01",
        "unknown": "nato/2019-06-01 as held gives no value for 2014",
    }
    assert judged.reasons == (said[expected],)


def noted(reasons):
    """Reasons beyond the first."""
    return [r.partition(":")[2].strip() for r in reasons[1:]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, []),
        (
            {"publisher": "sipri", "definition": "sipri_military_expenditure"},
            ["this is SIPRI's military expenditure; " + MEANT],
        ),
        (
            {"publisher": "eda", "definition": "eda_outlays"},  # nobody describes it
            ["this is EDA's outlays; " + MEANT],
        ),
        (  # what another defines is never said to be the publisher's own
            {"definition": "sipri_military_expenditure"},
            ["this is sipri military expenditure, as given by NATO; " + MEANT],
        ),
        (
            {"publisher": "worldbank", "definition": "world_development_indicators"},
            ["this is world development indicators, as given by the World Bank; " + MEANT],
        ),
        ({"publisher": "sipri"}, []),
        ({"definition": "nato_core_defence_expenditure"}, []),
        ({"flag": "uncertain"}, ["the cell is uncertain, by its own mark"]),
        ({"flag": "estimate"}, []),
        ({"notes": ("7:DEU",)}, ["the publisher notes (7): Includes pensions."]),
        ({"notes": ("8:FRA",)}, []),  # a note about another ally
    ],
)
def test_what_a_verdict_depends_on(options, said):
    """Another definition, an uncertain cell and a note about this very ally are said, no other."""
    held = edition("2019-06-01", {"share_of_gdp": "2.50"}, **options)
    seen = view(held, source=held.edition.publisher)
    assert noted(judge(seen, clause(), reading(), YEAR, ALLY).reasons) == said


def test_an_uncertain_cell_says_what_contradicts_it():
    """A cell that two sources contradict names the contradiction rather than its mark."""
    held = edition("2019-06-01", {"share_of_gdp": "2.50"}, flag="uncertain", notes=("6", "contradiction.1"))
    held.edition.notes.update({"6": "Of all.", "contradiction.1": "the press said 2.4"})
    assert noted(judge(view(held), clause(), reading(), YEAR, ALLY).reasons) == [
        "the cell is uncertain, the press said 2.4"
    ]


@pytest.mark.parametrize(
    ("year", "day", "count"),
    [
        (2016, "2030-01-01", 28),  # as the year ended
        (2017, "2030-01-01", 29),
        (2017, "2017-06-04", 28),  # Montenegro joined on 5 June 2017
        (2017, "2017-06-05", 29),
        (2018, "2017-06-04", 28),  # of a year to come, the members of the day
    ],
)
def test_members_of_the_year_or_of_the_day(year, day, count):
    """Judged are the members at the year's end, or of the day if that is earlier."""
    seen = view(edition("2014-01-01", {f"share_of_gdp {year}": "1.00"}), day=day)
    assert len(evaluate(seen, clause(), reading(), year)) == count


def test_a_tally_counts_each_once():
    """A tally counts who is at level, who has a value, the members, and each verdict."""
    texts = {"DEU": "2.500/2", "FRA": "1.500/2", "LVA": "2.00", "BEL": "--"}
    cells = {f"share_of_gdp 2018 {a}": t for a, t in texts.items()}
    counts = tally(evaluate(view(edition("2019-06-01", cells)), clause(**NO_DEADLINE), reading(), YEAR))
    assert (counts["at_level"], counts["with_value"], counts["members"]) == (2, 3, 29)
    assert {k: counts[k] for k in ("met", "not_met", "not_due", "too_close")} == {
        "met": 1,
        "not_met": 1,
        "not_due": 0,
        "too_close": 1,
    }
    assert (counts["unknown"], counts["not_applicable"]) == (25, 1)


def test_a_computed_cell_is_judged_as_given():
    """A cell that is handed over is judged in place of the record's, and none at all is unknown."""
    seen = view(edition("2019-06-01", {"share_of_gdp": "1.50"}))
    other = edition("2019-06-01", {"share_of_gdp": "2.500/2"}).cells[0]
    judged = judge_cell(seen, clause(**NO_DEADLINE), reading(), YEAR, ALLY, other)
    assert (judged.verdict, judged.observation) == ("met", other)
    assert judge_cell(seen, clause(), reading(), YEAR, ALLY, None).verdict == "unknown"
