"""Recipes, kinds and the book at their edges: what reads, what is written, what a check is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small import ALLY, YEAR, edition, record

from burdenshare.analysis import BOOK, change_figure
from burdenshare.errors import BurdenshareError, FigureError
from burdenshare.figures import Book, Kind, Operation, is_unchanged, seal
from burdenshare.figures.recipes import ALLY as AN_ALLY
from burdenshare.figures.recipes import (
    CLAUSE,
    EDITION,
    IMPLIED_PUBLISHER,
    PUBLISHER,
    ROW,
    choice,
    edition_argument,
    edition_of,
)
from burdenshare.figures.recipes import YEAR as A_YEAR

SHARE, JUNE, JULY = "share_of_gdp", "2018-06-01", "2019-07-01"
GAP = {"publisher": "nato", "clause": "wales-2014", "ally": "DEU", "year": 2018}


def made(_record, recipe):
    """Return a figure that holds the year of its recipe."""
    return seal(recipe, "", Decimal(recipe.year), "years", 0, Operation("", "", ()))


def refusing(_record, recipe):
    """Refuse, as an evaluator does that cannot answer."""
    raise BurdenshareError("not that", where="--option", mend=recipe.text)


SMALL = Kind("small", "a year", (IMPLIED_PUBLISHER, AN_ALLY, A_YEAR), made)
PINNED = Kind("pinned", "a year of an edition", (PUBLISHER, A_YEAR), made, pin="edition")
BOTH = Book((SMALL, PINNED))


@pytest.mark.parametrize(
    ("text", "read", "pin", "check", "printed", "signed"),
    [
        (
            "small.DEU.2018@2018-07-11~k3f9",
            {"publisher": "nato", "ally": "DEU", "year": "2018"},
            "2018-07-11",
            "k3f9",
            "small.nato.DEU.2018@2018-07-11",
            "small.DEU.2018@2018-07-11",
        ),
        (
            "  small.nato.germany.2018@2018-07-11 ",  # an ally by name, in its one spelling then
            {"publisher": "nato", "ally": "DEU", "year": "2018"},
            "2018-07-11",
            "",
            "small.nato.DEU.2018@2018-07-11",
            "small.DEU.2018@2018-07-11",
        ),
        (
            "small.sipri.DEU.2018@2018-07-11~0000",
            {"publisher": "sipri", "ally": "DEU", "year": "2018"},
            "2018-07-11",
            "0000",
            "small.sipri.DEU.2018@2018-07-11",
            "small.sipri.DEU.2018@2018-07-11",
        ),
        (
            "pinned.nato.1999@2024-06-17.r2~zzzz",  # a publisher that ids always named is signed
            {"publisher": "nato", "year": "1999"},
            "2024-06-17.r2",
            "zzzz",
            "pinned.nato.1999@2024-06-17.r2",
            "pinned.nato.1999@2024-06-17.r2",
        ),
    ],
)
def test_ids_that_read(text, read, pin, check, printed, signed):
    """An id reads into kind, arguments, pin and check, in one spelling, the old one for the check."""
    found = BOTH.read(text)
    assert (found.kind, dict(found.arguments)) == (printed.partition(".")[0], read)
    assert (found.pin, found.check, found.text, found.signed) == (pin, check, printed, signed)
    assert (found.as_of, found.year) == (date.fromisoformat(pin[:10]), int(read["year"]))


@pytest.mark.parametrize(
    "text",
    [
        "small.DEU.2018@2018-7-11",
        "small.DEU.2018@2018-07-11.r2",  # a day has no releases
        "small.DEU.2018@",
        "small.DEU.2018@2018-07-11~",
        "small.DEU.2018@2018-07-11~k3f",
        "small.DEU.2018@2018-07-11~k3f9x",
        "small.DEU.2018@2018-07-11~K3F9",
        "small.DEU.2018 @2018-07-11",
        "small.DEU.2018.@2018-07-11",
        "small.nato.x.DEU.2018@2018-07-11",
        "small.DEU@2018-07-11",
        "small.DEU.3018@2018-07-11",
        "small.DEU.20180@2018-07-11",
        "small.2018.DEU@2018-07-11",
        "small.@2018-07-11",
        "small.",
    ],
)
def test_ids_that_do_not_read(text):
    """What is no recipe of its kind is refused, quoted, with the kind's form."""
    with pytest.raises(FigureError) as refused:
        BOTH.read(text)
    assert (refused.value.message, refused.value.where) == (f"'{text}' does not read", "")
    assert refused.value.mend == "the form is small.<publisher>.<ally>.<year>@<day>"


