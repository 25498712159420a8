"""The verbs of the register: compose, verify, adopt, approve, send, register, answer, promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Unpack

from burdenshare import adopting, corresponding
from burdenshare.corresponding import LetterRow
from burdenshare.errors import BurdenshareError, LetterError, UsageError
from burdenshare.letters.register import Entry, Promise, Sent
from burdenshare.letters.rereading import Finding
from burdenshare.pledges import find_pledge
from burdenshare.results import Column, Result
from burdenshare.verbs.asked import flat
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import DayOptions, PathLike, RecordOption, WritingOptions


@dataclass(frozen=True, repr=False)
class Composed(Result[LetterRow]):
    """Letters that were written as drafts."""

    pledge: str
    year: int
    register: str

    columns = (
        Column("letter", lambda r: r.id),
        Column("to", lambda r: r.recipient or r.office),
        Column("in", lambda r: f"{r.language}, {r.tone}"),
        Column("state", lambda r: r.state),
        Column("its own sentence", lambda r: r.own, wraps=True),
    )

    def last_line(self) -> str:
        """Say where the drafts are."""
        folders = dict.fromkeys(str(Path(f).parent) for r in self.rows for f in r.files)
        return f"{super().last_line()} Drafts: {', '.join(folders) or 'none'}."


@dataclass(frozen=True, repr=False)
class Findings(Result[Finding]):
    """The numbers of a finished letter."""

    numbers: int
    wrong: int
    ally: str
    language: str

    columns = (
        Column("where", lambda r: r.where),
        Column("number", lambda r: r.text),
        Column("is", lambda r: r.status),
        Column("record", lambda r: r.expected or "-"),
        Column("why", lambda r: r.reason, wraps=True),
    )

    def last_line(self) -> str:
        """Count the numbers, and those that are wrong."""
        return f"{self.numbers} numbers, {self.wrong} of them wrong. As of {self.as_of}."

    def failure(self) -> BurdenshareError | None:
        """Return an error where a number does not agree."""
        wrong = [r for r in self.rows if not r.agrees]
        if not wrong:
            return None
        return LetterError(
            f"{self.wrong} of {self.numbers} numbers do not agree, the first '{wrong[0].text}'",
            where=wrong[0].where,
            mend="mend the letter, or compose it again",
        )


@dataclass(frozen=True, repr=False)
class Adopted(Findings):
    """A letter taken back, with its numbers."""

    id: str = ""
    sha256: str = ""
    state: str = ""

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Say what was taken back."""
        del width, ids
        return (
            f"{self.id} adopted: {len(self.rows)} numbers agree. sha256 {self.sha256[:16]}. "
            f"State: {self.state}."
        )


@dataclass(frozen=True, repr=False)
class Registered(Result[Entry]):
    """Where each letter stands, and what comes next."""

    register: str

    columns = (
        Column("letter", lambda r: r.id),
        Column("state", lambda r: r.state),
        Column("approved by", lambda r: r.approved_by or "-"),
        Column("sent", lambda r: r.sent[:10] or "-"),
        Column("next", lambda r: r.next, wraps=True),
    )


@dataclass(frozen=True, repr=False)
class SentLetters(Result[Sent]):
    """Letters handed over."""

    outbox: str

    columns = (Column("letter", lambda r: r.id), Column("file", lambda r: r.file))

    def last_line(self) -> str:
        """Count them."""
        return f"{len(self.rows)} letters into {self.outbox}."


@dataclass(frozen=True, repr=False)
class Promises(Result[Promise]):
    """What answers promised."""

    id: str | None = None
    answer: dict[str, Any] | None = None

    columns = (
        Column("no.", lambda r: str(r.number), right=True),
        Column("due", lambda r: str(r.due or "undated")),
        Column("status", lambda r: r.status),
        Column("promise", lambda r: r.text, wraps=True),
    )


class KitOption(RecordOption, total=False):
    """For verbs on letters that are written.

    Parameters
    ----------
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """

    kit: PathLike


@verb
def compose_letters(
    *allies: str,
    recipients: str = "",
    out: PathLike = None,
    forms: str = "html,pdf,docx,eml",
    at: datetime | None = None,
    step: Callable[[str], None] = lambda _: None,
    **writing: Unpack[WritingOptions],
) -> Composed:
    """Write letters, as drafts, to the allies named or to all below the level.

    Parameters
    ----------
    allies : codes or names; default: all below the level
    recipients : below, below-equipment, all, or codes by comma; default: below
    out : folder of the drafts; default: drafts in the kit's folder, or letters
    forms : by comma: html, pdf, docx, eml; default: all
    at : the moment noted in the register
    """
    answer = corresponding.compose_letters(
        recipients=recipients or ",".join(allies), out=out, forms=forms, at=at, step=step, **writing
    )
    return Composed(answer.as_of, answer.editions, answer.rows, **answer.more)


