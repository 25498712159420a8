"""An edited letter taken back: whose it is, what it says now, and which files it replaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from burdenshare.correspondence.checks import READ_BACK, mend_of_edit
from burdenshare.correspondence.drafts import Drafts
from burdenshare.correspondence.forms import CLEAN
from burdenshare.correspondence.place import Place
from burdenshare.correspondence.register import Kept
from burdenshare.correspondence.rereading import Finding
from burdenshare.document import Document, Number, Paragraph, Text, words
from burdenshare.document.forms import FORMS
from burdenshare.document.reading import ReadDocument
from burdenshare.errors import LetterError
from burdenshare.figures import Figure


def refuse_other(found: ReadDocument, kept: Kept, file: Path | str) -> None:
    """Refuse a file that is a letter to another ally, or of another day."""
    for key, ours in (("ally", kept.ally), ("as_of", kept.as_of)):
        if found.meta.get(key, ours) != ours:
            raise LetterError(
                f"the file is a letter to {found.meta.get('ally')} of {found.meta.get('as_of')}, "
                f"not {kept.id}",
                where=str(file),
                mend="name the ally it was written to",
            )


def paths_of(drafts: Drafts, kept: Kept) -> dict[str, Path]:
    """Return form to file: the forms that a letter has, or those of an approved one."""
    folder = drafts.folder_of(kept.id)
    name = drafts.name_of(kept, folder)
    named = {form: folder / f"{name}.{form}" for form in FORMS}
    held = {p.suffix[1:]: p for p in drafts.of(kept.id)} or {f: p for f, p in named.items() if p.is_file()}
    return held or {form: named[form] for form in CLEAN}


def refuse_unedited(place: Place, drafts: Drafts, kept: Kept, file: Path, paths: Mapping[str, Path]) -> None:
    """Refuse a draft that nobody edited, where another form of the letter was."""
    edited = [p for p in paths.values() if drafts.is_edited(p)]
    mine = [p for p in paths.values() if p.exists() and file.exists() and p.samefile(file)]
    if edited and mine and mine[0] not in edited and any(p.suffix in READ_BACK for p in edited):
        raise LetterError(
            f"{file.name} is as it was written, while {', '.join(p.name for p in edited)} was edited",
            where=str(file),
            mend=mend_of_edit(place, drafts, kept, edited),
        )


def refuse_wrong(rows: Sequence[Finding], file: Path | str) -> None:
    """Refuse a letter of which a number does not agree; the first is named."""
    wrong = [r for r in rows if not r.agrees]
    if wrong:
        first, more = wrong[0], len(wrong) - 1
        said = f"; the record has '{first.expected}'" if first.expected else f"; {first.reason}"
        raise LetterError(
            f"'{first.text}' {first.status}{said}" + (f", and {more} more" if more else ""),
            where=f"{file}, {first.where}",
            mend=f"mend it, then adopt again; `burdenshare letters verify {file}` lists all",
        )


def document_of(
    found: ReadDocument, old: Document, evaluate: Callable[[str], Figure], file: Path | str
) -> Document:
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


def _refuse_marks(found: ReadDocument, marks: Sequence[Paragraph], language: str, file: Path | str) -> None:
    """Refuse words in the line that marks a draft: they would not reach the letter."""
    frame = words(language)["frame"]
    ours = {frame["draft"], frame["fictional"], frame["approved_fictional"]}
    ours |= {"".join(r.text for r in m.runs) for m in marks}
    for paragraph in found.paragraphs:
        if paragraph.role == "mark" and " ".join(paragraph.text.split()) not in ours:
            raise LetterError(
                f"the line that marks a draft was changed: '{paragraph.text[:60]}'",
                where=f"{file}, {paragraph.where}",
                mend="put it back, or write the words into the letter; approving takes the mark off",
            )
