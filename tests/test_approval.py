"""Approval and sending of many: all or none, and what is sent is what was approved."""

from __future__ import annotations

import email
import sqlite3
from email import policy
from pathlib import Path

import pytest

from burdenshare import adopt_letter, approve_letters, register_of, send_letters
from burdenshare.correspondence import Outbox, Register
from burdenshare.errors import LetterError, RefusedLettersError, RegisterError
from burdenshare.letters import init_kit
from test_drafts import AT, ROWS, compose, contents, edit

MARKUP = '<p class="x&quot;onmouseover=&quot;alert(document.domain)">'


@pytest.fixture
def kit(tmp_path):
    """A kit with the drafts of three letters."""
    folder = tmp_path / "kit"
    init_kit(folder)
    with (folder / "recipients.csv").open("a") as file:
        file.write(ROWS)
    compose(folder, "BEL,CAN,NOR")
    return folder


def states(kit):
    """Ally to state."""
    return {e.ally: e.state for e in register_of(kit=kit).rows}


def address(kit, ally, row):
    """Set an ally's row of recipients.csv."""
    path = kit / "recipients.csv"
    rows = [line for line in path.read_text().splitlines() if not line.startswith(ally)]
    path.write_text("\n".join([*rows, row]) + "\n")


def test_one_edited_draft_approves_none(kit, run):
    """Where one of three drafts was edited no letter is approved, no file changes, and nothing can be sent."""
    edit(kit / "drafts" / "CAN.html", "Canada", "Canada ")
    before = contents(kit / "drafts")
    done = run("letters", "approve", "--all", "--by", "x", "--kit", str(kit))
    assert done.status == 1
    assert "CAN.html was edited and not adopted; none of the 3 letters was approved" in done.err
    assert contents(kit / "drafts") == before
    assert set(states(kit).values()) == {"composed"}
    assert not send_letters(kit=kit, at=AT).rows


def test_every_letter_that_fails_is_named(kit, run):
    """An edited draft and a bad address of another letter are each told on a line of their own."""
    edit(kit / "drafts" / "CAN.docx", "Canada", "Canada ")
    address(kit, "NOR", "NOR,,,,,,norway@example.org,,Ambassador in Oslo")
    done = run("letters", "approve", "--all", "--by", "x", "--kit", str(kit))
    assert done.status == 1
    head, *lines = done.err.strip().splitlines()
    assert "2 of 3 letters cannot be approved, and none was" in head
    assert lines[0].startswith("CAN-2024-07-09: CAN.docx was edited and not adopted.")
    assert lines[1].startswith("NOR-2024-07-09: 'Ambassador in Oslo' is no mail address.")
    assert "recipients.csv, NOR: the mail's Cc" in lines[1]


def test_a_form_that_cannot_be_written_is_no_approval(kit):
    """A folder where a clean form should go refuses, and no letter counts as approved."""
    (kit / "drafts" / "NOR.pdf").unlink()
    (kit / "drafts" / "NOR.pdf").mkdir()
    with pytest.raises(RegisterError, match="lies where a letter goes"):
        approve_letters(["BEL", "NOR"], by="x", kit=kit, at=AT)
    assert set(states(kit).values()) == {"composed"}


def test_a_full_disk_is_no_approval(kit, monkeypatch):
    """A disk that fills while clean forms are put in place leaves every draft and no approval."""
    before = contents(kit / "drafts")
    replace = Path.replace

    def full(self, target):
        if Path(target).name == "CAN.pdf" and self.suffix == ".part":
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        approve_letters(all_=True, by="x", kit=kit, at=AT)
    monkeypatch.undo()
    assert contents(kit / "drafts") == before
    assert set(states(kit).values()) == {"composed"}
    assert len(approve_letters(all_=True, by="x", kit=kit, at=AT).rows) == 3


def test_no_address_is_not_sent(kit, run):
    """Where one letter has no e-mail address none is sent, and the file that sets it is named."""
    address(kit, "CAN", "CAN,,,,,,,,")
    approve_letters(all_=True, by="x", kit=kit, at=AT)
    done = run("letters", "send", "--kit", str(kit))
    assert done.status == 1
    assert "no e-mail address for CAN; none of the 3 letters was sent" in done.err
    assert str(kit / "recipients.csv") in done.err
    assert set(states(kit).values()) == {"approved"}
    address(kit, "CAN", "CAN,,,,,,canada@example.org,,")
    approve_letters(["CAN"], by="x", kit=kit, at=AT)
    assert len(send_letters(kit=kit, at=AT).rows) == 3


def test_an_unapproved_letter_says_why(kit, run):
    """A letter that is named and not approved ends in a line that says so, status 1; nothing else goes."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    done = run("letters", "send", "BEL", "NOR", "--kit", str(kit))
    assert done.status == 1
    assert "NOR-2024-07-09 is not approved: it is composed" in done.err
    assert states(kit)["BEL"] == "approved"


def test_a_sent_letter_says_so(kit, run):
    """To send a letter again does nothing, says that it went before, and is no error."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    send_letters(["BEL"], kit=kit, at=AT)
    done = run("letters", "send", "BEL", "--kit", str(kit))
    assert done.status == 0
    assert "BEL-2024-07-09 was sent before" in done.out


