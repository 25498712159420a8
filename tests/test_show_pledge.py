"""`show ALLY --pledge P`: the committee's question in one step."""

from __future__ import annotations

import pytest

import burdenshare


def said(ally, **asked):
    """The sentences, and the one row."""
    answer = burdenshare.show(ally, **asked)
    return answer.text(), answer[0]


def test_the_committees_question(run):
    """One command says value, gap in points, dollars and kroner, what the edition before said and why."""
    out = run("show", "NOR", "--pledge", "hague-2025", "--as-of", "2026-11-24").out
    assert "Norway, 2026: 3.17 % of GDP (estimate); nato/2026-07-10, line 22." in out
    assert "0.33 points below the 3.5 of hague-2025, which falls due in 2035: not yet due in 2026." in out
    assert "−2,000 million USD, current prices" in out
    assert "−19,000 million NOK, current prices" in out
    assert "The edition before, nato/2025-08-28, gave 3.35 for 2025; this one gives 3.16 (−0.19)." in out
    assert "Cause: definition; redefined: defence expenditure became core defence expenditure" in out


def test_the_row_carries_what_is_said():
    """The row holds the same as typed fields, each number with its figure."""
    _, row = said("NOR", pledge="hague-2025", as_of="2026-11-24")
    assert (row.gap_pp, row.currency, row.before_year) == (row.value - row.level, "NOK", 2025)
    assert row.change == row.now_value - row.before_value
    for name in ("figure", "gap_figure", "usd_figure", "national_figure", "before_figure", "change_figure"):
        assert burdenshare.figure(getattr(row, name))[1], name


def test_the_gap_is_that_of_gaps():
    """Points and money are those that `gaps` prints."""
    _, row = said("DNK", pledge="hague-2025", as_of="2026-11-24")
    for money, value in (("usd", row.gap_usd), ("national", row.gap_national)):
        (gap,) = burdenshare.gaps("DNK", "hague-2025", money=money, as_of="2026-11-24")
        assert (gap.gap_pp, gap.gap_money) == (row.gap_pp, value)


def test_at_the_level_and_too_close():
    """A value printed at the level says exactly, why it is too close, and what is not known."""
    text, _ = said("LVA", pledge="wales-2014", as_of="2018-07-11")
    assert "Exactly at the 2 of wales-2014, which falls due in 2024: too close to call." in text
    assert "Printed as 2.00: the level lies within the rounding." in text
    assert "unknown in national currency" in text
    assert "No earlier edition that is held speaks of the years this one gives." in text


def test_a_move_that_two_decimals_hide():
    """Three decimals are printed where two would say that nothing moved, or that nothing lacks."""
    text, _ = said("POL", pledge="wales-2014", year=2018, as_of="2026-11-24")
    assert "gave 1.996 for 2018; this one gives 2.00 (+0.004)" in text
    text, _ = said("POL", pledge="wales-2014", year=2018, as_of="2025-12-01")
    assert "0.004 points below the 2 of wales-2014, which fell due in 2024: not yet due in 2018." in text


@pytest.mark.parametrize(
    ("ally", "year", "reason"),
    [("ISL", None, "Iceland has no armed forces"), ("SWE", 2013, "2013 lies before the pledge")],
)
def test_who_is_held_to_nothing_is_told_why(ally, year, reason):
    """Who has no forces, or is asked of a year before the pledge, is held to no level, with the reason."""
    text, row = said(ally, pledge="wales-2014", year=year, as_of="2024-07-09")
    assert row.verdict == "not_applicable"
    assert f"held to no level; {reason}" in text


def test_an_aggregate_is_no_ally(run):
    """The alliance as a whole has made no pledge of its own."""
    done = run("show", "NATO", "--pledge", "hague-2025")
    assert (done.status, "is an aggregate, not an ally" in done.err) == (1, True)
    assert run("show", "NOR", "--pledge", "hague-2025", "--indicator", "equipment_share").status == 2


def test_ids_stand_below(run):
    """With --ids each figure of the sentences is named, and traces."""
    out = run("show", "NOR", "--pledge", "hague-2025", "--as-of", "2026-11-24", "--ids").out
    ids = [line.partition(": ")[2] for line in out.splitlines() if "figure: " in line]
    assert len(ids) == 6
    assert run("trace", ids[3]).status == 0
