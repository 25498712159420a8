"""What a figure says of itself: its words, whose it is, its day, and what was done to what."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
from small import ALLY, YEAR, clause, edition, reading, record, view, years

from burdenshare import figure
from burdenshare.analysis import (
    BOOK,
    cause_of,
    change_figure,
    common_shortfall,
    count_figure,
    cumulative,
    flips,
    gap_figure,
    gap_money,
    moves,
    output_of,
    ratio,
    steps,
    summary,
    triangle,
    weight,
)
from burdenshare.errors import BurdenshareError, FigureError
from burdenshare.figures import Figure, Operation, RuleLevel
from burdenshare.pledges import find_pledge, judge, newest, pledges
from burdenshare.record import cell_figure, value_figure

SHARE, USD, GDP = "share_of_gdp", "expenditure_usd_current", "gdp_usd_current"
DAY = "2020-01-02"
FIRST, SECOND = "2018-06-01", "2019-06-01"
OLD = {SHARE: "1.20", USD: "120", "expenditure_national_current": "100", "population": "80000"}
NEW = {
    SHARE: "1.50",
    USD: "150",
    "expenditure_national_current": "135",
    "gdp_national_current": "9000",
    f"{SHARE} 2019": "1.60",
}


def seen():
    """Return two editions as known on a day."""
    return view(edition(FIRST, OLD), edition(SECOND, NEW), day=DAY)


def cells():
    """Return the two cells of the year's share, the older first."""
    return seen().vintages(SHARE, ALLY, YEAR)


def priced(currency="usd"):
    """Return the gap in money."""
    judged = judge(seen(), clause(), reading(), YEAR, ALLY)
    return gap_money(seen(), clause(), judged, currency).figure


def summed(path):
    """Return the gaps since 2017, summed."""
    texts = {2014: "1.00", 2015: "1.00", 2016: "1.00", 2017: "1.00", 2018: "1.00"}
    held = edition(SECOND, years(SHARE, texts) | years(GDP, dict.fromkeys(texts, "1000")))
    at = view(held, day=DAY)
    return cumulative(at, clause(due_year=2018), at.latest(SHARE, ALLY, YEAR), path)


def short():
    """Return the shortfall of all that are below."""
    return common_shortfall(seen(), clause(), YEAR, [priced()])


def mean(name):
    """Return the bias or the size of the ally's revisions."""
    return getattr(summary(seen(), SHARE, ALLY, triangle(seen(), SHARE, ALLY)), name)


