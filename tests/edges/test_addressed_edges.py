"""Whom a pledge addresses, and whose pledge it is: allies, other states, a file of one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from small import YEAR, clause, edition, reading, view

from burdenshare.analysis import BOOK, cumulative, flips, flips_between, gap_figure, pairs_seen
from burdenshare.errors import FigureError, PledgeError
from burdenshare.pledges import evaluate, find_pledge, judge, model, not_addressed, pledges
from burdenshare.pledges.evaluate import addressed
from burdenshare.pledges.model import read_pledge

SHARE, ODA = "share_of_gdp", "oda_share_of_gni"
FIRST, SECOND = "2018-06-01", "2019-06-01"
TWO = {"addressees": ("AUT", "DEU")}


def seen(**options):
    """Return two editions in which Germany, France and Austria rise above the level."""
    texts = (("1.00", "3.00"), ("1.10", "3.10"), ("1.20", "3.20"))
    cells = [
        {f"{SHARE} 2018 {a}": pair[k] for a, pair in zip(("DEU", "FRA", "AUT"), texts, strict=True)}
        for k in (0, 1)
    ]
    return view(edition(FIRST, cells[0], **options), edition(SECOND, cells[1], **options))


@pytest.mark.parametrize(
    ("addressees", "ally", "said"),
    [
        ("all", "DEU", ""),
        ("all", "AUT", "Austria is no ally; wales-2014 addresses allies"),
        (("AUT", "DEU"), "AUT", ""),
        (("AUT", "DEU"), "FRA", "France is not addressed; wales-2014 addresses Austria, Germany"),
        (
            ("AUT", "DEU", "ITA", "ESP"),
            "FRA",
            "France is not addressed; wales-2014 addresses Austria, Germany, Italy, Spain",
        ),
        (
            ("AUT", "DEU", "ITA", "ESP", "BEL"),
            "FRA",
            "France is not addressed; wales-2014 addresses 5 states",
        ),
    ],
)
def test_who_is_not_addressed(addressees, ally, said):
    """Who is not addressed is told whom the pledge addresses: up to four by name, more by number."""
    asked = clause(addressees=addressees)
    assert not_addressed(asked, ally) == said
    judged = judge(seen(), asked, reading(), YEAR, ally)
    assert (judged.verdict == "not_applicable") is bool(said)
    if said:
        assert (judged.reasons, judged.gap_pp, judged.at_level) == ((said,), None, None)


def test_who_is_judged():
    """Addressees by name are judged in their order, whatever the day; all allies are those of the day."""
    assert [v.ally for v in evaluate(seen(), clause(**TWO), reading(), YEAR)] == ["AUT", "DEU"]
    days = [date(2017, 6, 4), date(2017, 6, 5)]  # the day of Montenegro's accession
    assert ["MNE" in addressed(clause(), 2018, day) for day in days] == [False, True]
    assert [len(addressed(clause(), year, date(2030, 1, 1))) for year in (2016, 2017)] == [28, 29]


def test_flips_are_of_the_addressees():
    """Flips and pairs are of those addressed, allies or not, and of nobody else."""
    asked, both = clause(**TWO), [f"nato/{d}" for d in (FIRST, SECOND)]
    assert [f.after.ally for f in flips(seen(), asked)] == ["AUT", "DEU"]
    assert [f.after.ally for f in flips_between(seen(), asked, *both)] == ["AUT", "DEU"]
    assert [f.after.ally for f in flips(seen(), clause())] == ["FRA", "DEU"]
    assert (pairs_seen(seen(), asked), pairs_seen(seen(), clause(addressees=("AUT",)))) == (2, 1)


@pytest.mark.parametrize(
    ("ally", "said"), [("AUT", "is no ally, and this reading holds allies alone"), ("DEU", "")]
)
def test_a_reading_of_members_holds_allies_alone(ally, said):
    """A reading that asks who was a member on a day holds no state that is no ally."""
    judged = judge(seen(), clause(**TWO), reading(members_on=date(2014, 9, 5)), YEAR, ally)
    assert (judged.verdict, judged.reasons[0].endswith(said)) == ("not_applicable" if said else "met", True)


@pytest.mark.parametrize(
    ("indicator", "verdict"), [(SHARE, "not_applicable"), ("", "not_applicable"), (ODA, "met")]
)
def test_without_forces_only_defence_is_not_asked(indicator, verdict):
    """A state without armed forces is asked for what is no matter of defence."""
    held = view(edition(FIRST, {f"{ODA} 2018 ISL": "2.50", f"{SHARE} 2018 ISL": "2.50"}))
    judged = judge(held, clause(indicator=indicator), reading(), YEAR, "ISL")
    assert judged.verdict == verdict
    if verdict == "not_applicable":
        assert judged.reasons == ("Iceland has no armed forces and reports no defence expenditure",)


@pytest.mark.parametrize(
    ("meant", "publisher", "definition", "said"),
    [
        ("NATO", "nato", "nato_defence_expenditure", None),
        ("EDA", "eda", "eda_outlays", None),
        (
            "EDA",
            "nato",
            "nato_outlays",
            "this is NATO's outlays; the pledge means expenditure as EDA defines it",
        ),
        ("", "sipri", "sipri_military_expenditure", None),  # the pledge means no definition
    ],
)
def test_whose_definition_is_meant(meant, publisher, definition, said):
    """A verdict by another's definition than the pledge means says so; where none is meant it does not."""
    held = view(edition(FIRST, {SHARE: "2.50"}, publisher=publisher, definition=definition), source=publisher)
    reasons = judge(held, clause(definition=meant), reading(), YEAR, "DEU").reasons
    assert reasons[1:] == ((f"depends: {said}",) if said else ())