@verb
def verify_letter(
    file: Path | str, *, pledge: str = "", kit: PathLike = None, **when: Unpack[DayOptions]
) -> Findings:
    """Read a finished letter again; say which numbers no longer agree.

    Parameters
    ----------
    file : the letter
    pledge : the TOML file of a pledge of your own that it was written for; default: those of the kit
    kit : the folder of the correspondence; default: the present folder if it is a kit
    as_of : the day whose knowledge counts; default: the letter's own
    """
    if pledge:
        find_pledge(pledge)
    answer = adopting.verify_letter(file, kit=kit, **when)
    return Findings(answer.as_of, answer.editions, answer.rows, **answer.more)


@verb
def adopt_letter(
    ally: str, file: Path | str, *, by: str = "", at: datetime | None = None, **where: Unpack[KitOption]
) -> Adopted:
    """Take an edited letter back into the register, verified and hashed.

    Parameters
    ----------
    ally : whom it is written to, or the letter's id
    file : the edited letter, HTML or DOCX
    by : who edited it

    Raises
    ------
    LetterError : it is a letter to another ally, or one of its numbers does not agree
    """
    answer = adopting.adopt_letter(ally, file, by=by, at=at, **where)
    rows, more = list(answer.rows), answer.more
    return Adopted(
        answer.as_of,
        answer.editions,
        rows,
        len(rows),
        0,
        more["id"].partition("-")[0],
        "",
        id=more["id"],
        sha256=more["sha256"],
        state=more["state"],
    )


@verb
def approve_letters(
    *allies: str | list[str],
    by: str = "",
    all_: bool = False,
    at: datetime | None = None,
    **where: Unpack[KitOption],
) -> Registered:
    """Approve letters as they stand; their drafts lose the mark of a draft.

    Parameters
    ----------
    allies : whom they are written to, or letters' ids
    by : who approves
    all_ : every letter that is not approved yet

    Raises
    ------
    LetterError : a number does not agree with the record any more
    RegisterError : nobody approves, or a letter has been sent
    """
    named = flat(allies)
    if bool(named) == all_:
        raise UsageError(
            "no letter is named, or both letters and all",
            where="letters approve",
            mend="name allies, or give --all",
        )
    answer = corresponding.approve_letters(named, by=by, at=at, **where)
    return Registered(answer.as_of, answer.editions, answer.rows, **answer.more)


@verb
def send_letters(
    *allies: str | list[str], at: datetime | None = None, **where: Unpack[KitOption]
) -> SentLetters:
    """Write approved letters, and only those, into the outbox, each once.

    Parameters
    ----------
    allies : whom they are written to, or letters' ids; default: all that are approved
    """
    answer = corresponding.send_letters(flat(allies), at=at, **where)
    return SentLetters(answer.as_of, answer.editions, answer.rows, **answer.more)


@verb
def register_of(*, ical: PathLike = None, kit: PathLike = None, at: datetime | None = None) -> Registered:
    """Show each letter: composed, edited, approved, sent, answered, next.

    Parameters
    ----------
    ical : write due promises to a calendar file
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """
    answer = corresponding.register_of(kit=kit, ical=Path(ical) if ical else None, at=at)
    return Registered(answer.as_of, answer.editions, answer.rows, **answer.more)


@verb
def answer_letter(
    ally: str,
    *,
    file: Path | str,
    promise: str = "",
    due: str = "",
    sent_otherwise: bool = False,
    kit: PathLike = None,
    at: datetime | None = None,
) -> Promises:
    """Keep an answer and what it promises; found in it, or as you say.

    Parameters
    ----------
    ally : who answers, or the letter's id
    file : a mail or a text
    promise : what was promised, in your words; default: what is found in the answer
    due : by which day
    sent_otherwise : the letter went another way
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """
    answer = corresponding.answer_letter(
        ally, file, promise=promise, due=due, sent_otherwise=sent_otherwise, kit=kit, at=at
    )
    return Promises(answer.as_of, answer.editions, answer.rows, **answer.more)


@verb
def settle_promise(
    number: int,
    status: Literal["confirmed", "kept", "broken", "withdrawn"],
    *,
    by: str = "",
    kit: PathLike = None,
    at: datetime | None = None,
) -> Promises:
    """Say what became of a promise.

    Parameters
    ----------
    number : as `letters answer` lists it
    status : confirmed, kept, broken or withdrawn
    by : who says so
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """
    answer = corresponding.settle_promise(number, status, by=by, kit=kit, at=at)
    return Promises(answer.as_of, answer.editions, answer.rows)