WALES = "2 % of GDP on defence"
PART = "Germany, 2018: part of the change from nato/2018-06-01 to nato/2019-06-01 due to "
FORMULA = "change × (ln spending after − ln before) ÷ (ln share after − ln before)"
TABLE = [
    (
        lambda: gap_figure(seen().record, clause(), cells()[1], date(2020, 1, 2)),
        f"Germany, 2018: gap to {WALES}",
        ("subtract", "value − level"),
        ("points", 2, "-0.50"),
    ),
    (
        priced,
        "Germany, 2018: gap in money, current prices",
        ("multiply", "gap ÷ 100 × output"),
        ("million USD", 0, "-50"),
    ),
    (
        lambda: priced("national"),
        "Germany, 2018: gap in national currency, current prices",
        ("convert", "gap in dollars × spending in national currency ÷ in dollars"),
        ("million EUR", -1, "-45"),
    ),
    (
        lambda: summed("level"),
        "Germany, 2014 to 2018: sum of the gaps below the path",
        ("sum", "sum of yearly gaps below the level in every year since the pledge"),
        ("million USD", -2, "-50"),
    ),
    (
        lambda: summed("line"),
        "Germany, 2014 to 2018: sum of the gaps below the path",
        (
            "sum",
            "sum of yearly gaps below a straight line from the share in the year of the pledge to the level when due",
        ),
        ("million USD", -2, "-25"),
    ),
    (
        lambda: weight(seen(), clause(), YEAR, priced(), short()),
        "Germany: part of the common shortfall known in money",
        ("divide", "gap ÷ common shortfall × 100"),
        ("percent", 0, "100"),
    ),
    (
        lambda: ratio(seen(), seen(), ALLY, YEAR).figure,
        "Germany, 2018: spending over GDP as known on 2020-01-02",
        ("divide", "spending ÷ GDP × 100"),
        ("percent", 2, "1.5"),
    ),
    (
        lambda: change_figure(seen().record, *cells(), date(2020, 1, 2)),
        "Germany: change from 2018 (nato/2018-06-01) to 2018 (nato/2019-06-01)",
        ("subtract", "later − earlier"),
        ("points", 2, "0.30"),
    ),
    (lambda: cause_of(seen(), *cells()).spending, f"{PART}spending", ("part", FORMULA), ("points", 2, None)),
    (
        lambda: cause_of(seen(), *cells()).gdp,
        f"{PART}GDP",
        ("subtract", "change − part due to spending"),
        ("points", 2, None),
    ),
    (
        lambda: mean("bias"),
        "Germany: mean revision of 1 stretches",
        ("mean", "mean of latest − first, over stretches of one definition"),
        ("points", 3, "0.30"),
    ),
    (
        lambda: mean("size"),
        "Germany: mean size of a revision of 1 stretches",
        ("mean", "mean of |latest − first|, over stretches of one definition"),
        ("points", 3, "0.30"),
    ),
]


@pytest.mark.parametrize(("made", "label", "done", "shown"), TABLE, ids=[str(row[1]) for row in TABLE])
def test_a_figure_of_an_ally_says_what_it_is(made, label, done, shown):
    """An ally's figure names itself, the operation, the unit, the ally, and the day in its id."""
    figure = made()
    unit, decimals, amount = shown
    assert (figure.label, figure.ally) == (label, ALLY)
    assert isinstance(figure.derivation, Operation)
    assert (figure.derivation.name, figure.derivation.formula) == done
    assert (figure.unit, figure.decimals) == (unit, decimals)
    assert amount is None or round(figure.value, 6) == Decimal(amount)
    assert BOOK.read(figure.id).pin == DAY
    assert figure.derivation.inputs


def test_figures_of_the_alliance():
    """The common shortfall and a count are nobody's own, and say what they sum and count."""
    total, count = short(), count_figure(seen(), clause(), YEAR, "with_value")
    assert total.label == "sum of the gaps of the 1 allies below whose gap is known in money"
    assert (total.derivation.name, total.derivation.formula) == ("sum", "sum of gaps below the level")
    assert count.label == f"2018: allies with a figure, against {WALES}"
    assert count.derivation.name == "count"
    assert count.derivation.formula == "allies with a figure, against the level"
    assert (total.ally, count.ally) == ("", "")
    assert (BOOK.read(total.id).pin, BOOK.read(count.id).pin) == (DAY, DAY)


def test_a_count_is_of_the_plain_reading():
    """Who counts as at the level is told by the first reading, not by one that rounds or exempts."""
    first, other = reading(), reading(levels={ALLY: "1.5"})
    at = [
        count_figure(seen(), clause(readings=r), YEAR, "at_level").value
        for r in ((first, other), (other, first))
    ]
    assert at == [0, 1]


def test_an_implied_output_is_of_its_edition():
    """An implied output names the ally, what was divided, and its edition's day in its id."""
    found = output_of(seen(), cells()[1])
    assert (found.ally, BOOK.read(found.id).pin) == (ALLY, SECOND)
    assert (found.derivation.name, found.derivation.formula) == ("divide", "spending ÷ share × 100")
    exact = view(edition(SECOND, {SHARE: "1.500/2", USD: "150.1/0"}))
    assert output_of(exact, exact.latest(SHARE, ALLY, YEAR)).decimals == 0


