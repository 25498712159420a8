"""The record at its edges: the day of publication, first and last releases, doubts, precision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, database, edition, record, view, years

from burdenshare.errors import FigureError, NothingKnownError, OutsideRecordError, UnknownEditionError
from burdenshare.figures import Book
from burdenshare.record import KINDS, Observation, Record, cell_figure, store, unit_of, value_figure
from burdenshare.record.rows import insert

BOOK = Book(KINDS)
SHARE = "share_of_gdp"
JUNE, JULY, MAY = "2018-06-01", "2019-07-01", "2020-05-01"


def three():
    """Return three editions of one cell."""
    return [edition(d, {SHARE: t}) for d, t in ((JUNE, "1.10"), (JULY, "1.20"), (MAY, "1.30"))]


@pytest.mark.parametrize(
    ("day", "count", "latest"),
    [
        ("2018-06-01", 1, "1.10"),  # an edition is known on the day it appears
        ("2019-06-30", 1, "1.10"),
        ("2019-07-01", 2, "1.20"),
        ("2020-04-30", 2, "1.20"),
        ("2020-05-01", 3, "1.30"),
    ],
)
def test_as_of_the_day_of_publication(day, count, latest):
    """An edition is visible from its very day on: the newest visible one speaks."""
    seen = view(*three(), day=day)
    assert len(seen.editions) == len(seen.vintages(SHARE, ALLY, YEAR)) == count
    assert seen.latest(SHARE, ALLY, YEAR).value == Decimal(latest)
    assert seen.newest is seen.editions[-1]


def test_the_day_before_the_first_edition_nothing_is_known():
    """Before the first edition the question is refused, and the day of the first is named."""
    with pytest.raises(NothingKnownError) as refused:
        view(*three(), day="2018-05-31")
    assert refused.value.mend == "the first, nato/2018-06-01, appeared on 2018-06-01"


def test_a_publisher_that_is_not_held():
    """A source of which nothing is held is refused, and those held are named."""
    with pytest.raises(NothingKnownError) as refused:
        view(*three(), source="sipri")
    assert "held are: nato;" in refused.value.mend


@pytest.mark.parametrize(
    ("k", "expected"), [(-1, None), (0, None), (1, "1.10"), (2, "1.20"), (3, "1.30"), (4, None)]
)
def test_first_to_last_release(k, expected):
    """Releases count from 1 to the last; there is none before or beyond."""
    seen = view(*three())
    nth = seen.nth(SHARE, ALLY, YEAR, k)
    assert (nth and nth.value) == (expected and Decimal(expected))
    assert seen.first(SHARE, ALLY, YEAR).value == Decimal("1.10")


def test_of_a_cell_of_which_nobody_speaks():
    """Where no edition speaks of a cell there is no first, no latest and no doubt."""
    seen = view(*three())
    assert seen.first(SHARE, "FRA", YEAR) is seen.latest(SHARE, "FRA", YEAR) is None
    assert seen.vintages(SHARE, ALLY, 2017) == seen.doubts(SHARE, ALLY, 2017) == []


def test_editions_of_one_day_stand_in_the_order_of_their_releases():
    """Of two releases of one day the second is the later one, in whatever order they were added."""
    second = edition(JUNE, {SHARE: "1.20"}, release=".r2")
    seen = view(second, edition(JUNE, {SHARE: "1.10"}))
    assert [o.value for o in seen.vintages(SHARE, ALLY, YEAR)] == [Decimal("1.10"), Decimal("1.20")]


@pytest.mark.parametrize("texts", [("1.10", "?9.90"), ("?9.90", "1.10"), ("1.10", "?9.90", "--")])
def test_a_doubt_is_never_a_value(texts):
    """A value read and not believed is no vintage, wherever it stands; it stays to be shown."""
    held = [edition(d, {SHARE: t}) for d, t in zip((JUNE, JULY, MAY), texts, strict=False)]
    seen = view(*held)
    assert all(o.value != Decimal("9.90") for o in seen.vintages(SHARE, ALLY, YEAR))
    assert [o.value for o in seen.doubts(SHARE, ALLY, YEAR)] == [Decimal("9.90")]


def test_doubts_stand_with_their_edition():
    """Rows of a cell stand by edition first, and within one edition the sound before the doubted."""
    mixed = edition(JULY, {SHARE: "1.20"})
    doubted = edition(JULY, {SHARE: "?9.20"}).cells
    mixed.cells.insert(0, doubted[0])
    rows = record(edition(MAY, {SHARE: "1.30"}), mixed, edition(JUNE, {SHARE: "?9.10"}))
    values = [str(o.value) for o in rows.series(SHARE, ALLY)[YEAR]]
    assert values == ["9.10", "1.20", "9.20", "1.30"]


def test_the_newest_doubt_is_the_last():
    """The last of the doubts is that of the newest visible edition; later ones are not seen."""
    held = [edition(d, {SHARE: t}) for d, t in ((JUNE, "?9.10"), (JULY, "?9.20"), (MAY, "?9.30"))]
    assert [str(o.value) for o in view(*held, day=JULY).doubts(SHARE, ALLY, YEAR)] == ["9.10", "9.20"]


def test_a_blank_hides_what_was_said():
    """A blank that the newest edition left is its answer; a cell of which it is silent is not."""
    held = (edition(JUNE, {SHARE: "1.10", f"{SHARE} 2017": "1.00"}), edition(JULY, {SHARE: "--"}))
    seen = view(*held)
    assert seen.latest(SHARE, ALLY, YEAR).value is None
    assert seen.latest(SHARE, ALLY, 2017).edition == f"nato/{JUNE}"


def test_one_edition_by_itself():
    """One edition alone answers for nothing that it does not say, on its own day."""
    seen = record(*three()).only(f"nato/{JULY}")
    assert (seen.day, [e.id for e in seen.editions]) == (date(2019, 7, 1), [f"nato/{JULY}"])
    assert seen.latest(SHARE, ALLY, YEAR).value == Decimal("1.20")
    with pytest.raises(UnknownEditionError, match="'nato/2019-07-02' is not held") as refused:
        record(*three()).only("nato/2019-07-02")
    assert refused.value.mend == f"did you mean 'nato/{JULY}'?"
    with pytest.raises(UnknownEditionError) as refused:
        record(*three()).only("x")
    assert refused.value.mend == "see `burdenshare editions`"


def test_publishers_do_not_mix():
    """A publisher's view sees no edition of another's, though the day and the cell are the same."""
    other = edition(JULY, {SHARE: "5.00", "population": "80000"}, publisher="sipri")
    held = record(*three(), other)
    day = date(2030, 1, 1)
    assert held.as_of(day).latest(SHARE, ALLY, YEAR).value == Decimal("1.30")
    assert held.as_of(day, source="sipri").latest(SHARE, ALLY, YEAR).value == Decimal("5.00")
    assert [e.publisher for e in held.editions()] == ["nato", "nato", "sipri", "nato"]
    assert len(held.editions(source="nato", as_of=date(2019, 7, 1))) == 2
    assert held.indicators_of(ALLY, source="nato") == [SHARE]
    assert held.indicators_of(ALLY, source="sipri") == [SHARE, "population"]


def test_ones_own_editions_lie_over_the_shipped_ones(tmp_path):
    """An edition of one's own hides the shipped one of its id, whole; all others stay."""
    shipped = [edition(JUNE, {SHARE: "1.10", f"{SHARE} 2017": "1.00"}), edition(JULY, {SHARE: "1.20"})]
    own, path = [edition(JUNE, {SHARE: "1.15"}), edition(MAY, {SHARE: "1.30"})], tmp_path / "own.sqlite"
    db = store.open_user_for_writing(path)
    for each in own:
        insert(db, each.edition, each.cells)
    db.commit()
    db.close()
    held = Record(database(*shipped), path)
    assert held.own_path == path
    assert [e.id for e in held.editions()] == [f"nato/{d}" for d in (JUNE, JULY, MAY)]
    assert [str(o.value) for o in held.series(SHARE, ALLY)[YEAR]] == ["1.15", "1.20", "1.30"]
    assert list(held.series(SHARE, ALLY)) == [YEAR]
    assert held.counts() == dict.fromkeys([f"nato/{d}" for d in (JUNE, JULY, MAY)], (1, YEAR, YEAR))
    assert len(held.observations(f"nato/{JUNE}")) == 1
    assert held.indicators_of(ALLY, source="nato") == [SHARE]
    absent = Record(database(*shipped), tmp_path / "none.sqlite")
    assert (len(absent.editions()), absent.own_path) == (2, tmp_path / "none.sqlite")