@pytest.mark.parametrize("how", ["register", "recipients"])
def test_another_address_than_approved_is_not_sent(how, kit):
    """An address that changed after the approval, in the register or the user's file, is not written to."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    if how == "register":
        db = sqlite3.connect(kit / "register.sqlite")
        db.execute("UPDATE letter SET email = 'other@example.org' WHERE ally = 'BEL'")
        db.commit()
        db.close()
    else:
        address(kit, "BEL", "BEL,,,,,,other@example.org,,")
    with pytest.raises(LetterError, match=r"changed since it was approved: it is now other@example\.org"):
        send_letters(kit=kit, at=AT)
    assert not list(kit.glob("outbox/*"))


@pytest.mark.parametrize(
    "column", ["content", "sender", '"to"', "copies", "subject", "language", "text", "page", "pdf"]
)
def test_what_was_approved_cannot_be_changed(column, kit):
    """Whatever of an approved letter is changed in the register's file, it is not sent."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    db = sqlite3.connect(kit / "register.sqlite")
    db.execute(f"UPDATE sealed SET {column} = 'x@example.org'")
    db.commit()
    db.close()
    with pytest.raises(RegisterError, match="not in the register as it was approved"):
        send_letters(kit=kit, at=AT)


def test_what_is_sent_is_what_was_approved(kit, workbook_2018, monkeypatch):
    """A record that has grown since the approval changes no word and no note of the mail."""
    from burdenshare import import_file, show

    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    approved = (kit / "drafts" / "BEL.pdf").read_bytes()
    record = kit / "record.sqlite"
    import_file("nato", workbook_2018, published="2024-07-08", record=record)
    assert show("BEL", as_of="2024-07-09", record=record).editions[-1] == "nato/2024-07-08"
    (sent,) = send_letters(kit=kit, record=record, at=AT).rows
    message = email.message_from_bytes(Path(sent.file).read_bytes(), policy=policy.default)
    (pdf,) = message.iter_attachments()
    assert pdf.get_content() == approved
    assert message["To"] == "belgium@example.org"


def test_an_edit_after_the_approval_stops_the_mail(kit):
    """A clean form that was edited after the approval is not silently left behind."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    edit(kit / "drafts" / "BEL.docx")
    with pytest.raises(LetterError, match="edited and not adopted"):
        send_letters(kit=kit, at=AT)
    adopt_letter("BEL", kit / "drafts" / "BEL.docx", kit=kit, at=AT)
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    assert len(send_letters(kit=kit, at=AT).rows) == 1


def test_foreign_files_in_the_outbox_stop_all(kit):
    """Other messages under two letters' names are each told, and the third letter stays too."""
    approve_letters(all_=True, by="x", kit=kit, at=AT)
    (kit / "outbox").mkdir()
    for ally in ("CAN", "NOR"):
        (kit / "outbox" / f"{ally}-2024-07-09.eml").write_text("mine")
    with pytest.raises(RefusedLettersError, match="2 of 3 letters cannot be sent, and none was"):
        send_letters(kit=kit, at=AT)
    assert len(list((kit / "outbox").iterdir())) == 2
    assert set(states(kit).values()) == {"approved"}


def test_a_disk_that_fills_while_sending_says_how_far_it_came(kit, monkeypatch):
    """The error names what went and what did not; the next run sends the rest, each once."""
    approve_letters(all_=True, by="x", kit=kit, at=AT)
    deliver = Outbox.deliver

    def full(self, message_id, name, message):
        if name.startswith("CAN"):
            raise OSError(28, "No space left on device")
        return deliver(self, message_id, name, message)

    monkeypatch.setattr(Outbox, "deliver", full)
    with pytest.raises(RegisterError, match="sent: BEL-2024-07-09; not sent: CAN-2024-07-09, NOR-2024-07-09"):
        send_letters(kit=kit, at=AT)
    monkeypatch.undo()
    assert [s.ally for s in send_letters(kit=kit, at=AT).rows] == ["CAN", "NOR"]
    sent = [e.what for k in Register(kit / "register.sqlite").letters() for e in _history(kit, k.id)]
    assert sent.count("sent") == 3


def _history(kit, letter):
    return Register(kit / "register.sqlite").history(letter)


@pytest.mark.parametrize("tag", ['<p class="body">', '<p class="salutation">', '<html lang="en">'])
def test_an_edited_page_brings_no_markup(tag, kit):
    """Classes, attributes and text of an edited page that would be markup are in no form of the letter."""
    path = kit / "drafts" / "BEL.html"
    page = path.read_text("utf-8")
    assert tag in page
    hostile = MARKUP if tag.startswith("<p") else '<html lang="en&quot; onload=&quot;alert(1)">'
    page = page.replace(tag, hostile, 1).replace("Yours sincerely", "Yours &lt;img src=x onerror=alert()&gt;")
    path.write_text(page, "utf-8")
    adopt_letter("BEL", path, kit=kit, at=AT)
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    (sent,) = send_letters(kit=kit, at=AT).rows
    message = email.message_from_bytes(Path(sent.file).read_bytes(), policy=policy.default)
    for text in (path.read_text("utf-8"), message.get_body(("html",)).get_content()):
        assert "onmouseover" not in text
        assert "onload" not in text
        assert "<img" not in text
