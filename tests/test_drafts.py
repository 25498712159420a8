"""Drafts: nothing that somebody edited, adopted, approved or sent is lost when letters are written anew."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from burdenshare import adopt_letter, approve_letters, compose_letters, register_of, send_letters
from burdenshare.correspondence import Register
from burdenshare.document.reading import read
from burdenshare.errors import BurdenshareError, LetterError, RefusedLettersError, RegisterError
from burdenshare.letters import init_kit
from test_correspondence import change

AT = datetime(2024, 7, 9, 8, tzinfo=UTC)
ID = "BEL-2024-07-09"
BEFORE, AFTER = "It is among the gaps that decide", "It is one of the gaps that decide"
ROWS = "BEL,,,,,,belgium@example.org,,\nCAN,,,,,,canada@example.org,,\nNOR,,,,,,norway@example.org,,\n"


def compose(kit, recipients="BEL", **more):
    """Compose letters of the Washington summit, in every form."""
    options = {"as_of": "2024-07-09", "pledge": "wales-2014", "at": AT} | more
    return compose_letters(recipients=recipients, kit=kit, **options)


@pytest.fixture
def kit(tmp_path):
    """A kit with the drafts of the letter to Belgium."""
    folder = tmp_path / "kit"
    init_kit(folder)
    with (folder / "recipients.csv").open("a") as file:
        file.write(ROWS)
    compose(folder)
    return folder


def edit(path, before=BEFORE, after=AFTER):
    """Edit a form by hand, as far as its format lets one."""
    if path.suffix == ".docx":
        change(path, before, after)
    elif path.suffix == ".html":
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")
    else:
        path.write_bytes(path.read_bytes() + b"\n% a note of mine\n")


def contents(folder):
    """File to bytes, of a folder and what lies in it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def says(path, words):
    """Whether a form holds words."""
    return any(words in " ".join(p.text.split()) for p in read(path).paragraphs)


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "eml"])
def test_an_edited_draft_is_not_overwritten(form, kit):
    """To compose again refuses over an edited form of any kind, names it, and leaves every byte."""
    edit(kit / "drafts" / f"BEL.{form}")
    before = contents(kit / "drafts")
    with pytest.raises(LetterError, match=rf"BEL\.{form} was edited and not adopted") as refused:
        compose(kit)
    assert contents(kit / "drafts") == before
    assert "--again" in refused.value.mend


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "eml"])
def test_again_keeps_a_dated_copy(form, kit):
    """With `again` the letter is written anew and the edited form lies, byte for byte, among the kept."""
    path = kit / "drafts" / f"BEL.{form}"
    drafted = path.read_bytes()
    edit(path)
    edited = path.read_bytes()
    found = compose(kit, again=True)
    copy = kit / "drafts" / "kept" / f"BEL.2024-07-09T080000.{form}"
    assert found.more["kept"] == [str(copy)]
    assert copy.read_bytes() == edited
    assert path.read_bytes() == drafted


def test_untouched_drafts_are_written_anew(kit):
    """To compose again over drafts that nobody touched just works, also in another tone, and keeps no copy."""
    before = contents(kit / "drafts")
    assert compose(kit).rows[0].state == "composed"
    assert contents(kit / "drafts") == before
    compose(kit, tone="warm")
    assert contents(kit / "drafts").keys() == before.keys()
    assert contents(kit / "drafts")["BEL.html"] != before["BEL.html"]


def test_one_edited_draft_stops_all(kit):
    """Where one of several drafts was edited none is written, and no letter enters the register."""
    edit(kit / "drafts" / "BEL.docx")
    with pytest.raises(LetterError, match="none of the 2 letters was written"):
        compose(kit, "BEL,CAN")
    assert not (kit / "drafts" / "CAN.docx").exists()
    assert [e.ally for e in register_of(kit=kit).rows] == ["BEL"]


def test_every_edited_draft_is_named(kit):
    """Where several drafts were edited each letter is named with its file and its mend."""
    compose(kit, "BEL,CAN")
    edit(kit / "drafts" / "BEL.docx")
    edit(kit / "drafts" / "CAN.pdf")
    with pytest.raises(RefusedLettersError) as refused:
        compose(kit, "BEL,CAN", tone="warm")
    lines = str(refused.value).splitlines()
    assert lines[0].startswith("2 of 2 letters cannot be written, and none was")
    assert [line[:3] for line in lines[1:]] == ["BEL", "CAN"]
    assert "BEL.docx" in lines[1]
    assert "CAN.pdf" in lines[2]