def test_years_are_those_with_a_value():
    """Years held are those of which a visible edition gives some ally a value."""
    texts = years(SHARE, {2015: "1.00", 2016: "--", 2017: "1.10", 2018: "1.20"})
    seen = view(edition(JUNE, texts), edition(JULY, {f"{SHARE} 2019 FRA": "1.80"}), day=JUNE)
    assert seen.years(SHARE) == [2015, 2017, 2018]
    assert seen.years(SHARE, ["FRA"]) == []
    seen.require_year(SHARE, 2018)
    with pytest.raises(OutsideRecordError) as refused:
        seen.require_year(SHARE, 2016)
    assert refused.value.mend.startswith("held: 2015 to 2018;")
    with pytest.raises(OutsideRecordError) as refused:
        seen.require_year("population", 2018)
    assert refused.value.mend.startswith("held: no year;")


def test_an_edition_counts_its_rows():
    """Counts of an edition are its rows, blanks and doubts too, and the years they span."""
    texts = years(SHARE, {2015: "1.00", 2016: "--", 2018: "?1.20"})
    held = record(edition(JUNE, texts), edition(JULY, {SHARE: "1.10"}))
    assert held.counts() == {f"nato/{JUNE}": (3, 2015, 2018), f"nato/{JULY}": (1, 2018, 2018)}
    assert len(held.observations(f"nato/{JUNE}")) == 3


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("2.00", "0.005"),
        ("2.0", "0.05"),
        ("2", "0.5"),
        ("2.000/2", "0"),  # one digit more than is printed: stored, so exact
        ("2.0/2", "0.005"),  # one digit fewer: it may be anything that rounds to it
        ("2.1/0", "0"),
        ("2/2", "0.005"),
        ("2E+1/0", "0.5"),
        ("0.0", "0.05"),
        ("--", "0"),
    ],
)
def test_half_of_the_last_printed_unit(text, half):
    """The precision of a value is half its last printed unit, none where more is stored."""
    assert edition(JUNE, {SHARE: text}).cells[0].half_width == Decimal(half)


