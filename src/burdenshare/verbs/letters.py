"""The verbs on letters: init, check, explain, brief; the register's stand in `register`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Unpack

from burdenshare.document import LANGUAGES
from burdenshare.document.forms import as_html, as_pdf
from burdenshare.errors import BurdenshareError, LetterError
from burdenshare.letters import (
    TONES,
    Desk,
    Evidence,
    OwnRecipients,
    Writing,
    explain,
    greeted,
    init_kit,
    open_desk,
    recipient,
    with_settings,
)
from burdenshare.letters.checking import faults
from burdenshare.results import Column, Result, prose
from burdenshare.terms import find_ally, name_of
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import DayOptions, PathLike, WritingOptions, day_of


class ChoiceRow(NamedTuple):
    """One passage of a letter, taken or not, with what decided it."""

    passage: str
    part: str
    chosen: bool
    why: str
    conditions: list[str]
    otherwise: str
    figures: list[str]
    text: str


@dataclass(frozen=True, repr=False)
class Explained(Result[ChoiceRow]):
    """The passages of a letter, part by part."""

    ally: str
    pledge: str
    year: int
    tone: str
    language: str

    columns = (
        Column("passage", lambda r: r.passage),
        Column("chosen", lambda r: "yes" if r.chosen else ""),
        Column("why", lambda r: r.why, wraps=True),
    )

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return the reasons, part by part."""
        lines = [f"{self.ally}, {self.pledge}, {self.year}, {self.language}, {self.tone}"]
        for part, rows in groupby(self.rows, key=lambda r: r.part):
            lines += ["", part.upper().replace("_", " ")]
            lines += [line for row in rows for line in _reasons(row, width, ids=ids)]
        return "\n".join([*lines, "", f"As of {self.as_of}."])


def _reasons(row: ChoiceRow, width: int | None, *, ids: bool) -> Iterator[str]:
    yield prose(f"{'[x]' if row.chosen else '[ ]'} {row.passage}: {row.why}", width, "    ")
    if row.chosen and row.conditions:
        yield prose(f"    decided by: {'; '.join(row.conditions)}", width, "      ")
    if row.otherwise:
        yield prose(f"    would change it: {row.otherwise}", width, "      ")
    if ids and row.figures:
        yield f"    figures: {' '.join(row.figures)}"


class CheckRow(NamedTuple):
    """One fault of a kit."""

    ally: str
    language: str
    tone: str
    passage: str
    message: str
    where: str
    mend: str


@dataclass(frozen=True, repr=False)
class CheckedKit(Result[CheckRow]):
    """The faults of a kit, none if all is well."""

    tried: int
    failed: int
    pledge: str

    columns = (
        Column("ally", lambda r: r.ally or "-"),
        Column("in", lambda r: f"{r.language} {r.tone}".strip() or "-"),
        Column("passage", lambda r: r.passage or "-"),
        Column("fault", lambda r: r.message, wraps=True),
    )

    def last_line(self) -> str:
        """Say how many letters were tried."""
        return f"{super().last_line()} {self.tried} letters tried, {self.failed} faults."

    def failure(self) -> BurdenshareError | None:
        """Return an error where there is any fault."""
        if not self.rows:
            return None
        first = self.rows[0]
        return LetterError(f"{self.failed} faults in the kit, the first: {first.message}", mend=first.mend)


