"""The register at its edges: the words that were read are those approved, and they last."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from burdenshare.correspondence import Kept, Register
from burdenshare.errors import RegisterError

AT = datetime(2018, 7, 11, 9, 0, tzinfo=UTC)
LETTER = Kept(
    id="2018-07-11-DEU",
    ally="DEU",
    as_of="2018-07-11",
    pledge="wales-2014",
    tone="firm",
    language="en",
    reference="",
    recipient="The Chancellor",
    email="",
    settings="{}",
    content='{"words": "as read"}',
)


@pytest.fixture
def register(tmp_path):
    """A register that holds one letter."""
    made = Register(tmp_path / "register.sqlite")
    made.compose(LETTER, AT, "me")
    return made


def test_only_the_words_that_were_read_are_approved(register):
    """An approval of other words than those kept is refused, and leaves no trace."""
    other = replace(LETTER, content='{"words": "changed meanwhile"}')
    with pytest.raises(RegisterError, match="changed while it was read"):
        register.approve(LETTER.id, AT, "me", other.sha256)
    assert [e.what for e in register.history(LETTER.id)] == ["composed"]
    register.approve(LETTER.id, AT, "me", LETTER.sha256)
    assert register.state(LETTER.id) == "approved"


def test_an_approval_is_of_these_words_alone(register):
    """New words make an approval lapse, composed or edited; the same words again change nothing."""
    register.approve(LETTER.id, AT, "me", LETTER.sha256)
    register.compose(LETTER, AT, "me")
    assert register.state(LETTER.id) == "approved"
    register.edit(LETTER.id, '{"words": "edited"}', AT, "me")
    assert register.state(LETTER.id) == "edited"
    with pytest.raises(RegisterError, match="changed while it was read"):
        register.approve(LETTER.id, AT, "me", LETTER.sha256)


@pytest.mark.parametrize("who", ["", " ", "\n"])
def test_nobody_cannot_approve(who, register):
    """An approval by nobody is refused."""
    with pytest.raises(RegisterError, match="nobody approves"):
        register.approve(LETTER.id, AT, who, LETTER.sha256)


def test_what_is_written_lasts(register, monkeypatch):
    """Every write is on the disk before it is said to be done, whatever SQLite was built to do."""
    modes = []

    class Watched(sqlite3.Connection):
        """A connection that was built not to wait for the disk, and tells how it was used."""

        def close(self):
            modes.append([self.execute(f"PRAGMA {p}").fetchone()[0] for p in ("journal_mode", "synchronous")])
            super().close()

    def connect(*args, **options):
        db = real(*args, factory=Watched, **options)
        db.execute("PRAGMA synchronous = NORMAL")
        return db

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", connect)
    register.approve(LETTER.id, AT, "me", LETTER.sha256)
    full = 2
    assert modes == [["wal", full]]
