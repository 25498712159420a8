"""Citations: a sentence for a committee, a footnote, entries for a bibliography."""

from __future__ import annotations

import json
import re

import pytest

import burdenshare
from burdenshare.errors import FigureError

NORWAY = {"pledge": "hague-2025", "year": 2026, "as_of": "2026-11-24"}


def test_a_sentence_that_can_be_read_out():
    """Subject, verb, value, level, deadline, edition and place, without an address or an id."""
    assert burdenshare.cite("NOR", **NORWAY) == (
        "Norway's defence expenditure in 2026 is estimated at 3.17 % of GDP, 0.33 points (about 19 billion "
        "Norwegian kroner) below the 3.5 % core level that falls due in 2035; NATO, edition of 10 July 2026, "
        "line 22 of our transcription."
    )
    assert "http" not in burdenshare.cite("NOR", **NORWAY)


def test_past_deadlines_and_exact_levels():
    """A level that fell due says so, a value at the level is exactly at it."""
    assert "below the 2 % guideline that fell due in 2024" in burdenshare.cite(
        "ITA", pledge="wales-2014", year=2024, as_of="2025-09-01"
    )
    at = burdenshare.cite("LVA", "wales-2014", as_of="2018-07-11")
    assert "is estimated at 2.00 % of GDP, exactly at the 2 % guideline that falls due in 2024" in at


def test_money_from_another_edition_is_said():
    """Where the money rests on another edition than the share, the sentence names it."""
    said = burdenshare.cite("DEU", "wales-2014", as_of="2018-07-11")
    assert said.endswith(
        "; the money is on the output of 2017 implied by spending over share in the edition of 29 June 2017."
    )


ID = "hague-2025.NOR.2026@2026-11-24"
FIGURES = {
    f"gap.{ID}": "0.33 points (about 19 billion Norwegian kroner) below",
    f"money.national.{ID}": "(about 19 billion Norwegian kroner)",
    f"money.usd.{ID}": "(about 2.0 billion dollars)",
    "gap.wales-2014:equipment.NOR.2024@2026-11-24": (
        "Norway's spending on equipment in 2024 was 28.10 % of its defence expenditure, 8.10 points above"
    ),
    "level.hague-2025": "is 3.5 %; The Hague Summit Declaration, 25 June 2025, paragraph 3.",
    "count.at_level.wales-2014.2018@2018-07-11": (
        "The number of allies at or above 2 % of GDP on defence in 2018 is 5 (estimate); NATO, 10 July 2018, 5 cells"
    ),
    "shortfall.wales-2014.2024@2026-11-24": "Sum of the gaps of the 14 allies below whose gap is known",
    "cumulative.line.hague-2025.ITA.2026@2026-11-24": "sum of the gaps below the path is −3,600 million USD",
    "cell.nato.share_of_gdp.DEU.2024@2024-06-17": "is estimated at 2.12 % of GDP; NATO, edition of 17 June 2024, "
    "table 3, cell N21.",
    "value.imf_weo.gdp_usd_current.NOR.2025@2026-11-24": "Norway, 2025: GDP, US dollars, current prices",
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_kind_of_figure_has_a_sentence(name):
    """A figure of each kind is cited by its id, in a sentence that ends where its source is named."""
    said = burdenshare.cite(name)
    assert FIGURES[name] in said
    assert said[0].isupper()
    assert said.endswith(".")
    assert said.short
    assert "http" not in said


def test_a_changed_figure_says_so():
    """An id whose check no longer agrees is cited with what the record gives now, and that it changed."""
    said = burdenshare.cite(f"gap.{ID}~zzzz")
    assert said.endswith("The record has changed since this id was made.")


def test_short_is_a_footnote():
    """The short form is a line with value, gap, level and edition."""
    short = burdenshare.cite("NOR", short=True, **NORWAY)
    assert short == "Norway 2026: 3.17 % of GDP, 0.33 points below 3.5 % (NATO, 10 July 2026)"


def entries(bibtex):
    """BibTeX entries as type, key and fields; braces must close."""
    assert bibtex.count("{") == bibtex.count("}")
    blocks = re.findall(r"@(\w+)\{([^,\s]+),\n(.*?)\n\}", bibtex, re.DOTALL)
    return [
        (kind, key, dict(re.findall(r"^  (\w+) = \{(.*)\},$", body, re.MULTILINE)))
        for kind, key, body in blocks
    ]


@pytest.mark.parametrize(
    "name", ["gap.wales-2014.DEU.2018@2018-07-11", "money.usd.wales-2014.DEU.2018@2018-07-11"]
)
def test_bibtex_parses(name):
    """There is an entry for each edition that the figure rests on, with author, title, date and figure."""
    cited = burdenshare.cite(name)
    found = entries(burdenshare.cite(name, bibtex=True))
    assert [key for _, key, _ in found] == [e.replace("/", "-") for e in cited.editions]
    for kind, _, fields in found:
        assert kind == "techreport"
        assert fields["author"] == "{NATO}"
        assert re.fullmatch(r"20\d\d", fields["year"])
        assert cited.figure in fields["note"]


def test_csl_has_the_structure_of_csl_json():
    """The CSL-JSON is a list of items with id, a type of CSL, title, author and date parts."""
    items = json.loads(burdenshare.cite("NOR", csl=True, **NORWAY))
    (item,) = items
    assert (item["id"], item["type"]) == ("nato-2026-07-10", "report")
    assert item["author"] == [{"literal": "NATO"}]
    assert item["issued"] == {"date-parts": [[2026, 7, 10]]}
    assert item["title"]
    assert item["URL"].startswith("https://")


def test_the_forms_of_the_command(run):
    """The command prints one line, with the id on request; JSON has the rows; two forms are refused."""
    args = ("cite", "NOR", "--pledge", "hague-2025", "--year", "2026", "--as-of", "2026-11-24")
    assert len(run(*args).out.splitlines()) == 1
    assert (
        run(*args, "--ids").out.splitlines()[1].startswith("Figure gap.nato.hague-2025.NOR.2026@2026-11-24~")
    )
    told = run(*args, "--format", "json").json
    assert told["rows"][0]["citation"] == told["citation"]
    assert run(*args, "--short", "--bibtex").status == 2


def test_what_is_unknown_is_not_cited():
    """An ally without a value is refused with the reason."""
    with pytest.raises(FigureError, match="Iceland has no armed forces"):
        burdenshare.cite("ISL", **NORWAY)


def test_sipri_names_itself(sipri_record):
    """A citation from SIPRI's record names SIPRI and the difference of definition, in every form."""
    asked = {"pledge": "wales-2014", "source": "sipri", "record": sipri_record, "as_of": "2025-12-01"}
    said = burdenshare.cite("DEU", **asked)
    assert said.startswith("Germany's military expenditure in 2024 ")
    assert "; SIPRI" in said
    assert "NATO, edition" not in said
    assert "SIPRI" in burdenshare.cite("DEU", short=True, **asked)
    assert entries(said.bibtex)[0][2]["author"] == "{SIPRI}"
    assert said.csl[0]["author"] == [{"literal": "SIPRI"}]
