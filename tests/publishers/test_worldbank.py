"""The World Bank's downloads: zip, CSV and workbook, by vintage."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burdenshare.errors import ImportRefusedError
from burdenshare.importing import import_file
from burdenshare.looking import forget, show
from burdenshare.publishers import worldbank

HEAD = '"Country Name","Country Code","Indicator Name","Indicator Code","2013","2014","2015",'
ROWS = (
    '"Germany","DEU","{name}","{code}","2811350000000","2927430000000","",',
    '"Croatia","HRV","{name}","{code}","331285000000","331342000000","",',
    '"Kosovo","XKX","{name}","{code}","5326630000","5567490000","",',
    '"World","WLD","{name}","{code}","7.7E13","7.9E13","",',
    '"Norway","NOR","{name}","{code}","3071090000000","","",',
)
NAME, CODE = "GDP (current LCU)", "NY.GDP.MKTP.CN"
METADATA = '"Country Code","Region"\n"DEU","Europe"\n"HRV","Europe"\n"XKX","Europe"\n"NOR","Europe"\n"WLD",""\n'


def text(*, name=NAME, code=CODE, day="2016-06-01", newline="\r\n", rows=ROWS):
    """The CSV of one indicator as the World Bank writes it."""
    lines = ['"Data Source","World Development Indicators",', "", f'"Last Updated Date","{day}",', "",
             HEAD, *(r.format(name=name, code=code) for r in rows)]  # fmt: skip
    return "\ufeff" + newline.join(lines) + newline


@pytest.fixture
def make(tmp_path):
    """Write a download, as a zip unless told otherwise."""

    def write(file="API_x_DS2_en_csv_v2.zip", **more):
        path = tmp_path / file
        if file.endswith(".csv"):
            path.write_text(text(**more), "utf-8", newline="")
            return path
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("API_x_DS2_en_csv_v2.csv", text(**more))
            packed.writestr("Metadata_Country_API_x.csv", METADATA)
        return path

    return write


def cell(rows, ally, year):
    """Return one observation."""
    (found,) = [o for o in rows if (o.ally, o.year) == (ally, year)]
    return found


@pytest.mark.parametrize("name", ["API_x_DS2_en_csv_v2.zip", "API_x_DS2_en_csv_v2.csv"])
def test_forms_read_alike(name, make):
    """The zip and the bare CSV give the same values in millions, with raw text and cell."""
    edition, rows = worldbank.read(make(name))
    germany = cell(rows, "DEU", 2014)
    assert edition.id == "worldbank/2016-06-01"
    assert (germany.value, germany.raw) == (Decimal(2927430), "2927430000000")
    assert (germany.cell, germany.currency) == ("F6", "EUR")


def test_aggregates_and_blank_years_are_left_out(make):
    """The world is no state; a year that is blank for all is no year; a blank is a missing row."""
    _, rows = worldbank.read(make())
    assert {o.ally for o in rows} == {"DEU", "HRV", "XKX", "NOR"}
    assert {o.year for o in rows} == {2013, 2014}
    assert (cell(rows, "NOR", 2014).value, cell(rows, "NOR", 2014).status) == (None, "missing")


def test_currency_is_that_of_the_vintage(make):
    """Croatia is in kuna in a vintage of 2016 and in euros in one of 2025."""
    assert cell(worldbank.read(make())[1], "HRV", 2013).currency == "HRK"
    assert cell(worldbank.read(make(day="2025-03-24"))[1], "HRV", 2013).currency == "EUR"


def test_price_base_is_in_the_name(make):
    """The base year of constant dollars is the one that the indicator's name states."""
    edition, _ = worldbank.read(make(name="x.csv"), published=date(2020, 1, 1))
    assert (edition.id, edition.price_base) == ("worldbank/2020-01-01", None)


ODD = [
    ({"code": "NY.GDP.MKTP.XX"}, "is not an indicator"),
    ({"rows": (ROWS[0].replace("2811350000000", "2,8"),)}, "is no number"),
    ({"rows": (ROWS[0].replace("2811350000000", "-5"),)}, "cannot be"),
    ({"rows": (ROWS[0], ROWS[0])}, "stands there twice"),
    ({"day": "June 2016"}, "is no day"),
    ({"rows": ()}, "no row"),
]


@pytest.mark.parametrize(("more", "says"), ODD)
def test_refusals_say_what_and_where(more, says, make):
    """What the reader does not recognise is refused in one line with its place."""
    with pytest.raises(ImportRefusedError, match=says) as refused:
        worldbank.read(make(**more))
    assert refused.value.where
    assert refused.value.mend


