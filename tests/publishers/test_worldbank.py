"""The World Bank's downloads: every form reads, whatever is odd refuses and says where."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import worldbank
from burdenshare.publishers.worldbank.reader import CODES
from burdenshare.terms import ALLIES, INDICATORS

CN = ("GDP (current LCU)", "NY.GDP.MKTP.CN")
ROWS = (
    ("Aruba", "ABW", "", "", "4000000"),
    ("Africa Eastern and Southern", "AFE", "1", "2", "3"),
    ("Germany", "DEU", "3534880000000", "3449620000000", ""),
    ("Croatia", "HRV", "54000000000.25", "", "67615065400"),
    ("Kosovo", "XKX", "", "6800000000", "8895727000"),
)
"""Name, code, 2019, 2020, 2022."""


def grid(indicator=CN, rows=ROWS, day="2025-03-24", years=("2019", "2020", "2022", "2023")):
    """Return a download as rows of texts; the last year is blank for all."""
    head = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *years, ""]
    body = [[name, code, *indicator, *values, "", ""] for name, code, *values in rows]
    top = [["Data Source", "World Development Indicators", ""], []]
    return [*top, ["Last Updated Date", day, ""], [], head, *body]


def text_of(cells, newline="\r\n"):
    """Return rows as the World Bank writes them: a BOM, all quoted, blank lines between."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=newline).writerows(cells)
    return "\ufeff" + out.getvalue()


def bare(tmp_path, **how):
    """Write a bare CSV."""
    path = tmp_path / "API_NY.GDP.MKTP.CN_DS2_en_csv_v2_1.csv"
    path.write_bytes(text_of(grid(**how)).encode())
    return path


def zipped(tmp_path, members, name="API_x.zip"):
    """Write a zip archive."""
    with zipfile.ZipFile(tmp_path / name, "w") as packed:
        for member, text in members.items():
            packed.writestr(member, text)
    return tmp_path / name


def cells(rows):
    """Observations by ally and year."""
    return {(o.ally, o.year): o for o in rows}


def test_bare_csv_reads(tmp_path):
    """A CSV yields values in the canonical unit with raw text, cell, sheet and currency."""
    edition, rows = worldbank.read(bare(tmp_path))
    germany = cells(rows)["DEU", 2019]
    assert (edition.id, edition.published) == ("worldbank/2025-03-24", date(2025, 3, 24))
    assert (germany.value, germany.raw) == (Decimal(3534880), "3534880000000")
    assert (germany.cell, germany.currency, germany.status) == ("E8", "EUR", "reported")
    assert germany.sheet == "API_NY.GDP.MKTP.CN_DS2_en_csv_v2_1.csv"
    assert edition.definition == "world_development_indicators"
    assert edition.complete == ("gdp_national_current",)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_mark_do_not_matter(newline, mark, tmp_path):
    """LF or CRLF, with or without a byte order mark, the cells are the same."""
    path = tmp_path / "x.csv"
    path.write_bytes((mark + text_of(grid(), newline).removeprefix("\ufeff")).encode())
    assert cells(worldbank.read(path)[1])["HRV", 2019].cell == "E9"


def test_zip_reads_the_member(tmp_path):
    """In a zip the series are in the one file that is no metadata; it is named as the sheet."""
    about = "Country Code,Region,IncomeGroup\r\nAFE,,\r\nHRV,,\r\nDEU,Europe,\r\n"
    path = zipped(
        tmp_path,
        {
            "API_NY.GDP.MKTP.CN_DS2_en_csv_v2_1.csv": text_of(grid()),
            "Metadata_Country_API_NY.csv": "\ufeff" + about,
            "Metadata_Indicator_API_NY.csv": "x",
        },
    )
    _, rows = worldbank.read(path)
    assert {o.sheet for o in rows} == {"API_NY.GDP.MKTP.CN_DS2_en_csv_v2_1.csv"}
    assert {o.ally for o in rows} == {"DEU", "XKX"}  # HRV stands in the list as an aggregate here


