"""Every kind of figure is made again from its id alone: its publisher's, of its day, in its year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import edition, record, years

from burdenshare.analysis import (
    BOOK,
    cause_of,
    change_figure,
    common_shortfall,
    comparable,
    count_figure,
    cumulative,
    gap_figure,
    gap_money,
    output_of,
    ratio,
    summary,
    triangle,
    weight,
)
from burdenshare.errors import FigureError
from burdenshare.pledges import evaluate, find_pledge, judge, plan_figure, plans_of
from burdenshare.record import cell_figure, cell_id, value_figure

SHARE, GDP, USD, OWN = (
    "share_of_gdp",
    "gdp_usd_current",
    "expenditure_usd_current",
    "expenditure_national_current",
)
FIRST, SECOND, LATER = "2018-06-01", "2019-06-01", "2021-06-01"
DAY = date(2020, 1, 2)
WALES = find_pledge("wales-2014").principal
PUBLISHERS = ("nato", "sipri")


def told(k, publisher):
    """Return an edition of a publisher in which everything differs from all others."""
    k += 5 * PUBLISHERS.index(publisher)
    cells = {}
    for ally, base in (("DEU", 100), ("FRA", 150)):
        cells |= years(SHARE, dict.fromkeys(range(2014, 2019), f"1.{base // 10 + 5 * k}"), ally)
        cells |= years(GDP, {y: f"{base * 100 + 100 * k + y}" for y in range(2014, 2019)}, ally)
        cells |= years(USD, {2018: f"{base + 7 * k}"}, ally) | years(OWN, {2018: f"{base + 11 * k}"}, ally)
    cells |= {f"{SHARE} 2018 POL": f"2.{k}0", f"{USD} 2018 POL": f"{300 + k}", f"{SHARE} 2018 NOR": f"1.9{k}"}
    cells |= {"gdp_national_current 2018 DEU": f"{9000 + k}"}
    return edition((FIRST, SECOND, LATER)[k % 5], cells, publisher=publisher)


def held():
    """Return three editions of each of two publishers, the last of them after the day."""
    return record(*(told(k, p) for p in PUBLISHERS for k in range(3)))


def seen(publisher, day=DAY):
    """Return what a publisher's record said on a day."""
    return held().as_of(day, source=publisher)


def cell(publisher, ally="DEU"):
    """Return the newest cell of the year."""
    return seen(publisher).latest(SHARE, ally, 2018)


def money(publisher, currency="usd", ally="DEU"):
    """Return a gap in money."""
    judged = judge(seen(publisher), WALES, WALES.readings[0], 2018, ally)
    return gap_money(seen(publisher), WALES, judged, currency).figure


def pair(publisher):
    """Return the cells of two editions."""
    return seen(publisher).vintages(SHARE, "DEU", 2018)


def revised(publisher, name):
    """Return the bias or size of revisions."""
    view = seen(publisher)
    return getattr(summary(view, SHARE, "DEU", triangle(view, SHARE, "DEU")), name)


def short(publisher):
    """Return the view, the gaps that add up, and their sum."""
    view = seen(publisher)
    gaps = comparable(
        gap_money(view, WALES, v, "usd") for v in evaluate(view, WALES, WALES.readings[0], 2018)
    )
    return view, gaps, common_shortfall(view, WALES, 2018, gaps)


def part(publisher, ally):
    """Return an ally's part of the common shortfall."""
    view, gaps, total = short(publisher)
    return weight(view, WALES, 2018, next(g for g in gaps if g.ally == ally), total)


def share(publisher):
    """Return spending over the other publisher's output, as known on another day."""
    other = next(p for p in PUBLISHERS if p != publisher)
    return ratio(seen(publisher), seen(other, date(2018, 7, 1)), "DEU", 2018).figure


MAKERS = {
    "cell": lambda p: cell_figure(held(), cell(p)),
    "value": lambda p: value_figure(held(), cell(p), str(DAY)),
    "level": lambda _: WALES.level_figure(),
    "plan": lambda _: plan_figure(plans_of("ALB", DAY)[0]),
    "gap": lambda p: gap_figure(held(), WALES, cell(p), DAY),
    "money in dollars": money,
    "money of its own": lambda p: money(p, "national"),
    "output": lambda p: output_of(seen(p), cell(p, "POL")),
    "cumulative level": lambda p: cumulative(seen(p), WALES, cell(p), "level"),
    "cumulative line": lambda p: cumulative(seen(p), WALES, cell(p), "line"),
    "shortfall": lambda p: short(p)[2],
    "weight": lambda p: part(p, "DEU"),
    "weight of the second": lambda p: part(p, "FRA"),
    "count": lambda p: count_figure(seen(p), WALES, 2018, "at_level"),
    "count near": lambda p: count_figure(seen(p), WALES, 2018, "near"),
    "ratio": share,
    "change": lambda p: change_figure(held(), *pair(p), DAY),
    "change over years": lambda p: change_figure(held(), seen(p).latest(SHARE, "DEU", 2017), cell(p), DAY),
    "spendingpart": lambda p: cause_of(seen(p), *pair(p)).spending,
    "gdppart": lambda p: cause_of(seen(p), *pair(p)).gdp,
    "bias": lambda p: revised(p, "bias"),
    "revisionsize": lambda p: revised(p, "size"),
}