def test_gaps_of_who_is_not_addressed_are_refused():
    """An id of a gap of an ally whom the clause does not address is refused, at the id."""
    name = "gap.nato.eda-2007.TUR.2018@2020-01-02"
    with pytest.raises(FigureError, match="Türkiye is not addressed; eda-2007 addresses") as refused:
        BOOK.evaluate(seen().record, name)
    assert refused.value.where == name


def test_no_yearly_sums_of_what_is_no_share_of_gdp():
    """Gaps of an indicator that is no share of GDP are not summed in money."""
    cells = {f"{n} {y}": "1.00" for n in (SHARE, ODA) for y in range(2014, 2019)}
    at = view(edition(FIRST, cells | {f"gdp_usd_current {y}": "1000" for y in range(2014, 2019)}))
    for name in (SHARE, ODA):
        found = cumulative(at, clause(indicator=name), at.latest(name, "DEU", YEAR), "level")
        assert (found is None) is (name == ODA)


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A file of one's own with the words of Wales."""
    monkeypatch.setattr(model, "_own", {})  # what is read here is forgotten again
    path = tmp_path / "mine.toml"
    path.write_bytes((files("burdenshare.pledges") / "rules" / "wales-2014.toml").read_bytes())
    return path


def test_a_pledge_of_ones_own(mine):
    """A pledge in a file is that of its form under the file's name; figures name it from then on."""
    found, wales = find_pledge(str(mine)), pledges()["wales-2014"]
    assert (found.id, found.text) == ("mine", mine.read_text("utf-8"))
    assert replace(found, id=wales.id, text="", clauses=wales.clauses) == wales
    assert [replace(c, pledge=wales.id) for c in found.clauses] == list(wales.clauses)
    assert find_pledge("mine") is found
    assert "mine" not in pledges()
    at = seen()
    figure = gap_figure(at.record, found.principal, at.latest(SHARE, "DEU", YEAR), at.day)
    assert figure.id.startswith("gap.nato.mine.DEU.2018@")
    assert BOOK.evaluate(at.record, figure.id) == figure
    with pytest.raises(PledgeError, match="mine was agreed on 2014-09-05, after 2014-09-04") as refused:
        find_pledge(str(mine), date(2014, 9, 4))
    assert refused.value.mend == "agreed by then: oda-0.7, guideline-2006, eda-2007"


def test_files_that_are_no_pledge_of_ones_own(mine, tmp_path):
    """A file that is not there, is no text, or takes a shipped pledge's name is refused with a mend."""
    with pytest.raises(PledgeError, match=r"the file does not read \(No such file or directory\)") as refused:
        read_pledge(tmp_path / "none.toml")
    assert (refused.value.where, refused.value.mend) == (
        str(tmp_path / "none.toml"),
        "name a TOML file in UTF-8",
    )
    taken = mine.with_name("wales-2014.toml")
    mine.rename(taken)
    with pytest.raises(PledgeError, match="'wales-2014' is a pledge that we hold") as refused:
        read_pledge(taken)
    assert refused.value.where == str(taken)
    assert refused.value.mend == 'give yours another id, such as id = "wales-2014-own"'
    taken.write_bytes(b"\xff\xfe")
    with pytest.raises(PledgeError, match=r"the file does not read .*invalid start byte"):
        read_pledge(taken)


def test_a_file_may_begin_with_a_byte_order_mark(mine):
    """A file saved with the mark that some editors write reads all the same."""
    mine.write_bytes(b"\xef\xbb\xbf" + mine.read_bytes())
    assert read_pledge(mine).principal.key == "mine"


@pytest.mark.parametrize(("meant", "differs"), [("NATO", True), ("EDA", False), ("", False)])
def test_what_a_publishers_figures_differ_in(meant, differs):
    """Only where NATO's definition is meant do the descriptions of publishers tell what differs."""
    asked = clause(definition=meant)
    assert set(asked.differences("sipri")) == ({"en", "fr", "de"} if differs else set())
    assert asked.differences("nato") == {}
