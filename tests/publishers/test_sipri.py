"""SIPRI's workbook: sheets by meaning, colours, codes, footnotes, joint rows. The figures are made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from burdenshare import import_file, show
from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import sipri
from burdenshare.verbs.options import forget

YEARS = (1990, 1991, 1992, 1993, 1994)
BLUE, RED = {True: "FF0000FF", False: 12}, {True: "FFFF0000", False: 10}
SHEETS = {
    "Local currency financial years": (
        "Figures are in local currency",
        "Fiscal Year (Jan-Dec if not stated)",
    ),
    "Local currency calendar years": ("Figures are in local currency", ""),
    "Constant (2014) USD": ("Figures are in US $m., at constant 2014 prices", ""),
    "Current USD": ("Figures are in US $m., in current prices", ""),
    "Share of GDP": ("Military expenditure as percentage of gross domestic product", ""),
    "Per capita": ("Figures are in current US$", ""),
    "Share of Govt. spending": ("Expenditure as percentage of government spending", "Reporting year"),
}
ROWS = {
    "Europe": (None,) * 5,
    "Norway    ": (0.031, 0.03, 0.029, 0.028, 0.0271),
    "UK": (0.04, ". . ", "…", "#VALUE!", 0.035),
    "USSR/Russia": (0.12, 0.1, 0.05, 0.045, 0.05),
    "Czechoslovakia": (0.03, 0.03, 0.028, "xxx", "xxx"),
    "Turkey": (0.02, 0.021, 0.02, 0.02, None),
}
NOTES = {"Norway    ": "‡§¶2", "UK": 1, "Turkey": "‖", "USSR/Russia": "3.0"}


def build(path, *, old=True, years=YEARS, states=None):
    """Write a small workbook as SIPRI made them before 2020, or as it makes them since.

    Parameters
    ----------
    states : name to its values by year; the ones above by default
    """
    book = openpyxl.Workbook()
    book.active.title = "Front page"
    for name, (unit, extra) in SHEETS.items():
        title = name if old else name.replace("USD", "US$")
        _sheet(book.create_sheet(title), name, unit, extra, old=old, years=years, states=states or ROWS)
    notes = book.create_sheet("Footnotes")
    for row in (
        ("Footnotes and special notes",),
        ("†", "No military pensions"),
        ("‡ ", "Current spending only"),
        ("§", "Adopted budget"),
        ("¶", "No paramilitaries"),
        ("‖", "Currency changed"),
        (1, "Figures for the UK"),
        (2, "Figures for Norway"),
        (3, "Figures for the USSR"),
    ):
        notes.append(row if old else (row[0], None, *row[1:]))
    book.save(path)
    return path


def _sheet(sheet, name, unit, extra, *, old, years, states):
    local = name.startswith("Local")
    sheet.append([f"Military expenditure, {name}"])
    sheet.append([unit])
    sheet.append([None])
    heads = ["Country   ", *(["Currency"] if local else []), *([extra] if extra else []), "Notes"]
    if name.startswith("Constant"):
        heads.insert(1, None)
    years = list(years) if old else [str(y) for y in years]
    tail = ["1994 Current"] if name.startswith("Constant") and old else []
    sheet.append([*heads, *years, *tail])
    for state, values in states.items():
        factor = 1 if name.startswith("Share") else 1000
        cells = [v * factor if isinstance(v, float) else v for v in values]
        words = {"Notes": NOTES.get(state), "Currency": "b. kroner" if old else "Kroner", extra: "Apr-Mar"}
        known = state != "Europe"
        sheet.append(
            [
                state,
                *(words.get(h) if known else None for h in heads[1:]),
                *cells,
                *([99999.0] if tail and known else []),
            ]
        )
    first = len(heads) + 1
    for column, colour in ((first, BLUE[old]), (first + 1, RED[old])):
        font = Color(rgb=colour) if old else Color(indexed=colour)
        sheet.cell(6, column).font = Font(color=font)


@pytest.fixture(params=[True, False], ids=["to-2019", "from-2020"])
def workbook(request, tmp_path):
    """Return a workbook of either make."""
    return build(tmp_path / "SIPRI-Milex-data-1990-1994.xlsx", old=request.param)


def cell(rows, indicator, ally, year):
    """Return one observation."""
    (found,) = [o for o in rows if (o.indicator, o.ally, o.year) == (indicator, ally, year)]
    return found


def test_share_is_percent_with_raw_kept(workbook):
    """A fraction becomes per cent; the raw text, sheet and cell are the file's."""
    _, rows = sipri.read(workbook)
    norway = cell(rows, "share_of_gdp", "NOR", 1992)
    assert (norway.value, norway.raw) == (Decimal("2.900"), "0.029")
    assert (norway.sheet, norway.cell) == ("Share of GDP", "E6")


