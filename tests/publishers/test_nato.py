"""NATO's workbooks: every layout reads, whatever is odd refuses and says where."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import nato

LAYOUTS = (2019, 2024, 2025, 2026)


def cells(rows, indicator):
    """Observations of an indicator by ally and year."""
    return {(o.ally, o.year): o for o in rows if o.indicator == indicator}


def mutate(path, sheet, address, value):
    """Overwrite one cell of a workbook."""
    book = openpyxl.load_workbook(path)
    book[sheet][address] = value
    book.save(path)
    return path


@pytest.mark.parametrize("year", LAYOUTS)
def test_layouts_read(year, build):
    """Each layout yields the same shares, with sheet, cell, status and printed precision."""
    edition, rows = nato.read(build(year))
    share = cells(rows, "share_of_gdp")
    assert share["LTU", 2018].value == Decimal("1.965")
    assert (share["LTU", 2018].status, share["LTU", 2016].status) == ("estimated", "reported")
    assert share["BEL", 2014].decimals == 2
    assert share["BEL", 2014].cell
    assert len(share) == 25
    assert edition.price_base == (2015 if year < 2025 else 2021)
    core = "nato_core_defence_expenditure" if year == 2026 else "nato_defence_expenditure"
    assert edition.definition == core


@pytest.mark.parametrize("year", LAYOUTS)
def test_units_come_out_canonical(year, build):
    """GDP is in millions in every layout, though 2019 prints billions."""
    _, rows = nato.read(build(year))
    assert cells(rows, "gdp_usd_constant")["BEL", 2014].value == Decimal(535000)


@pytest.mark.parametrize("year", LAYOUTS)
def test_currency_comes_from_the_label(year, build):
    """Table 1 names each row's currency."""
    _, rows = nato.read(build(year))
    own = cells(rows, "expenditure_national_current")
    assert {own[a, 2014].currency for a in ("BEL", "POL", "USA")} == {"EUR", "PLN", "USD"}


def test_blank_is_a_row(build):
    """A blank and the publisher's mark are missing rows with their code, never zero."""
    _, rows = nato.read(build(2024))
    people = cells(rows, "military_personnel")
    assert (people["BEL", 2016].missing, people["BEL", 2016].status) == ("..", "missing")
    assert (people["BEL", 2018].missing, people["BEL", 2018].value) == ("", None)


def test_totals_over_holes_are_noted(build):
    """A total that leaves allies out carries a note which names them."""
    edition, rows = nato.read(build(2024))
    total = cells(rows, "military_personnel")["NATO", 2018]
    assert any("BEL" in edition.notes[n] for n in total.notes)


def test_notes_qualify_their_cells(build):
    """Estimates, stars and the sentence on Lithuania are tied to exactly their cells."""
    edition, rows = nato.read(build(2024))
    share = cells(rows, "share_of_gdp")

    def texts(ally, year):
        return " ".join(edition.notes[n] for n in share[ally, year].notes)

    assert "estimates" in texts("BEL", 2018)
    assert "estimates" not in texts("BEL", 2016)
    assert "national laws" in texts("POL", 2014)
    assert "national laws" not in texts("BEL", 2014)
    assert "Lithuania met" in texts("LTU", 2018)
    assert "Lithuania met" not in texts("LTU", 2017)
    assert "Lithuania met" not in texts("POL", 2018)


REFUSALS = [
    ("TABLE3", "D11", "many", "where a number belongs", "cell D11"),
    ("TABLE3", "D11", 200, "cannot be", "cell D11"),
    ("TABLE3", "C11", "Belgiumm", "neither an ally nor an aggregate", "cell C11"),
    ("TABLE3", "C11", "Poland", "stands twice", "cell C"),
    ("TABLE3", "E8", "2019", "not consecutive", "sheet 'TABLE3'"),
    ("TABLE1", "C10", "Belgium (Doubloons)", "currency 'Doubloons'", "sheet 'TABLE1'"),
    ("TABLE5", "B6", "Billion US dollars", "billions", "sheet 'TABLE5'"),
    ("TABLE3", "B6", "Based on 2010 prices", "different base years", "sheet"),
    ("TABLE3", "B4", "Table 9 : Something", "not one we know", "sheet"),
    ("TABLE5", "D17", 535.0, "a unit is wrong", "sheet 'TABLE5'"),
]


@pytest.mark.parametrize(("sheet", "address", "value", "says", "where"), REFUSALS)
def test_refusals_name_the_cell(sheet, address, value, says, where, build):
    """What the reader does not recognise is refused in one line with sheet and cell."""
    path = build(2024)
    row = {"D11": "D10", "C11": "C10"}.get(address, address)
    with pytest.raises(ImportRefusedError) as refused:
        nato.read(mutate(path, sheet, row, value))
    assert says in str(refused.value)
    assert where.replace("D11", "D10").replace("C11", "C10") in refused.value.where
    assert refused.value.mend


def test_contradicted_estimates_refuse(build):
    """A note that calls other years estimates than the header does is refused."""
    path = build(2024)
    book = openpyxl.load_workbook(path)
    for row in book["TABLE3"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "estimates" in cell.value:
                cell.value = "Notes: Figures for 2016 and 2018 are estimates."
    book.save(path)
    with pytest.raises(ImportRefusedError, match="calls"):
        nato.read(path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04torn", "torn"),
        (b"\xd0\xcf\x11\xe0old", "old or an encrypted"),
        (b"name,value", "not an xlsx"),
        (b"", "not an xlsx"),
    ],
)
def test_other_files_refuse(content, says, tmp_path):
    """Whatever is no workbook is refused for what it is."""
    path = tmp_path / "240617-x.xlsx"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=says):
        nato.read(path)


def test_zip_bomb_refuses(tmp_path):
    """A file that unpacks to hundreds of megabytes is refused before it is opened."""
    path = tmp_path / "240617-x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 210_000_000)
    with pytest.raises(ImportRefusedError, match="unpacked"):
        nato.read(path)


def test_day_must_be_known(build, tmp_path):
    """A file whose name does not say its day needs --published."""
    path = build(2024).rename(tmp_path / "tables.xlsx")
    with pytest.raises(ImportRefusedError, match="does not say when"):
        nato.read(path)
    assert nato.read(path, published=date(2024, 6, 17))[0].id == "nato/2024-06-17"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.integers(1, 24),
    column=st.integers(1, 9),
    value=st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(allow_nan=False)),
)
def test_any_cell_may_be_odd(row, column, value, build):
    """Whatever one cell holds, the reader reads or refuses; it never fails otherwise."""
    path = build(2024)
    book = openpyxl.load_workbook(path)
    try:
        book["TABLE3"].cell(row, column).value = value
        book.save(path)
    except Exception:  # noqa: BLE001  text that no workbook can hold
        return
    try:
        nato.read(path)
    except ImportRefusedError as refused:
        said = refused.where
    else:
        said = "read"
    assert said


@pytest.mark.shared
def test_original_agrees_with_a_second_reader(shared):
    """Every number of the 2024 workbook is read alike by calamine, an independent reader."""
    import python_calamine

    path = next((shared / "nato").glob("2024-06-17*.xlsx"))
    _, rows = nato.read(path)
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheets = {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
    compared = 0
    for o in rows:
        column, row = openpyxl.utils.cell.coordinate_from_string(o.cell)
        other = sheets[o.sheet][row - 1][openpyxl.utils.column_index_from_string(column) - 1]
        assert (other == "" or other is None) if o.value is None else Decimal(str(other)) == o.value
        compared += 1
    assert compared == 5346