def test_without_known_decimals_a_value_is_taken_as_it_stands():
    """Where nobody says how many decimals are printed, nothing is known of the rounding."""
    assert edition(JUNE, {SHARE: "2.00"}, decimals=None).cells[0].half_width == 0
    assert edition(JUNE, {SHARE: "--"}, decimals=2).cells[0].half_width == 0


@pytest.mark.parametrize(
    ("status", "is_estimate"),
    [("reported", False), ("estimated", True), ("projected", True), ("missing", False)],
)
def test_what_is_an_estimate(status, is_estimate):
    """Estimated and projected values are estimates, reported ones are not; so are their figures."""
    held = record(edition(JUNE, {SHARE: "2.00"}, status=status))
    cell = held.only(f"nato/{JUNE}").latest(SHARE, ALLY, YEAR)
    assert cell.is_estimate is is_estimate
    assert cell_figure(held, cell).is_estimate is is_estimate


@pytest.mark.parametrize(
    ("name", "text", "decimals", "bounds"),
    [
        (SHARE, "2.00", 2, ("1.995", "2.005")),
        (SHARE, "2.0", 1, ("1.95", "2.05")),
        (SHARE, "2", 1, ("1.5", "2.5")),  # a share is never shown without a decimal
        (SHARE, "2.0041/2", 2, None),
        (SHARE, "2.0041/3", 3, None),
        ("expenditure_usd_current", "42800", 0, ("42799.5", "42800.5")),
        ("expenditure_usd_current", "42800.51/0", 0, None),
        ("gdp_per_capita", "30", 1, ("29.5", "30.5")),
    ],
)
def test_a_cell_as_a_figure(name, text, decimals, bounds):
    """A cell's figure shows the decimals printed and knows the bounds of their rounding."""
    held = record(edition(JUNE, {name: text}))
    figure = cell_figure(held, held.only(f"nato/{JUNE}").latest(name, ALLY, YEAR))
    assert figure.decimals == decimals
    low, high = bounds or (None, None)
    assert (figure.low, figure.high) == (low and Decimal(low), high and Decimal(high))
    assert figure.label.startswith("Germany, 2018: ")


@pytest.mark.parametrize(("name", "decimals"), [(SHARE, 2), ("population", 0), ("gdp_per_capita", 1)])
def test_decimals_nobody_gave_are_the_indicators(name, decimals):
    """Where the edition does not say how many decimals it prints, the indicator's usual ones hold."""
    held = record(edition(JUNE, {name: "2.00412"}, decimals=None))
    assert cell_figure(held, held.only(f"nato/{JUNE}").latest(name, ALLY, YEAR)).decimals == decimals


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        (SHARE, "percent"),
        ("expenditure_national_current", "million EUR"),
        ("expenditure_usd_current", "million USD"),
        ("population", "thousand"),
    ],
)
def test_money_names_its_currency(name, unit):
    """A unit of national money is completed by the currency, no other unit is."""
    assert unit_of(edition(JUNE, {name: "1"}).cells[0]) == unit
    assert unit_of(Observation("e", ALLY, YEAR, "expenditure_national_current", None, "")) == "million"


