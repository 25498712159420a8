"""What every verb on a kept letter looks at: its figures, its files, who edited them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from burdenshare.correspondence.drafts import Drafts
from burdenshare.correspondence.kept import Kept
from burdenshare.correspondence.place import Place
from burdenshare.correspondence.renderings import clean_forms, draft_forms
from burdenshare.document import Document
from burdenshare.document.forms import FORMS
from burdenshare.document.stored import restore
from burdenshare.errors import LetterError
from burdenshare.figures import Figure, is_unchanged

READ_BACK = (".docx", ".html")
"""Forms that can be adopted."""


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
    paths = {form: drafts.folder / f"{kept.ally}.{form}" for form in FORMS}
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
