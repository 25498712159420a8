"""Finished letters read again: verified against the record, taken back into the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from burdenshare.correspondence.checks import READ_BACK, mend_of_edit, recognise
from burdenshare.correspondence.drafts import Drafts, Form
from burdenshare.correspondence.forms import CLEAN, draft_forms
from burdenshare.correspondence.place import Place
from burdenshare.corresponding import name_of_letter, now
from burdenshare.document import Document, Number, Paragraph, Text, words
from burdenshare.document.reading import ReadDocument, read
from burdenshare.document.stored import restore, store
from burdenshare.errors import LetterError
from burdenshare.figures import Figure
from burdenshare.forming import FORMS
from burdenshare.letters import read_kit
from burdenshare.letters.register import Kept
from burdenshare.letters.rereading import Finding, findings
from burdenshare.looking import Day, PathLike
from burdenshare.results import Result
from burdenshare.terms import parse_date
from burdenshare.writing import evaluator


def verify_letter(
    file: Path | str, *, kit: PathLike = None, as_of: Day = None, record: PathLike = None
) -> Result[Finding]:
    """Read a finished letter again and compare each of its numbers with the record.

    Parameters
    ----------
    as_of : the day whose knowledge counts; the letter's own by default

    Raises
    ------
    DocumentError : the file does not read
    """
    found = read(Path(file))
    day = _day_of(found, as_of)
    rows = _findings(found, day, kit, record)
    wrong = sum(not r.agrees for r in rows)
    more = {
        "ally": found.meta.get("ally", ""),
        "numbers": len(rows),
        "wrong": wrong,
        "language": found.language,
    }
    return Result(day or now().date(), [], rows, more)


def _day_of(found: ReadDocument, as_of: Day) -> date | None:
    text = str(as_of or found.meta.get("as_of", ""))
    return parse_date(text) if text else None


def _findings(found: ReadDocument, day: date | None, kit: PathLike, record: PathLike) -> list[Finding]:
    evaluate = evaluator(read_kit(Path(kit) if kit else None), record)
    return list(
        findings(
            found, evaluate, ally=found.meta.get("ally", ""), as_of=day, sender=found.meta.get("sender", "")
        )
    )


def adopt_letter(
    ally: str,
    file: Path | str,
    *,
    by: str = "",
    kit: PathLike = None,
    record: PathLike = None,
    at: datetime | None = None,
) -> Result[Finding]:
    """Take an edited letter back into the register, verified and hashed; an approval lapses.

    The letter's forms are written anew from the adopted words; copies of what lay there are kept.

    Parameters
    ----------
    file : HTML or DOCX, among the drafts or anywhere

    Raises
    ------
    LetterError : it is a letter to another ally, one of its numbers does not agree, or it does not
        fit its page
    RegisterError : the letter has been sent
    """
    place, found, moment = Place(kit), read(Path(file)), at or now()
    kept = place.register.find(name_of_letter(ally))
    place.register.refuse_if_sent(kept.id)
    _refuse_other(found, kept, file)
    whole = replace(
        found, meta={**found.meta, "ally": kept.ally, "sender": str(kept.options.get("sender", ""))}
    )
    rows = _findings(whole, date.fromisoformat(kept.as_of), kit, record)
    _refuse(rows, file)
    evaluate = evaluator(read_kit(place.kit), record)
    old = restore(kept.content, evaluate)
    document = _document(found, old, evaluate, file)
    edited = replace(kept, content=store(document))
    with place.alone():
        drafts = place.drafts()
        recognise(drafts, kept, old)
        paths = _paths(drafts, kept)
        _refuse_unedited(place, drafts, kept, Path(file), paths)
        made = draft_forms(edited, document, [form for form in FORMS if form in paths])
        forms = [Form(paths[form], content, kept.id) for form, content in made.items()]
        with drafts.put(forms, moment, lambda _: True) as copies:
            detail, written = {"file": Path(file).name}, drafts.written(forms)
            place.register.edit(kept.id, edited.content, moment, by, detail, written)
    more = {
        "id": kept.id,
        "sha256": edited.sha256,
        "state": place.register.state(kept.id),
        "files": [str(f.path) for f in forms],
        "kept": [str(p) for p in copies],
    }
    return Result(date.fromisoformat(kept.as_of), [], rows, more)


def _refuse_other(found: ReadDocument, kept: Kept, file: Path | str) -> None:
    for key, ours in (("ally", kept.ally), ("as_of", kept.as_of)):
        if found.meta.get(key, ours) != ours:
            raise LetterError(
                f"the file is a letter to {found.meta.get('ally')} of {found.meta.get('as_of')}, "
                f"not {kept.id}",
                where=str(file),
                mend="name the ally it was written to",
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


def _refuse(rows: Sequence[Finding], file: Path | str) -> None:
    wrong = [r for r in rows if not r.agrees]
    if wrong:
        first, more = wrong[0], len(wrong) - 1
        said = f"; the record has '{first.expected}'" if first.expected else f"; {first.reason}"
        raise LetterError(
            f"'{first.text}' {first.status}{said}" + (f", and {more} more" if more else ""),
            where=f"{file}, {first.where}",
            mend=f"mend it, then adopt again; `burdenshare letters verify {file}` lists all",
        )


def _document(
    found: ReadDocument, old: Document, evaluate: Callable[[str], Figure], file: Path | str
) -> Document:
    """Return the edited words as a document: figures bound again, the frame as it was read."""
    noted = {n.figure.id: n.note for n in old.numbers()}
    blocks = [
        Paragraph(
            tuple(
                Number(evaluate(m.figure), m.text, noted.get(m.figure, True)) if m.figure else Text(m.text)
                for m in p.runs
            ),
            p.role,
        )
        for p in found.paragraphs
        if p.role != "mark"
    ]
    marks = [b for b in old.blocks if isinstance(b, Paragraph) and b.role == "mark"]
    _refuse_marks(found, marks, old.language, file)
    return replace(old, blocks=(*marks, *blocks))


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
