"""Verdicts, with their reasons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from burdenshare import verdicts
from burdenshare.errors import NothingKnownError, OutsideRecordError, PledgeError


def rows(**options):
    """Rows by ally."""
    return {r.ally: r for r in verdicts(**options).rows}


def test_brussels():
    """July 2018: the figures, the five at level, Latvia too close, the rest not due."""
    found = verdicts(pledge="wales-2014", year=2018, as_of="2018-07-11")
    by = {r.ally: r for r in found.rows}
    assert len(by) == 29
    assert found.more["counts"]["with_value"] == 28
    shares = {"DEU": "1.24", "BEL": "0.93", "NOR": "1.61", "CAN": "1.23"}
    assert all(by[a].value == Decimal(v) for a, v in shares.items())
    assert {a for a, r in by.items() if r.at_level} == {"USA", "GRC", "EST", "GBR", "LVA"}
    assert by["LVA"].verdict == "too_close"
    assert {r.verdict for r in by.values() if r.at_level is False} == {"not_due"}
    assert by["ISL"].verdict == "not_applicable"
    assert not {"MKD", "FIN", "SWE"} & set(by)
    assert by["DEU"].gap_pp == Decimal("-0.76")


@pytest.mark.parametrize(("as_of", "count"), [("2024-06-30", 23), ("2025-09-01", 18), ("2026-08-01", 17)])
def test_2024_moves_with_the_edition(as_of, count):
    """Allies at level in 2024: 23, then 18, then 17 as editions follow."""
    counts = verdicts(pledge="wales-2014", year=2024, as_of=as_of).more["counts"]
    assert counts["at_level"] == count


@pytest.mark.parametrize("year", [2018, 2021])
def test_lithuania_depends(year):
    """Lithuania 2018 and 2021 are below on the stored cells, and NATO's note says why it depends."""
    lithuania = rows(pledge="wales-2014", year=year, as_of="2024-06-30")["LTU"]
    assert lithuania.at_level is False
    assert any("Lithuania met 2%" in reason for reason in lithuania.reasons)


def test_after_the_deadline_below_is_not_met():
    """The year 2024 seen in September 2025: who is below has not met the guideline."""
    found = rows(pledge="wales-2014", year=2024, as_of="2025-09-01")
    assert found["ESP"].verdict == "not_met"
    assert found["USA"].verdict == "met"


def test_missing_is_unknown():
    """Germany 2025 in September 2025 is unknown: the publisher left the cell blank."""
    germany = rows(pledge="wales-2014", year=2025, as_of="2025-09-01")["DEU"]
    assert (germany.verdict, germany.value, germany.at_level) == ("unknown", None, None)


def test_readings_differ_by_name():
    """Latvia 2018: met when rounded, too close unrounded, and complies in n of m readings."""
    found = verdicts(pledge="wales-2014", year=2018, as_of="2018-07-11", reading="all")
    latvia = {r.reading: r.verdict for r in found.rows if r.ally == "LVA"}
    assert latvia["unrounded"] == "too_close"
    assert latvia["rounded"] == "met"
    poland = {r.reading: r.verdict for r in found.rows if r.ally == "POL"}
    assert poland["one_decimal"] == "met"
    montenegro = {r.reading: r.verdict for r in found.rows if r.ally == "MNE"}
    assert montenegro["original_members"] == "not_applicable"
    assert found.more["complies_in"]["USA"].startswith("5 of 6")


def test_september_reading_falls_due_earlier():
    """On 1 October 2024 the reading by the day is due, the reading by the data is not."""
    options = {"pledge": "wales-2014", "year": 2024, "as_of": "2024-10-01"}
    assert rows(**options)["ESP"].verdict == "not_due"
    assert rows(**options, reading="september")["ESP"].verdict == "not_met"


def test_direction_reading_stays_in_one_edition():
    """Moving towards: Germany rose from 2014 to 2023 within the edition of June 2024."""
    germany = rows(pledge="wales-2014", year=2023, as_of="2024-06-30", reading="direction")["DEU"]
    assert germany.verdict == "met"
    assert "both in nato/2024-06-17" in germany.reasons[0]


def test_hague_clauses():
    """The Hague: core is judged, the related part is unknown, the total is never assumed."""
    found = verdicts(pledge="hague-2025", year=2025, clause="all", as_of="2026-08-01").rows
    clauses = {c: [r for r in found if r.clause == c] for c in {r.clause for r in found}}
    applicable = {c: {r.verdict for r in rs} - {"not_applicable"} for c, rs in clauses.items()}
    assert applicable["related"] == {"unknown"}
    assert applicable["plans"] == {"unknown"}
    assert applicable["total"] == {"unknown"}
    assert {"met", "not_due"} <= applicable["core"]


def test_spain_has_two_readings():
    """Spain's claim of 2.1 % is a reading of its own, not the default."""
    options = {"pledge": "hague-2025", "year": 2026, "as_of": "2026-08-01"}
    assert rows(**options)["ESP"].level == Decimal("3.5")
    assert rows(**options, reading="spain_exempt")["ESP"].level == Decimal("2.1")


def test_floor_without_deadline_is_not_met_below():
    """The commitment of Vilnius has no deadline: who is below has not met it."""
    assert rows(pledge="vilnius-2023", year=2023, as_of="2023-07-20")["DEU"].verdict == "not_met"


def test_equipment_clause():
    """The 20 % clause is judged on the equipment share."""
    found = rows(pledge="wales-2014", year=2024, clause="equipment", as_of="2024-07-09")
    assert found["BEL"].at_level is False
    assert found["POL"].at_level is True


def test_every_edition_keeps_stated_counts():
    """2022: nine allies found and stated in June 2022, seven in June 2024."""
    found = verdicts(pledge="wales-2014", year=2022, every_edition=True, as_of="2024-06-30").rows
    by = {r.edition: (r.found, r.stated) for r in found}
    assert by["nato/2022-06-27"] == (9, 9)
    assert by["nato/2024-06-17"] == (7, 7)


def test_refusals():
    """A pledge not yet agreed, an unknown one, an early day and a far year are refused."""
    with pytest.raises(PledgeError, match="agreed on 2025-06-25"):
        verdicts(pledge="hague-2025", as_of="2018-07-11")
    with pytest.raises(PledgeError, match="did you mean 'wales-2014'"):
        verdicts(pledge="wales-2041")
    with pytest.raises(NothingKnownError, match="2014-02-24"):
        verdicts(pledge="guideline-2006", as_of="2013-01-01")
    with pytest.raises(OutsideRecordError, match="held"):
        verdicts(pledge="wales-2014", year=2040, as_of="2018-07-11")
