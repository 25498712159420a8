"""Revisions, flips, moves and shares of two days at their edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, clause, edition, record, view, years

from burdenshare.analysis import (
    change_figure,
    flips,
    flips_between,
    last_complete,
    moves,
    pairs_seen,
    segments,
    steps,
    summary,
    triangle,
)
from burdenshare.errors import UnknownEditionError
from burdenshare.terms import ALLIES, members

SHARE = "share_of_gdp"
DAYS = [f"20{k:02d}-06-01" for k in range(18, 30)]
N, C = "nato_defence_expenditure", "nato_core_defence_expenditure"


def told(*texts, ally=ALLY, year=YEAR):
    """Return editions that each say one thing of a cell."""
    return [edition(d, {f"{SHARE} {year} {ally}": t}) for d, t in zip(DAYS, texts, strict=False)]


@pytest.mark.parametrize(
    ("texts", "directions"),
    [
        (("1.99", "2.00"), ["rose"]),  # the level itself is at the level
        (("2.00", "1.99"), ["fell"]),
        (("2.00", "2.01"), []),
        (("2.01", "2.00"), []),
        (("1.98", "1.99"), []),
        (("2.00", "--"), ["deleted"]),
        (("1.99", "--"), []),  # below before, unknown after: nothing was lost
        (("--", "2.50"), []),
        (("--", "--"), []),
        (("1.99", "2.00", "1.99"), ["rose", "fell"]),
        (("1.99", "--", "2.00"), []),
        (("2.50",), []),
    ],
)
def test_who_crossed_the_level(texts, directions):
    """A flip crosses the level between successive editions, or takes back a value that stood at it."""
    found = list(flips(view(*told(*texts)), clause()))
    assert [f.direction for f in found] == directions
    assert all((f.change is None) is (f.direction == "deleted") for f in found)


def test_flips_name_their_cells_change_and_cause():
    """A flip names both cells, the difference in points, and the cause."""
    (flip,) = flips(view(*told("1.50", "2.50")), clause())
    assert (flip.before.value, flip.after.value) == (Decimal("1.50"), Decimal("2.50"))
    assert (flip.change.value, flip.change.unit) == (1, "points")
    assert flip.cause.name == "not established"


def test_flips_of_one_year_or_of_all():
    """Flips stand by ally and year; one year alone may be asked."""
    old = years(SHARE, {2017: "1.00", 2018: "1.00"}) | {f"{SHARE} 2018 BEL": "3.00"}
    new = years(SHARE, {2017: "3.00", 2018: "3.00"}) | {f"{SHARE} 2018 BEL": "1.00"}
    seen = view(edition(DAYS[0], old), edition(DAYS[1], new))
    found = [(f.after.ally, f.after.year) for f in flips(seen, clause())]
    assert found == [("BEL", 2018), ("DEU", 2017), ("DEU", 2018)]
    assert [f.after.ally for f in flips(seen, clause(), 2018)] == ["BEL", "DEU"]
    assert list(flips(seen, clause(), 2016)) == []


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [(("1.00",), 0), (("1.00", "2.00"), 1), (("1.00", "--", "2.00"), 0), (("--", "--"), 0)],
)
def test_pairs_in_which_both_gave_a_value(texts, pairs):
    """Pairs of successive editions count where both gave the year of the ally a value."""
    assert (
        pairs_seen(view(*told(*texts)), clause()) == pairs_seen(view(*told(*texts)), clause(), YEAR) == pairs
    )
    assert pairs_seen(view(*told(*texts)), clause(), YEAR - 1) == 0


def test_flips_between_two_editions_skip_what_lies_between():
    """Between two named editions the ones between do not speak; years of one alone are left out."""
    held = told("1.00", "3.00", "1.00", "3.00")
    held[0].cells.extend(edition(DAYS[0], {f"{SHARE} 2016": "1.00", f"{SHARE} 2017": "1.00"}).cells)
    held[3].cells.extend(edition(DAYS[3], {f"{SHARE} 2017": "3.00", f"{SHARE} 2019": "3.00"}).cells)
    seen = view(*held)
    first, third, last = (f"nato/{DAYS[k]}" for k in (0, 2, 3))
    assert list(flips_between(seen, clause(), first, third)) == []
    found = list(flips_between(seen, clause(), first, last))
    assert [(f.after.year, f.direction) for f in found] == [(2017, "rose"), (2018, "rose")]
    assert [f.direction for f in flips_between(seen, clause(), last, first)] == ["fell", "fell"]
    with pytest.raises(UnknownEditionError):
        list(flips_between(seen, clause(), first, "nato/2001-01-01"))


def stepped(*held, year=YEAR):
    """Return what each edition said of the year, as (cause, segment, change)."""
    found = steps(view(*held), SHARE, ALLY, year)
    return [(s.cause.name, s.segment, s.change and s.change.value) for s in found]


def test_steps_of_a_year():
    """The first edition moves nothing; each later one is held against the one before it."""
    assert stepped(*told("1.00", "1.00", "1.50", "--", "1.60")) == [
        ("first", 1, None),
        ("unchanged", 1, 0),
        ("not established", 1, Decimal("0.50")),
        ("deleted", 1, None),
        ("published again", 1, None),
    ]
    assert stepped(*told("1.00"), year=2000) == []


def test_a_break_begins_a_segment():
    """A redefinition and a new price base each begin a segment; what follows stays in it."""
    held = [
        edition(DAYS[0], {SHARE: "1.00"}, base=2015),
        edition(DAYS[1], {SHARE: "1.00"}, base=2015),
        edition(DAYS[2], {SHARE: "1.00"}, base=2021),
        edition(DAYS[3], {SHARE: "1.00"}, base=2021),
        edition(DAYS[4], {SHARE: "1.00"}, base=2025, definition=C),
    ]
    assert [(n, k) for n, k, _ in stepped(*held)] == [
        ("first", 1),
        ("unchanged", 1),
        ("price base", 2),
        ("unchanged", 2),
        ("definition and price base", 3),
    ]
    parts = segments(steps(view(*held), SHARE, ALLY, YEAR))
    assert [len(p) for p in parts] == [2, 2, 1]


def summarised(*held):
    """Summarise the revisions of a series."""
    seen = view(*held)
    return summary(seen, SHARE, ALLY, triangle(seen, SHARE, ALLY))


def test_a_summary_of_revisions():
    """Bias and size are means over stretches of latest minus first, redefinitions left out."""
    days = {2016: ("1.00", "1.50", "1.30"), 2017: ("2.00", "1.00", "1.90"), 2018: (None, None, "1.70")}
    held = [
        edition(d, years(SHARE, {y: texts[k] for y, texts in days.items() if texts[k]}))
        for k, d in enumerate(DAYS[:3])
    ]
    found = summarised(*held)
    assert found.stretches == 2  # of 2018 only one edition speaks
    assert (found.bias.value, found.size.value) == (Decimal("0.10"), Decimal("0.20"))
    assert (found.bias.unit, found.bias.decimals, found.bias.ally) == ("points", 3, ALLY)
    assert (found.redefined, found.deleted) == (0, 0)
    assert (found.days_median, found.days_longest) == (731, 731)  # June 2018 to June 2020


def test_a_summary_leaves_redefinitions_out():
    """Over a redefinition no revision is counted, nor do its days; what moved before it does."""
    held = [
        edition(DAYS[0], {SHARE: "1.00"}),
        edition(DAYS[1], {SHARE: "1.50"}),
        edition(DAYS[2], {SHARE: "3.00"}, definition=C),
        edition(DAYS[3], {SHARE: "3.00"}, definition=C),
        edition(DAYS[4], {SHARE: "--"}, definition=C),
    ]
    found = summarised(*held[:4])
    assert (found.stretches, found.bias.value) == (2, Decimal("0.25"))
    assert (found.redefined, found.deleted, found.days_longest) == (1, 0, 365)
    found = summarised(*held)
    assert (found.redefined, found.deleted) == (1, 1)
    assert found.days_longest == 365 * 4 + 1  # a value taken back moved it too


def test_the_median_of_days_is_over_years_with_two_editions():
    """Days to the last move: the median and the longest over the years of which two editions speak."""
    days = {
        2015: ("1.00", "1.00", "1.00"),
        2016: ("1.00", "1.50", "1.50"),
        2017: ("1.00", "1.00", "2.00"),
        2018: (None, None, "1.00"),
    }
    held = [
        edition(d, years(SHARE, {y: texts[k] for y, texts in days.items() if texts[k]}))
        for k, d in enumerate(DAYS[:3])
    ]
    found = summarised(*held)
    assert (found.days_median, found.days_longest) == (365, 731)


def test_a_summary_of_two_editions():
    """Two editions make a stretch: what moved took the days between them, what stood still none."""
    moved, still = summarised(*told("1.00", "1.50")), summarised(*told("1.00", "1.00"))
    assert (moved.bias.value, moved.days_median, moved.days_longest) == (Decimal("0.50"), 365, 365)
    assert (still.bias.value, still.days_median, still.days_longest) == (0, 0, 0)
    assert summarised(*told("1.00", "1.01")).days_longest == 0  # within the rounding nothing moved


def test_a_summary_of_a_single_edition():
    """One edition alone revises nothing: no bias, no size, no days."""
    found = summarised(*told("1.00"))
    assert (found.stretches, found.bias, found.size) == (0, None, None)
    assert (found.days_median, found.days_longest) == (None, None)


def whole(texts, year=YEAR, without=()):
    """Return cells of all members of a year that have forces."""
    codes = [a.code for a in members(date(year, 12, 31)) if a.has_forces and a.code not in without]
    return {f"{SHARE} {year} {a}": texts.get(a, "1.00") for a in codes}


@pytest.mark.parametrize(
    ("lacking", "is_whole"),
    [
        ((), True),
        (("BEL",), True),  # 27 of 28
        (("BEL", "BGR"), False),  # 26 of 28 are below 95 %
    ],
)
def test_a_complete_edition(lacking, is_whole):
    """An edition is complete where it gives 95 % of the reporting members a value of its last year."""
    first = edition(DAYS[0], whole({}, without=lacking) | {f"{SHARE} 2017": "1.00"})
    second = edition(DAYS[1], {f"{SHARE} 2019": "1.00"})
    found = last_complete(view(first, second), SHARE, f"nato/{DAYS[1]}")
    assert found == ((first.edition, YEAR) if is_whole else None)


def test_the_newest_complete_edition_before():
    """Of complete editions the newest before the one named counts, silent and partial ones passed over."""
    held = [
        edition(DAYS[0], whole({}, year=2017)),
        edition(DAYS[1], whole({})),
        edition(DAYS[2], {"population": "80000"}),
        edition(DAYS[3], {f"{SHARE} 2019": "1.00"}),
        edition(DAYS[4], whole({}, year=2020)),
    ]
    seen = view(*held)
    names = [h.edition.id for h in held]
    assert last_complete(seen, SHARE, names[4]) == (held[1].edition, 2018)
    assert last_complete(seen, SHARE, names[1]) == (held[0].edition, 2017)
    assert last_complete(seen, SHARE, names[0]) is None


def test_moves_are_split_into_restatement_and_the_new_year():
    """A move since the last complete edition is what was restated of its year, and the rest."""
    old = edition(DAYS[0], whole({"DEU": "1.20", "FRA": "1.80", "ITA": "1.10", "BEL": "0.90"}))
    new = edition(
        DAYS[1],
        {f"{SHARE} 2018 DEU": "1.25", f"{SHARE} 2018 FRA": "--"}
        | {
            f"{SHARE} 2019 {a}": t
            for a, t in {"DEU": "1.40", "FRA": "1.60", "ITA": "1.40", "BEL": "--"}.items()
        },
    )
    found = {m.ally: m for m in moves(view(old, new), SHARE, 2019)}
    assert list(found) == ["ITA", "DEU", "FRA"]  # the largest first, then by code
    germany = found["DEU"]
    amounts = [f.value for f in (germany.change, germany.restatement, germany.fresh)]
    assert amounts == [Decimal("0.20"), Decimal("0.05"), Decimal("0.15")]
    assert germany.restated.value == Decimal("1.25")
    for ally in ("FRA", "ITA"):  # a blank, and silence
        assert (found[ally].restated, found[ally].restatement, found[ally].fresh) == (None, None, None)
    assert found["FRA"].change.value == Decimal("-0.20")


def test_moves_within_a_year_have_no_parts():
    """Where both editions have the same last year the whole move is restatement, and is not split."""
    old, new = edition(DAYS[0], whole({})), edition(DAYS[1], whole({"DEU": "1.50"}))
    found = moves(view(old, new), SHARE, YEAR)
    assert (found[0].ally, found[0].change.value, found[0].fresh) == ("DEU", Decimal("0.50"), None)
    assert len(found) == 28


def test_nothing_to_move_from():
    """Without a complete edition before, or without a value now, nobody moved."""
    assert moves(view(edition(DAYS[0], whole({}))), SHARE, YEAR) == []
    assert moves(view(edition(DAYS[0], whole({}))), SHARE, 2019) == []


def test_who_was_not_held_before_did_not_move():
    """An ally without a value in the complete edition is left out."""
    old = edition(DAYS[0], whole({"DEU": "--"}))
    new = edition(DAYS[1], {f"{SHARE} 2019 DEU": "1.50", f"{SHARE} 2019 FRA": "1.50"})
    assert [m.ally for m in moves(view(old, new), SHARE, 2019)] == ["FRA"]


@pytest.mark.parametrize(
    ("name", "texts", "unit", "decimals"),
    [
        (SHARE, ("1.20", "1.25"), "points", 2),
        (SHARE, ("1.2", "1.3"), "points", 2),
        (SHARE, ("1.201", "1.302"), "points", 3),
        ("gdp_usd_current", ("100", "120"), "million USD", 0),
        ("gdp_per_capita", ("30.1", "30.2"), "thousand USD", 1),
    ],
)
def test_a_change_and_its_unit(name, texts, unit, decimals):
    """Shares change by points, shown with two decimals at least; money changes in its own unit."""
    held = record(*(edition(d, {name: t}) for d, t in zip(DAYS, texts, strict=False)))
    a, b = (held.only(f"nato/{d}").latest(name, ALLY, YEAR) for d in DAYS[:2])
    found = change_figure(held, a, b, date(2030, 1, 1))
    assert (found.unit, found.decimals) == (unit, decimals)
    assert found.value == Decimal(texts[1]) - Decimal(texts[0])
    assert change_figure(held, b, a, date(2030, 1, 1)).value == -found.value


def test_all_allies_are_looked_at():
    """Flips and pairs are of every ally, to the last of the list."""
    first, *_, last = ALLIES
    old = {f"{SHARE} 2018 {a}": "1.00" for a in (first, last)}
    new = {f"{SHARE} 2018 {a}": "3.00" for a in (first, last)}
    seen = view(edition(DAYS[0], old), edition(DAYS[1], new))
    assert [f.after.ally for f in flips(seen, clause())] == [first, last]
    assert pairs_seen(seen, clause()) == 2
