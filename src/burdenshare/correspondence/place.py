"""Where a correspondence lies: its register, drafts and outbox, in the kit's folder."""

from __future__ import annotations

import shlex
from contextlib import AbstractContextManager
from pathlib import Path

from burdenshare.correspondence.drafts import Drafts
from burdenshare.correspondence.register import Register
from burdenshare.correspondence.sending import alone
from burdenshare.letters import OwnRecipients


class Place:
    """The folder of a correspondence: the kit's, or `letters` where there is no kit."""

    def __init__(self, kit: Path | str | None) -> None:
        self.kit = Path(kit) if kit else None
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
        """Return a command on this correspondence, as one types it.

        >>> Place("my desk").command("approve", "DEU")
        "burdenshare letters approve DEU --kit 'my desk'"
        """
        option = ["--kit", str(self.kit)] if self.kit else []
        return shlex.join(["burdenshare", "letters", *words, *option])