def test_colours_are_flags(workbook):
    """Blue is SIPRI's estimate, red highly uncertain, whether stored as a colour or an index."""
    _, rows = sipri.read(workbook)
    found = [cell(rows, "share_of_gdp", "NOR", y) for y in (1990, 1991, 1992)]
    assert [o.flag for o in found] == ["estimate", "uncertain", ""]
    assert [o.status for o in found] == ["estimated", "reported", "reported"]


def test_missing_codes_stay_apart(workbook):
    """Dots, an ellipsis, `xxx`, an error cell and a blank are missing, each by its own code."""
    _, rows = sipri.read(workbook)
    codes = [cell(rows, "share_of_gdp", "GBR", y).missing for y in (1991, 1992, 1993)]
    assert codes == [". .", "…", "#VALUE!"]
    assert cell(rows, "share_of_gdp", "CSK", 1994).missing == "xxx"
    blank = cell(rows, "share_of_gdp", "TUR", 1994)
    assert (blank.missing, blank.value, blank.status) == ("", None, "missing")


def test_notes_resolve_within_the_release(workbook):
    """Symbols and numbers glued together come apart and carry this release's texts."""
    edition, rows = sipri.read(workbook)
    norway = cell(rows, "share_of_gdp", "NOR", 1990)
    assert norway.notes == ("‡", "§", "¶", "2")
    assert [edition.notes[n] for n in norway.notes] == [
        "Current spending only",
        "Adopted budget",
        "No paramilitaries",
        "Figures for Norway",
    ]
    fiscal = cell(rows, "expenditure_national_fiscal", "NOR", 1990)
    assert edition.notes[fiscal.notes[-1]] == "Apr-Mar"


def test_predecessors_are_kept_apart(workbook):
    """The joint row of the USSR and Russia is the USSR's until 1991 and Russia's after."""
    _, rows = sipri.read(workbook)
    assert cell(rows, "share_of_gdp", "SUN", 1991).value == Decimal("10.0")
    assert cell(rows, "share_of_gdp", "RUS", 1992).value == Decimal("5.00")
    assert not [o for o in rows if o.ally == "RUS" and o.year < 1992]


def test_current_price_column_is_dropped(tmp_path):
    """The last column of the constant sheet, in current prices, gives no second value."""
    edition, rows = sipri.read(build(tmp_path / "a.xlsx"))
    last = cell(rows, "expenditure_usd_constant", "NOR", 1994)
    assert last.value == Decimal("27.1")
    assert edition.price_base == 2014
    assert "1994 current" in edition.remarks


def test_local_currency_counts_as_its_row_says(tmp_path):
    """Billions by the row's own words become millions; without a word the unit is one."""
    _, old = sipri.read(build(tmp_path / "a.xlsx"))
    _, new = sipri.read(build(tmp_path / "b.xlsx", old=False))
    of = ("expenditure_national_current", "NOR", 1990)
    assert (cell(old, *of).value, cell(old, *of).currency) == (Decimal(31000), "NOK")
    assert cell(new, *of).value == Decimal("0.000031")


def test_release_day_is_known_without_being_given(workbook):
    """Without --published a release counts from the end of April after its last year."""
    assert sipri.read(workbook)[0].id == "sipri/1995-04-30"
    assert sipri.read(workbook, published=date(1995, 4, 3))[0].id == "sipri/1995-04-03"


