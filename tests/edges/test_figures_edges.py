"""Figures and pledges as data at their edges: ids and their checks, days, counts of decimals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, clause, edition, record

from burdenshare.analysis import BOOK
from burdenshare.errors import PledgeError
from burdenshare.figures import Declared, Figure, Operation, Recipe, RuleLevel, seal
from burdenshare.pledges import clause_by_key, find_pledge, newest, pledges
from burdenshare.record import cell_figure

RULE = RuleLevel("p", "c", date(2014, 9, 5), "source", "https://example.org", "14")
PLAN = Declared("plan-1", "DEU", date(2016, 1, 2), "a minister", "source", "https://example.org/plan")


def sealed(derivation, amount="1.50", recipe="t.a@2020-01-01", **more):
    """Return a figure of an amount."""
    made = Recipe(kind="t", arguments={}, pin="2020-01-01", text=recipe, signed=recipe)
    return seal(made, "a label", Decimal(amount), "percent", 2, derivation, **more)


def cell(text="1.50", day="2018-06-01", **more):
    """Return the figure of one printed cell."""
    held = record(edition(day, {"share_of_gdp": text}, **more))
    return cell_figure(held, held.only(f"nato/{day}").latest("share_of_gdp", ALLY, YEAR))


def check(figure):
    """Return the check of a figure's id."""
    return figure.id.partition("~")[2]


@pytest.mark.parametrize(("amount", "expected"), [("1.50", "~qxw3"), ("1000", "~kfqy")])
def test_a_check_stays_what_it_was(amount, expected):
    """Checks stand in letters that were sent: they may never be made in another way."""
    assert sealed(RULE, amount).id == f"t.a@2020-01-01{expected}"


def test_the_check_follows_value_recipe_and_source():
    """The check changes with the value, the recipe and whatever a leaf names; not with the label."""
    base = sealed(RULE)
    assert check(base) == check(sealed(RULE, "1.5"))  # the same number
    assert check(base) == check(replace(base, label="other"))
    assert len({check(sealed(RULE, a)) for a in ("1.5", "1.51", "15", "-1.5", "0")}) == 5
    assert check(base) != check(sealed(RULE, recipe="t.b@2020-01-01"))
    for name in ("pledge", "clause", "url", "paragraph"):
        assert check(sealed(replace(RULE, **{name: "other"}))) != check(base), name
    for name in ("plan", "url"):
        assert check(sealed(replace(PLAN, **{name: "other"}))) != check(sealed(PLAN)), name
    assert check(sealed(Operation("add", "a + b", ()))) != check(sealed(Operation("add", "a − b", ())))


@pytest.mark.parametrize("name", ["edition", "sheet", "cell", "line", "url", "raw"])
def test_the_check_follows_the_cell(name):
    """The check of a cell's figure changes with where the cell stands and with its raw text."""
    leaf = cell().derivation
    other = replace(leaf, **{name: 7 if name == "line" else "other"})
    assert check(sealed(leaf)) != check(sealed(other))


def test_the_check_follows_what_a_figure_rests_on():
    """The check of an operation changes with any of its inputs and with their order."""
    one, two = sealed(RULE, recipe="t.one@2020-01-01"), sealed(PLAN, recipe="t.two@2020-01-01")
    both = [sealed(Operation("subtract", "a − b", p)) for p in ((one, two), (two, one), (one,), (two,))]
    assert len({check(f) for f in both}) == 4
    assert len(check(both[0])) == 4
    assert not set("".join(map(check, both))) & set("ilou")  # none is taken for another


def test_a_figure_keeps_what_it_is_given():
    """A sealed figure holds its label, unit, decimals, ally, bounds and derivation."""
    found = sealed(RULE, ally="DEU", low=Decimal(1), high=Decimal(2))
    assert (found.label, found.value, found.unit, found.decimals) == (
        "a label",
        Decimal("1.50"),
        "percent",
        2,
    )
    assert (found.derivation, found.ally, found.low, found.high) == (RULE, "DEU", 1, 2)
    assert found.id.startswith("t.a@2020-01-01~")


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("reported",), False),
        (("estimated",), True),
        (("projected",), True),
        (("reported", "estimated"), True),
        (("reported", "reported"), False),
        ((), False),
    ],
)
def test_an_estimate_makes_all_above_it_one(statuses, expected):
    """A figure is an estimate where any cell below is one; a level and a plan are none."""
    cells = tuple(cell(status=s) for s in statuses)
    inner = sealed(Operation("add", "sum", cells))
    outer = sealed(Operation("add", "sum", (sealed(RULE), sealed(PLAN), inner)))
    assert inner.is_estimate is outer.is_estimate is expected


def test_known_since_is_the_last_day_of_all_below():
    """A figure is known since the latest of its editions, agreements and declarations."""
    old, new = cell(day="2013-06-01"), cell(day="2018-06-01")
    assert old.known_since() == date(2013, 6, 1)
    assert sealed(RULE).known_since() == date(2014, 9, 5)
    assert sealed(PLAN).known_since() == date(2016, 1, 2)
    inner = sealed(Operation("a", "", (old, sealed(RULE))))
    assert inner.known_since() == date(2014, 9, 5)
    assert sealed(Operation("a", "", (inner, sealed(PLAN)))).known_since() == date(2016, 1, 2)
    assert sealed(Operation("a", "", (inner, new, sealed(PLAN)))).known_since() == date(2018, 6, 1)