def test_adopted_and_approved_letters_are_not_overwritten(kit):
    """A letter that was adopted or approved is composed anew only with `again`; its forms are kept."""
    edit(kit / "drafts" / "BEL.docx")
    adopt_letter("BEL", kit / "drafts" / "BEL.docx", kit=kit, at=AT)
    with pytest.raises(LetterError, match=f"{ID} is edited"):
        compose(kit)
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    with pytest.raises(LetterError, match=f"{ID} is approved"):
        compose(kit)
    approved = (kit / "drafts" / "BEL.html").read_bytes()
    found = compose(kit, again=True, at=AT.replace(hour=9))
    copies = {Path(p).name: Path(p).read_bytes() for p in found.more["kept"]}
    assert copies["BEL.2024-07-09T090000.html"] == approved
    assert register_of(kit=kit).rows[0].state == "composed"


def test_the_register_keeps_every_wording(kit):
    """Words that were composed over can still be read from the register, by the checksum in the history."""
    edit(kit / "drafts" / "BEL.docx")
    adopt_letter("BEL", kit / "drafts" / "BEL.docx", kit=kit, at=AT)
    compose(kit, again=True)
    register = Register(kit / "register.sqlite")
    (edited,) = [e.sha256 for e in register.history(ID) if e.what == "edited"]
    assert AFTER in register.wording(edited)


def test_the_next_summits_letter_keeps_the_last_ones_forms(kit):
    """A letter of another day takes the place of an approved one's forms, which are kept."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    approved = (kit / "drafts" / "BEL.docx").read_bytes()
    compose(kit, as_of="2026-08-01", pledge="hague-2025")
    assert approved in contents(kit / "drafts" / "kept").values()
    approve_letters([ID], by="x", kit=kit, at=AT)
    assert read(kit / "drafts" / "BEL.docx").meta["as_of"] == "2026-08-01"
    assert read(kit / "drafts" / f"{ID}.docx").meta["as_of"] == "2024-07-09"


def test_a_file_of_ones_own_is_not_overwritten(kit, tmp_path):
    """A file that no run wrote is left alone, in whatever folder the drafts go to."""
    out = tmp_path / "papers"
    out.mkdir()
    (out / "CAN.pdf").write_text("my own")
    with pytest.raises(LetterError, match=r"CAN\.pdf lies there") as refused:
        compose(kit, "CAN", out=out)
    assert "--out" in refused.value.mend
    assert contents(out) == {"CAN.pdf": b"my own"}
    compose(kit, "CAN", out=out, again=True)
    assert b"my own" in contents(out / "kept").values()


def test_a_folder_in_the_way_refuses(kit):
    """A folder where a form should go is named, whatever is asked, and nothing is written."""
    (kit / "drafts" / "CAN.pdf").mkdir()
    for again in (False, True):
        with pytest.raises(RegisterError, match="lies where a letter goes"):
            compose(kit, "CAN", again=again)
    assert not (kit / "drafts" / "CAN.html").exists()


def test_a_kit_may_be_moved(kit, tmp_path):
    """The register knows its drafts after the whole folder has moved."""
    moved = tmp_path / "elsewhere"
    kit.rename(moved)
    compose(moved, tone="warm")
    edit(moved / "drafts" / "BEL.html", "Belgium", "Belgium ")
    with pytest.raises(LetterError, match="edited"):
        compose(moved)


@pytest.mark.parametrize("form", ["docx", "html"])
@pytest.mark.parametrize("place", ["drafts", "elsewhere"])
def test_edit_adopt_approve_send(form, place, kit, tmp_path):
    """An edit in DOCX or HTML, among the drafts or elsewhere, reaches every form and the mail."""
    path = kit / "drafts" / f"BEL.{form}"
    if place == "elsewhere":
        path = (tmp_path / f"returned.{form}").resolve()
        path.write_bytes((kit / "drafts" / f"BEL.{form}").read_bytes())
    edit(path)
    edited, drafted = path.read_bytes(), contents(kit / "drafts")
    found = adopt_letter("BEL", path, kit=kit, at=AT)
    assert {Path(p).suffix for p in found.more["files"]} == {".html", ".pdf", ".docx", ".eml"}
    assert says(kit / "drafts" / "BEL.html", AFTER)
    assert says(kit / "drafts" / "BEL.docx", AFTER)
    assert {*drafted.values(), edited} <= {*contents(kit / "drafts").values(), path.read_bytes()}
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    (sent,) = send_letters(kit=kit, at=AT).rows
    assert AFTER in " ".join(Path(sent.file).read_text().replace("=\n", "").split())


def test_adopt_writes_the_forms_that_were_there(kit):
    """A letter that was written as DOCX alone is DOCX alone after it was adopted."""
    compose(kit, "CAN", forms="docx")
    adopt_letter("CAN", kit / "drafts" / "CAN.docx", kit=kit, at=AT)
    assert {p.name for p in (kit / "drafts").glob("CAN.*")} == {"CAN.docx"}


def test_an_unedited_form_is_not_adopted_over_an_edit(kit):
    """The draft that nobody touched is refused where another form was edited; the edit stays."""
    edit(kit / "drafts" / "BEL.docx")
    with pytest.raises(LetterError, match=r"BEL\.html is as it was written, while BEL\.docx was edited"):
        adopt_letter("BEL", kit / "drafts" / "BEL.html", kit=kit, at=AT)
    assert says(kit / "drafts" / "BEL.docx", AFTER)


def test_words_in_the_mark_of_a_draft_are_not_lost(kit):
    """Who writes into the line that marks a draft is told, instead of losing the words."""
    mark = read(kit / "drafts" / "BEL.html").paragraphs[0].text
    edit(kit / "drafts" / "BEL.html", mark, "Ask the minister first")
    with pytest.raises(LetterError, match="Ask the minister first"):
        adopt_letter("BEL", kit / "drafts" / "BEL.html", kit=kit, at=AT)


def test_an_adopted_letter_that_fits_no_page_changes_nothing(kit):
    """An edit that makes the letter too long is refused when it is adopted, and nothing is changed."""
    edit(kit / "drafts" / "BEL.html", BEFORE, "We must do better than this. " * 400 + BEFORE)
    before = contents(kit / "drafts")
    with pytest.raises(LetterError, match="does not fit"):
        adopt_letter("BEL", kit / "drafts" / "BEL.html", kit=kit, at=AT)
    assert contents(kit / "drafts") == before
    assert register_of(kit=kit).rows[0].state == "composed"


def test_a_sent_letter_takes_no_edit(kit):
    """Nothing is adopted into a letter that has been sent, and its files stay."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    send_letters(kit=kit, at=AT)
    before = contents(kit / "drafts")
    with pytest.raises(RegisterError, match="has been sent"):
        adopt_letter("BEL", kit / "drafts" / "BEL.docx", kit=kit, at=AT)
    assert contents(kit / "drafts") == before


