"""Ids of figures: one grammar a kind, and every id that is printed leads to its value."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import burdenshare
from burdenshare import analysis, figure, pledges, trace
from burdenshare.analysis import BOOK
from burdenshare.errors import FigureError, NothingKnownError, OutsideRecordError

BEFORE = Path(__file__).with_name("ids_before_publishers.txt").read_text("utf-8").split()
"""Ids that were printed when none of a gap named its publisher; a sample of every kind."""
DAYS = ("2018-07-11", "2024-07-09", "2026-11-24")
MOST = 5
"""Ids of a kind, of a verb, that are traced."""


def test_old_ids_still_agree():
    """An id that was printed before publishers were part of ids means NATO's and is unchanged."""
    assert {n.partition(".")[0] for n in BEFORE} == set(BOOK.kinds)
    for name in BEFORE:
        again, same = figure(name)
        assert same, name
        assert again.signed == name


def test_publisher_is_part_of_a_gap():
    """A gap's id names its publisher; without one it means NATO's, and reads the same figure."""
    new, _ = figure("gap.nato.wales-2014.DEU.2018@2018-07-11")
    old, _ = figure("gap.wales-2014.DEU.2018@2018-07-11")
    assert new == old
    assert new.id.startswith("gap.nato.wales-2014.DEU.2018@2018-07-11~")


def test_pledge_may_hold_dots():
    """A pledge's id may hold dots, and a clause may follow it."""
    read = BOOK.read("gap.nato.oda-0.7.DEU.2018@2018-07-11~k3f9")
    assert (read["publisher"], read["clause"], read["ally"], read.year) == ("nato", "oda-0.7", "DEU", 2018)
    read = BOOK.read("weight.oda-0.7:floor.2018.DEU@2018-07-11")
    assert (read["publisher"], read["clause"], read["ally"]) == ("nato", "oda-0.7:floor", "DEU")


def test_id_without_a_day_means_today():
    """An id without a day is evaluated as of today."""
    again, same = figure("gap.hague-2025.NOR.2026")
    assert same
    today = date.today()  # noqa: DTZ011  the reader's own day, as the verbs take it
    assert again.id.startswith(f"gap.nato.hague-2025.NOR.2026@{today}~")
    assert trace("level.wales-2014").more["exact"] == "2"


def test_cell_needs_its_edition():
    """A cell without an edition's date is refused with the form."""
    with pytest.raises(FigureError) as caught:
        figure("cell.nato.share_of_gdp.NOR.2024")
    assert caught.value.mend == "the form is cell.<publisher>.<indicator>.<ally>.<year>@<edition>"


@pytest.mark.parametrize(
    ("name", "message", "mend"),
    [
        ("gapp.nato.wales-2014.DEU.2018", "is not a figure's id", "did you mean 'gap'? Its form is gap."),
        ("nonsense", "is not a figure's id", "ids look like gap.nato."),
        ("gap.wales-2014.DEU.year@2018-07-11", "does not read", "the form is gap.<publisher>."),
        (
            "money.nato.eur.wales-2014.DEU.2018",
            "does not read",
            "the form is money.<publisher>.usd|national.",
        ),
        ("gap.wales-2041.DEU.2018@2018-07-11", "is not a pledge", "did you mean 'wales-2014'?"),
        ("gap.wales-2014.DEX.2018@2018-07-11", "is not an ally", "did you mean"),
        ("gap.wales-2014.DEU.2018@2018-13-11", "is not a day", "write it as YYYY-MM-DD"),
        ("gap.mars.wales-2014.DEU.2018@2018-07-11", "no edition of 'mars' is held", "held are:"),
    ],
)
def test_refusals_say_it_once(name, message, mend):
    """An id that does not read is refused in one message, with the form that would."""
    with pytest.raises(FigureError) as caught:
        figure(name)
    assert message in caught.value.message
    assert "Mend" not in caught.value.message
    assert caught.value.mend.startswith(mend)


def test_writing_is_bound_to_the_grammar():
    """A maker cannot write an id that would not read back as what it was."""
    with pytest.raises(FigureError, match="would not read back"):
        analysis.GAP.recipe("2018-07-11", publisher="nato", clause="wales 2014", ally="DEU", year=2018)


def _rows(verb, *names, **options):
    """Rows of a verb; none where the publisher gives nothing of the kind on the day."""
    try:
        return getattr(burdenshare, verb)(*names, **options)
    except (NothingKnownError, OutsideRecordError):
        return None


def _of(result, *pairs):
    """Id and printed value of the named columns of rows."""
    for row in result.rows if result else ():
        get = row.get if isinstance(row, dict) else lambda name, row=row: getattr(row, name)
        for name, value in pairs:
            if get(name) is not None:
                yield get(name), None if value is None else get(value)