ODD = [
    ("Share of GDP", "A6", "Norwayy", "no state or region", "cell A6"),
    ("Share of GDP", "D6", "0,03", "number belongs", "cell D6"),
    ("Share of GDP", "D6", 3.1, "cannot be", "cell D6"),
    ("Share of GDP", "D4", "1991p", "no year", "cell D4"),
    ("Share of GDP", "D4", 1999, "gap", "sheet 'Share of GDP'"),
    ("Share of GDP", "A8", "Norway", "stands twice", "cell A8"),
    ("Share of GDP", "A2", "Figures are in apples", "unit", "sheet 'Share of GDP'"),
    ("Constant (2014) USD", "A2", "US $m., at constant 2010 prices", "head", "cell"),
]


@pytest.mark.parametrize(("sheet", "address", "value", "says", "where"), ODD)
def test_refusals_name_the_cell(sheet, address, value, says, where, tmp_path):
    """What the reader does not recognise is refused in one line with sheet and cell."""
    path = build(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    title = "Military expenditure" if sheet == "Share of GDP" and address == "A2" else None
    if title:
        book[sheet]["A1"] = title
    book[sheet][address] = value
    book.save(path)
    with pytest.raises(ImportRefusedError, match=says) as refused:
        sipri.read(path)
    assert where in refused.value.where
    assert refused.value.mend


def test_an_unknown_table_refuses(tmp_path):
    """A sheet with states and years that we do not know by name is refused, not skipped."""
    path = build(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["Current USD"].title = "Secret spending"
    book.save(path)
    with pytest.raises(ImportRefusedError, match="a table we do not know"):
        sipri.read(path)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.integers(1, 12),
    column=st.integers(1, 9),
    value=st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(allow_nan=False)),
)
def test_any_cell_may_be_odd(row, column, value, tmp_path):
    """Whatever one cell holds, the reader reads or refuses; it never fails otherwise."""
    path = build(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    try:
        book["Share of GDP"].cell(row, column).value = value
        book.save(path)
    except Exception:  # noqa: BLE001  text that no workbook can hold
        return
    try:
        said = sipri.read(path)[0].id
    except ImportRefusedError as refused:
        said = refused.message
    assert said


def test_flags_and_notes_reach_show(tmp_path):
    """Colours, codes and notes of an imported release survive into `show`."""
    own = tmp_path / "own.sqlite"
    import_file("sipri", build(tmp_path / "a.xlsx"), record=own)
    found = show("Norway", indicator="share_of_gdp", source="sipri", record=own)
    first = found.rows[0]
    assert (first.flag, first.notes, first.cell) == ("estimate", ("‡", "§", "¶", "2"), "C6")
    gone = show("GBR", indicator="share_of_gdp", source="sipri", record=own).rows[1]
    assert (gone.missing, gone.value) == (". .", None)
    forget()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "cells", "base", "estimates"),
    [
        ("1988-2015", 34468, 2014, 4316),
        ("1949-2017", 71365, 2016, None),
        ("1949-2019", 73964, 2018, 10402),
        ("1949-2021", 12629, None, 1799),
        ("1949-2022", 77225, 2021, 10778),
        ("1949-2024_2", 79699, 2023, 10960),
    ],
)
def test_every_release_imports(name, cells, base, estimates, shared):
    """Each release is read whole, every cell agreeing with a second reader, colours included."""
    edition, rows = sipri.read(shared / "sipri" / f"SIPRI-Milex-data-{name}.xlsx")
    assert (len(rows), edition.price_base) == (cells, base)
    if estimates is not None:
        assert sum(o.flag == "estimate" for o in rows) == estimates
    assert len({(o.indicator, o.ally, o.year) for o in rows}) == len(rows)


@pytest.mark.shared
def test_misnumbered_footnotes_are_settled(shared):
    """The release of 2018 numbers footnotes one too low in five sheets; the texts settle it."""
    edition, rows = sipri.read(shared / "sipri" / "SIPRI-Milex-data-1949-2017.xlsx")
    uk = {o.notes for o in rows if o.ally == "GBR" and not o.indicator.endswith("fiscal")}
    assert all("UK" in edition.notes[n] for notes in uk for n in notes if n.isdigit())
    assert "United Kingdom" in edition.remarks
