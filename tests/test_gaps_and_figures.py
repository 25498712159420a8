"""Gaps in money, and figures that can be evaluated again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burdenshare import figure, gaps, show, trace, verdicts
from burdenshare.errors import BurdenshareError
from burdenshare.figures import Figure, Operation, honest_decimals, spread


def by_ally(**options):
    """Gap rows by ally."""
    return {r.ally: r for r in gaps(**options).rows}


def test_germany_2018_in_dollars():
    """July 2018: Germany lacks about 27 billion dollars at the output of June 2017."""
    germany = by_ally(pledge="wales-2014", year=2018, as_of="2018-07-11")["DEU"]
    exact = Decimal("-0.76") * Decimal(42800) / Decimal("1.22")
    assert abs(germany.gap_money - exact) < Decimal("1e-6")
    assert germany.low < germany.gap_money < germany.high
    assert "29 June 2017" in germany.output
    assert germany.prices == "current"


def test_unpriced_stay_unknown():
    """July 2018: Montenegro and Slovakia have no gap in money, nobody one in national currency."""
    found = by_ally(pledge="wales-2014", year=2018, as_of="2018-07-11")
    assert {a for a, r in found.items() if r.gap_money is None} == {"MNE", "SVK"}
    national = by_ally(pledge="wales-2014", year=2018, as_of="2018-07-11", money="national")
    assert {r.gap_money for r in national.values()} == {None}


def test_national_currency_2024():
    """July 2024: Italy's gap in euros is its dollar gap at the edition's own rate."""
    options = {"pledge": "wales-2014", "year": 2024, "as_of": "2024-07-09"}
    dollars, euros = by_ally(**options)["ITA"], by_ally(**options, money="national")["ITA"]
    assert euros.currency == "EUR"
    cells = {r.indicator: r.value for r in show("ITA", year=2024, as_of="2024-07-09").rows}
    rate = cells["expenditure_national_current"] / cells["expenditure_usd_current"]
    assert abs(euros.gap_money - dollars.gap_money * rate) < Decimal("1e-9")


def test_gap_is_negative_when_short():
    """A gap is value minus level."""
    for row in gaps(pledge="wales-2014", year=2024, as_of="2024-07-09").rows:
        assert row.gap_pp == row.value - row.level


def test_trace_reaches_the_cell():
    """Germany's gap of 2024 goes down to TABLE3, its cell and its raw text."""
    germany = by_ally(pledge="wales-2014", year=2024, as_of="2024-07-09")["DEU"]
    leaf = trace(germany.figure).more["inputs"][0]["source"]
    assert (leaf["sheet"], leaf["cell"], leaf["raw"]) == ("TABLE3", "N21", "2.118977088667619")


def test_trace_reaches_the_page():
    """Germany's gap of 2018 goes down to the transcription's line and address."""
    germany = by_ally(pledge="wales-2014", year=2018, as_of="2018-07-11")["DEU"]
    leaf = trace(germany.figure).more["inputs"][0]["source"]
    assert leaf["line"] > 1
    assert leaf["url"].startswith("http")
    assert leaf["raw"] == "1.24"


@pytest.mark.parametrize(
    "options",
    [
        {"pledge": "wales-2014", "year": 2018, "as_of": "2018-07-11"},
        {"pledge": "wales-2014", "year": 2024, "as_of": "2024-07-09"},
        {"pledge": "hague-2025", "as_of": "2026-08-01"},
    ],
)
def test_every_id_evaluates_again(options):
    """Every id that a verb prints gives the same figure again."""
    names = [r.figure for r in verdicts(**options).rows]
    names += [n for r in gaps(**options).rows for n in (r.figure, r.money_figure)]
    for name in filter(None, names):
        again, same = figure(name)
        assert same
        assert again.id == name


def test_changed_check_is_said():
    """An id whose check does not fit the record is reported as changed."""
    name = gaps(pledge="wales-2014", year=2018, as_of="2018-07-11").rows[0].figure
    assert trace(name[:-4] + "0000").more["unchanged"] is False


