"""The correspondence: drafts into the register, approved, sent, answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from burdenshare.correspondence import (
    Entry,
    Kept,
    Promise,
    Register,
    Sent,
    as_ical,
    promises_in,
    read_reply,
    waiting,
)
from burdenshare.correspondence.approval import approve
from burdenshare.correspondence.composing import Made, enter
from burdenshare.correspondence.mailing import send_approved
from burdenshare.correspondence.place import Place
from burdenshare.document.stored import store
from burdenshare.errors import RegisterError
from burdenshare.forming import check_forms
from burdenshare.letters import Letter, read_kit
from burdenshare.letters.frame import reference
from burdenshare.looking import Day, PathLike
from burdenshare.results import Result
from burdenshare.terms import find_ally, parse_date
from burdenshare.writing import Desk, evaluator, open_desk


class LetterRow(NamedTuple):
    """One letter that was written."""

    ally: str
    id: str
    recipient: str
    office: str
    source: str
    tone: str
    language: str
    state: str
    figures: int
    passages: list[str]
    own: str
    files: list[str]


def now() -> datetime:
    """Return the present moment, to the second; the one clock of the correspondence."""
    return datetime.now(UTC).replace(microsecond=0)


def compose_letters(
    *,
    recipients: str = "",
    out: Path | str | None = None,
    forms: str = "html,pdf,docx,eml",
    again: bool = False,
    pledge: str = "",
    year: int | None = None,
    tone: str = "",
    language: str = "",
    sender: str | Path = "",
    kit: PathLike = None,
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
    at: datetime | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Result[LetterRow]:
    """Write letters as drafts and enter them in the register: all of them or none.

    Parameters
    ----------
    recipients : `below`, `below-equipment`, `all`, or codes by comma
    out : folder of the drafts; `drafts` in the kit's folder by default
    forms : by comma: html, pdf, docx, eml
    again : write anew what was edited or approved, and keep a copy of it in the folder's `kept`
    at : the moment noted in the register

    Raises
    ------
    LetterError, RegisterError : a draft or a letter was edited or approved, or it has been sent
    """
    wanted, place = check_forms(forms), Place(kit)
    desk = open_desk(
        pledge=pledge,
        year=year,
        tone=tone,
        language=language,
        sender=sender,
        kit=kit,
        as_of=as_of,
        source=source,
        record=record,
    )
    letters, made = [], []
    for ally in desk.recipients(recipients):
        step(f"writing to {ally}")
        letter = desk.letter(ally)
        letters.append(letter)
        made.append(Made(_kept(desk, letter), desk.forms(letter, forms=wanted)))
    folder = Path(out) if out else place.home / "drafts"
    entered = enter(place, folder, made, desk.evaluate, at or now(), again=again)
    states = place.register.states()
    rows = [
        _row(letter, m.kept, states[m.kept.id], [str(folder / name) for name in m.forms])
        for letter, m in zip(letters, made, strict=True)
    ]
    more = {
        "pledge": desk.table.pledge.id,
        "year": desk.table.year,
        "register": str(place.register.path),
        "folder": str(folder),
        "kept": [str(p) for p in entered.copies],
        "left": entered.left,
    }
    return Result(desk.table.view.day, [desk.table.edition.id], rows, more)


def _kept(desk: Desk, letter: Letter) -> Kept:
    day, settings = desk.table.view.day.isoformat(), desk.kit.settings
    name = f"{letter.ally}-{day}"
    to = letter.recipient
    options = {
        "year": desk.table.year,
        "fictional": desk.kit.sender.fictional,
        "sender": desk.kit.sender.ally,
        "mail_from": desk.mail_from(letter),
        "mail_domain": settings.mail_domain,
        "copies": list(to.copies),
    }
    return Kept(
        name,
        letter.ally,
        day,
        desk.table.pledge.id,
        letter.tone,
        to.language,
        reference(settings, letter.ally, desk.table.view.day) or name,
        f"{to.name}, {to.office}" if to.name else to.office,
        to.email,
        json.dumps(options, sort_keys=True),
        store(letter.document),
    )


def _row(letter: Letter, kept: Kept, state: str, files: list[str]) -> LetterRow:
    to = letter.recipient
    return LetterRow(
        letter.ally,
        kept.id,
        to.name,
        to.office,
        to.source,
        letter.tone,
        to.language,
        state,
        len(letter.document.numbers()),
        [c.passage for c in letter.choices if c.taken],
        letter.own,
        files,
    )


def name_of_letter(text: str) -> str:
    """Return an ally's code, or a letter's id as it is."""
    return text if text.count("-") > 1 else find_ally(text).code


def approve_letters(
    allies: Sequence[str],
    *,
    by: str,
    kit: PathLike = None,
    record: PathLike = None,
    at: datetime | None = None,
) -> Result[Entry]:
    """Approve letters, all or none, each compared with the record once more; then write them clean.

    Raises
    ------
    LetterError : a number does not agree with the record any more, or a draft was edited and not adopted
    RegisterError : nobody approves, or a letter has been sent
    RefusedLettersError : several letters fail
    """
    if not by.strip():
        raise RegisterError("nobody approves", where="--by", mend="say who approves the letters")
    place = Place(kit)
    named = _named(place.register, allies) if allies else _open(place.register)
    if named:
        approve(place, named, evaluator(read_kit(place.kit), record), by, at or now())
    return _entries(place.register, {k.id for k in named})


def _named(register: Register, allies: Sequence[str]) -> list[Kept]:
    found = [register.find(name_of_letter(a)) for a in allies]
    return list({kept.id: kept for kept in found}.values())


def _open(register: Register) -> list[Kept]:
    states = register.states()
    return [k for k in register.letters() if states[k.id] in {"composed", "edited"}]


def send_letters(
    allies: Sequence[str] = (), *, kit: PathLike = None, record: PathLike = None, at: datetime | None = None
) -> Result[Sent]:
    """Write approved letters, and only those, into the outbox as mail, each once.

    What is sent is what was approved. Every letter is checked before the first is sent.

    Raises
    ------
    LetterError, RegisterError : a letter is not approved, has no address, or was edited since
    RefusedLettersError : several letters fail
    """
    place, moment = Place(kit), at or now()
    named = _named(place.register, allies)
    states = place.register.states()
    done = {k.id for k in named if states[k.id] in {"sent", "answered"}}
    asked = [k for k in named if k.id not in done] if allies else waiting(place.register)
    sent = send_approved(place, asked, evaluator(read_kit(place.kit), record), moment)
    return Result(moment.date(), [], sent, {"outbox": str(place.outbox), "sent_before": sorted(done)})


def register_of(
    *, kit: PathLike = None, ical: Path | None = None, at: datetime | None = None
) -> Result[Entry]:
    """Return the register, one row a letter.

    Parameters
    ----------
    ical : writes what was promised, by due date, into a calendar file
    """
    register = Place(kit).register
    if ical is not None:
        ical.write_bytes(as_ical(register.promises(), register.letters(), at or now()))
    return _entries(register)


def _entries(register: Register, only: set[str] | None = None) -> Result[Entry]:
    rows = [e for e in register.entries() if only is None or e.id in only]
    return Result(now().date(), [], rows, {"register": str(register.path)})


def answer_letter(
    ally: str,
    file: Path | str,
    *,
    promise: str = "",
    due: str = "",
    sent_otherwise: bool = False,
    kit: PathLike = None,
    at: datetime | None = None,
) -> Result[Promise]:
    """Keep an answer, and what it promises: as found in it, or as the user says.

    Parameters
    ----------
    promise, due : what was promised, in the user's words, and by which day; else what is found
    sent_otherwise : note first that the letter went another way
    """
    register, moment = Place(kit).register, at or now()
    kept, reply = register.find(name_of_letter(ally)), read_reply(Path(file))
    if due and not promise:
        raise RegisterError("a due date without a promise", where="--due", mend="add --promise")
    if sent_otherwise:
        register.sent(kept.id, moment, {"by": "other means"})
    found = promises_in(reply.text)
    if promise:
        day = parse_date(due, where="--due") if due else None
        found = [Promise(promise, day, "confirmed", "entered by hand")]
    register.answer(kept.id, moment, reply.detail, found)
    return Result(moment.date(), [], register.promises(kept.id), {"id": kept.id, "answer": reply.detail})


def settle_promise(
    number: int, status: str, *, by: str = "", kit: PathLike = None, at: datetime | None = None
) -> Result[Promise]:
    """Say what became of a promise: confirmed, kept, broken or withdrawn."""
    if status not in {"confirmed", "kept", "broken", "withdrawn"}:
        raise RegisterError(f"'{status}' is no end of a promise", mend="confirmed, kept, broken or withdrawn")
    register, moment = Place(kit).register, at or now()
    register.settle(number, status, moment, by)
    return Result(moment.date(), [], [p for p in register.promises() if p.number == number], {})