def test_what_a_figure_rests_on_in_order():
    """Leaves come in order and as often as used, editions and cells each once, by first use."""
    one, two = cell(day="2018-06-01"), cell(day="2013-06-01")
    top = sealed(Operation("a", "", (one, sealed(Operation("b", "", (two, sealed(RULE), one))))))
    assert [f.id for f in top.leaves()][:2] == [one.id, two.id]
    assert len(list(top.leaves())) == 4
    assert top.editions() == ["nato/2018-06-01", "nato/2013-06-01"]
    assert top.cells() == [one.derivation, two.derivation]
    assert list(one.leaves()) == [one]


def test_a_figure_without_bounds_is_exact():
    """Bounds, ally and estimate are unset unless given."""
    plain = Figure("t.a@2020-01-01~0000", "", Decimal(1), "percent", 0, RULE)
    assert (plain.ally, plain.low, plain.high, plain.is_estimate, plain.extra) == ("", None, None, False, {})


@pytest.mark.parametrize(("level", "decimals"), [("2", 0), ("20", 0), ("2.5", 1), ("3.50", 2), ("2E+1", 0)])
def test_a_level_is_shown_as_the_pledge_writes_it(level, decimals):
    """A level has the decimals with which the pledge is written, none for whole numbers."""
    found = clause(level=Decimal(level)).level_figure()
    assert (found.decimals, found.value, found.unit) == (decimals, Decimal(level), "percent")
    assert found.known_since() == date(2014, 9, 5)
    assert found.derivation.paragraph == clause().paragraph


def test_levels_evaluate_again():
    """Every level of every pledge evaluates to itself from its id, the principal by the pledge alone."""
    for pledge in pledges().values():
        for each in pledge.clauses:
            figure = each.level_figure()
            assert BOOK.evaluate(None, figure.id) == figure
            assert clause_by_key(each.key) is each
            assert (":" in each.key) is not each.principal


@pytest.mark.parametrize(
    ("day", "is_known"), [("2014-09-04", False), ("2014-09-05", True), ("2014-09-06", True)]
)
def test_a_pledge_is_known_from_the_day_it_was_agreed(day, is_known):
    """A pledge may be asked for from its very day on."""
    asked = date.fromisoformat(day)
    if is_known:
        assert find_pledge("wales-2014", asked).id == "wales-2014"
        assert newest(asked).id == "wales-2014"
    else:
        with pytest.raises(PledgeError, match="was agreed on 2014-09-05, after 2014-09-04") as refused:
            find_pledge("wales-2014", asked)
        assert refused.value.mend == "agreed by then: oda-0.7, guideline-2006, eda-2007"
        with pytest.raises(PledgeError) as refused:
            find_pledge("hague-2025", date(2014, 9, 5))
        assert refused.value.mend == "agreed by then: oda-0.7, guideline-2006, eda-2007, wales-2014"
        with pytest.raises(PledgeError, match="no pledge with a deadline was agreed by 2014-09-04"):
            newest(asked)


def test_before_any_pledge():
    """Before the first pledge there is none to name instead; without a day any may be asked for."""
    with pytest.raises(PledgeError) as refused:
        find_pledge("wales-2014", date(1960, 1, 1))
    assert refused.value.mend == "agreed by then: none that we hold"
    assert find_pledge("wales-2014").id == "wales-2014"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2023-07-11", "wales-2014"), ("2025-06-24", "wales-2014"), ("2025-06-25", "hague-2025")],
)
def test_the_newest_common_pledge(day, expected):
    """The newest pledge is the last with a deadline: a floor without one does not come in between."""
    assert newest(date.fromisoformat(day)).id == expected


def test_pledges_stand_by_the_day_they_were_agreed():
    """Pledges are listed oldest first, and each has one principal clause."""
    days = [p.agreed for p in pledges().values()]
    assert days == sorted(days)
    assert all(sum(c.principal for c in p.clauses) == 1 for p in pledges().values())
    assert all(p.principal.principal for p in pledges().values())


def test_unknown_names_are_refused_with_those_there_are():
    """An unknown pledge, clause or reading is refused, and the ones there are are named."""
    with pytest.raises(PledgeError, match="'wales-2041' is not a pledge") as refused:
        find_pledge("wales-2041")
    assert refused.value.mend.startswith("did you mean 'wales-2014'? Known: oda-0.7, guideline-2006")
    with pytest.raises(PledgeError) as refused:
        find_pledge("zzzzzz")
    assert refused.value.mend.startswith("one of oda-0.7, guideline-2006")
    wales = find_pledge("wales-2014")
    with pytest.raises(PledgeError, match="wales-2014 has no clause 'nonsense'") as refused:
        wales.clause("nonsense")
    assert (refused.value.where, refused.value.mend.startswith("one of share, equipment")) == (
        "--clause",
        True,
    )
    with pytest.raises(PledgeError, match="wales-2014 has no reading 'nonsense'") as refused:
        wales.principal.reading("nonsense")
    assert (refused.value.where, refused.value.mend.startswith("one of unrounded, rounded")) == (
        "--reading",
        True,
    )
    assert wales.clause("equipment").id == "equipment"
    assert wales.principal.reading("rounded").decimals == 2
