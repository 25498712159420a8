"""The verbs `letters verify` and `letters adopt`: finished letters read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Unpack

from burdenshare.correspondence.edits import adopt
from burdenshare.correspondence.findings import Finding, findings
from burdenshare.correspondence.place import Place, id_of_letter, now
from burdenshare.document.reading import ReadDocument, read
from burdenshare.errors import BurdenshareError, LetterError
from burdenshare.letters import evaluator, kit_folder, read_kit
from burdenshare.pledges import find_pledge
from burdenshare.results import Column, Result
from burdenshare.terms import parse_date
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import Day, DayOptions, KitOption, PathLike, open_record


@dataclass(frozen=True, repr=False)
class Findings(Result[Finding]):
    """The numbers of a finished letter."""

    numbers: int
    wrong: int
    ally: str
    language: str

    columns = (
        Column("where", lambda r: r.where),
        Column("number", lambda r: r.text),
        Column("is", lambda r: r.status),
        Column("record", lambda r: r.expected or "-"),
        Column("why", lambda r: r.reason, wraps=True),
    )

    def last_line(self) -> str:
        """Count the numbers, and those that are wrong."""
        return f"{self.numbers} numbers, {self.wrong} of them wrong. As of {self.as_of}."

    def failure(self) -> BurdenshareError | None:
        """Return an error where a number does not agree."""
        wrong = [r for r in self.rows if not r.agrees]
        if not wrong:
            return None
        return LetterError(
            f"{self.wrong} of {self.numbers} numbers do not agree, the first '{wrong[0].text}'",
            where=wrong[0].where,
            mend="mend the letter, or compose it again",
        )


@dataclass(frozen=True, repr=False)
class Adopted(Findings):
    """A letter taken back, with its numbers.

    Parameters
    ----------
    files : its forms, written anew
    kept : copies of what they replaced
    """

    id: str = ""
    sha256: str = ""
    state: str = ""
    files: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Say what was taken back."""
        del width, ids
        return (
            f"{self.id} adopted: {len(self.rows)} numbers agree. sha256 {self.sha256[:16]}. "
            f"State: {self.state}.\nWritten anew: {', '.join(self.files)}.{kept_line(self.kept)}"
        )


def kept_line(copies: list[str]) -> str:
    """Say where copies of what was replaced are, in a line of its own."""
    return f"\nWhat was replaced is kept in {Path(copies[0]).parent}: {len(copies)} files." if copies else ""


@verb
def verify_letter(
    file: Path | str, *, pledge: str = "", kit: PathLike = None, **when: Unpack[DayOptions]
) -> Findings:
    """Read a finished letter again; say which numbers no longer agree.

    Parameters
    ----------
    file : the letter, HTML or DOCX
    pledge : the TOML file of a pledge of your own that it was written for; default: those of the kit
    kit : the folder of the correspondence; default: the present folder if it is a kit
    as_of : the day whose knowledge counts; default: the letter's own

    Raises
    ------
    DocumentError : the file does not read
    """
    letter = read(Path(file))
    day = _day_of(letter, when.get("as_of"))
    evaluate = evaluator(read_kit(kit_folder(kit)), open_record(when.get("record")))
    if pledge:
        find_pledge(pledge)
    ally, sender = letter.meta.get("ally", ""), letter.meta.get("sender", "")
    rows = list(findings(letter, evaluate, ally=ally, as_of=day, sender=sender))
    wrong = sum(not r.agrees for r in rows)
    return Findings(day or now().date(), [], rows, len(rows), wrong, ally, letter.language)


def _day_of(letter: ReadDocument, as_of: Day) -> date | None:
    text = str(as_of or letter.meta.get("as_of", ""))
    return parse_date(text) if text else None


@verb
def adopt_letter(
    ally: str, file: Path | str, *, by: str = "", at: datetime | None = None, **where: Unpack[KitOption]
) -> Adopted:
    """Take an edited letter back into the register, verified and hashed.

    An approval lapses. The letter's forms are written anew from the adopted words; copies of what lay
    there are kept.

    Parameters
    ----------
    ally : whom it is written to, or the letter's id
    file : the edited letter, HTML or DOCX, among the drafts or anywhere
    by : who edited it

    Raises
    ------
    LetterError : it is a letter to another ally, one of its numbers does not agree, or it does not
        fit its page
    RegisterError : the letter has been sent
    """
    place = Place(where.get("kit"))
    kept = place.register.find(id_of_letter(ally))
    evaluate = evaluator(read_kit(place.kit), open_record(where.get("record")))
    done = adopt(place, kept, Path(file), evaluate, by, at or now())
    return Adopted(
        date.fromisoformat(kept.as_of),
        [],
        done.rows,
        numbers=len(done.rows),
        wrong=0,
        ally=kept.ally,
        language=kept.language,
        id=kept.id,
        sha256=done.kept.sha256,
        state=place.register.state(kept.id),
        files=[str(p) for p in done.files],
        kept=[str(p) for p in done.copies],
    )