def test_workbook_reads(tmp_path):
    """In a workbook the sheet 'Data' is read; numbers keep all their digits."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in grid():
        sheet.append([float(c) if c[:1].isdigit() and len(c) > 10 else c for c in row] or [""])
    book.save(tmp_path / "API.xlsx")
    _, rows = worldbank.read(tmp_path / "API.xlsx")
    croatia = cells(rows)["HRV", 2019]
    assert (croatia.raw, croatia.cell, croatia.sheet) == ("54000000000.25", "E9", "Data")


def test_blanks_are_rows_but_blank_years_are_not(tmp_path):
    """A blank is a missing row; a year that is blank for every country is none."""
    rows = cells(worldbank.read(bare(tmp_path))[1])
    assert (rows["DEU", 2022].value, rows["DEU", 2022].status) == (None, "missing")
    assert {year for _, year in rows} == {2019, 2020, 2022}


def test_aggregates_and_strangers_are_passed_over(tmp_path):
    """Only states of our terms are rows; Kosovo's older code is read as XKX."""
    old = [r if r[1] != "XKX" else ("Kosovo", "KSV", *r[2:]) for r in ROWS]
    _, rows = worldbank.read(bare(tmp_path, rows=old))
    assert {o.ally for o in rows} == {"DEU", "HRV", "XKX"}


@pytest.mark.parametrize(
    ("day", "currency"), [("2022-12-22", "HRK"), ("2023-03-30", "EUR"), ("2016-06-01", "HRK")]
)
def test_currency_is_that_of_the_vintage(day, currency, tmp_path):
    """Croatia's output is in kuna in vintages up to 2022 and in euros for all years after."""
    rows = cells(worldbank.read(bare(tmp_path, day=day))[1])
    assert {rows["HRV", y].currency for y in (2019, 2022)} == {currency}
    assert rows["XKX", 2022].currency == ""


def test_exchange_rates_before_the_euro_are_noted(tmp_path):
    """Croatia's rate of 2022 is in kuna: the cell says that output is not."""
    rate = ("Official exchange rate (LCU per US$, period average)", "PA.NUS.FCRF")
    rows = (("Croatia", "HRV", "6.6", "6.6", "7.16"), ("Germany", "DEU", "0.9", "0.9", "0.95"))
    edition, found = worldbank.read(bare(tmp_path, indicator=rate, rows=rows))
    by = cells(found)
    assert by["HRV", 2022].notes == ("former.HRV",)
    assert "before 2023" in edition.notes["former.HRV"]
    assert by["DEU", 2022].notes == ()


def test_price_base_is_what_the_file_says(tmp_path):
    """The base year of constant dollars comes from the indicator's name; none refuses."""
    rows = (("Germany", "DEU", "1", "2", "3"),)
    name = "GDP (constant {} US$)"
    one = bare(tmp_path, indicator=(name.format(2015), "NY.GDP.MKTP.KD"), rows=rows)
    edition, found = worldbank.read(one)
    assert (edition.price_base, found[0].currency) == (2015, "USD")
    with pytest.raises(ImportRefusedError, match="of which year") as refused:
        worldbank.read(bare(tmp_path, indicator=("GDP", "NY.GDP.MKTP.KD"), rows=rows))
    assert "cell C6" in refused.value.where


def test_sipris_series_names_its_terms(tmp_path):
    """Military expenditure is SIPRI's series, and the edition's licence says so."""
    share = ("Military expenditure (% of GDP)", "MS.MIL.XPND.GD.ZS")
    rows = (("Kuwait", "KWT", "117.3", "", ""), ("Germany", "DEU", "1.2", "1.3", ""))
    edition, found = worldbank.read(
        bare(tmp_path, indicator=share, rows=rows, years=("1991", "1992", "1993", "1994"))
    )
    assert "Stockholm International Peace Research Institute" in edition.licence
    assert "SIPRI" in edition.citation
    assert cells(found)["KWT", 1991].value == Decimal("117.3")


