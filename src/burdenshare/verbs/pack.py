"""The verb `pack`: a summit pack, from the record of a day, in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from burdenshare.letters import Writing, open_desk
from burdenshare.packs.build import PackedFile, build
from burdenshare.results import Result
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import WritingOptions


@dataclass(frozen=True, repr=False)
class Packed(Result[PackedFile]):
    """The files of a pack."""

    out: str
    said: str

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Say what was written, and what to open."""
        del width, ids
        return self.said


@verb
def pack(
    *,
    out: Path | str,
    recipients: str = "below",
    step: Callable[[str], None] = lambda _: None,
    **writing: Unpack[WritingOptions],
) -> Packed:
    """Write a summit pack: report, brief, letters, charts, figures.

    Parameters
    ----------
    out : the pack's folder; replaced whole or not at all
    recipients : below, below-equipment, all, or codes by comma; default: below
    step : told what is being done

    Raises
    ------
    PackError : the folder cannot be written, or is not a pack
    """
    asked = Writing(**writing)
    step("working out where everybody stands")
    made = build(open_desk(asked), Path(out), recipients, step)
    return Packed(asked.day, made.editions, made.files, out=str(out), said=made.said)
