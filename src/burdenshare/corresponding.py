"""The correspondence: drafts into the register, read again, adopted, approved, sent, answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from burdenshare.document import Document, Paragraph
from burdenshare.document.forms import (
    Mail,
    approved,
    as_html,
    as_mail,
    as_pdf,
    check_forms,
    forms_of,
    subject_of,
)
from burdenshare.document.reading import ReadDocument, read
from burdenshare.document.stored import restore, store
from burdenshare.errors import LetterError, RegisterError
from burdenshare.figures import Figure, is_unchanged
from burdenshare.letters import Desk, Letter, Writing, evaluator, keep_pledge, kit_folder, open_desk, read_kit
from burdenshare.letters.frame import reference
from burdenshare.letters.register import (
    Entry,
    Kept,
    Outbox,
    Promise,
    Register,
    Sent,
    as_ical,
    promises_in,
    read_reply,
    send,
)
from burdenshare.results import Untyped as Result
from burdenshare.terms import find_ally, parse_date
from burdenshare.verbs.options import Day, PathLike, open_record

REGISTER, DRAFTS, OUTBOX = "register.sqlite", "drafts", "outbox"


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


def home_of(kit: PathLike) -> Path:
    """Return the folder of a correspondence: the kit's, or `letters` where there is no kit."""
    return kit_folder(kit) or Path("letters")


def compose_letters(
    *,
    recipients: str = "",
    out: Path | str | None = None,
    forms: str = "html,pdf,docx,eml",
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
    """Write letters as drafts and enter them in the register.

    Parameters
    ----------
    recipients : `below`, `below-equipment`, `all`, or codes by comma
    out : folder of the drafts; `drafts` in the kit's folder by default
    forms : by comma: html, pdf, docx, eml
    at : the moment noted in the register
    """
    wanted, home = check_forms(forms), home_of(kit)
    desk = open_desk(
        Writing(
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
    )
    folder = Path(out) if out else home / DRAFTS
    keep_pledge(desk.table.pledge, home)
    register, moment = Register(home / REGISTER), at or now()
    rows = []
    for ally in desk.recipients(recipients):
        step(f"writing to {ally}")
        letter = desk.letter(ally)
        kept = _kept(desk, letter)
        register.compose(kept, moment)
        rows.append(
            _row(letter, kept, register.state(kept.id), _write(folder, desk.forms(letter, forms=wanted)))
        )
    more = {"pledge": desk.table.pledge.id, "year": desk.table.year, "register": str(register.path)}
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


def _write(folder: Path, made: dict[str, bytes]) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        part = folder / f".{name}.part"
        part.write_bytes(content)
        part.replace(folder / name)
    return [str(folder / name) for name in made]


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
    """Approve letters, after comparing each with the record once more, and write them clean.

    Raises
    ------
    LetterError : a number does not agree with the record any more
    RegisterError : nobody approves, or a letter has been sent
    """
    home, moment = home_of(kit), at or now()
    register, evaluate = (
        Register(home / REGISTER),
        evaluator(read_kit(kit_folder(kit)), open_record(record)),
    )
    named = [register.find(name_of_letter(a)) for a in allies] if allies else _open(register)
    for kept in named:
        document = restore(kept.content, evaluate)
        _refuse_changed(kept, document, evaluate, home / DRAFTS)
        register.approve(kept.id, moment, by, kept.sha256)
        _write(home / DRAFTS, _clean_forms(kept, document))
    return _entries(register, {k.id for k in named})


def _open(register: Register) -> list[Kept]:
    return [k for k in register.letters() if register.state(k.id) in {"composed", "edited"}]


def _refuse_changed(kept: Kept, document: Document, evaluate: Callable[[str], Figure], drafts: Path) -> None:
    """Refuse where the record moved, or where the draft in the folder was edited and not adopted."""
    known = {
        b["figure"] for p in json.loads(kept.content)["blocks"] for b in p.get("runs", ()) if "figure" in b
    }
    changed = sorted(name for name in known if not is_unchanged(name, evaluate(name)))
    if changed:
        raise LetterError(
            f"the record has changed since {kept.id} was composed: {changed[0]}", mend="compose it again"
        )
    for name in (f"{kept.ally}.docx", f"{kept.ally}.html"):
        path = drafts / name
        if path.is_file() and _words(read(path)) != _words_of(document):
            raise LetterError(
                f"{name} was edited and not adopted",
                where=str(path),
                mend=f"burdenshare letters adopt {kept.ally} {path}",
            )


def _words(found: ReadDocument) -> list[str]:
    return [" ".join(p.text.split()) for p in found.paragraphs if p.role != "mark"]


def _words_of(document: Document) -> list[str]:
    blocks = [b for b in document.blocks if isinstance(b, Paragraph) and b.role != "mark"]
    return [" ".join("".join(r.text for r in b.runs).split()) for b in blocks]


def _clean_forms(kept: Kept, document: Document) -> dict[str, bytes]:
    """Return an approved letter in its forms, without the mark of a draft."""
    clean = approved(document, fictional=bool(kept.options.get("fictional")))
    moment = datetime.fromisoformat(f"{kept.as_of}T12:00:00+00:00")
    return forms_of(
        clean,
        kept.ally,
        _mail(kept, clean, f"<{kept.id.lower()}@approved.invalid>", moment),
        forms=("html", "pdf", "docx"),
    )


def _mail(kept: Kept, document: Document, message_id: str, moment: datetime) -> Mail:
    options = kept.options
    return Mail(
        options.get("mail_from", ""),
        kept.email,
        subject_of(document),
        message_id,
        moment,
        options.get("copies", ()),
    )


def send_letters(
    allies: Sequence[str] = (), *, kit: PathLike = None, record: PathLike = None, at: datetime | None = None
) -> Result[Sent]:
    """Write approved letters, and only those, into the outbox as mail, each once."""
    home, moment = home_of(kit), at or now()
    register = Register(home / REGISTER)
    evaluate = evaluator(read_kit(kit_folder(kit)), open_record(record))

    def message(kept: Kept, message_id: str, dated: datetime) -> bytes:
        document = approved(restore(kept.content, evaluate), fictional=bool(kept.options.get("fictional")))
        return as_mail(
            document,
            _mail(kept, document, message_id, dated),
            page=as_html(document),
            pdf=as_pdf(document),
            name=kept.id,
        )

    only = [register.find(name_of_letter(a)).id for a in allies]
    found = send(register, lambda: Outbox(home / OUTBOX), message, moment, only)
    return Result(moment.date(), [], found, {"outbox": str(home / OUTBOX)})


def register_of(
    *, kit: PathLike = None, ical: Path | None = None, at: datetime | None = None
) -> Result[Entry]:
    """Return the register, one row a letter.

    Parameters
    ----------
    ical : writes what was promised, by due date, into a calendar file
    """
    register = Register(home_of(kit) / REGISTER)
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
    register, moment = Register(home_of(kit) / REGISTER), at or now()
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
    register, moment = Register(home_of(kit) / REGISTER), at or now()
    register.settle(number, status, moment, by)
    return Result(moment.date(), [], [p for p in register.promises() if p.number == number], {})