def test_zero_output_of_a_redenominated_currency_is_a_doubt(tmp_path):
    """Serbia's zeros are kept as doubts; an ally's zero refuses."""
    _, rows = worldbank.read(bare(tmp_path, rows=(("Serbia", "SRB", "0", "5", "6"),)))
    assert cells(rows)["SRB", 2019].doubt
    with pytest.raises(ImportRefusedError, match="cannot be 0"):
        worldbank.read(bare(tmp_path, rows=(("Germany", "DEU", "0", "5", "6"),)))


def test_published_overrides(tmp_path):
    """--published stands in for a day that the file does not give, or gives in another form."""
    path = bare(tmp_path, day="3/24/2025")
    with pytest.raises(ImportRefusedError, match="no day") as refused:
        worldbank.read(path)
    assert "cell B3" in refused.value.where
    assert worldbank.read(path, published=date(2025, 3, 24))[0].id == "worldbank/2025-03-24"


def test_table_of_codes_fits_our_indicators():
    """Every code leads to an indicator of ours, each to its own."""
    found = [s.indicator for s in CODES.values()]
    assert set(found) <= set(INDICATORS)
    assert len(set(found)) == len(found)


REFUSALS = [
    ((4, 0), "Land", "no line of the table begins", "x.csv"),
    ((4, 2), "Series", "no line of the table begins", "x.csv"),
    ((4, 5), "2019", "stands there twice", "cell F5"),
    ((4, 5), "20x9", "is no year", "cell F5"),
    ((7, 3), "NY.GDP.MKTP.CM", "did you mean NY.GDP.MKTP.C", "cell D8"),
    ((7, 4), "many", "'many' is no number", "cell E8"),
    ((7, 4), "3,5", "is no number", "cell E8"),
    ((7, 4), "-5", "cannot be -5", "cell E8"),
    ((7, 4), "1e21", "nothing measures 1e21", "cell E8"),
    ((7, 4), "NaN", "is no number", "cell E8"),
    ((8, 1), "DEU", "DEU stands there twice", "cell B9"),
    ((2, 0), "Date", "does not say when", "x.csv"),
]


@pytest.mark.parametrize(("spot", "value", "says", "where"), REFUSALS)
def test_refusals_name_the_cell(spot, value, says, where, tmp_path):
    """What the reader does not recognise is refused with the cell and a way out."""
    table = grid()
    table[spot[0]][spot[1]] = value
    path = tmp_path / "x.csv"
    path.write_text(text_of(table), "utf-8")
    with pytest.raises(ImportRefusedError) as refused:
        worldbank.read(path)
    assert says in str(refused.value)
    assert where in refused.value.where
    assert refused.value.mend


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("SP.POP.TOTL", "0"),
        ("SP.POP.TOTL", "-3"),
        ("SP.POP.TOTL", "9e9"),
        ("PA.NUS.PPP", "0"),
        ("MS.MIL.XPND.GD.ZS", "100.5"),
        ("MS.MIL.XPND.GD.ZS", "-0.1"),
        ("NY.GDP.DEFL.ZS", "0"),
    ],
)
def test_values_that_cannot_be_refuse(indicator, value, tmp_path):
    """No country has no people, and no share of GDP exceeds the whole."""
    rows = (("Germany", "DEU", value, "1", "1"),)
    with pytest.raises(ImportRefusedError, match="cannot be"):
        worldbank.read(bare(tmp_path, indicator=("x", indicator), rows=rows))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04torn", "torn"),
        (b"\xd0\xcf\x11\xe0old", "second reader"),
        (b"name,value", "no line"),
        (b"", "empty"),
        (b"Country Name,T\xfcrkei", "not UTF-8"),
        (b'"' + b"x" * 200_000, "does not read"),
    ],
)
def test_other_files_refuse(content, says, tmp_path):
    """Whatever is no download is refused for what it is."""
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=says):
        worldbank.read(path)


