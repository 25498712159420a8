"""Tables of one's own: each value enters the record with its line and source, or the table is refused."""

from __future__ import annotations

import contextlib
import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import burdenshare
from burdenshare.errors import ImportRefusedError, NothingKnownError
from burdenshare.publishers.table import read
from burdenshare.terms import ALLIES, INDICATORS

HEAD = "ally,year,indicator,value,unit,source,status,url,note\n"
ODA = "NOR,2023,oda_share_of_gni,1.09,percent,OECD of April 2024,,,\n"
DAY = "2024-04-11"


def write(folder, text, name="own.csv"):
    """Write a table's file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def taken(folder, text):
    """Import a table into a record beside it."""
    record = folder / "own.sqlite"
    burdenshare.import_file("table", write(folder, text), published=DAY, record=record)
    return {"source": "table", "record": record}


def test_a_value_keeps_its_line_its_raw_text_and_its_source(tmp_path):
    """Each line becomes an observation with line, raw text, source, note and status."""
    line = (
        '"Korea, South",2023,oda_share_of_gni,0.18,%,"OECD, April",Estimated,https://oecd.org/x,first guess\n'
    )
    edition, cells = read(write(tmp_path, HEAD + ODA + "\n" + line), published=date(2024, 4, 11))
    o = cells[1]
    assert (edition.id, edition.publisher, edition.origin, edition.complete) == (
        "table/2024-04-11",
        "table",
        "transcribed",
        (),
    )
    assert (o.ally, o.year, o.value, o.raw, o.line) == ("KOR", 2023, Decimal("0.18"), "0.18", 4)
    assert (o.status, o.decimals, o.half_width) == ("estimated", 2, Decimal("0.005"))
    assert o.url == "https://oecd.org/x"
    assert [edition.notes[n] for n in o.notes] == ["OECD, April", "first guess"]


@pytest.mark.parametrize(
    "text",
    [
        "ally;year;indicator;value;unit;source\r\nNorway;2023;oda_share_of_gni;1,09;percent;OECD, April\r\n",
        "\ufeffally;year;indicator;value;unit;source\nNorway;2023;oda_share_of_gni;1,09;per cent;OECD, April\n",
        "Ally\tYear\tIndicator\tValue\tUnit\tSource\nNO\t2023\toda_share_of_gni\t1,09\t%\tOECD, April\n",
        'source,unit,value,indicator,year,ally\n"OECD, April",percent,1.09,oda_share_of_gni,2023,NOR\n',
        "ally;year;indicator;value;unit;source\nNorway;2023;oda_share_of_gni;1.09;percent;OECD, April\n",
    ],
)
def test_spreadsheets_of_any_country_read(tmp_path, text):
    """Semicolons, tabs, a byte order mark, decimal commas, and columns in any order give one value."""
    edition, (o,) = read(write(tmp_path, text), published=date(2024, 4, 11))
    assert (o.ally, o.value, o.decimals) == ("NOR", Decimal("1.09"), 2)
    assert list(edition.notes.values()) == ["OECD, April"]


def line(**changes):
    """Return a line of the table with some cells changed."""
    cells = dict(zip(HEAD.strip().split(","), ODA.strip().split(","), strict=True)) | changes
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells.values())
    return out.getvalue()


WRONG = (
    ({"ally": "Norwya"}, "'Norwya' is neither", "ally", "'Norway'"),
    ({"ally": "NATO total"}, "is no state", "ally", "each of its states"),
    ({"year": "2023/24"}, "no year", "year", "four digits"),
    ({"indicator": "oda_gni"}, "not an indicator", "indicator", "'oda_share_of_gni'"),
    ({"indicator": "gdp_usd_constant"}, "needs a year of its prices", "indicator", "current prices"),
    ({"value": "1,09"}, "commas part the columns", "value", "a point"),
    ({"value": "1 109"}, "no plain number", "value", "0.7"),
    ({"value": "1e3"}, "no plain number", "value", "0.7"),
    ({"value": "١.٠٩"}, "is no number", "value", "check"),
    ({"value": ""}, "there is no value", "value", "missing"),
    ({"value": "-0.3"}, "cannot be -0.3", "value", "unit"),
    ({"value": "109"}, "cannot be 109", "value", "unit"),
    ({"status": "missing"}, "a missing value has none", "value", "empty"),
    ({"status": "estimate"}, "no status", "status", "'estimated'"),
    ({"unit": "million EUR"}, "not the unit", "unit", "percent"),
    ({"indicator": "gdp_national_current", "unit": "million"}, "not the unit", "unit", "million EUR"),
    ({"indicator": "gdp_national_current", "unit": "million NKO"}, "not the unit", "unit", "million NOK"),
    ({"indicator": "gdp_usd_current", "unit": "million EUR"}, "not the unit", "unit", "million USD"),
    ({"source": ""}, "no source", "source", "publication"),
    ({"url": "javascript:x"}, "no address", "url", "https://"),
    ({"note": "a\x1b[31m"}, "cannot be printed", "note", "take it out"),
    ({"ally": "Norway"}, "stands in line 2 too", "ally", "leave one"),
)


@pytest.mark.parametrize(("changes", "message", "column", "mend"), WRONG)
def test_a_wrong_line_refuses_the_table(tmp_path, changes, message, column, mend):
    """A wrong cell is named with line and column and how to mend it; nothing is recorded."""
    with pytest.raises(ImportRefusedError) as error:
        taken(tmp_path, HEAD + ODA + line(**changes))
    assert message in error.value.message
    assert error.value.where == f"own.csv, line 3, {column}"
    assert mend in error.value.mend
    with pytest.raises(NothingKnownError):
        burdenshare.show("NOR", source="table", record=tmp_path / "own.sqlite")


@pytest.mark.parametrize(
    ("text", "message", "where"),
    [
        ("", "empty", "own.csv"),
        (HEAD, "no value", "own.csv"),
        (HEAD.replace("source,", ""), "'source' is missing", "line 1"),
        (HEAD.replace("source", "sourse"), "'sourse' is no column", "line 1"),
        (HEAD.replace("note", "year"), "twice", "line 1"),
        (HEAD + "NOR,2023\n", "2 cells", "line 2"),
        (HEAD + 'NOR,2023,"oda\n', "does not read", "line 2"),
        ((HEAD + ODA.replace("OECD", "OÉCD")).encode("latin-1"), "not UTF-8", "line 2"),
        (b"PK\x03\x04 a workbook", "a workbook", "own.csv"),
        ("<html><body>", "web page", "own.csv"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, text, message, where):
    """A file that is no table, or lacks a column, is refused in one line."""
    with pytest.raises(ImportRefusedError) as error:
        taken(tmp_path, text)
    assert message in error.value.message
    assert where in error.value.where


def test_decimal_marks_must_be_sure(tmp_path):
    """Two decimal marks in a file, or a point that may set off thousands, are refused, not guessed."""
    head = "ally;year;indicator;value;unit;source\n"
    one = "NOR;2023;population;{};thousand;x\n"
    with pytest.raises(ImportRefusedError, match=r"'5\.480' may be one or a thousand"):
        taken(tmp_path, head + one.format("5.480"))
    with pytest.raises(ImportRefusedError, match="another decimal mark than '1,5' in line 2") as error:
        taken(tmp_path, head + one.format("1,5") + one.format("1.5").replace("NOR", "DEU"))
    assert error.value.where == "own.csv, line 3, value"
    assert taken(tmp_path, head + one.format("5480"))


def test_a_day_is_needed(tmp_path):
    """A table does not say since when it is known; without a day it is refused."""
    with pytest.raises(ImportRefusedError, match="since when") as error:
        burdenshare.import_file("table", write(tmp_path, HEAD + ODA), record=tmp_path / "own.sqlite")
    assert error.value.where == "--published"


def test_a_table_is_an_edition_like_any_other(tmp_path):
    """It is read back by every verb, known from its day, completed, repeated and replaced."""
    query = taken(tmp_path, HEAD + ODA + line(ally="IRL", value="0.67"))
    shown = burdenshare.show("IRL", indicator="oda_share_of_gni", **query)[0]
    assert (shown.value, shown.line, shown.note_texts) == (Decimal("0.67"), 3, ("OECD of April 2024",))
    with pytest.raises(NothingKnownError):
        burdenshare.show("IRL", as_of="2024-04-10", **query)
    assert [r.ally for r in burdenshare.panel(everyone=True, **query)] == ["IRL", "NOR"]
    again = burdenshare.import_file(
        "table", tmp_path / "own.csv", published=DAY, record=query["record"], dry_run=True
    )
    assert again.held_already
    more = write(
        tmp_path, HEAD + line(indicator="gdp_usd_current", value="485000", unit="million USD"), "gdp.csv"
    )
    assert burdenshare.import_file("table", more, published=DAY, record=query["record"]).completes
    changed = write(tmp_path, HEAD + ODA.replace("1.09", "1.10"), "changed.csv")
    made = burdenshare.import_file("table", changed, published=DAY, record=query["record"])
    assert made.editions == ["table/2024-04-11.r2"]
    assert burdenshare.show("NOR", indicator="oda_share_of_gni", **query)[0].value == Decimal("1.10")
    first = burdenshare.show("NOR", indicator="oda_share_of_gni", release="first", **query)[0]
    assert first.note_texts == ("OECD of April 2024",)


def test_verdicts_gaps_and_money_from_a_table(tmp_path):
    """Own shares of GDP are judged, and priced where the table gives an output."""
    text = HEAD + line(indicator="share_of_gdp", value="1.80")
    text += line(indicator="gdp_usd_current", value="500000", unit="million USD")
    query = taken(tmp_path, text + line(ally="DEU", indicator="share_of_gdp", value="1.57"))
    by = {r.ally: r for r in burdenshare.verdicts("NOR", "DEU", pledge="wales-2014", year=2023, **query)}
    assert by["NOR"].at_level is False
    assert any("sender's own series" in r for r in by["NOR"].reasons)
    gaps = {r.ally: r for r in burdenshare.gaps(pledge="wales-2014", year=2023, **query)}
    assert (gaps["NOR"].gap_pp, gaps["NOR"].gap_money) == (Decimal("-0.20"), Decimal(-1000))
    assert (gaps["DEU"].gap_money, gaps["DEU"].reason[:10]) == (None, "no visible")
    for name in (gaps["NOR"].figure, gaps["NOR"].money_figure, by["DEU"].figure):
        assert burdenshare.figure(name, record=query["record"])[1]
    cited = burdenshare.cite("NOR", pledge="wales-2014", year=2023, **query)
    assert "edition of 11 April 2024, line 2, from OECD of April 2024" in cited


def test_states_beyond_the_alliance_are_judged_traced_and_cited(tmp_path):
    """Ireland, no ally, is judged against oda-0.7 by a table, and its gap traced to line and source."""
    text = (
        HEAD
        + line(value="0.70")
        + line(ally="Ireland", value="0.67")
        + line(ally="CHE", value="", status="missing")
    )
    query = taken(tmp_path, text)
    by = {r.ally: r for r in burdenshare.verdicts(pledge="oda-0.7", **query)}
    assert (by["NOR"].verdict, by["IRL"].verdict, by["CHE"].verdict) == ("too_close", "not_met", "unknown")
    assert "leaves the cell blank" in by["CHE"].reasons[0]
    assert by["JPN"].verdict == "unknown"
    row = burdenshare.gaps("IRL", pledge="oda-0.7", **query)[0]
    traced = burdenshare.trace(row.figure, record=query["record"])
    assert traced.unchanged
    assert "line 3, raw '0.67'" in traced.text()
    assert burdenshare.show("Ireland", pledge="oda-0.7", **query)[0].gap_pp == Decimal("-0.03")
    compared = burdenshare.compare("oda-0.7", year=2023, record=query["record"])
    assert (compared.indicator, [r["ally"] for r in compared]) == ("oda_share_of_gni", ["IRL", "NOR"])


PLAIN = [i for i in INDICATORS.values() if i.unit in {"percent", "thousand"} and "share" in i.id]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(list(ALLIES)), st.integers(1900, 2099), st.sampled_from(PLAIN)),
        st.tuples(
            st.decimals(0, 100, places=2),
            st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1),
        ),
        min_size=1,
    ),
    st.sampled_from((",", ";", "\t")),
    st.booleans(),
)
def test_whatever_is_written_is_read_back(tmp_path, cells, mark, comma):
    """Any values and sources, written by a CSV writer, come back as they are."""
    sign = "," if comma and mark != "," else "."
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerow(HEAD.strip().split(",")[:6])
    for (ally, year, indicator), (value, source) in cells.items():
        text = str(value).replace(".", sign)
        writer.writerow([ally, year, indicator.id, text, indicator.unit, source])
    edition, found = read(write(tmp_path, out.getvalue()), published=date(2024, 4, 11))
    back = {(o.ally, o.year, INDICATORS[o.indicator]): (o.value, edition.notes[o.notes[0]]) for o in found}
    assert back == cells


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_damaged_table_is_read_or_refused_in_words(tmp_path, data):
    """Bytes changed anywhere end in values or in a refusal that says where; in nothing else."""
    whole = bytearray((HEAD + ODA + line(ally="IRL", value="0.67")).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ImportRefusedError):
        edition, found = read(write(tmp_path, bytes(whole)), published=date(2024, 4, 11))
        assert all(o.edition == edition.id and o.line for o in found)


def test_the_how_to_table_reads(tmp_path):
    """The table that the how-to shows is in order."""
    page = Path(__file__).parents[2] / "docs" / "how-to" / "import-an-edition.md"
    shown = page.read_text("utf-8").partition("Figures of your own")[2].partition("In and out")[0]
    lines = [row[4:] for row in shown.splitlines() if row.startswith("    ")]
    _, found = read(write(tmp_path, "\n".join(lines) + "\n"), published=date(2024, 4, 11))
    assert [(o.ally, o.currency) for o in found] == [("IRL", ""), ("NOR", "NOK")]
