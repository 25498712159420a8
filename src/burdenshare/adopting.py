"""Finished letters read again: verified against the record, taken back into the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from burdenshare.corresponding import REGISTER, home_of, name_of_letter, now
from burdenshare.document import Document, Number, Paragraph, Text
from burdenshare.document.reading import ReadDocument, read
from burdenshare.document.stored import restore, store
from burdenshare.errors import LetterError
from burdenshare.figures import Figure
from burdenshare.letters import evaluator, kit_folder, read_kit
from burdenshare.letters.register import Register
from burdenshare.letters.rereading import Finding, findings
from burdenshare.results import Untyped as Result
from burdenshare.terms import parse_date
from burdenshare.verbs.options import Day, PathLike, open_record


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
    evaluate = evaluator(read_kit(kit_folder(kit)), open_record(record))
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

    Raises
    ------
    LetterError : it is a letter to another ally, or one of its numbers does not agree
    """
    register, found = Register(home_of(kit) / REGISTER), read(Path(file))
    kept = register.find(name_of_letter(ally))
    day = date.fromisoformat(kept.as_of)
    for key, ours in (("ally", kept.ally), ("as_of", kept.as_of)):
        if found.meta.get(key, ours) != ours:
            raise LetterError(
                f"the file is a letter to {found.meta.get('ally')} of {found.meta.get('as_of')}, "
                f"not {kept.id}",
                where=str(file),
                mend="name the ally it was written to",
            )
    whole = replace(
        found, meta={**found.meta, "ally": kept.ally, "sender": str(kept.options.get("sender", ""))}
    )
    rows = _findings(whole, day, kit, record)
    _refuse(rows, file)
    evaluate = evaluator(read_kit(kit_folder(kit)), open_record(record))
    old = restore(kept.content, evaluate)
    content = store(_document(found, old, evaluate))
    register.edit(kept.id, content, at or now(), by, {"file": Path(file).name})
    again = register.find(kept.id)
    more = {"id": kept.id, "sha256": again.sha256, "state": register.state(kept.id)}
    return Result(day, [], rows, more)


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


def _document(found: ReadDocument, old: Document, evaluate: Callable[[str], Figure]) -> Document:
    """Return the edited words as a document: figures bound again, the frame as it was read."""
    noted = {n.figure.id: n.note for n in old.numbers()}
    blocks = [
        Paragraph(
            tuple(
                Number(evaluate(m.figure), m.text, noted.get(evaluate(m.figure).id, True))
                if m.figure
                else Text(m.text)
                for m in p.runs
            ),
            p.role,
        )
        for p in found.paragraphs
        if p.role != "mark"
    ]
    marks = [b for b in old.blocks if isinstance(b, Paragraph) and b.role == "mark"]
    return replace(old, blocks=(*marks, *blocks))