def test_absent_file_refuses(tmp_path):
    """A path that leads nowhere is one clear line."""
    with pytest.raises(ImportRefusedError, match="no such file"):
        worldbank.read(tmp_path / "x.zip")


def test_torn_zip_refuses(tmp_path):
    """An archive cut off at any place is refused, never half read."""
    whole = zipped(tmp_path, {"API_x.csv": text_of(grid())}).read_bytes()
    for cut in range(4, len(whole) - 1, 97):
        (tmp_path / "torn.zip").write_bytes(whole[:cut])
        with pytest.raises(ImportRefusedError):
            worldbank.read(tmp_path / "torn.zip")


def test_changed_byte_in_a_zip_refuses(tmp_path):
    """A flipped byte in the packed data fails its checksum."""
    whole = bytearray(zipped(tmp_path, {"API_x.csv": text_of(grid())}).read_bytes())
    whole[200] ^= 1
    (tmp_path / "bad.zip").write_bytes(whole)
    with pytest.raises(ImportRefusedError, match="torn"):
        worldbank.read(tmp_path / "bad.zip")


@pytest.mark.parametrize("name", ["../API_x.csv", "/etc/API_x.csv", "C:\\API_x.csv", "a/../x.csv"])
def test_archives_that_reach_outside_refuse(name, tmp_path):
    """An archive with a path outside itself is refused; nothing is ever written to disk."""
    path = zipped(tmp_path, {name: text_of(grid())})
    with pytest.raises(ImportRefusedError, match="leads outside"):
        worldbank.read(path)
    assert [p.name for p in tmp_path.iterdir()] == ["API_x.zip"]


def test_zip_bomb_refuses(tmp_path):
    """An archive that unpacks to hundreds of megabytes is refused before it is read."""
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("API_x.csv", b"0" * 210_000_000)
    with pytest.raises(ImportRefusedError, match="210 MB"):
        worldbank.read(tmp_path / "b.zip")


def test_archives_with_two_series_files_refuse(tmp_path):
    """Which of two files is meant is not guessed."""
    path = zipped(tmp_path, {"a.csv": text_of(grid()), "b.csv": text_of(grid())})
    with pytest.raises(ImportRefusedError, match="2 files"):
        worldbank.read(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.integers(0, 9),
    column=st.integers(0, 9),
    value=st.one_of(st.text(max_size=12), st.integers().map(str), st.floats().map(repr)),
)
def test_any_cell_may_be_odd(row, column, value, tmp_path):
    """Whatever one cell holds, the reader reads or refuses; it never fails otherwise."""
    table = grid()
    table[row] += [""] * (column + 1 - len(table[row]))
    table[row][column] = value
    path = tmp_path / "x.csv"
    path.write_bytes(text_of(table).encode("utf-8", "surrogatepass"))
    try:
        sound = all(o.value is None or o.value.is_finite() for o in worldbank.read(path)[1])
    except ImportRefusedError as refused:
        sound = bool(refused.where)
    assert sound


@pytest.mark.shared
def test_every_download_held_reads(shared):
    """All twelve downloads read, each with the 32 allies."""
    paths = sorted((shared / "worldbank").glob("API_*"))
    assert len(paths) == 12
    for path in paths:
        edition, rows = worldbank.read(path)
        assert set(ALLIES) <= {o.ally for o in rows}, path.name
        assert str(edition.published) >= "2016-06-01"


@pytest.mark.shared
def test_military_expenditure_is_of_its_day(shared):
    """The download of 24 February 2026 ends in 2024, though it has a column for 2025."""
    path = next((shared / "worldbank").glob("API_MS.MIL*"))
    edition, rows = worldbank.read(path)
    assert edition.id == "worldbank/2026-02-24"
    assert max(o.year for o in rows) == 2024
