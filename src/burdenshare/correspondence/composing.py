"""Composed letters into folder and register: never over what somebody edited, approved or sent."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from burdenshare.correspondence.checks import mend_of_edit, recognise
from burdenshare.correspondence.drafts import Drafts, Form
from burdenshare.correspondence.kept import Kept
from burdenshare.correspondence.place import Place
from burdenshare.correspondence.refusals import Refusals
from burdenshare.correspondence.register import Register
from burdenshare.document.stored import restore, store
from burdenshare.errors import BurdenshareError, LetterError
from burdenshare.figures import Figure
from burdenshare.letters import Desk, Letter
from burdenshare.letters.frame import reference


@dataclass(frozen=True, slots=True)
class Made:
    """A letter that was composed and is not written yet.

    Parameters
    ----------
    forms : file name to content
    """

    kept: Kept
    forms: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Entered:
    """What was done with composed letters.

    Parameters
    ----------
    copies : of what was replaced
    left : ids of letters that stand as they were, since the very same ones are adopted or approved
    """

    copies: list[Path]
    left: list[str]


def kept_of(desk: Desk, letter: Letter) -> Kept:
    """Return a composed letter as the register keeps it."""
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
        id=name,
        ally=letter.ally,
        as_of=day,
        pledge=desk.table.pledge.id,
        tone=letter.tone,
        language=to.language,
        reference=reference(settings, letter.ally, desk.table.view.day) or name,
        recipient=f"{to.name}, {to.office}" if to.name else to.office,
        email=to.email,
        settings=json.dumps(options, sort_keys=True),
        content=store(letter.document),
    )


def enter(
    place: Place,
    folder: Path,
    made: Sequence[Made],
    evaluate: Callable[[str], Figure],
    at: datetime,
    *,
    again: bool,
) -> Entered:
    """Write composed letters and enter them in the register, all or none.

    Parameters
    ----------
    again : replace what was edited or approved too, and keep a copy

    Raises
    ------
    LetterError : a draft or a letter was edited or approved; it is named
    RegisterError : a letter has been sent
    """
    with place.alone():
        states = place.register.states()
        left = [m.kept.id for m in made if _stands(place.register, m.kept, states)]
        new = [m for m in made if m.kept.id not in left]
        forms = [Form(folder / name, content, m.kept.id) for m in new for name, content in m.forms.items()]
        drafts = place.drafts(folder)
        _recognise_all(drafts, place.register, {m.kept.ally for m in new}, evaluate)
        _refuse(place, drafts, new, forms, states, again=again)
        place.register.expect(drafts.written(forms))

        def keep(path: Path) -> bool:
            return drafts.is_edited(path) or states.get(drafts.owner(path), "composed") != "composed"

        worth = {form.path for form in forms if keep(form.path)}
        with drafts.put(forms, at, worth.__contains__) as copies:
            place.register.compose_all([m.kept for m in new], at, written=drafts.written(forms))
    return Entered(copies, left)


def _stands(register: Register, kept: Kept, states: Mapping[str, str]) -> bool:
    """Whether the very same letter was adopted or approved: nothing needs to be written."""
    return states.get(kept.id) in {"edited", "approved"} and register.is_unchanged(kept)


def _recognise_all(
    drafts: Drafts, register: Register, allies: set[str], evaluate: Callable[[str], Figure]
) -> None:
    for kept in register.letters():
        if kept.ally in allies and not drafts.of(kept.id):
            with contextlib.suppress(BurdenshareError):
                recognise(drafts, kept, restore(kept.content, evaluate))


def _refuse(
    place: Place,
    drafts: Drafts,
    made: Sequence[Made],
    forms: Sequence[Form],
    states: Mapping[str, str],
    *,
    again: bool,
) -> None:
    refusals = Refusals(len(made), "written")
    for kept in (m.kept for m in made):
        with refusals.of(kept.id):
            if kept.id in states:
                place.register.refuse_if_sent(kept.id)
            edited = [f.path for f in forms if f.letter == kept.id and drafts.is_edited(f.path)]
            if edited and not again:
                raise _edited(place, drafts, kept, edited)
            if states.get(kept.id) in {"edited", "approved"} and not again:
                raise LetterError(
                    f"{kept.id} is {states[kept.id]}, and its words would be replaced",
                    where=str(place.register.path),
                    mend="add --again to write it anew; a copy of what it replaces is kept",
                )
    refusals.refuse()


def _edited(place: Place, drafts: Drafts, kept: Kept, edited: Sequence[Path]) -> LetterError:
    """Name files that would be overwritten, and how to go on."""
    names, where = ", ".join(p.name for p in edited), ", ".join(map(str, edited))
    unrecorded = [k for k in place.register.letters() if k.ally == kept.ally and not drafts.of(k.id)]
    if not unrecorded and not any(drafts.owner(path) for path in edited):
        return LetterError(
            f"{names} lies there, and is not as this program wrote it",
            where=where,
            mend="name another folder with --out, or add --again, which keeps a copy of it",
        )
    mend = mend_of_edit(place, drafts, kept, edited)
    return LetterError(
        f"{names} was edited and not adopted",
        where=where,
        mend=f"{mend}; or add --again to compose, which keeps a copy of it and writes the letter anew",
    )
