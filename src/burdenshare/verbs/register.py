"""The verbs `letters approve`, `letters send` and `letters register`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Unpack

from burdenshare.correspondence import Entry, Kept, Register, Sent, as_ical, waiting
from burdenshare.correspondence.approval import approve
from burdenshare.correspondence.mailing import send_approved
from burdenshare.correspondence.place import Place, id_of_letter, now
from burdenshare.errors import RegisterError, UsageError
from burdenshare.letters import evaluator, read_kit
from burdenshare.results import Column, Result
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import KitOption, PathLike, open_record


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

    def nothing(self) -> str:
        """Say that there is none yet."""
        return "No letter is in the register; `burdenshare letters compose` writes drafts."


@dataclass(frozen=True, repr=False)
class SentLetters(Result[Sent]):
    """Letters handed over.

    Parameters
    ----------
    sent_before : ids of letters that were asked for and had gone already
    """

    outbox: str
    sent_before: list[str]

    columns = (Column("letter", lambda r: r.id), Column("file", lambda r: r.file))

    def last_line(self) -> str:
        """Count them."""
        before = "".join(f"\n{letter} was sent before: each letter goes once." for letter in self.sent_before)
        return f"{len(self.rows)} letters into {self.outbox}.{before}"


@verb
def approve_letters(
    *allies: str, by: str = "", all_: bool = False, at: datetime | None = None, **where: Unpack[KitOption]
) -> Registered:
    """Approve letters as they stand; their drafts lose the mark of a draft.

    All or none: each is compared with the record once more, then all are written clean.

    Parameters
    ----------
    allies : whom they are written to, or letters' ids
    by : who approves
    all_ : every letter that is not approved yet

    Raises
    ------
    LetterError : a number does not agree with the record any more, or a draft was edited and not adopted
    RegisterError : nobody approves, or a letter has been sent
    RefusedLettersError : several letters fail
    """
    named = allies
    if bool(named) == all_:
        raise UsageError(
            "no letter is named, or both letters and all",
            where="letters approve",
            mend="name allies, or give --all",
        )
    if not by.strip():
        raise RegisterError("nobody approves", where="--by", mend="say who approves the letters")
    place, moment = Place(where.get("kit")), at or now()
    evaluate = evaluator(read_kit(place.kit), open_record(where.get("record")))
    letters = _named(place.register, named) if named else _open(place.register)
    if letters:
        approve(place, letters, evaluate, by, moment)
    return _entries(place.register, {k.id for k in letters})


def _named(register: Register, allies: Sequence[str]) -> list[Kept]:
    letters = [register.find(id_of_letter(a)) for a in allies]
    return list({kept.id: kept for kept in letters}.values())


def _open(register: Register) -> list[Kept]:
    states = register.states()
    return [k for k in register.letters() if states[k.id] in {"composed", "edited"}]


@verb
def send_letters(*allies: str, at: datetime | None = None, **where: Unpack[KitOption]) -> SentLetters:
    """Write approved letters, and only those, into the outbox, each once.

    What is sent is what was approved. Every letter is checked before the first is sent.

    Parameters
    ----------
    allies : whom they are written to, or letters' ids; default: all that are approved

    Raises
    ------
    LetterError, RegisterError : a letter is not approved, has no address, or was edited since
    RefusedLettersError : several letters fail
    """
    place, moment = Place(where.get("kit")), at or now()
    evaluate = evaluator(read_kit(place.kit), open_record(where.get("record")))
    named = _named(place.register, allies)
    states = place.register.states()
    done = {k.id for k in named if states[k.id] in {"sent", "answered"}}
    asked = [k for k in named if k.id not in done] if allies else waiting(place.register)
    sent = send_approved(place, asked, evaluate, moment)
    return SentLetters(moment.date(), [], sent, outbox=str(place.outbox), sent_before=sorted(done))


@verb
def register_of(*, ical: PathLike = None, kit: PathLike = None, at: datetime | None = None) -> Registered:
    """Show each letter: composed, edited, approved, sent, answered, next.

    Parameters
    ----------
    ical : write due promises to a calendar file
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """
    register = Place(kit).register
    if ical is not None:
        Path(ical).write_bytes(as_ical(register.promises(), register.letters(), at or now()))
    return _entries(register)


def _entries(register: Register, only: set[str] | None = None) -> Registered:
    rows = [e for e in register.entries() if only is None or e.id in only]
    return Registered(now().date(), [], rows, str(register.path))