def test_money_names_the_dollar():
    """A gap in dollars names its currency, an unknown one no currency, prices or output."""
    judged = judge(seen(), clause(), reading(), YEAR, ALLY)
    assert gap_money(seen(), clause(), judged, "usd").currency == "USD"
    unknown = gap_money(seen(), clause(), judge(seen(), clause(), reading(), 2001, ALLY), "usd")
    assert (unknown.figure, unknown.currency, unknown.prices, unknown.output) == (None, "", "", "")


def test_exact_points_have_no_bounds():
    """A gap between exact values has no bounds of its own."""
    at = view(edition(SECOND, {SHARE: "1.500/2"}), day=DAY)
    found = gap_figure(at.record, clause(), at.latest(SHARE, ALLY, YEAR), at.day)
    assert (found.low, found.high) == (None, None)


def test_changes_carry_the_day_of_the_view():
    """Changes found on the way, in flips, steps and moves, carry the day of the view in their ids."""
    flip = next(iter(flips(seen(), clause(level=Decimal("1.3")))))
    first, step = steps(seen(), SHARE, ALLY, YEAR)
    assert first.cause.why == "first edition that we hold"
    stretch = mean("bias").derivation.inputs[0]
    points, whole_change = (f.derivation.inputs[0] for f in (priced(), cause_of(seen(), *cells()).spending))
    assert {BOOK.read(f.id).pin for f in (flip.change, step.change, stretch, points, whole_change)} == {DAY}
    assert (step.before.value, step.now.value) == (Decimal("1.20"), Decimal("1.50"))
    whole = {f"{SHARE} 2018 {v.ally}": "1.00" for v in _members()}
    at = view(edition(FIRST, whole), edition(SECOND, {SHARE: "1.10", f"{SHARE} 2019": "1.30"}), day=DAY)
    (move,) = moves(at, SHARE, 2019)
    assert {BOOK.read(f.id).pin for f in (move.change, move.restatement, move.fresh)} == {DAY}
    assert (move.before.value, move.restated.value, move.now.value) == (1, Decimal("1.10"), Decimal("1.30"))
    same = view(edition(FIRST, whole), edition(SECOND, {SHARE: "1.10"}), day=DAY)
    move = moves(same, SHARE, YEAR)[0]
    assert BOOK.read(move.change.id).pin == DAY
    assert (move.before.value, move.now.value) == (1, Decimal("1.10"))


def _members():
    from burdenshare.pledges import evaluate

    return evaluate(seen(), clause(), reading(), YEAR)


def test_a_verdict_says_whose_and_which():
    """A verdict names ally, year, clause and reading, and the cell it rests on."""
    judged = judge(seen(), clause(id="share"), reading(), YEAR, ALLY)
    assert (judged.ally, judged.year, judged.clause, judged.reading) == (ALLY, YEAR, "share", "small")
    assert judged.observation == cells()[1]
    assert judge(seen(), clause(indicator=""), reading(), YEAR, ALLY).observation is None


def test_a_cell_says_all_that_is_known_of_it():
    """The leaf of a figure holds everything that the record holds of the cell."""
    options = {
        "line": 7,
        "url": "https://example.org/p",
        "origin": "transcribed",
        "sheet": "T3",
        "cell": "B4",
    }
    held = record(edition(SECOND, {SHARE: "1.50"}, status="estimated", **options))
    cell = held.only(f"nato/{SECOND}").latest(SHARE, ALLY, YEAR)
    for each in (cell_figure(held, cell), value_figure(held, cell, DAY)):
        leaf = each.derivation
        assert (leaf.title, leaf.ally, leaf.year, leaf.indicator) == ("Small tables", ALLY, YEAR, SHARE)
        assert {k: getattr(leaf, k) for k in options} == options
        assert leaf.status == "estimated"
        assert each.label == "Germany, 2018: defence expenditure as a share of GDP"