def test_a_blank_is_no_figure():
    """A cell without a value cannot be a figure: unknown stays unknown."""
    held = record(edition(JUNE, {SHARE: "--"}))
    with pytest.raises(FigureError, match="Germany 2018 has no value in nato/2018-06-01"):
        cell_figure(held, held.only(f"nato/{JUNE}").latest(SHARE, ALLY, YEAR))


def test_an_aggregate_is_nobodys_own():
    """A figure of an ally is its own, a figure of all allies together nobody's."""
    held = record(edition(JUNE, {SHARE: "1.50", f"{SHARE} 2018 NATO": "2.50"}))
    seen = held.only(f"nato/{JUNE}")
    assert cell_figure(held, seen.latest(SHARE, ALLY, YEAR)).ally == ALLY
    assert cell_figure(held, seen.latest(SHARE, "NATO", YEAR)).ally == ""


def test_a_figure_names_where_its_cell_stands():
    """A cell's figure carries the edition, the day, the raw text and the notes that qualify it."""
    held = record(edition(JUNE, {SHARE: "1.50"}, sheet="T3", cell="B4", notes=("7:DEU", "9")))
    cell = cell_figure(held, held.only(f"nato/{JUNE}").latest(SHARE, ALLY, YEAR)).derivation
    assert (cell.edition, cell.published, cell.raw) == (f"nato/{JUNE}", date(2018, 6, 1), "1.50")
    assert (cell.sheet, cell.cell) == ("T3", "B4")
    assert cell.notes == (("7:DEU", "Includes pensions."), ("9", ""))


def test_recipes_of_a_cell_and_of_a_day():
    """A cell's recipe is pinned to its edition, a value's to the day; both evaluate to themselves."""
    held = record(*three(), edition(MAY, {SHARE: "1.40"}, release=".r2"))
    newest = held.as_of(date(2030, 1, 1)).latest(SHARE, ALLY, YEAR)
    for figure in (cell_figure(held, newest), value_figure(held, newest, "2020-05-02")):
        again = BOOK.evaluate(held, figure.id)
        assert (again.id, again.value) == (figure.id, Decimal("1.40"))
    early = value_figure(held, newest, "2020-04-30").id.partition("~")[0]
    assert BOOK.evaluate(held, early).value == Decimal("1.20")
    pinned = cell_figure(held, held.only(f"nato/{MAY}").latest(SHARE, ALLY, YEAR)).id
    assert BOOK.evaluate(held, pinned).value == Decimal("1.30")


def test_recipes_name_their_publisher():
    """A value's recipe is of the publisher that it names, though another spoke of the cell later."""
    other = edition("2019-01-01", {SHARE: "5.00"}, publisher="sipri")
    held, day = record(*three(), other), "2030-01-01"
    cell = held.as_of(date.fromisoformat(day), source="sipri").latest(SHARE, ALLY, YEAR)
    for figure in (cell_figure(held, cell), value_figure(held, cell, day)):
        assert BOOK.evaluate(held, figure.id) == figure
        assert figure.value == 5


@pytest.mark.parametrize(
    "recipe",
    [
        "cell.nato.share_of_gdp.FRA.2018@2018-06-01",
        "value.nato.share_of_gdp.FRA.2018@2018-06-01",
        "value.nato.share_of_gdp.DEU@2018-06-01",
        "value.nato.share_of_gdp.DEU.year@2018-06-01",
    ],
)
def test_recipes_of_nothing_are_refused(recipe):
    """A recipe of a cell of which nobody speaks, or that lacks a part, is refused."""
    with pytest.raises(FigureError) as refused:
        BOOK.evaluate(record(*three()), recipe)
    assert recipe in refused.value.where + refused.value.message
    assert len(refused.value.message) > len("None")


@pytest.mark.parametrize(
    ("header", "year", "status"),
    [
        ("2018", 2018, "reported"),
        ("2018", 2019, "projected"),
        ("", 2019, "reported"),
        ("2019", 2019, "reported"),
    ],
)
def test_projections_begin_after_the_last_year(header, year, status, tmp_path):
    """In the wide form the last year that is no projection is the one named."""
    from burdenshare.record.tables import read_table

    path = tmp_path / "wide.csv"
    path.write_text(
        "indicator,ally,currency,scale,decimals,projected_after,sheet,cell,line,notes,2018,2019\n"
        f"share_of_gdp,DEU,,1,2,{header},,,,,1.10,1.20\n"
    )
    assert {o.year: o.status for o in read_table(path, "nato/2020-01-01")}[year] == status
