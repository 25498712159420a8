"""What a letter must pass before it is approved, and again before it is sent."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from burdenshare.correspondence.drafts import Drafts, Form
from burdenshare.correspondence.forms import (
    CLEAN,
    addressed,
    check_mail,
    clean_forms,
    draft_forms,
    sealed_letter,
)
from burdenshare.correspondence.place import Place
from burdenshare.correspondence.register import Approval, Kept, Sealed
from burdenshare.document import Document
from burdenshare.document.stored import restore
from burdenshare.errors import LetterError
from burdenshare.figures import Figure, is_unchanged

READ_BACK = (".docx", ".html")
"""Forms that can be adopted."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that may be approved, with its clean forms."""

    approval: Approval
    forms: list[Form]


def ready_to_approve(
    kept: Kept, evaluate: Callable[[str], Figure], place: Place, drafts: Drafts, own: Mapping[str, str]
) -> Ready:
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
    return Ready(Approval(kept, sealed), [Form(paths[f], made[f], kept.id) for f in CLEAN])


def ready_to_send(
    kept: Kept, evaluate: Callable[[str], Figure], place: Place, drafts: Drafts, own: Mapping[str, str]
) -> Sealed:
    """Check an approved letter, and return what its approval saw.

    Raises
    ------
    LetterError : a draft was edited since, the address has changed, or there is none
    RegisterError : the register does not hold it as it was approved
    """
    sealed = place.register.sealed(kept.id)
    document = None if sealed else restored(kept, evaluate)
    if document is not None:  # approved before the register kept what is sent
        made = clean_forms(kept, document, kept.ally)
        sealed = sealed_letter(kept, document, made["html"], made["pdf"])
        recognise(drafts, kept, document)
    assert sealed is not None  # noqa: S101  one or the other
    if place.register.begun(kept.id) is None:  # what a run has begun to send goes as it is
        refuse_edited(place, drafts, kept, drafts.of(kept.id))
        _refuse_address(kept, sealed, place, own)
        check_mail(sealed, place.recipients)
    return sealed


def _refuse_address(kept: Kept, sealed: Sealed, place: Place, own: Mapping[str, str]) -> None:
    """Refuse an address that is not the one approved: in the register, or in the user's file since."""
    approve = place.command("approve", kept.ally, "--by", "NAME")
    for each, where in ((kept, place.register.path), (with_address(kept, own), place.recipients)):
        copies = tuple(each.options.get("copies", ()))
        if (each.email, copies) != (sealed.to, sealed.copies):
            raise LetterError(
                f"the address of {kept.id} has changed since it was approved: it is now "
                f"{', '.join(filter(None, [each.email, *copies])) or 'empty'}",
                where=str(where),
                mend=approve,
            )
    if not sealed.to:
        raise LetterError(
            f"there is no e-mail address for {kept.ally}",
            where=str(place.recipients),
            mend=f"write its email into that file, then: {approve}",
        )


def with_address(kept: Kept, own: Mapping[str, str]) -> Kept:
    """Return a letter with the address that the user's file gives; its own where the file is silent."""
    if not own:
        return kept
    copies = [c.strip() for c in own.get("copies", "").split(";") if c.strip()]
    return addressed(kept, own.get("email", ""), copies)


def restored(kept: Kept, evaluate: Callable[[str], Figure]) -> Document:
    """Return a letter's document, its figures evaluated again.

    Raises
    ------
    LetterError : the record gives another figure than when the letter was written
    """
    document = restore(kept.content, evaluate)
    blocks = json.loads(kept.content)["blocks"]
    known = {b["figure"] for p in blocks for b in p.get("runs", ()) if "figure" in b}
    changed = sorted(name for name in known if not is_unchanged(name, evaluate(name)))
    if changed:
        raise LetterError(
            f"the record has changed since {kept.id} was composed: {changed[0]}", mend="compose it again"
        )
    return document


def recognise(drafts: Drafts, kept: Kept, document: Document) -> None:
    """Know a letter's files by what it renders to, where the register is of before it kept their bytes."""
    paths = {form: drafts.folder / f"{kept.ally}.{form}" for form in ("html", "pdf", "docx", "eml")}
    held = {form: path for form, path in paths.items() if path.is_file() and not drafts.owner(path)}
    if drafts.of(kept.id) or not held:
        return
    order = ["ally", "as_of", "sender", "author"]
    meta = dict(
        sorted(document.meta.items(), key=lambda item: order.index(item[0]) if item[0] in order else 9)
    )
    with contextlib.suppress(LetterError):
        drafted = draft_forms(kept, replace(document, meta=meta))  # in the order in which it was composed
        made = [drafted, clean_forms(kept, document, kept.ally)]
        for form, path in held.items():
            drafts.know(path, [forms[form] for forms in made if form in forms])


def refuse_edited(place: Place, drafts: Drafts, kept: Kept, paths: Iterable[Path]) -> None:
    """Refuse where somebody edited a file of a letter that the register knows nothing of.

    Raises
    ------
    LetterError : a file was edited and not adopted
    RegisterError : something else lies in its place
    """
    edited = [p for p in dict.fromkeys(paths) if drafts.is_edited(p)]
    if edited:
        raise LetterError(
            f"{', '.join(p.name for p in edited)} was edited and not adopted",
            where=", ".join(map(str, edited)),
            mend=mend_of_edit(place, drafts, kept, edited),
        )


def mend_of_edit(place: Place, drafts: Drafts, kept: Kept, edited: Sequence[Path]) -> str:
    """Return how an edit comes back into the register; a form that does not read back is never adopted."""
    for path in edited:
        if path.suffix in READ_BACK:
            letter = drafts.owner(path) or kept.id
            newest = place.register.find(kept.ally).id
            return place.command("adopt", kept.ally if letter == newest else letter, str(path))
    return "this form does not read back: make the change in the DOCX or HTML and adopt that; move this away"
