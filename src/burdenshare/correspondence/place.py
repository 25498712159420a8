"""Where a correspondence lies: its register, drafts and outbox, in the kit's folder."""

from __future__ import annotations

import shlex
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from burdenshare.correspondence.drafts import Drafts
from burdenshare.correspondence.register import Register
from burdenshare.correspondence.sending import alone
from burdenshare.letters import OwnRecipients, kit_folder
from burdenshare.terms import find_ally


class Place:
    """The folder of a correspondence: the kit's, or `letters` where there is no kit."""

    def __init__(self, kit: Path | str | None) -> None:
        self.kit = kit_folder(kit)
        self.home = self.kit or Path("letters")
        self.register = Register(self.home / "register.sqlite")
        self.outbox = self.home / "outbox"
        self.recipients = self.home / "recipients.csv"

    def drafts(self, folder: Path | None = None) -> Drafts:
        """Return the letters' files as the register now knows them."""
        return Drafts(self.register, folder or self.home / "drafts")

    def own_recipients(self) -> OwnRecipients:
        """Return what the user's file now says of recipients."""
        return OwnRecipients.read(self.recipients)

    def alone(self) -> AbstractContextManager[None]:
        """Keep other runs out while letters are written or sent."""
        return alone(self.register.path)

    def command(self, *words: str) -> str:
        """Return a command on this correspondence, as one types it."""
        return command(self.kit, *words)


def command(kit: Path | None, *words: str) -> str:
    """Return a command on a correspondence, as one types it.

    >>> command(Path("my desk"), "approve", "DEU")
    "burdenshare letters approve DEU --kit 'my desk'"
    """
    option = ["--kit", str(kit)] if kit else []
    return shlex.join(["burdenshare", "letters", *words, *option])


def now() -> datetime:
    """Return the present moment, to the second; the one clock of the correspondence."""
    return datetime.now(UTC).replace(microsecond=0)


def id_of_letter(text: str) -> str:
    """Return an ally's code, or a letter's id as it is."""
    return text if text.count("-") > 1 else find_ally(text).code
