"""The register: a letter's whole life, every refusal, and each approved letter sent exactly once."""

from __future__ import annotations

import contextlib
import email
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from datetime import UTC, date, datetime
from email import policy
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from icalendar import Calendar

from burdenshare import (
    adopt_letter,
    answer_letter,
    approve_letters,
    compose_letters,
    register_of,
    send_letters,
    settle_promise,
)
from burdenshare.correspondence import Kept, Outbox, Promise, Register, promises_in, read_reply, send
from burdenshare.errors import LetterError, RegisterError
from burdenshare.letters import init_kit

AT = datetime(2024, 7, 9, 8, tzinfo=UTC)


@pytest.fixture
def kit(tmp_path):
    """A kit with the drafts of the letters to Belgium and Canada."""
    folder = tmp_path / "kit"
    init_kit(folder)
    with (folder / "recipients.csv").open("a") as file:
        file.write("BEL,,,,,,belgium@example.org,,\nCAN,,,,,,canada@example.org,,\n")
    compose(folder)
    return folder


def compose(folder, recipients="BEL,CAN", **more):
    """Compose letters of the Washington summit."""
    return compose_letters(
        recipients=recipients,
        kit=folder,
        as_of="2024-07-09",
        pledge="wales-2014",
        forms="html,docx",
        at=AT,
        **more,
    )


def change(path, before, after):
    """Change words of a DOCX."""
    with zipfile.ZipFile(path) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    assert before.encode() in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(before.encode(), after.encode())
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)


def states(kit):
    """Ally to state."""
    return {e.ally: e.state for e in register_of(kit=kit).rows}


