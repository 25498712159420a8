"""Drifted workbooks read right or refuse; hostile ones end in one line."""

from __future__ import annotations

import resource
import time
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from burdenshare import import_file, verdicts
from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import nato
from burdenshare.verbs.options import forget


def values(rows):
    """Every value by indicator, ally and year."""
    return {(o.indicator, o.ally, o.year): o.value for o in rows}


def altered(path, change):
    """Apply a change to a workbook's book and save it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def swap(sheet, a, b, *, rows=60):
    """Swap two columns from the row of years down."""
    for row in range(1, rows):
        one, two = sheet.cell(row, a), sheet.cell(row, b)
        one.value, two.value = two.value, one.value
        one.number_format, two.number_format = two.number_format, one.number_format


def insert_blank(book):
    """Insert a blank row above the years of table 3."""
    book["TABLE3"].insert_rows(7)


def rename(book):
    """Rename table 3's sheet by blanks and case."""
    book["TABLE3"].title = " Table 3 "


@pytest.mark.parametrize(
    "drift",
    [
        insert_blank,
        rename,
        lambda book: book["TABLE3"].insert_cols(1),
        lambda book: swap(book["TABLE3"], 5, 7),
        lambda book: swap(book["TABLE3"], 3, 4),
        lambda book: book["TABLE3"].insert_cols(4),
    ],
)
def test_drift_reads_right(drift, build):
    """Blank rows and columns, swapped columns and renamed sheets change no value."""
    plain = values(nato.read(build(2024))[1])
    assert values(nato.read(altered(build(2024), drift))[1]) == plain


@pytest.mark.parametrize(
    ("address", "value", "says"),
    [
        ("H8", "2018p", "no year we know"),
        ("D10", 164, "cannot be"),
        ("D10", "1,64", "number belongs"),
        ("C10", "Atlantis", "neither an ally"),
        ("C10", "=1+1", "without a name"),
    ],
)
def test_what_is_not_known_refuses(address, value, says, build):
    """An unknown year marker, ally or text in a value's place is refused with sheet and cell."""
    path = altered(build(2024), lambda book: book["TABLE3"].__setitem__(address, value))
    with pytest.raises(ImportRefusedError, match=says) as refused:
        nato.read(path)
    assert "sheet 'TABLE3', cell" in refused.value.where


def contradict(book):
    """Raise Belgium's share of 2014 and its equipment of 2015 beyond what other tables imply."""
    sheet = book["TABLE3"]
    sheet["D10"] = sheet["D10"].value + 0.5
    book["TABLE2"]["D14"] = 1.5 * book["TABLE2"]["D14"].value


def test_contradictions_are_all_named(build):
    """Cells that contradict other tables are marked uncertain with a note, or refuse if asked."""
    path = altered(build(2024), contradict)
    with pytest.raises(ImportRefusedError) as refused:
        import_file("nato", path, strict=True, record=path.with_suffix(".sqlite"))
    assert "share_of_gdp of Belgium 2014" in refused.value.message
    edition, rows = nato.read(path)
    odd = [o for o in rows if o.flag == "uncertain"]
    assert "'TABLE3'!D10" in refused.value.message
    assert ("share_of_gdp", "BEL", 2014) in {(o.indicator, o.ally, o.year) for o in odd}
    assert all(
        any("spending over GDP" in edition.notes[n] or "growth" in edition.notes[n] for n in o.notes)
        for o in odd
    )


def test_editions_without_contradiction_are_unmarked(build):
    """A sound workbook has no uncertain cell."""
    assert not [o for o in nato.read(build(2024))[1] if o.flag]


@pytest.fixture
def bomb(tmp_path, build):
    """Return a function that rewrites parts of a sound workbook."""

    def rewrite(change, extra=()):
        source = build(2024)
        target = tmp_path / "240617-odd.xlsx"
        with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", 8) as out:
            for name in packed.namelist():
                content = packed.read(name)
                out.writestr(name, change(content) if "sheet3" in name or "styles" in name else content)
            for name, content in extra:
                out.writestr(name, content)
        return target

    return rewrite


