"""The record is checked, exported and restored; readers go on while an import runs."""

from __future__ import annotations

import sqlite3
import zipfile

import pytest

from burdenshare import check_record, editions, export_record, import_file, restore_record, show
from burdenshare.errors import BrokenRecordError
from burdenshare.record.archive import read_own
from burdenshare.record.store import open_user_for_writing
from burdenshare.verbs.options import forget


@pytest.fixture
def own(tmp_path, workbook_2018):
    """A record with one imported edition, which has `.r2` in its id."""
    path = tmp_path / "own.sqlite"
    import_file("nato", workbook_2018, record=path, published="2024-06-17")
    yield path
    forget()


def test_everything_is_intact(own):
    """Every embedded edition and every imported one matches its checksum."""
    found = check_record(record=own)
    assert found.more["intact"] is True
    assert ("nato/2024-06-17.r2", "own") in {(r.edition, r.kept) for r in found.rows}
    assert sum(r.kept == "embedded" for r in found.rows) >= 22


def test_a_changed_cell_is_found(own, run):
    """A cell altered behind our back is named by the check, which then ends with status 1."""
    with sqlite3.connect(own) as db:
        db.execute("UPDATE observation SET value = '9.99' WHERE rowid = 5")
    db.close()
    damaged = [r for r in check_record(record=own).rows if not r.intact]
    assert [r.edition for r in damaged] == ["nato/2024-06-17.r2"]
    done = run("record", "check", "--record", str(own))
    assert done.status == 1
    assert "nato/2024-06-17.r2" in done.err


def test_round_trip_is_byte_for_byte(own, tmp_path):
    """An export restored into a fresh record exports to the very same bytes."""
    first, second, fresh = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "fresh.sqlite"
    export_record(first, record=own)
    restore_record(first, record=fresh)
    export_record(second, record=fresh)
    assert first.read_bytes() == second.read_bytes()
    (was,), (now,) = read_own(own), read_own(fresh)
    assert was[0] == now[0]
    assert {repr(o) for o in was[1]} == {repr(o) for o in now[1]}
    assert check_record(record=fresh).more["intact"] is True


def test_restore_is_a_no_op_where_all_is_held(own, tmp_path):
    """Restoring what is held already changes nothing."""
    archive = tmp_path / "a.zip"
    export_record(archive, record=own)
    before = own.read_bytes()
    restore_record(archive, record=own)
    assert own.read_bytes() == before


def test_restore_refuses_other_content(own, tmp_path):
    """An edition held with other content is never overwritten by a restore."""
    archive = tmp_path / "a.zip"
    export_record(archive, record=own)
    with sqlite3.connect(own) as db:
        db.execute("UPDATE observation SET value = '9.99' WHERE rowid = 5")
    db.close()
    with pytest.raises(BrokenRecordError, match="other content"):
        restore_record(archive, record=own)


@pytest.mark.parametrize("spoil", ["torn", "altered", "foreign", "outside"])
def test_damaged_archives_refuse(spoil, own, tmp_path):
    """A torn, altered or foreign archive is refused and nothing is restored."""
    archive, fresh = tmp_path / "a.zip", tmp_path / "fresh.sqlite"
    export_record(archive, record=own)
    content = archive.read_bytes()
    if spoil == "torn":
        archive.write_bytes(content[: len(content) // 2])
    elif spoil == "foreign":
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("manifest.json", '{"form": "other"}')
    else:
        with zipfile.ZipFile(archive) as packed:
            parts = {n: packed.read(n) for n in packed.namelist()}
        with zipfile.ZipFile(archive, "w") as packed:
            for name, body in parts.items():
                other = body.replace(b"0.97", b"9.97") if name.endswith(".csv") else body
                if spoil == "outside":
                    other = body.replace(b"nato/", b"../nato/")
                packed.writestr(name, other)
    with pytest.raises(BrokenRecordError, match="does not read"):
        restore_record(archive, record=fresh)
    assert not fresh.exists()


def test_nothing_to_export_is_said(tmp_path):
    """An empty record has nothing to export, and no file is written."""
    with pytest.raises(BrokenRecordError, match="nothing to export"):
        export_record(tmp_path / "a.zip", record=tmp_path / "none.sqlite")
    assert not (tmp_path / "a.zip").exists()


def test_readers_go_on_while_an_import_runs(own):
    """While a transaction of an import is open, readers see the record as it was."""
    db = open_user_for_writing(own)
    db.execute("DELETE FROM observation")
    forget()
    assert len(editions(record=own, source="nato").rows) == 23
    assert show("BEL", record=own, as_of="2024-07-09").rows
    db.rollback()
    db.close()


def test_record_of_an_earlier_version_is_taken_on(own, workbook_2018, tmp_path):
    """A record without checksums still opens, says so, and takes further imports."""
    with sqlite3.connect(own) as db:
        db.execute("DROP TABLE seal")
    db.close()
    (old,) = [r for r in check_record(record=own).rows if r.kept == "own"]
    assert old.intact
    assert "no checksum" in old.why
    import_file("nato", workbook_2018, record=own, published="2020-01-01")
    assert len([r for r in check_record(record=own).rows if r.kept == "own"]) == 1 + 1