def test_every_kind_is_made():
    """The makers below make every kind of the book, and no two the same figure."""
    made = [make(p).id for make in MAKERS.values() for p in PUBLISHERS]
    assert {name.partition(".")[0] for name in made} == set(BOOK.kinds)
    assert len(set(made)) == len(made) - 2  # a level and a plan are no publisher's


@pytest.mark.parametrize("publisher", PUBLISHERS)
@pytest.mark.parametrize("make", MAKERS.values(), ids=list(MAKERS))
def test_every_figure_is_made_again(make, publisher):
    """A figure's id alone gives the figure: same value, same derivation, same words."""
    figure = make(publisher)
    assert BOOK.evaluate(held(), figure.id) == figure


def test_later_editions_say_otherwise():
    """What the cases above tell apart: each edition and publisher gives every figure another value."""
    values = [
        seen(p, d).latest(SHARE, "DEU", 2018).value for p in PUBLISHERS for d in (DAY, date(2022, 1, 1))
    ]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gap.wales-2014.DEU.2019@2020-01-02", "the gap is unknown as of 2020-01-02"),
        ("gap.wales-2014.BEL.2018@2020-01-02", "the gap is unknown as of 2020-01-02"),
        (
            "money.usd.wales-2014.DEU.2019@2020-01-02",
            "the gap in money is unknown: the gap in points is unknown",
        ),
        ("output.nato.DEU.2019@2019-06-01", "the edition implies no such output"),
        ("output.nato.NOR.2018@2019-06-01", "the edition implies no such output"),
        ("cumulative.level.wales-2014.DEU.2019@2020-01-02", "the share is unknown"),
        ("cumulative.level.wales-2014.NOR.2018@2020-01-02", "no edition gives every year of the path"),
        ("shortfall.wales-2014.2019@2020-01-02", "nobody is known to be short"),
        ("weight.wales-2014.2018.BEL@2020-01-02", "the ally's gap in money is unknown"),
        ("weight.wales-2014.2019.DEU@2020-01-02", "the ally's gap in money is unknown"),
        (
            "ratio.nato.nato.NOR.2018.2020-01-02@2020-01-02",
            "the share is unknown: no edition visible gives spending of the year in current prices",
        ),
        ("change.share_of_gdp.DEU.2018.2018-06-01.2019.2019-06-01@2020-01-02", "no such change is known"),
        ("change.share_of_gdp.DEU.2019.2018-06-01.2018.2019-06-01@2020-01-02", "no such change is known"),
        ("spendingpart.DEU.2019.2018-06-01.2019-06-01@2020-01-02", "cannot be told apart"),
        ("gdppart.NOR.2018.2018-06-01.2019-06-01@2020-01-02", "cannot be told apart"),
        ("plan.ALB-99@2020-01-02", "there is no plan 'ALB-99'"),
        ("bias.nato.share_of_gdp.BEL@2020-01-02", "no year was given by two editions that compare"),
        ("revisionsize.nato.share_of_gdp.DEU@2018-07-01", "no year was given by two editions that compare"),
        ("cell.nato.share_of_gdp.DEU.2019@2019-06-01", "nato/2019-06-01 has no such cell"),
        ("value.nato.share_of_gdp.DEU.2019@2020-01-02", "as of 2020-01-02 no edition speaks of this cell"),
    ],
)
def test_what_the_record_cannot_answer(name, message):
    """An id that reads, of what is not known, is refused with the reason, at the id."""
    with pytest.raises(FigureError) as refused:
        BOOK.evaluate(held(), name)
    assert message in refused.value.message
    assert refused.value.where == BOOK.read(name).text


def test_blanks_are_no_figures():
    """A blank of the newest edition is no gap and no change, though its cell is there."""
    blank = record(edition(FIRST, {SHARE: "1.50"}), edition(SECOND, {SHARE: "--"}))
    ends = "2018.2018-06-01.2018.2019-06-01", "2018.2019-06-01.2018.2018-06-01"
    for name in ("gap.wales-2014.DEU.2018@2020-01-02", *(f"change.{SHARE}.DEU.{e}@2020-01-02" for e in ends)):
        with pytest.raises(FigureError, match="known"):
            BOOK.evaluate(blank, name)


def test_a_cells_id_without_its_check():
    """The id that tables of very many cells give is that of the cell's figure without the check."""
    found = cell_figure(held(), cell("sipri"))
    assert cell_id(cell("sipri")) == found.id.partition("~")[0]
    assert found.value == Decimal(cell("sipri").raw)


def test_who_publishes_what():
    """Each indicator names the publishers of whom any edition says something about it, in order."""
    more = edition(FIRST, {"population": "80000"}, publisher="sipri")
    other = edition(FIRST, {SHARE: "1.00"}, publisher="imf_weo")
    both = record(
        other, more, edition(SECOND, {SHARE: "1.50", "population": "1"}), edition(FIRST, {SHARE: "1.20"})
    )
    assert both.publishers_of_indicators() == {SHARE: ("imf_weo", "nato"), "population": ("nato", "sipri")}