@pytest.mark.parametrize(
    "name",
    [
        "",
        "gap",
        "gap.x@2018",
        "nonsense.a.b@2018-01-01",
        "value.nato.share_of_gdp.XXX.2018@2018-07-11",
        "gap.wales-2014.DEU.year@2018-07-11",
    ],
)
def test_bad_ids_are_refused(name):
    """An id that is no recipe is refused with one of our errors."""
    with pytest.raises(BurdenshareError):
        figure(name)


@given(st.decimals("-500", "500", places=3), st.decimals("0.001", "50", places=3))
def test_bounds_hold_the_value(value, width):
    """Bounds of a product hold the product of the values, whatever the signs."""
    nothing = Operation("", "", ())
    a = Figure("", "", value, "", 2, nothing, low=value - width, high=value + width)
    low, high = spread(lambda x, y: x * y, a, a)
    assert low <= value * value <= high


@given(st.decimals("0", "9999999", places=2), st.decimals("0", "99999", places=2))
def test_shown_digits_do_not_promise_more(low, width):
    """The last digit shown is worth at least half the width of the bounds."""
    decimals = honest_decimals(low, low + width, 2)
    assert Decimal(1).scaleb(-decimals) >= width / 2


def test_cumulative_needs_a_named_path():
    """Italy 2014 to 2024: the sum below the level is its yearly gaps times output, added up."""
    options = {"pledge": "wales-2014", "year": 2024, "as_of": "2024-07-09"}
    assert by_ally(**options)["ITA"].cumulative_money is None
    italy = by_ally(**options, path="level")["ITA"]
    rows = {(r.indicator, r.year): r.value for r in show("ITA", as_of="2024-07-09").rows}
    yearly = [(rows["share_of_gdp", y] - 2) / 100 * rows["gdp_usd_current", y] for y in range(2014, 2025)]
    assert abs(italy.cumulative_money - sum(yearly)) < Decimal("1e-6")
    line = by_ally(**options, path="line")["ITA"]
    assert italy.cumulative_money < line.cumulative_money < 0
    assert figure(italy.cumulative_figure)[1]


def test_cumulative_unknown_over_a_hole():
    """July 2018: no edition holds all years with output, so no sum is given."""
    found = by_ally(pledge="wales-2014", year=2018, as_of="2018-07-11", path="level")
    assert {r.cumulative_money for r in found.values()} == {None}


def test_weights_sum_to_hundred():
    """The parts of the common shortfall add to 100, and Germany's was the largest in July 2018."""
    from datetime import date

    from burdenshare.analysis import standings
    from burdenshare.pledges import find_pledge
    from burdenshare.verbs.options import open_record

    table = standings(open_record().as_of(date(2018, 7, 11)), find_pledge("wales-2014"), 2018)
    weights = {ln.ally: ln.weight for ln in table.lines if ln.weight}
    assert abs(sum(w.value for w in weights.values()) - 100) < Decimal("1e-9")
    assert max(weights, key=lambda a: weights[a].value) == "DEU"
    for weight in weights.values():
        assert figure(weight.id)[1]


def test_only_like_prices_are_added():
    """Gaps in current and in constant prices are never summed: the more frequent kind is."""
    from burdenshare.analysis import Money, comparable

    kinds = ["current", "current", "constant 2021"]
    nothing = Operation("", "", ())
    money = [
        Money(Figure(f"t.a{k}", "", Decimal(-1), "million USD", 0, nothing), "USD", p, "")
        for k, p in enumerate(kinds)
    ]
    assert [f.id[:4] for f in comparable(money)] == ["t.a0", "t.a1"]


def test_moves_split_into_restatement_and_new_year():
    """July 2024: Latvia's +0.78 since March is +0.50 restated and the rest the new year."""
    from datetime import date

    from burdenshare.analysis import moves
    from burdenshare.verbs.options import open_record

    found = moves(open_record().as_of(date(2024, 7, 9)), "share_of_gdp", 2024)
    latvia = next(m for m in found if m.ally == "LVA")
    assert latvia.restatement.value + latvia.fresh.value == latvia.change.value
    assert round(latvia.change.value, 2) == Decimal("0.78")
    assert latvia.before.edition == "nato/2024-03-14"
    assert figure(latvia.change.id)[1]