@pytest.mark.parametrize(("content", "says"), [
    (b"<!DOCTYPE html><html>", "web page"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04torn", "torn"), (b"", "empty"),
    (b"name,value\n1,2\n", "no line of the table"), (b"\xff\xfe\x00\x01", "UTF-8"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "does not open"),
])  # fmt: skip
def test_other_files_refuse(content, says, tmp_path):
    """Whatever is no download of theirs is refused for what it is."""
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=says):
        worldbank.read(path)


def test_hostile_archives_refuse(tmp_path):
    """An archive that unpacks to too much, or whose paths lead outside, is refused unopened."""
    for name, size in (("../../API.csv", 10), ("API.csv", 61_000_000)):
        path, out = tmp_path / "a.zip", io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, b"0" * size)
        path.write_bytes(out.getvalue())
        with pytest.raises(ImportRefusedError, match=r"outside|unpacked"):
            worldbank.read(path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 900), odd=st.text(max_size=6))
def test_any_place_may_be_odd(place, odd, tmp_path):
    """Whatever a few characters become, the reader reads or refuses; it never fails otherwise."""
    good = text()
    path = tmp_path / "a.csv"
    path.write_text(good[:place] + odd + good[place + len(odd) :], "utf-8", newline="")
    try:
        said = worldbank.read(path)[0].id
    except ImportRefusedError as refused:
        said = refused.message
    assert said


def test_files_of_one_day_complete_each_other(make, tmp_path):
    """Two indicators of one day are one edition, and the same file again is a no-op."""
    own = tmp_path / "own.sqlite"
    day = "2021-02-03"
    people = ('"Germany","DEU","{name}","{code}","80645605","80982500","",',)
    first = import_file("worldbank", make("a.zip", day=day), record=own)
    path = make("b.zip", day=day, name="Population, total", code="SP.POP.TOTL", rows=people)
    second = import_file("worldbank", path, record=own)
    assert first.editions == second.editions == ["worldbank/2021-02-03"]
    assert second.more["completes"] is True
    assert import_file("worldbank", path, record=own).more["held_already"] is True
    found = show(
        "DEU", year=2014, indicator="population", source="worldbank", record=own, as_of="2021-03-01"
    )
    assert found.rows[0].edition == "worldbank/2021-02-03"
    both = show("DEU", source="worldbank", record=own, as_of="2021-03-01").rows
    assert {r.indicator for r in both if r.edition == "worldbank/2021-02-03"} == {
        "population", "gdp_national_current",
    }  # fmt: skip
    forget()


@pytest.mark.shared
def test_own_download_adds_what_is_not_embedded(shared, tmp_path):
    """A file of which the allies since 2010 are embedded adds the other states and years, once."""
    own = tmp_path / "own.sqlite"
    path = shared / "worldbank" / "API_NY.GDP.MKTP.CN_DS2_en_csv_v2_26332.csv"
    done = import_file("worldbank", path, record=own)
    assert done.more["recorded"] is True
    assert done.editions == ["worldbank/2025-03-24"]
    asked = {"source": "worldbank", "record": own, "as_of": "2025-04-01"}
    assert show("RUS", year=2023, indicator="gdp_national_current", **asked).rows[0].value
    assert show("DEU", year=1995, indicator="gdp_national_current", **asked).rows[0].value
    assert show("DEU", year=2023, indicator="exchange_rate", **asked).rows[0].value
    assert import_file("worldbank", path, record=own).more["held_already"] is True
    forget()


@pytest.mark.shared
def test_every_download_reads(shared):
    """Every file of the World Bank's reads, in all three forms, with Germany's values in place."""
    found = {}
    for path in sorted((shared / "worldbank").glob("API_*")):
        edition, rows = worldbank.read(path)
        found[edition.id, rows[0].indicator] = (edition, rows)
    assert len(found) == 12
    _, rows = found["worldbank/2025-03-24", "gdp_national_current"]
    assert round(cell(rows, "DEU", 2023).value, -2) == Decimal(4185600)
    _, rows = found["worldbank/2025-03-24", "exchange_rate"]
    assert round(cell(rows, "DEU", 2023).value, 4) == Decimal("0.9248")
    edition, _ = found["worldbank/2016-06-01", "gdp_usd_constant"]
    assert edition.price_base == 2005  # the file's own words
    edition, _ = found["worldbank/2026-02-24", "share_of_gdp"]
    assert "Stockholm" in edition.licence