def _judged(day, common):
    pledge = pledges.newest(date.fromisoformat(day)).id
    options = {"pledge": pledge, "as_of": day, **common}
    yield from _of(_rows("verdicts", clause="all", reading="all", **options), ("figure", "value"))
    for gdp in ("imf_weo", "worldbank"):
        found = _rows("verdicts", gdp_as_of=day, gdp_source=gdp, **options)
        yield from _of(found, ("figure", "value"))
    for clause in ("", *(c.id for c in pledges.find_pledge(pledge).clauses if c.indicator)):
        for money in ("usd", "national"):
            for path in ("level", "line"):
                found = _rows("gaps", clause=clause, money=money, path=path, **options)
                yield from _of(
                    found,
                    ("figure", "gap_pp"),
                    ("money_figure", "gap_money"),
                    ("cumulative_figure", "cumulative_money"),
                )


def _changed(day, common):
    indicators = ("share_of_gdp", "gdp_usd_current")
    for indicator in indicators:
        for ally in ("NOR", "DEU", "LUX"):
            found = _rows("revisions", ally, indicator=indicator, as_of=day, **common)
            columns = (("figure", "value"), ("change_figure", "change"))
            yield from _of(found, *columns, ("spending_figure", "spending_pp"), ("gdp_figure", "gdp_pp"))
            summary = found.summary if found else {}
            for part in (summary.get("bias"), summary.get("size")):
                if part:
                    yield part["figure"], Decimal(str(part["value"]))
    found = _rows("flips", as_of=day, **common)
    yield from _of(found, ("from_figure", "from_"), ("to_figure", "to"), ("change_figure", "change"))


def _looked_up(day, common):
    for ally in ("NOR", "GBR"):
        for release in ("latest", "first", "2"):
            yield from _of(
                _rows("show", ally=ally, release=release, as_of=day, **common), ("figure", "value")
            )
    yield from _of(_rows("panel", as_of=day, **common), ("figure", "value"))


def _compared(day, common):
    record = common["record"]
    for indicator in ("share_of_gdp", "gdp_usd_current"):
        found = _rows("compare", year=2014, indicator=indicator, as_of=day, record=record)
        yield from _of(found, ("difference_figure", "difference"))
        for publisher in found.more["sources"] if found else ():
            yield from _of(found, (f"{publisher}_figure", publisher))


def _letters(day, common, folder):
    found = _rows("pack", pledge="wales-2014", recipients="LUX,DEU", out=folder, as_of=day, **common)
    if found is not None:
        import json

        kept = json.loads((folder / "figures.json").read_text("utf-8"))["figures"]
        yield from ((name, Decimal(tree["exact"])) for name, tree in kept.items())


def _walk(publisher, day, record, folder):
    """Every id that a verb prints of a publisher on a day, with its printed value, by verb."""
    common = {"source": publisher, "record": record}
    for name, printed in (
        ("looked up", _looked_up(day, common)),
        ("judged", _judged(day, common)),
        ("changed", _changed(day, common)),
        ("compared", _compared(day, common)),
        ("written", _letters(day, common, folder)),
    ):
        yield name, dict.fromkeys(printed)


def _sample(printed):
    """At most a few ids of each kind and currency or path; the same ones every time."""
    groups = {}
    for name, value in printed:
        words = name.split(".")
        group = (words[0], *(w for w in words if w in {"usd", "national", "level", "line"}))
        groups.setdefault(group, []).append((name, value))
    choose = random.Random(7)  # noqa: S311  a sample, no secret
    for group in groups.values():
        yield from choose.sample(group, min(MOST, len(group)))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("publisher", ["nato", "worldbank", "imf_weo", "sipri"])
def test_every_id_leads_to_its_value(publisher, day, sipri_record, tmp_path):
    """Whatever verb prints an id, of whichever publisher and day, its trace gives the printed value."""
    kinds = set()
    for verb, printed in _walk(publisher, day, sipri_record, tmp_path / "pack"):
        for name, value in _sample(printed):
            traced = trace(name, record=sipri_record)
            kinds.add(name.partition(".")[0])
            assert traced.more["unchanged"], (verb, name)
            assert name.startswith(traced.more["figure"].partition("~")[0]), (verb, name)
            if value is not None:
                assert abs(Decimal(traced.more["exact"]) - Decimal(str(value))) < Decimal("1e-9"), (
                    verb,
                    name,
                )
    assert "cell" in kinds
    if publisher in {"nato", "sipri"}:
        assert {"value", "gap", "money", "shortfall", "weight", "count", "change", "level"} <= kinds


@pytest.mark.shared
def test_ids_of_the_real_sipri_lead_to_their_values(shared, tmp_path):
    """With SIPRI's own workbook, each gap and its money lead to the value printed."""
    record = tmp_path / "own.sqlite"
    file = shared / "sipri" / "SIPRI-Milex-data-1949-2024_2.xlsx"
    burdenshare.import_file("sipri", file, published="2025-04-28", record=record)
    options = {"pledge": "wales-2014", "year": 2023, "as_of": "2025-08-30", "record": record}
    rows = burdenshare.gaps(source="sipri", **options).rows
    luxembourg = next(r for r in rows if r.ally == "LUX")
    assert round(luxembourg.gap_pp, 3) == Decimal("-1.227")
    for row in rows:
        for name, value in ((row.figure, row.gap_pp), (row.money_figure, row.gap_money)):
            if name:
                again, same = figure(name, record=record)
                assert same
                assert again.value == value
                assert again.editions()[:1] == ["sipri/2025-04-28"]