def test_life_of_a_letter(kit):
    """Composed, edited, approved, sent, answered, promised and kept: the register says each."""
    draft = kit / "drafts" / "BEL.docx"
    assert states(kit) == {"BEL": "composed", "CAN": "composed"}
    change(draft, "It is among the gaps that decide", "It is one of the gaps that decide")
    adopt_letter("Belgium", draft, by="a speechwriter", kit=kit, at=AT)
    assert states(kit)["BEL"] == "edited"
    approve_letters(["BEL"], by="Head of Office", kit=kit, at=AT)
    (sent,) = send_letters(kit=kit, at=AT).rows
    message = email.message_from_bytes(Path(sent.file).read_bytes(), policy=policy.default)
    text = " ".join(message.get_body(("plain",)).get_content().split())
    assert "It is one of the gaps that decide" in text
    assert "DRAFT" not in text + message["Subject"]
    assert message["Message-ID"] == sent.message_id
    assert message["From"].addresses[0].display_name == "The Head of Government of Ruritania"
    assert "X-Unsent" not in message
    reply = kit / "reply.eml"
    reply.write_text("From: pm@example.org\nSubject: Re\n\nWe will reach 2 per cent by 2029.\n")
    (promise,) = answer_letter("BEL", file=reply, kit=kit, at=AT).rows
    assert (promise.due, promise.status) == (date(2029, 12, 31), "found")
    entry = next(e for e in register_of(kit=kit, ical=kit / "due.ics", at=AT).rows if e.ally == "BEL")
    assert (entry.state, entry.approved_by, entry.next) == (
        "answered",
        "Head of Office",
        "confirm what was promised",
    )
    settle_promise(promise.number, "kept", kit=kit, at=AT)
    assert register_of(kit=kit).rows[0].next == "done"
    (event,) = Calendar.from_ical((kit / "due.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date(2029, 12, 31)


def test_approved_drafts_lose_their_mark(kit):
    """Once approved a letter's forms do not call it a draft any more."""
    assert "DRAFT" in (kit / "drafts" / "CAN.html").read_text()
    approve_letters(["CAN"], by="x", kit=kit, at=AT)
    page = (kit / "drafts" / "CAN.html").read_text()
    assert "DRAFT" not in page
    assert "the sender is fictional" in page


def test_unapproved_is_not_sent(kit):
    """Nothing leaves that nobody approved."""
    assert not send_letters(kit=kit, at=AT).rows
    assert not list((kit / "outbox").iterdir())


def test_edited_and_not_adopted_is_not_approved(kit):
    """A draft that was edited in the folder must be adopted before it can be approved."""
    change(kit / "drafts" / "BEL.docx", "Yours sincerely", "Sincerely yours")
    with pytest.raises(LetterError, match="edited and not adopted"):
        approve_letters(["BEL"], by="x", kit=kit, at=AT)


def test_adopting_a_wrong_number_refuses(kit):
    """An edited letter whose number differs from the record is not taken back; it is quoted."""
    draft = kit / "drafts" / "BEL.docx"
    change(draft, "1.30\u00a0per\u00a0cent", "1.50\u00a0per\u00a0cent")
    with pytest.raises(LetterError, match=r"'1\.50 per cent' differs; the record has '1\.30 per cent'"):
        adopt_letter("BEL", draft, kit=kit, at=AT)


def test_adopting_another_allys_letter_refuses(kit):
    """Canada's letter cannot be adopted as Belgium's."""
    with pytest.raises(LetterError, match="a letter to CAN"):
        adopt_letter("BEL", kit / "drafts" / "CAN.docx", kit=kit, at=AT)


def test_change_after_approval_lapses_it(kit):
    """To compose anew in another tone, once one insists, takes the approval back; the same letter keeps it."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    register = Register(kit / "register.sqlite")
    compose(kit)
    assert register.state("BEL-2024-07-09") == "approved"
    with pytest.raises(LetterError, match="BEL-2024-07-09 is approved"):
        compose(kit, tone="pointed")
    compose(kit, tone="pointed", again=True)
    assert register.state("BEL-2024-07-09") == "composed"


def test_sent_letters_stay(kit):
    """A sent letter cannot be composed, edited, approved or withdrawn any more."""
    approve_letters(["BEL"], by="x", kit=kit, at=AT)
    send_letters(kit=kit, at=AT)
    with pytest.raises(RegisterError, match="has been sent"):
        compose(kit, tone="warm")
    register = Register(kit / "register.sqlite")
    with pytest.raises(RegisterError, match="has been sent"):
        register.withdraw("BEL-2024-07-09", AT)
    assert not send_letters(kit=kit, at=AT).rows


def test_nobody_approves(kit):
    """An approval names who gives it."""
    with pytest.raises(RegisterError, match="nobody approves"):
        approve_letters(["BEL"], by=" ", kit=kit, at=AT)


def test_answer_needs_a_sent_letter(kit, tmp_path):
    """Only a sent letter is answered; one that went another way is noted as such."""
    path = tmp_path / "r.txt"
    path.write_text("Thank you for your letter.")
    with pytest.raises(RegisterError, match="was not sent"):
        answer_letter("CAN", file=path, kit=kit, at=AT)
    answer_letter("CAN", file=path, kit=kit, at=AT, sent_otherwise=True)
    answer_letter("CAN", file=path, kit=kit, at=AT)
    events = [e.what for e in Register(kit / "register.sqlite").history("CAN-2024-07-09")]
    assert events.count("answered") == 1


def test_unknown_letters_name_the_nearest(kit):
    """An ally without a letter is named, with what to do."""
    with pytest.raises(RegisterError, match="no letter to 'NOR'") as refused:
        Register(kit / "register.sqlite").find("NOR")
    assert refused.value.mend


def test_history_cannot_be_rewritten(kit):
    """Events can be neither changed nor deleted, not even with SQL."""
    db = sqlite3.connect(kit / "register.sqlite")
    for sql in ("UPDATE event SET who = 'x'", "DELETE FROM event"):
        with pytest.raises(sqlite3.IntegrityError, match="events are never"):
            db.execute(sql)
    db.close()


def test_formulas_in_csv_stay_text(kit, run):
    """What a spreadsheet would run as a formula is quoted in the register's CSV."""
    approve_letters(["BEL"], by='=HYPERLINK("x")', kit=kit, at=AT)
    out = run("letters", "register", "--kit", str(kit), "--format", "csv").out
    assert "'=HYPERLINK" in out


REPLIES = {
    "Nous atteindrons 2 % du PIB d’ici à 2028.": date(2028, 12, 31),
    "Wir werden bis Juni 2027 zwei Prozent, also 2 %, erreichen.": date(2027, 6, 30),
    "We commit to 1.8 per cent by 15 March 2026.": date(2026, 3, 15),
    "Thank you for your letter of 2024.": None,
    "The weather will be fine in 2025.": None,
}


@pytest.mark.parametrize(("text", "due"), REPLIES.items())
def test_promises_are_found(text, due):
    """A sentence that commits its writer to something dated is found, in three languages."""
    assert [p.due for p in promises_in(text)] == ([due] if due else [])


@pytest.mark.parametrize(
    "mail",
    [
        b"From: a@b.example\r\nContent-Type: text/html; charset=latin-1\r\n\r\n<p>Gr\xfc\xdfe</p><script>x</script>",
        "From: a@b.example\r\n\r\nGrüße\r\n\r\nOn 9 July 2024 the sender wrote:\r\n> We will 2030".encode(),
        b"From: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"  # noqa: ISC004
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n--b--\r\n",
    ],
)
def test_replies_of_every_kind(mail, tmp_path):
    """HTML, quoted and multipart mails give their own words and nothing quoted."""
    path = tmp_path / "r.eml"
    path.write_bytes(mail)
    assert read_reply(path).text == "Grüße"


@pytest.mark.parametrize("content", [b"", b"From: x\r\n\r\n", b"\0\xff\xfe"])
def test_empty_replies_refuse(content, tmp_path):
    """An answer without words is refused in one line."""
    path = tmp_path / "r.eml"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match="no text"):
        read_reply(path)


def kept(number, words="words"):
    """A letter to send."""
    return Kept(
        f"L{number:02}",
        f"A{number:02}",
        "2024-07-09",
        "p",
        "firm",
        "en",
        "",
        "",
        "",
        "{}",
        f'{{"x": "{words} {number}"}}',
    )


def plain_message(letter, message_id, dated):
    """A message that follows from the letter alone."""
    return f"Message-ID: {message_id}\nDate: {dated.isoformat()}\n\n{letter.content}".encode()


SENDER = """
import sys, time, random
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, {tests!r})
from burdenshare.correspondence import Outbox, Register, sending
from test_correspondence import plain_message
random.seed()
def slow(function):
    def call(*a, **k):
        time.sleep(random.random() / 400)
        found = function(*a, **k)
        time.sleep(random.random() / 400)
        return found
    return call
sending._write_through = slow(sending._write_through)
sending._sync = slow(sending._sync)
Register.begin, Register.sent = slow(Register.begin), slow(Register.sent)
folder = Path({folder!r})
print("ready", flush=True)
sending.send(Register(folder / "r.sqlite"), lambda: Outbox(folder / "outbox"), plain_message,
             datetime.now(UTC))
"""


def killed_runs(folder, points):
    """Send 15 approved of 20 letters, killed at random points and run again each time."""
    register = Register(folder / "r.sqlite")
    for number in range(20):
        register.compose(kept(number), AT)
        if number % 4:
            register.approve(f"L{number:02}", AT, "x", kept(number).sha256)
    script = SENDER.format(tests=str(Path(__file__).parent), folder=str(folder))
    kills = 0
    for _ in range(points):
        child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(random.random() * 0.12)  # noqa: S311
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
            kills += 1
        child.wait()
        child.stdout.close()
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    return register, kills


def all_once(folder, register):
    """Each approved letter lies in the outbox once, whole and under its own id; no other does."""
    found = {p.name: p.read_text() for p in (folder / "outbox").iterdir()}
    assert sorted(found) == [f"L{n:02}.eml" for n in range(20) if n % 4]
    ids = [text.splitlines()[0] for text in found.values()]
    assert len(set(ids)) == 15
    for number in range(20):
        events = register.history(f"L{number:02}")
        assert sum(e.what == "sent" for e in events) == (1 if number % 4 else 0)
        if number % 4:
            began = next(e for e in events if e.what == "sending")
            expected = plain_message(
                kept(number), began.detail["message_id"], datetime.fromisoformat(began.at)
            )
            assert found[f"L{number:02}.eml"].encode() == expected


def test_killed_at_a_few_points(tmp_path):
    """Killed with SIGKILL at eight points and run again, every approved letter is sent exactly once."""
    register, _ = killed_runs(tmp_path, 8)
    all_once(tmp_path, register)


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(5))
def test_killed_at_fifty_points(turn, tmp_path):
    """Five correspondences killed at ten random points each: every approved letter exactly once."""
    register, kills = killed_runs(tmp_path, 10)
    assert kills >= 1, turn
    all_once(tmp_path, register)


