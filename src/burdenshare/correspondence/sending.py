"""Hand approved letters over, each once, whatever interrupts it.

The order is what makes it safe. First the register notes, in one transaction, that an approved letter
is being sent, under which Message-ID and at which moment; from then on its words cannot change. Then
the carrier takes the message; it must take the same one twice as one. Last the register notes that it
was sent. A run that is killed leaves at most a noted letter that the next run hands over again, byte
for byte the same.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from burdenshare.correspondence.kept import Kept, stamp
from burdenshare.correspondence.refusals import Refusals
from burdenshare.correspondence.register import Register
from burdenshare.errors import BurdenshareError, RegisterError

Render = Callable[[Kept, str, datetime], bytes]
"""Makes the message of a letter under a Message-ID, dated at a moment; the same bytes each time."""


class Carrier(Protocol):
    """Takes messages; an SMTP hand-over can stand in the outbox's place."""

    def check(self, message_id: str, name: str, message: bytes) -> None:
        """Refuse what could not be taken, before anything is."""

    def deliver(self, message_id: str, name: str, message: bytes) -> str:
        """Take a message and say where it went; the same one twice counts once."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that a run handed over."""

    id: str
    ally: str
    message_id: str
    file: str


class Outbox:
    """A folder that takes each message whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def check(self, message_id: str, name: str, message: bytes) -> None:
        """Refuse a message where another lies under its name.

        Raises
        ------
        RegisterError : another message lies under that name
        """
        target = self.folder / f"{name}.eml"
        if target.exists() and not (target.is_file() and target.read_bytes() == message):
            raise RegisterError(
                f"another message than {message_id} lies under this name",
                where=str(target),
                mend="move it away, then send again",
            )

    def deliver(self, message_id: str, name: str, message: bytes) -> str:
        """Write a message under its name; the same one that lies there already is left as it is.

        Raises
        ------
        RegisterError : another message lies under that name
        """
        target, part = self.folder / f"{name}.eml", self.folder / f".{name}.part"
        self.check(message_id, name, message)
        if not target.exists():
            _write_through(part, message)
            part.rename(target)
            _sync(self.folder)
        return str(target)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A letter with the message that it becomes."""

    kept: Kept
    message_id: str
    message: bytes


def send(
    register: Register,
    carrier: Callable[[], Carrier],
    render: Render,
    at: datetime,
    only: Sequence[str] | None = None,
) -> list[Sent]:
    """Hand over every approved letter that was not sent yet, in the order of their ids.

    Every message is made, and shown to the carrier, before the first is handed over.

    Parameters
    ----------
    carrier : opened once no other run is at work
    only : ids; all by default

    Raises
    ------
    RegisterError : another run is sending; or a hand-over failed: it names what went and what did not
    """
    with alone(register.path):
        takes, sent = carrier(), list[Sent]()
        ready = [_ready(register, kept, render, at) for kept in waiting(register, only)]
        refusals = Refusals(len(ready), "sent")
        for each in ready:
            with refusals.of(each.kept.id):
                takes.check(each.message_id, each.kept.id, each.message)
        refusals.refuse()
        for each in ready:
            try:
                register.begin(each.kept.id, each.message_id, at)
                place = takes.deliver(each.message_id, each.kept.id, each.message)
                register.sent(each.kept.id, at, {"message_id": each.message_id, "file": place})
            except (OSError, BurdenshareError, KeyboardInterrupt) as error:
                raise _stopped(error, sent, ready[len(sent) :]) from error
            sent.append(Sent(each.kept.id, each.kept.ally, each.message_id, place))
    return sent


def waiting(register: Register, only: Sequence[str] | None = None) -> list[Kept]:
    """Return the letters that a run would hand over: approved, or begun by a run that was interrupted."""
    return [k for k in register.letters() if (only is None or k.id in only) and register.is_waiting(k.id)]


def _ready(register: Register, kept: Kept, render: Render, at: datetime) -> _Ready:
    """Make a letter's message; one that was begun keeps its id and moment."""
    begun = register.begun(kept.id)
    name = str(begun.detail["message_id"]) if begun else message_id_of(kept)
    moment = datetime.fromisoformat(begun.at if begun else stamp(at))
    return _Ready(kept, name, render(kept, name, moment))


def _stopped(error: BaseException, sent: Sequence[Sent], left: Sequence[_Ready]) -> RegisterError:
    """Say how far a run came."""
    reason = getattr(error, "message", "") or getattr(error, "strerror", "") or "interrupted"
    where = getattr(error, "where", "") or getattr(error, "filename", "") or ""
    went = ", ".join(s.id for s in sent) or "none"
    return RegisterError(
        f"sending stopped ({reason}); sent: {went}; not sent: {', '.join(r.kept.id for r in left)}",
        where=str(where),
        mend="mend this, then send again: each letter goes once",
    )


def message_id_of(kept: Kept) -> str:
    """Return a letter's Message-ID, which follows from its id and its words."""
    domain = kept.options.get("mail_domain") or "burdenshare.invalid"
    return f"<{kept.id.lower()}.{kept.sha256[:16]}@{domain}>"


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other runs out of a correspondence; the system lets go when a run is killed.

    Raises
    ------
    RegisterError : another run is sending, or writes letters
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RegisterError(
                "another run is sending, or writes letters", where=str(path), mend="wait until it is done"
            ) from error
        yield
