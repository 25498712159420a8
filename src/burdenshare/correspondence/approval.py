"""Letters approved, all or none: checked, written clean and aside, noted last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from burdenshare.correspondence.checks import recognise, refuse_edited, restored
from burdenshare.correspondence.drafts import Drafts, Form
from burdenshare.correspondence.kept import Approval, Kept
from burdenshare.correspondence.place import Place
from burdenshare.correspondence.refusals import Refusals
from burdenshare.correspondence.renderings import CLEAN, check_mail, clean_forms, sealed_letter, with_address
from burdenshare.figures import Figure


def approve(
    place: Place, letters: Sequence[Kept], evaluate: Callable[[str], Figure], by: str, at: datetime
) -> None:
    """Approve letters, and write them without the mark of a draft.

    Raises
    ------
    LetterError, RegisterError : a letter fails; none is approved
    RefusedLettersError : several fail
    """
    with place.alone():
        drafts, own, refusals = place.drafts(), place.own_recipients(), Refusals(len(letters), "approved")
        ready: list[_Ready] = []
        for kept in letters:
            with refusals.of(kept.id):
                ready.append(_ready(kept, evaluate, place, drafts, own.of(kept.ally)))
        refusals.refuse()
        forms = [form for each in ready for form in each.forms]
        written = drafts.written(forms)
        place.register.expect(written)
        with drafts.put(forms, at):
            place.register.approve_all([each.approval for each in ready], at, by, written)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A letter that may be approved, with its clean forms."""

    approval: Approval
    forms: list[Form]


def _ready(
    kept: Kept, evaluate: Callable[[str], Figure], place: Place, drafts: Drafts, own: Mapping[str, str]
) -> _Ready:
    """Check a letter, and make everything that its approval writes.

    Parameters
    ----------
    own : what the user's file now says of the recipient

    Raises
    ------
    LetterError : the record has moved, a draft was edited and not adopted, an address or a form fails
    RegisterError : it has been sent
    """
    place.register.refuse_if_sent(kept.id)
    document = restored(kept, evaluate)
    recognise(drafts, kept, document)
    folder = drafts.folder_of(kept.id)
    name = drafts.name_of(kept, folder)
    paths = {form: folder / f"{name}.{form}" for form in CLEAN}
    refuse_edited(place, drafts, kept, [*drafts.of(kept.id), *paths.values()])
    kept = with_address(kept, own)
    made = clean_forms(kept, document, name)
    sealed = sealed_letter(kept, document, made["html"], made["pdf"])
    check_mail(sealed, place.recipients)
    return _Ready(Approval(kept, sealed), [Form(paths[f], made[f], kept.id) for f in CLEAN])