@dataclass(frozen=True, repr=False)
class Written(Result[str]):
    """Files that were written."""

    said: str

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Say what was written."""
        del width, ids
        return self.said


@verb
def init_letters(folder: Path | str) -> Written:
    """Write an editable kit: sender, passages, facts, recipients.

    Parameters
    ----------
    folder : the kit's; files that stand there are left as they are
    """
    made = [str(p) for p in init_kit(Path(folder))]
    said = f"{folder}: {len(made)} files; change them, then `burdenshare letters check {folder}`."
    return Written(day_of(None), [], made, said)


@verb
def explain_letter(ally: str, *, chosen: bool = False, **writing: Unpack[WritingOptions]) -> Explained:
    """Say of each passage why it was chosen or not, and what would change it.

    Parameters
    ----------
    ally : a code or a name
    chosen : only the passages that were chosen
    """
    desk = open_desk(Writing(**writing))
    code, day = find_ally(ally).code, desk.table.view.day
    language = desk.own.language_of(code, desk.kit.settings.language)
    kit = desk.in_language(language)
    tone = kit.settings.tone
    evidence = greeted(desk.evidence(code), recipient(code, day, language, desk.own))
    texts = {p.id: p.text for p in kit.passages(language, tone)}
    rows = [
        ChoiceRow(
            passage=c.passage,
            part=c.part,
            chosen=c.taken,
            why=c.reason,
            conditions=[r.decided_by for r in c.reasons],
            otherwise=c.otherwise,
            figures=_figures(evidence, c.reasons),
            text=texts[c.passage],
        )
        for c in explain(kit, evidence, language, tone)
        if c.taken or not chosen
    ]
    return Explained(
        day,
        [desk.table.edition.id],
        rows,
        ally=code,
        pledge=desk.table.pledge.id,
        year=desk.table.year,
        tone=tone,
        language=language,
    )


def _figures(evidence: Evidence, reasons: Sequence[object]) -> list[str]:
    """Return the ids of the figures that conditions looked at."""
    names = [word for r in reasons for word in str(getattr(r, "condition", "")).split()]
    facts = [evidence.get(name) for name in names]
    return list(dict.fromkeys(f.figure.id for f in facts if f is not None and f.figure))


@verb
def write_brief(ally: str, *, out: PathLike = None, **writing: Unpack[WritingOptions]) -> Written:
    """Write one page on an ally: verdict, gap, change, plan, what they will say.

    Parameters
    ----------
    ally : a code or a name
    out : a .pdf or .html file; default: the ally's code and -brief.pdf
    """
    desk = open_desk(Writing(**writing))
    code = find_ally(ally).code
    document, path = desk.brief(code), Path(out or f"{code}-brief.pdf")
    path.write_bytes(as_html(document).encode() if path.suffix == ".html" else as_pdf(document))
    said = f"{path}: the brief on {name_of(code)}."
    return Written(desk.table.view.day, [desk.table.edition.id], [str(path)], said)


@verb
def check_letters(
    folder: PathLike = None,
    /,
    *,
    pledge: str = "",
    kit: PathLike = None,
    step: Callable[[str], None] = lambda _: None,
    **when: Unpack[DayOptions],
) -> CheckedKit:
    """Compose a kit's letters in every tone and language; name what fails.

    Static faults (words that lack, a slot nobody fills, a number typed by hand) are found whether or
    not a letter of the day would meet them.

    Parameters
    ----------
    folder : the kit's
    pledge : a pledge's id, or a TOML file of your own; default: the kit's, else the newest of the day
    kit : the kit's folder, as for the other verbs
    """
    desk = open_desk(Writing(pledge=pledge, kit=folder or kit, **when))
    rows, tried = _static(desk), 0
    for language in LANGUAGES:
        for tone in TONES:
            step(f"{language}, {tone}")
            for ally in desk.recipients("all"):
                tried += 1
                rows += _tried(desk, ally, language, tone)
    return CheckedKit(
        desk.table.view.day, [desk.table.edition.id], rows, tried, len(rows), desk.table.pledge.id
    )


def _tried(desk: Desk, ally: str, language: str, tone: str) -> list[CheckRow]:
    own = replace(desk, kit=with_settings(desk.kit, language=language, tone=tone), own=OwnRecipients.none())
    try:
        own.letter(ally)
        own.brief(ally)
    except BurdenshareError as error:
        return [
            CheckRow(
                ally=ally,
                language=language,
                tone=tone,
                passage="",
                message=error.message,
                where=error.where,
                mend=error.mend,
            )
        ]
    return []


def _static(desk: Desk) -> list[CheckRow]:
    known = set(desk.evidence(desk.table.lines[0].ally).names()) | {"salutation"}
    known |= {o.fact for o in desk.kit.own} | {"tone", "language"}
    return [
        CheckRow(
            ally="",
            language=f.language,
            tone=f.tone,
            passage=f.passage,
            message=f.message,
            where="",
            mend=f.mend,
        )
        for f in faults(desk.kit, known)
    ]