def test_an_edition_must_be_named():
    """Where an edition is meant no day stands in for it, and only an edition has releases."""
    pinned = Kind(
        "pinned", "", (PUBLISHER, A_YEAR), made, pin="edition"
    )  # declared here: so is what it reads
    assert pinned.read("pinned.nato.2018@2018-07-11.r2").pin == "2018-07-11.r2"
    with pytest.raises(FigureError) as refused:
        pinned.read("pinned.nato.2018")
    assert refused.value.mend == "the form is pinned.<publisher>.<year>@<edition>"
    with pytest.raises(FigureError, match="does not read"):
        pinned.read("pinned.2018@2018-07-11")  # nor does NATO for a publisher that ids always named
    daily = Kind("daily", "", (A_YEAR,), made)
    assert daily.read("daily.2018@2018-07-11").pin == "2018-07-11"
    with pytest.raises(FigureError, match="does not read"):
        daily.read("daily.2018@2018-07-11.r2")


def test_a_day_left_out_is_today():
    """An id without a day is of the day on which it is read."""
    before = date.today()  # noqa: DTZ011  the reader's own day
    found = BOTH.read("small.DEU.2018~k3f9")
    assert before <= found.as_of <= date.today()  # noqa: DTZ011
    assert (found.check, found.text) == ("k3f9", f"small.nato.DEU.2018@{found.pin}")


@pytest.mark.parametrize(
    ("text", "message", "where", "mend"),
    [
        ("small.DEX.2018@2018-07-11", "'DEX' is not an ally", "small.DEX.2018@2018-07-11", "did you mean"),
        ("small.DEU.2018@2018-13-11", "'2018-13-11' is not a day", "small.DEU.2018@2018-13-11", "write it"),
    ],
)
def test_what_an_id_names_must_be_known(text, message, where, mend):
    """A day that is none, and an ally nobody knows, are refused of the id, not of an option."""
    with pytest.raises(FigureError) as refused:
        BOTH.read(text)
    assert refused.value.message.startswith(message)
    assert refused.value.where == where
    assert refused.value.mend.startswith(mend)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("smal.DEU", "did you mean 'small'? Its form is small.<publisher>.<ally>.<year>@<day>"),
        ("small", "did you mean 'small'? Its form is small.<publisher>.<ally>.<year>@<day>"),
        (
            "xxxxxxxxxx.DEU",
            "ids look like gap.nato.wales-2014.DEU.2018@2018-07-11~k3f9; copy one from a table",
        ),
        ("", "ids look like gap.nato.wales-2014.DEU.2018@2018-07-11~k3f9; copy one from a table"),
    ],
)
def test_kinds_nobody_declared(text, mend):
    """A word that is no kind is refused, a near kind named with its form, else an example."""
    with pytest.raises(FigureError) as refused:
        BOTH.kind_of(text)
    assert (refused.value.message, refused.value.mend) == (f"'{text}' is not a figure's id", mend)


def test_recipes_are_written_as_they_are_read():
    """A recipe that is written reads back as itself, and signs without NATO's name."""
    found = BOTH.kinds["small"].recipe(date(2018, 7, 11), publisher="nato", ally="DEU", year=2018)
    assert found == BOTH.read(found.text)
    assert (found.text, found.signed) == ("small.nato.DEU.2018@2018-07-11", "small.DEU.2018@2018-07-11")


@pytest.mark.parametrize(
    ("changes", "pin"),
    [
        ({"clause": "wales 2014"}, "2018-07-11"),
        ({"ally": "DEU.2017"}, "2018-07-11"),
        ({"year": 18}, "2018-07-11"),
        ({"publisher": "NATO"}, "2018-07-11"),
        ({"clause": ""}, "2018-07-11"),
        ({}, "2018-7-11"),
        ({}, ""),
        ({"publisher": "nato.wales-2014", "clause": "FRA", "ally": "DEU"}, "2018-07-11"),
    ],
)
def test_what_would_not_read_back_is_not_written(changes, pin):
    """No id is written that would not read back, or would read back as another."""
    with pytest.raises(FigureError, match="would not read back") as refused:
        BOOK.kinds["gap"].recipe(pin, **GAP | changes)
    assert refused.value.mend == "the form is gap.<publisher>.<pledge>[:<clause>].<ally>.<year>@<day>"


def test_pledges_with_dots_and_clauses():
    """A pledge's id may hold dots and a clause follow it; the rest is read from the end."""
    asked = Kind("gap", "", (IMPLIED_PUBLISHER, CLAUSE, AN_ALLY, A_YEAR), made)
    for key in ("oda-0.7", "oda-0.7:floor", "wales-2014:equipment", "2.percent"):
        found = asked.recipe("2018-07-11", **GAP | {"clause": key})
        assert asked.read(found.text)["clause"] == key
        assert asked.read(found.signed) == found


def test_a_choice_is_one_of_its_words():
    """An argument of a few words is one of them, whole."""
    asked = Kind("pick", "", (choice("money", "usd", "national"),), made)
    assert asked.read("pick.usd@2018-07-11")["money"] == "usd"
    assert asked.grammar == "pick.usd|national@<day>"
    for text in ("pick.us@2018-07-11", "pick.usdnational@2018-07-11", "pick.@2018-07-11"):
        with pytest.raises(FigureError, match="does not read"):
            asked.read(text)


