"""Letters, events, promises and entries of the register."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as the register keeps it.

    Parameters
    ----------
    settings : JSON text: how it was composed and how it is sent
    content : JSON text: the document
    """

    id: str
    ally: str
    as_of: str
    pledge: str
    tone: str
    language: str
    reference: str
    recipient: str
    email: str
    settings: str
    content: str

    @property
    def sha256(self) -> str:
        """Checksum of the content."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    @property
    def options(self) -> dict[str, Any]:
        """Return the settings as a dictionary."""
        found: dict[str, Any] = json.loads(self.settings)
        return found


@dataclass(frozen=True, slots=True)
class Sealed:
    """A letter as it was approved: to whom it goes and every word that is sent.

    Parameters
    ----------
    content : checksum of the document, figures included
    to : empty for a letter that does not go by mail
    text, page, pdf : its forms, notes included
    """

    letter: str
    content: str
    sender: str
    to: str
    copies: tuple[str, ...]
    subject: str
    language: str
    text: str
    page: str
    pdf: bytes

    @property
    def sha256(self) -> str:
        """Checksum of all of it."""
        said = [self.letter, self.content, self.sender, self.to, list(self.copies), self.subject]
        said += [self.language, self.text, self.page, hashlib.sha256(self.pdf).hexdigest()]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Approval:
    """A letter that is to be approved, with the address of the day, and what will be sent."""

    kept: Kept
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes of a letter's form as a run wrote them.

    Parameters
    ----------
    file : seen from the register's folder where it lies below it
    """

    file: str
    sha256: str
    letter: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a letter."""

    number: int
    letter: str
    what: str
    at: str
    who: str
    sha256: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that an answer promised.

    Parameters
    ----------
    due : None where the answer names no day
    status : `found` by the machine and not yet confirmed, `confirmed`, `kept`, `broken`,
        `withdrawn`
    source : the answer it stands in
    """

    text: str
    due: date | None
    status: str = "found"
    source: str = ""
    number: int = 0
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register: where a letter stands, and what comes next."""

    id: str
    ally: str
    state: str
    next: str
    reference: str
    recipient: str
    as_of: str
    tone: str
    language: str
    composed: str = ""
    edited: str = ""
    approved: str = ""
    approved_by: str = ""
    sent: str = ""
    message_id: str = ""
    answered: str = ""
    promised: list[str] = field(default_factory=list)
    due: str = ""
    sha256: str = ""


def stamp(at: datetime) -> str:
    """Write a moment as the register keeps it."""
    return at.isoformat(timespec="seconds")


def is_approved(events: list[Event], sha256: str) -> bool:
    """Whether the last word on a letter is an approval of this very content."""
    last = next(
        (e for e in reversed(events) if e.what in {"composed", "edited", "approved", "withdrawn"}), None
    )
    return last is not None and last.what == "approved" and last.sha256 == sha256


def state_of(events: list[Event], sha256: str) -> str:
    """Return the state that follows from a letter's events."""
    happened = {e.what for e in events}
    if "answered" in happened:
        return "answered"
    if "sent" in happened:
        return "sent"
    if is_approved(events, sha256):
        return "approved"
    return "edited" if "edited" in _since_composed(events) else "composed"


def _since_composed(events: list[Event]) -> set[str]:
    found: set[str] = set()
    for event in reversed(events):
        found.add(event.what)
        if event.what == "composed":
            break
    return found


def entry_of(kept: Kept, events: list[Event], promises: list[Promise]) -> Entry:
    """Return a letter's line of the register."""
    last = {e.what: e for e in events}
    state = state_of(events, kept.sha256)
    open_ = [p for p in promises if p.status in {"found", "confirmed"}]
    due = min((p.due for p in open_ if p.due), default=None)
    approval = last.get("approved") if state not in {"composed", "edited"} else None
    return Entry(
        kept.id,
        kept.ally,
        state,
        _next(state, open_, due),
        kept.reference,
        kept.recipient,
        kept.as_of,
        kept.tone,
        kept.language,
        composed=_at(last.get("composed")),
        edited=_at(last.get("edited")),
        approved=_at(approval),
        approved_by=approval.who if approval else "",
        sent=_at(last.get("sent")),
        answered=_at(last.get("answered")),
        message_id=str(last["sending"].detail.get("message_id", "")) if "sending" in last else "",
        promised=[f"{p.text} (due {p.due or 'undated'}, {p.status})" for p in promises],
        due=due.isoformat() if due else "",
        sha256=kept.sha256,
    )


def _at(event: Event | None) -> str:
    return event.at if event else ""


def _next(state: str, open_: list[Promise], due: date | None) -> str:
    if state in {"composed", "edited"}:
        return "approve"
    if state == "approved":
        return "send"
    if state == "sent":
        return "await the answer"
    if any(p.status == "found" for p in open_):
        return "confirm what was promised"
    return f"promise due {due}" if due else "keep an eye on the promise" if open_ else "done"
