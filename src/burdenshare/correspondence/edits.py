"""An edited letter taken back: its words into the register, its forms written anew from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from burdenshare.correspondence.checks import READ_BACK, mend_of_edit, recognise
from burdenshare.correspondence.drafts import Drafts, Form
from burdenshare.correspondence.findings import Finding, findings
from burdenshare.correspondence.kept import Kept
from burdenshare.correspondence.place import Place
from burdenshare.correspondence.renderings import CLEAN, draft_forms
from burdenshare.document import Document, Number, Paragraph, Text, words
from burdenshare.document.forms import FORMS
from burdenshare.document.reading import ReadDocument, read
from burdenshare.document.stored import restore, store
from burdenshare.errors import LetterError
from burdenshare.figures import Figure


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was done with an edited letter.

    Parameters
    ----------
    kept : the letter with its new words
    rows : its numbers, which all agree
    files : its forms, written anew
    copies : of what those replaced
    """

    kept: Kept
    rows: list[Finding]
    files: list[Path]
    copies: list[Path]


def adopt(
    place: Place, kept: Kept, file: Path, evaluate: Callable[[str], Figure], by: str, at: datetime
) -> Adopted:
    """Take an edited letter back; an approval lapses.

    Raises
    ------
    LetterError : it is another letter, a number does not agree, or it does not fit its page
    RegisterError : the letter has been sent
    """
    place.register.refuse_if_sent(kept.id)
    found = read(file)
    _refuse_other(found, kept, file)
    sender, day = str(kept.options.get("sender", "")), date.fromisoformat(kept.as_of)
    rows = list(findings(found, evaluate, ally=kept.ally, as_of=day, sender=sender))
    _refuse_numbers(rows, file)
    old = restore(kept.content, evaluate)
    document = _document(found, old, evaluate, file)
    edited = replace(kept, content=store(document))
    with place.alone():
        drafts = place.drafts()
        recognise(drafts, kept, old)
        paths = _paths(drafts, kept)
        _refuse_unedited(place, drafts, kept, file, paths)
        made = draft_forms(edited, document, [form for form in FORMS if form in paths])
        forms = [Form(paths[form], content, kept.id) for form, content in made.items()]
        with drafts.put(forms, at, lambda _: True) as copies:
            detail, written = {"file": file.name}, drafts.written(forms)
            place.register.edit(kept.id, edited.content, at, by, detail, written)
    return Adopted(edited, rows, [f.path for f in forms], copies)


def _refuse_other(found: ReadDocument, kept: Kept, file: Path) -> None:
    for key, ours in (("ally", kept.ally), ("as_of", kept.as_of)):
        if found.meta.get(key, ours) != ours:
            raise LetterError(
                f"the file is a letter to {found.meta.get('ally')} of {found.meta.get('as_of')}, "
                f"not {kept.id}",
                where=str(file),
                mend="name the ally it was written to",
            )


def _refuse_numbers(rows: Sequence[Finding], file: Path) -> None:
    wrong = [r for r in rows if not r.agrees]
    if wrong:
        first, more = wrong[0], len(wrong) - 1
        said = f"; the record has '{first.expected}'" if first.expected else f"; {first.reason}"
        raise LetterError(
            f"'{first.text}' {first.status}{said}" + (f", and {more} more" if more else ""),
            where=f"{file}, {first.where}",
            mend=f"mend it, then adopt again; `burdenshare letters verify {file}` lists all",
        )


def _paths(drafts: Drafts, kept: Kept) -> dict[str, Path]:
    """Return form to file: the forms that a letter has, or those of an approved one."""
    folder = drafts.folder_of(kept.id)
    name = drafts.name_of(kept, folder)
    named = {form: folder / f"{name}.{form}" for form in FORMS}
    held = {p.suffix[1:]: p for p in drafts.of(kept.id)} or {f: p for f, p in named.items() if p.is_file()}
    return held or {form: named[form] for form in CLEAN}


def _refuse_unedited(place: Place, drafts: Drafts, kept: Kept, file: Path, paths: Mapping[str, Path]) -> None:
    """Refuse a draft that nobody edited, where another form of the letter was."""
    edited = [p for p in paths.values() if drafts.is_edited(p)]
    mine = [p for p in paths.values() if p.exists() and file.exists() and p.samefile(file)]
    if edited and mine and mine[0] not in edited and any(p.suffix in READ_BACK for p in edited):
        raise LetterError(
            f"{file.name} is as it was written, while {', '.join(p.name for p in edited)} was edited",
            where=str(file),
            mend=mend_of_edit(place, drafts, kept, edited),
        )


def _document(found: ReadDocument, old: Document, evaluate: Callable[[str], Figure], file: Path) -> Document:
    """Return the edited words as a document: figures bound again, the frame as it was read."""
    noted = {n.figure.id: n.note for n in old.numbers()}
    blocks = [
        Paragraph(
            tuple(_bound(evaluate(m.figure), m.text, noted) if m.figure else Text(m.text) for m in p.runs),
            p.role,
        )
        for p in found.paragraphs
        if p.role != "mark"
    ]
    marks = [b for b in old.blocks if isinstance(b, Paragraph) and b.role == "mark"]
    _refuse_marks(found, marks, old.language, file)
    return replace(old, blocks=(*marks, *blocks))


def _bound(figure: Figure, text: str, noted: Mapping[str, bool]) -> Number:
    return Number(figure, text, noted.get(figure.id, True))


def _refuse_marks(found: ReadDocument, marks: Sequence[Paragraph], language: str, file: Path) -> None:
    """Refuse words in the line that marks a draft: they would not reach the letter."""
    frame = words(language)["frame"]
    ours = {frame["draft"], frame["fictional"], frame["approved_fictional"]}
    ours |= {f"← {words(language)['labels']['whole']}"}  # the way back to a pack
    ours |= {"".join(r.text for r in m.runs) for m in marks}
    for paragraph in found.paragraphs:
        if paragraph.role == "mark" and " ".join(paragraph.text.split()) not in ours:
            raise LetterError(
                f"the line that marks a draft was changed: '{paragraph.text[:60]}'",
                where=f"{file}, {paragraph.where}",
                mend="put it back, or write the words into the letter; approving takes the mark off",
            )
