"""The verb `letters compose`: letters written as drafts, and entered in the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Unpack

from burdenshare.correspondence import Kept
from burdenshare.correspondence.composing import Made, enter, kept_of
from burdenshare.correspondence.place import Place, now
from burdenshare.document.forms import check_forms
from burdenshare.letters import Letter, Writing, keep_pledge, open_desk
from burdenshare.results import Column, Result
from burdenshare.verbs.adopt import kept_line
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import PathLike, WritingOptions


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


@dataclass(frozen=True, repr=False)
class Composed(Result[LetterRow]):
    """Letters that were written as drafts.

    Parameters
    ----------
    folder : of the drafts
    kept : copies of what was replaced
    left : ids of letters that stand as they were, since the very same ones are adopted or approved
    """

    pledge: str
    year: int
    register: str
    folder: str
    kept: list[str]
    left: list[str]

    columns = (
        Column("letter", lambda r: r.id),
        Column("to", lambda r: r.recipient or r.office),
        Column("in", lambda r: f"{r.language}, {r.tone}"),
        Column("state", lambda r: r.state),
        Column("its own sentence", lambda r: r.own, wraps=True),
    )

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Say where letters were written, which were left, and what is kept of the replaced."""
        count = len(self.rows) - len(self.left)
        said = f"{count} letter{'' if count == 1 else 's'} into {self.folder}."
        if self.left:
            said += f"\nLeft as they are, since adopted or approved in these words: {', '.join(self.left)}."
        return f"{super().text(width=width, ids=ids)}\n{said}{kept_line(self.kept)}"


@verb
def compose_letters(
    *allies: str,
    recipients: str = "",
    out: PathLike = None,
    forms: str = "html,pdf,docx,eml",
    again: bool = False,
    at: datetime | None = None,
    step: Callable[[str], None] = lambda _: None,
    **writing: Unpack[WritingOptions],
) -> Composed:
    """Write letters, as drafts, to the allies named or to all below the level.

    Parameters
    ----------
    allies : codes or names; default: all below the level
    recipients : below, below-equipment, all, or codes by comma; default: below
    out : folder of the drafts; default: drafts in the kit's folder, or in letters
    forms : by comma: html, pdf, docx, eml; default: all
    again : write anew what was edited or approved too, and keep a copy of it in the folder's kept
    at : the moment noted in the register

    Raises
    ------
    LetterError, RegisterError : a draft or a letter was edited or approved, or it has been sent
    """
    wanted, place = check_forms(forms), Place(writing.get("kit"))
    desk = open_desk(Writing(**writing))
    letters, made = [], []
    for ally in desk.recipients(recipients or ",".join(allies)):
        step(f"writing to {ally}")
        letter = desk.letter(ally)
        letters.append(letter)
        made.append(Made(kept_of(desk, letter), desk.forms(letter, forms=wanted)))
    folder = Path(out) if out else place.home / "drafts"
    entered = enter(place, folder, made, desk.evaluate, at or now(), again=again)
    keep_pledge(desk.table.pledge, place.home)
    states = place.register.states()
    rows = [
        _row(letter, m.kept, states[m.kept.id], [str(folder / name) for name in m.forms])
        for letter, m in zip(letters, made, strict=True)
    ]
    return Composed(
        desk.table.view.day,
        [desk.table.edition.id],
        rows,
        pledge=desk.table.pledge.id,
        year=desk.table.year,
        register=str(place.register.path),
        folder=str(folder),
        kept=[str(p) for p in entered.copies],
        left=entered.left,
    )


def _row(letter: Letter, kept: Kept, state: str, files: list[str]) -> LetterRow:
    to = letter.recipient
    return LetterRow(
        ally=letter.ally,
        id=kept.id,
        recipient=to.name,
        office=to.office,
        source=to.source,
        tone=letter.tone,
        language=to.language,
        state=state,
        figures=len(letter.document.numbers()),
        passages=[c.passage for c in letter.choices if c.taken],
        own=letter.own,
        files=files,
    )