def test_the_printed_mend_brings_the_edit_back(kit, run):
    """The mend that approve prints, followed word for word, adopts the edit and lets approve go on."""
    edit(kit / "drafts" / "BEL.docx")
    refused = run("letters", "approve", "BEL", "--by", "x", "--kit", str(kit))
    assert refused.status == 1
    mend = re.search(r"Mend: burdenshare (.*)\.$", refused.err.strip())
    assert run(*shlex.split(mend[1])).status == 0
    assert run("letters", "approve", "BEL", "--by", "x", "--kit", str(kit)).status == 0
    assert says(kit / "drafts" / "BEL.html", AFTER)


def test_compose_says_where_it_wrote(kit, run):
    """The text names the folder, and where copies are kept; the JSON has both as fields."""
    arguments = (
        "letters",
        "compose",
        "BEL",
        "--kit",
        str(kit),
        "--as-of",
        "2024-07-09",
        "--pledge",
        "wales-2014",
    )
    edit(kit / "drafts" / "BEL.docx")
    assert run(*arguments).status == 1
    told = run(*arguments, "--again").out
    assert f"1 letter into {kit / 'drafts'}." in told
    assert f"kept in {kit / 'drafts' / 'kept'}" in told
    found = run(*arguments, "--format", "json").json
    assert (found["folder"], found["kept"]) == (str(kit / "drafts"), [])


def killed(kit, verb, *arguments):
    """Run a verb in a process that dies when it turns to the register the last time."""
    code = (
        "import os, sys, burdenshare\nfrom burdenshare.correspondence import Register\n"
        "def die(*_, **__): os._exit(9)\n"
        f"Register.{verb} = die\n" + "\n".join(arguments)
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, env={**os.environ, "KIT": str(kit)})
    assert done.returncode == 9


def test_killed_while_adopting_the_edit_stays(kit):
    """A run killed between files and register leaves the edit, which approve asks to adopt."""
    edit(kit / "drafts" / "BEL.docx")
    killed(
        kit,
        "edit",
        f"burdenshare.adopt_letter('BEL', {str(kit / 'drafts' / 'BEL.docx')!r}, kit={str(kit)!r})",
    )
    with pytest.raises(LetterError, match="edited and not adopted") as refused:
        approve_letters(["BEL"], by="x", kit=kit, at=AT)
    adopt_letter("BEL", refused.value.where.split(", ")[0], kit=kit, at=AT)
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    assert says(kit / "drafts" / "BEL.html", AFTER)