def test_arguments_under_another_name():
    """An argument called otherwise keeps what it takes, and the grammar shows the new name in words."""
    asked = Kind("two", "", (A_YEAR, A_YEAR.called("later_year")), made)
    assert asked.grammar == "two.<year>.<later year>@<day>"
    assert dict(asked.read("two.2017.2018@2018-07-11").arguments) == {"year": "2017", "later_year": "2018"}


@pytest.mark.parametrize(
    ("text", "expected"), [("DEU", "DEU"), ("germany", "DEU"), ("NATO", "NATO"), ("usa", "USA")]
)
def test_rows_are_allies_and_aggregates(text, expected):
    """A row of the record is an ally by code or name, or an aggregate."""
    assert ROW.read(text) == expected


@pytest.mark.parametrize(
    ("edition_id", "argument", "signed"),
    [
        ("nato/2024-06-17", "nato:2024-06-17", "2024-06-17"),
        ("nato/2024-06-17.r2", "nato:2024-06-17_r2", "2024-06-17_r2"),
        ("sipri/2025-04-28.r12", "sipri:2025-04-28_r12", "sipri:2025-04-28_r12"),
        ("second_rate/2025-04-28.r2", "second_rate:2025-04-28_r2", "second_rate:2025-04-28_r2"),
    ],
)
def test_editions_within_an_id(edition_id, argument, signed):
    """An edition in an id has no slash and no dot, and signs without NATO's name; both read."""
    assert edition_argument(edition_id) == argument
    assert EDITION.signed(argument) == signed
    assert edition_of(EDITION.read(argument)) == edition_of(EDITION.read(signed))


@pytest.mark.parametrize("publisher", ["nato", "second_rate"])
@pytest.mark.parametrize("release", ["", ".r2"])
def test_a_change_is_pinned_to_its_editions(publisher, release):
    """A change between editions, second releases too, evaluates to itself from its id."""
    options = {"publisher": publisher, "release": release}
    texts = ((JUNE, "1.10", release), (JUNE, "1.20", ".r3"), (JULY, "1.40", release))
    held = record(*(edition(d, {SHARE: t}, **options | {"release": r}) for d, t, r in texts))
    a, b = (held.only(f"{publisher}/{d}{release}").latest(SHARE, ALLY, YEAR) for d in (JUNE, JULY))
    found = change_figure(held, a, b, date(2020, 1, 2))
    assert found.value == Decimal("0.30")
    assert BOOK.evaluate(held, found.id) == found
    tail = release.replace(".", "_")
    named = f"{SHARE}.DEU.2018.{publisher}:{JUNE}{tail}.2018.{publisher}:{JULY}{tail}@2020-01-02"
    assert found.id.startswith(f"change.{named}~")


def test_what_an_evaluator_refuses_is_said_of_the_id():
    """A refusal of another room names the id in place of the option, once."""
    book = Book((Kind("small", "", SMALL.arguments, refusing),))
    with pytest.raises(FigureError) as refused:
        book.evaluate(None, "small.DEU.2018@2018-07-11")
    name = "small.nato.DEU.2018@2018-07-11"
    assert (refused.value.message, refused.value.where, refused.value.mend) == ("not that", name, name)


def test_a_book_evaluates_by_kind():
    """A book asks the kind's own evaluator, with the record and the recipe."""
    held, seen = object(), []
    kind = Kind(
        "small", "", SMALL.arguments, lambda record, recipe: seen.append(record) or made(record, recipe)
    )
    found = Book((PINNED, kind)).evaluate(held, "small.DEU.2018@2018-07-11")
    assert (found.value, seen) == (2018, [held])


def test_a_book_with_one_more_kind():
    """A book takes one more kind, or another in the place of its namesake, and leaves the first as it was."""
    other = replace(SMALL, says="other")
    assert list(Book((SMALL,)).with_kind(PINNED).kinds.values()) == [SMALL, PINNED]
    assert BOTH.with_kind(other).kinds == {"small": other, "pinned": PINNED}
    assert BOTH.kinds == {"small": SMALL, "pinned": PINNED}


@pytest.mark.parametrize(
    ("mark", "same"), [("", True), ("~", True), ("{}", True), ("{} ", True), ("~0000", False)]
)
def test_whether_a_figure_still_says_the_same(mark, same):
    """An id with another check is of another figure; one without a check asks nothing."""
    figure = BOTH.evaluate(None, "small.DEU.2018@2018-07-11")
    name, _, check = figure.id.partition("~")
    assert is_unchanged(name + mark.format(f"~{check}"), figure) is same


@pytest.mark.parametrize("kind", list(BOOK.kinds.values()), ids=list(BOOK.kinds))
def test_every_kind_says_what_it_is(kind):
    """Every kind of the book says what it is and has a grammar that begins with its name."""
    assert kind.says
    assert kind.grammar.startswith(f"{kind.name}.<")
    assert kind.grammar.endswith(("@<day>", "@<edition>"))
