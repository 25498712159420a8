"""Finished letters read again: verified against the record, taken back into the register."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from burdenshare.correspondence.edits import adopt
from burdenshare.correspondence.findings import Finding, findings
from burdenshare.correspondence.place import Place
from burdenshare.corresponding import name_of_letter, now
from burdenshare.document.reading import ReadDocument, read
from burdenshare.letters import read_kit
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
    evaluate = evaluator(read_kit(Path(kit) if kit else None), record)
    ally, sender = found.meta.get("ally", ""), found.meta.get("sender", "")
    rows = list(findings(found, evaluate, ally=ally, as_of=day, sender=sender))
    wrong = sum(not r.agrees for r in rows)
    more = {"ally": ally, "numbers": len(rows), "wrong": wrong, "language": found.language}
    return Result(day or now().date(), [], rows, more)


def _day_of(found: ReadDocument, as_of: Day) -> date | None:
    text = str(as_of or found.meta.get("as_of", ""))
    return parse_date(text) if text else None


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
    place = Place(kit)
    kept = place.register.find(name_of_letter(ally))
    done = adopt(place, kept, Path(file), evaluator(read_kit(place.kit), record), by, at or now())
    more = {
        "id": kept.id,
        "sha256": done.kept.sha256,
        "state": place.register.state(kept.id),
        "files": [str(p) for p in done.files],
        "kept": [str(p) for p in done.copies],
    }
    return Result(date.fromisoformat(kept.as_of), [], done.rows, more)