def rows_without_end(content):
    """Append a million styled, empty rows."""
    many = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(100, 1_000_100))
    return content.replace(b"</sheetData>", many + b"</sheetData>")


def styles_without_end(content):
    """Append a million cell styles."""
    return content.replace(b"</cellXfs>", b'<xf numFmtId="0"/>' * 1_000_000 + b"</cellXfs>")


def entity(content):
    """Declare an entity that reads a file."""
    declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
    return content.replace(b"<worksheet", declared, 1)


def far_cell(content):
    """Put a value into the last cell of the last row, for which a dense reader reserves room."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return content.replace(b"</sheetData>", far + b"</sheetData>")


@pytest.mark.parametrize(
    ("change", "extra", "says"),
    [
        (rows_without_end, (), "rows and"),
        (styles_without_end, (), "elements"),
        (entity, (), "declares entities"),
        (far_cell, (), "second reader"),
        (lambda c: c[: len(c) // 2] if b"<sheetData" in c else c, (), "does not open"),
        (lambda c: c, [("../../outside.xml", b"<x/>")], "leads outside"),
        (lambda c: c, [("/etc/outside.xml", b"<x/>")], "leads outside"),
        (lambda c: c, [("xl/big.bin", b"0" * 61_000_000)], "unpacked"),
    ],
)
def test_hostile_workbooks_end_in_one_line(change, extra, says, bomb):
    """Bombs, entities, far cells and paths that lead outside refuse within 10 s and 1 GiB."""
    path = bomb(change, extra)
    started = time.monotonic()
    with pytest.raises(ImportRefusedError, match=says) as refused:
        nato.read(path)
    assert "\n" not in str(refused.value)
    assert time.monotonic() - started < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_048_576


@pytest.mark.shared
def test_an_altered_cell_is_recorded_beside_and_doubted(shared, tmp_path):
    """One altered share makes `.r2`, is listed, marked uncertain, and shows under the verdict."""
    book = openpyxl.load_workbook(next((shared / "nato").glob("2024-06-17*.xlsx")))
    book["TABLE3"]["N21"] = 2.5
    path, own = tmp_path / "240617-altered.xlsx", tmp_path / "own.sqlite"
    book.save(path)
    done = import_file("nato", path, record=own)
    assert done.editions == ["nato/2024-06-17.r2"]
    assert [(c.ally, c.year, c.now) for c in done.more["changes"]] == [("DEU", 2024, "2.5")]
    assert "'TABLE4'!H33 restates it" in done.more["contradictions"][0]
    rows = verdicts(pledge="wales-2014", year=2024, as_of="2024-07-09", record=own).rows
    germany = next(r for r in rows if r.ally == "DEU")
    assert "the cell is uncertain, 'TABLE3'!N21" in germany.reasons[1]
    forget()


@pytest.mark.shared
def test_drifted_original_reads_right(shared, tmp_path):
    """NATO's own workbook with two years swapped, a blank row and a renamed sheet reads the same."""
    source = next((shared / "nato").glob("2024-06-17*.xlsx"))
    book = openpyxl.load_workbook(source)
    sheet = book["TABLE3"]
    for address in [str(m) for m in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(address)
    swap(sheet, 6, 9, rows=79)
    sheet.insert_rows(7)
    book["TABLE8a"].title = "table 8A "
    path = tmp_path / "240617-drifted.xlsx"
    book.save(path)
    drifted, plain = (values(nato.read(p)[1]) for p in (path, source))
    assert drifted.keys() == plain.keys()
    for key, value in plain.items():
        assert drifted[key] == value or abs(drifted[key] - value) <= abs(value) / 10**12
    assert round(drifted["share_of_gdp", "DEU", 2024], 4) == Decimal("2.1190")
