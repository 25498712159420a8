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

from burdenshare.errors import RegisterError
from burdenshare.letters.register.model import Kept
from burdenshare.letters.register.register import Register

Render = Callable[[Kept, str, datetime], bytes]
"""Makes the message of a letter under a Message-ID, dated at a moment; the same bytes each time."""


class Carrier(Protocol):
    """Takes messages; an SMTP hand-over can stand in the outbox's place."""

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
        for left in folder.glob(".*.part"):
            left.unlink()

    def deliver(self, message_id: str, name: str, message: bytes) -> str:
        """Write a message under its name; one that lies there already is left as it is.

        Raises
        ------
        RegisterError : another message lies under that name
        """
        target, part = self.folder / f"{name}.eml", self.folder / f".{name}.part"
        if not target.exists():
            _write_through(part, message)
            part.rename(target)
            _sync(self.folder)
        elif target.read_bytes() != message:
            raise RegisterError(
                f"another message than {message_id} lies under this name",
                where=str(target),
                mend="move it away, then send again",
            )
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


def send(
    register: Register, carrier: Callable[[], Carrier], render: Render, at: datetime, only: Sequence[str] = ()
) -> list[Sent]:
    """Hand over every approved letter that was not sent yet, in the order of their ids.

    Parameters
    ----------
    carrier : opened once no other run is sending
    only : ids; all by default

    Raises
    ------
    RegisterError : another run is sending
    """
    found = []
    with _alone(register.path):
        takes = carrier()
        for kept in register.letters():
            if only and kept.id not in only:
                continue
            begun = register.begin(kept.id, message_id_of(kept), at)
            if begun is None:
                continue
            name, moment = str(begun.detail["message_id"]), datetime.fromisoformat(begun.at)
            place = takes.deliver(name, kept.id, render(kept, name, moment))
            register.sent(kept.id, at, {"message_id": name, "file": place})
            found.append(Sent(kept.id, kept.ally, name, place))
    return found


def message_id_of(kept: Kept) -> str:
    """Return a letter's Message-ID, which follows from its id and its words."""
    domain = kept.options.get("mail_domain") or "burdenshare.invalid"
    return f"<{kept.id.lower()}.{kept.sha256[:16]}@{domain}>"


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other runs out; the system lets go when a run is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RegisterError(
                "another run is sending", where=str(path), mend="wait until it is done"
            ) from error
        yield