def test_a_level_says_where_it_stands():
    """A level's leaf holds pledge, clause, day, source, address and paragraph, and a label."""
    asked = clause()
    figure = asked.level_figure()
    assert figure.derivation == RuleLevel(
        pledge=asked.pledge,
        clause=asked.id,
        agreed=asked.agreed,
        source=asked.source,
        url=asked.url,
        paragraph=asked.paragraph,
    )
    assert figure.label == f"Level of {WALES}"


TEXTS = {"id", "title", "verb", "says", "paragraph", "indicator", "comparator", "review", "reservations"}


def test_pledges_are_read_as_they_are_written():
    """Every key of every pledge's file stands in the pledge that is read from it."""
    pledges.cache_clear()
    for entry in (files("burdenshare.pledges") / "rules").iterdir():
        raw = tomllib.loads(entry.read_text("utf-8"))
        pledge = pledges()[entry.name.removesuffix(".toml")]
        for key in ("title", "agreed", "source", "url", "short", "noun"):
            assert getattr(pledge, key) == raw[key], (entry.name, key)
        for made, written in zip(pledge.clauses, raw["clause"], strict=True):
            assert (made.pledge, made.agreed, made.source, made.url) == (
                pledge.id,
                pledge.agreed,
                pledge.source,
                pledge.url,
            )
            assert made.level == Decimal(written.pop("level"))
            readings = written.pop("reading", [{"id": "unrounded"}])
            read = [{k: getattr(r, k) for k in w} for r, w in zip(made.readings, readings, strict=True)]
            assert read == readings
            same = {k: v for k, v in written.items() if not isinstance(v, (list, str)) or k in TEXTS}
            assert {k: getattr(made, k) for k in same} == same


@pytest.mark.parametrize(
    ("asked", "where", "mend"),
    [
        (lambda: cumulative(seen(), clause(), cells()[1], "curve"), "--path", "one of level, line"),
        (lambda: cumulative(seen(), clause(due_year=None), cells()[1], "line"), "--path", "use level"),
        (lambda: newest(date(1990, 1, 1)), "--pledge", "name one"),
        (lambda: find_pledge("wales-2041"), "--pledge", "did you mean 'wales-2014'?"),
        (
            lambda: find_pledge("hague-2025", date(2018, 7, 11)),
            "--pledge",
            "agreed by then: oda-0.7, guideline-2006",
        ),
        (lambda: pledges()["wales-2014"].clause("none"), "--clause", "one of share"),
        (lambda: seen().record.as_of(date(2000, 1, 1)), "--as-of", "the first, nato/2018-06-01"),
        (lambda: seen().record.as_of(date(2020, 1, 1), source="imf"), "--source", "held are: nato;"),
        (lambda: seen().require_year(SHARE, 1990), "--year", "held: 2018 to 2019;"),
        (lambda: BOOK.read("nonsense"), "", "ids look like"),
        (lambda: cell_figure(seen().record, edition(FIRST, {SHARE: "--"}).cells[0]), "", "unknown stays"),
        (lambda: BOOK.read("value.a.b@2018-01-01"), "", "the form is value."),
    ],
)
def test_refusals_say_where_and_how_to_mend(asked, where, mend):
    """Whoever is refused is told what, at which option, and what to do."""
    with pytest.raises(BurdenshareError) as refused:
        asked()
    assert refused.value.where == where
    assert refused.value.message
    assert refused.value.message != "None"
    assert refused.value.mend.startswith(mend)


def test_parts_that_cannot_be_told_are_no_figures():
    """An id of a part of a change whose causes cannot be told apart is refused."""
    with pytest.raises(FigureError, match="cannot be told apart"):
        figure("spendingpart.HRV.2022.2022-06-27.2024-06-17@2024-07-09")


def test_figures_are_figures():
    """Every maker of the table returns a figure, and no two share an id."""
    made = [row[0]() for row in TABLE]
    assert all(isinstance(f, Figure) for f in made)
    assert len({f.id for f in made}) == len(made)
