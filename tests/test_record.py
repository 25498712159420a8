"""What was known on a date, and what the user adds."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burdenshare import coverage, editions, import_file, show
from burdenshare.errors import BrokenRecordError, UnknownAllyError
from burdenshare.record import Edition, Observation, Record, store
from burdenshare.record.rows import create, insert
from burdenshare.verbs.options import forget, open_record


def record_of(*cells):
    """A record in memory; each cell is (published, value or None, doubt)."""
    db = sqlite3.connect(":memory:")
    create(db)
    for k, (day, value, doubt) in enumerate(cells):
        name = f"nato/{day}.r{k + 2}"
        edition = Edition(name, "nato", "", day, "d", None, "original")
        status = "missing" if value is None else "reported"
        o = Observation(name, "DEU", 2020, "share_of_gdp", value, str(value), 2, status, doubt=doubt)
        insert(db, edition, [o])
    return Record(db)


days = st.dates(date(2014, 1, 1), date(2026, 12, 31))
values = st.one_of(st.none(), st.decimals("0.1", "9", places=2))


@given(st.lists(st.tuples(days, values, st.sampled_from(["", "", "odd"])), min_size=1, max_size=8), days)
def test_as_of_never_sees_later(cells, day):
    """The value as of a day is that of the newest sound row published by then, even a blank one."""
    visible = [(c, k) for k, c in enumerate(cells) if c[0] <= day]
    if not visible:
        return
    found = record_of(*cells).as_of(day).latest("share_of_gdp", "DEU", 2020)
    sound = [(d, f"nato/{d}.r{k + 2}", v) for ((d, v, doubt), k) in visible if not doubt]
    if not sound:
        assert found is None
    else:
        assert found.edition == max(sound)[1]
        assert found.value == max(sound)[2]


def test_partial_edition_leaves_cells_to_the_one_before():
    """March 2018: Norway from that edition, Italy from June 2017, each naming its own."""
    norway, italy = (show(a, year=2017, as_of="2018-03-20").rows[0] for a in ("NOR", "ITA"))
    assert (norway.value, norway.edition) == (Decimal("1.62"), "nato/2018-03-15")
    assert (italy.value, italy.edition) == (Decimal("1.13"), "nato/2017-06-29")


def test_four_verbs():
    """First, nth and latest walk the vintages of a cell."""
    view = open_record().as_of(date(2026, 8, 1))
    cell = ("share_of_gdp", "DEU", 2018)
    assert view.first(*cell).edition == "nato/2018-07-10"
    assert view.nth(*cell, 2).edition == "nato/2019-03-14"
    assert view.latest(*cell).edition == "nato/2026-07-10"
    assert view.nth(*cell, 99) is None


def test_coverage_tells_in_advance():
    """July 2018 holds 28 of 28 shares; 17 March 2018 mixes two editions for 2017."""
    (row,) = coverage(as_of="2018-07-11", indicator="share_of_gdp", year=2018).rows
    assert (row.allies_held, row.allies_expected) == (28, 28)
    (row,) = coverage(as_of="2018-03-20", indicator="share_of_gdp", year=2017).rows
    assert row.editions == ("nato/2018-03-15", "nato/2017-06-29")


def test_editions_are_dated():
    """Only editions published by the day are listed."""
    assert editions(as_of="2018-07-09").rows[-1].edition == "nato/2018-03-15"


def test_unknown_ally_suggests():
    """'Turkiyee' suggests Türkiye."""
    with pytest.raises(UnknownAllyError, match=r"did you mean 'Türkiye' \(TUR\)"):
        show("Turkiyee")


def test_compiles_again_after_a_torn_cache(tmp_path):
    """A torn compiled file is compiled again; an unwritable cache falls back to memory."""
    db = store.open_embedded(cache=tmp_path)
    db.close()
    (compiled,) = tmp_path.glob("*.sqlite")
    compiled.write_bytes(b"torn")
    assert len(Record(store.open_embedded(cache=tmp_path)).editions(source="nato")) == 22
    with compiled.open("r+b") as file:  # zeros in the middle, which no count of editions would show
        file.seek(2_000_000)
        file.write(bytes(500_000))
    again = store.open_embedded(cache=tmp_path)
    assert again.execute("SELECT count(*) FROM observation").fetchone()[0] > 90_000
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert len(Record(store.open_embedded(cache=blocked / "below")).editions(source="nato")) == 22


def test_a_changed_table_is_noticed(tmp_path):
    """A table that changes after it was compiled is read again, even where its size stays."""
    folder, cache = tmp_path / "editions", tmp_path / "cache"
    shutil.copytree(store.embedded_folder() / "nato", folder / "nato")
    before = store.digest_noted(folder, cache)
    assert store.digest_noted(folder, cache) == before == store.digest(folder)
    table = folder / "nato" / "2014-02-24.csv"
    table.write_bytes(table.read_bytes().replace(b"1.", b"2.", 1))
    assert store.digest_noted(folder, cache) == store.digest(folder) != before
    (folder / "nato" / "2014-02-24.csv").rename(folder / "nato" / "2014-02-25.csv")
    assert store.digest_noted(folder, cache) == store.digest(folder)


def test_two_installs_share_what_they_compile(tmp_path):
    """The same tables elsewhere have the same digest, each with a note of its own."""
    for name in ("one", "two"):
        shutil.copytree(store.embedded_folder() / "nato", tmp_path / name / "nato")
    assert store.digest_noted(tmp_path / "one", tmp_path) == store.digest_noted(tmp_path / "two", tmp_path)
    assert len(list(tmp_path.glob("tables-*"))) == 2


def test_import_once_then_again(tmp_path, workbook_2018):
    """An original takes the place of a transcription, once; the changes are shown."""
    own = tmp_path / "own.sqlite"
    dry = import_file("nato", workbook_2018, record=own, published="2018-07-10", dry_run=True)
    assert not own.exists()
    assert dry.more["recorded"] is False
    done = import_file("nato", workbook_2018, record=own, published="2018-07-10")
    assert done.more["recorded"] is True
    belgium = next(
        c for c in done.more["changes"] if (c.ally, c.year) == ("BEL", 2018) and c.indicator == "share_of_gdp"
    )
    assert (belgium.was, belgium.now) == ("0.93", "0.89")
    again = import_file("nato", workbook_2018, record=own, published="2018-07-10")
    assert again.more["held_already"] is True
    held = {e.edition: e.origin for e in editions(record=own, source="nato").rows}
    assert held["nato/2018-07-10"] == "original"
    assert len(held) == 22
    counts = open_record(own).edition("nato/2018-07-10").stated_counts
    assert counts == {2018: 5}


def test_differing_file_is_a_new_edition(tmp_path, workbook_2018):
    """A file that differs from a held original is recorded beside it as .r2."""
    own = tmp_path / "own.sqlite"
    done = import_file("nato", workbook_2018, record=own, published="2024-06-17")
    assert done.rows[0].edition == "nato/2024-06-17.r2"
    belgium = show("BEL", year=2018, indicator="share_of_gdp", record=own, as_of="2024-07-01")
    assert belgium.rows[0].edition == "nato/2024-06-17.r2"
    forget()


def test_broken_own_record_is_one_clear_line(tmp_path, run):
    """A record that is no database is named, with a way out."""
    own = tmp_path / "own.sqlite"
    own.write_bytes(b"no database at all" * 100)
    with pytest.raises(BrokenRecordError, match="does not open"):
        show("NOR", record=own)
    done = run("show", "NOR", "--record", str(own))
    assert (done.status, done.out) == (1, "")
    assert len(done.err.strip().splitlines()) == 1


def test_import_stopped_at_its_start_leaves_an_empty_record(tmp_path, workbook_2018):
    """A record file in which no table was made yet reads as no record, and takes the import."""
    import sqlite3

    own = tmp_path / "own.sqlite"
    with sqlite3.connect(own) as db:
        db.execute("PRAGMA journal_mode = WAL")
    db.close()
    assert len(editions(record=own, source="nato").rows) == 22
    done = import_file("nato", workbook_2018, record=own, published="2018-07-10")
    assert done.more["recorded"] is True
    forget()


def test_half_width_is_the_printed_precision():
    """A stored value with more digits than are printed is exact; others are known to the rounding."""
    o = Observation("e", "SVK", 2024, "share_of_gdp", Decimal(2), "2", 2)
    assert o.half_width == Decimal("0.005")
    assert replace(o, value=Decimal("2.118977")).half_width == 0


@pytest.mark.shared
def test_one_changed_cell_is_one_change(tmp_path, shared):
    """A re-saved copy of the workbook is a no-op; one changed cell makes .r2 and is listed."""
    import openpyxl

    book = openpyxl.load_workbook(next((shared / "nato").glob("2024-06-17*.xlsx")))
    copy, own = tmp_path / "240617-def-exp-2024-TABLES-en.xlsx", tmp_path / "own.sqlite"
    book.save(copy)
    assert import_file("nato", copy, record=own).more["held_already"] is True
    assert not own.exists()
    book["TABLE3"]["N35"] = 2.004
    book.save(copy)
    done = import_file("nato", copy, record=own)
    assert done.rows[0].edition == "nato/2024-06-17.r2"
    assert [(c.ally, c.was, c.now) for c in done.more["changes"]] == [("SVK", "2", "2.004")]
    forget()