def test_one_run_at_a_time(tmp_path):
    """A second run beside a first is refused, and nothing is sent twice."""
    register = Register(tmp_path / "r.sqlite")
    register.compose(kept(1), AT)
    register.approve("L01", AT, "x", kept(1).sha256)

    def carrier():
        with pytest.raises(RegisterError, match="another run is sending"):
            send(register, lambda: Outbox(tmp_path / "o"), plain_message, AT)
        return Outbox(tmp_path / "o")

    assert len(send(register, carrier, plain_message, AT)) == 1


def test_words_cannot_change_while_being_sent(tmp_path):
    """Once a run has begun to send a letter its words are fixed, whatever interrupted it."""
    register = Register(tmp_path / "r.sqlite")
    register.compose(kept(1), AT)
    register.approve("L01", AT, "x", kept(1).sha256)
    register.begin("L01", "<x@y>", AT)
    with pytest.raises(RegisterError, match="is being sent"):
        register.edit("L01", "other", AT, "x")
    with pytest.raises(RegisterError, match="is being sent"):
        register.compose(kept(1, "other"), AT)


class Life(RuleBasedStateMachine):
    """Any order of verbs: only what was approved as it stands is ever sent, and once."""

    def __init__(self):
        super().__init__()
        import tempfile

        self.folder = Path(tempfile.mkdtemp())
        self.register = Register(self.folder / "r.sqlite")
        self.approved: set[str] = set()

    @rule(words=st.sampled_from(["a", "b", "c"]))
    def write(self, words):
        """Compose, or refuse if it was sent."""
        try:
            self.register.compose(kept(1, words), AT)
        except RegisterError:
            assert self.register.state("L01") in {"sent", "answered"}

    @rule()
    def approve(self):
        """Approve what is there."""
        with contextlib.suppress(RegisterError):
            found = self.register.find("L01")
            self.register.approve("L01", AT, "x", found.sha256)
            self.approved.add(found.content)

    @rule()
    def withdraw(self):
        """Take the approval back."""
        with contextlib.suppress(RegisterError):
            self.register.withdraw("L01", AT)

    @rule()
    def send(self):
        """Send whatever is approved."""
        state = self.register.state("L01") if self.register.letters() else ""
        found = send(self.register, lambda: Outbox(self.folder / "o"), plain_message, AT)
        assert len(found) == (1 if state == "approved" else 0)

    @rule()
    def answer(self):
        """Answer it, if it was sent."""
        with contextlib.suppress(RegisterError):
            self.register.answer("L01", AT, {"sha256": "x"}, [Promise("p", None)])

    @invariant()
    def outbox_holds_only_what_was_approved(self):
        """The outbox holds at most one message, with words that somebody approved."""
        found = list((self.folder / "o").glob("*.eml")) if (self.folder / "o").is_dir() else []
        assert len(found) <= 1
        for path in found:
            assert path.read_text().partition("\n\n")[2] in self.approved


Life.TestCase.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
TestLife = Life.TestCase
TestLife.__doc__ = "Whatever the order of verbs, only approved words are sent, and once."