def test_killed_while_composing_or_approving_it_goes_on(kit):
    """A run killed between files and register is simply run again."""
    killed(
        kit,
        "compose_all",
        f"burdenshare.compose_letters(recipients='BEL', kit={str(kit)!r}, as_of='2024-07-09', "
        "pledge='wales-2014', tone='warm')",
    )
    compose(kit, tone="warm")
    killed(kit, "approve_all", f"burdenshare.approve_letters(['BEL'], by='x', kit={str(kit)!r})")
    assert register_of(kit=kit).rows[0].state == "composed"
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    assert len(send_letters(kit=kit, at=AT).rows) == 1


def test_a_failing_disk_changes_nothing(kit, monkeypatch):
    """Where the register cannot be written after the files were, every file is put back."""
    before = contents(kit / "drafts")

    def full(*_, **__):
        raise RegisterError("the register cannot be used (database or disk is full)")

    monkeypatch.setattr(Register, "compose_all", full)
    monkeypatch.setattr(Register, "approve_all", full)
    for attempt in (
        lambda: compose(kit, "BEL,CAN", tone="pointed"),
        lambda: approve_letters(["BEL"], by="x", kit=kit, at=AT),
    ):
        with pytest.raises(BurdenshareError, match="disk is full"):
            attempt()
        assert contents(kit / "drafts") == before


OLD = """
CREATE TABLE letter (id TEXT PRIMARY KEY, ally TEXT NOT NULL, as_of TEXT NOT NULL, pledge TEXT NOT NULL,
  tone TEXT NOT NULL, language TEXT NOT NULL, reference TEXT NOT NULL, recipient TEXT NOT NULL,
  email TEXT NOT NULL, settings TEXT NOT NULL, content TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE event (number INTEGER PRIMARY KEY, letter TEXT NOT NULL REFERENCES letter (id),
  what TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, sha256 TEXT NOT NULL, detail TEXT NOT NULL);
CREATE TABLE promise (number INTEGER PRIMARY KEY, letter TEXT NOT NULL REFERENCES letter (id),
  text TEXT NOT NULL, due TEXT, status TEXT NOT NULL, source TEXT NOT NULL);
INSERT INTO letter SELECT * FROM new.letter;
INSERT INTO event SELECT number, letter, what, at, who, sha256, '{}' FROM new.event;
"""


def old_register(kit):
    """Put a register in place of the kit's as the version before file hashes and seals wrote it."""
    path = kit / "register.sqlite"
    new = path.rename(kit / "new.sqlite")
    db = sqlite3.connect(path)
    db.execute("ATTACH ? AS new", (str(new),))
    db.executescript(OLD)
    db.close()


def test_an_old_register_is_brought_up_to_date(kit):
    """A register of before file hashes keeps its letters, and sends what it holds approved."""
    compose(kit, "BEL,CAN")
    approve_letters(["CAN"], by="x", kit=kit, at=AT)
    old_register(kit)
    assert {e.ally: e.state for e in register_of(kit=kit).rows} == {"BEL": "composed", "CAN": "approved"}
    assert [s.ally for s in send_letters(kit=kit, at=AT).rows] == ["CAN"]
    content = register_of(kit=kit).rows[0].sha256
    assert hashlib.sha256(Register(kit / "register.sqlite").wording(content).encode()).hexdigest() == content


def test_drafts_of_an_old_register_are_known(kit):
    """Where no hashes were kept, a draft nobody touched is written anew or approved; an edit is seen."""
    old_register(kit)
    compose(kit, tone="warm")
    compose(kit)
    (kit / "new.sqlite").unlink()
    old_register(kit)
    edit(kit / "drafts" / "BEL.docx")
    for attempt in (lambda: compose(kit), lambda: approve_letters(["BEL"], by="x", kit=kit, at=AT)):
        with pytest.raises(LetterError, match=r"BEL\.docx was edited and not adopted"):
            attempt()
    adopt_letter("BEL", kit / "drafts" / "BEL.docx", kit=kit, at=AT)
    assert approve_letters(["BEL"], by="x", kit=kit, at=AT).rows[0].state == "approved"


def test_a_later_register_is_refused(kit):
    """A register that a later version wrote is not touched."""
    db = sqlite3.connect(kit / "register.sqlite")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(RegisterError, match="later version"):
        compose(kit)


def test_json_names_every_letter_that_fails(kit, run):
    """The error of a verb over many is one JSON object that lists each letter with its own reason."""
    compose(kit, "BEL,CAN")
    edit(kit / "drafts" / "BEL.html")
    edit(kit / "drafts" / "CAN.eml")
    done = run("letters", "approve", "--all", "--by", "x", "--kit", str(kit), "--format", "json")
    error = json.loads(done.err)["error"]
    assert done.status == 1
    assert [e["letter"] for e in error["letters"]] == [ID, "CAN-2024-07-09"]
    assert "adopt" in error["letters"][1]["mend"]
