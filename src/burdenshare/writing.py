"""Letters to the allies: composed, explained, checked. The register's verbs are in `corresponding`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from burdenshare import pledges
from burdenshare.analysis import BOOK, Standing, Standings, standings
from burdenshare.document import LANGUAGES, Document
from burdenshare.errors import BurdenshareError, LetterError
from burdenshare.figures import Figure
from burdenshare.forming import FORMS, as_html, as_pdf, draft_mail, forms_of
from burdenshare.letters import (
    TONES,
    Case,
    Evidence,
    Kit,
    Letter,
    OwnRecipients,
    Sender,
    Writer,
    addressee,
    brief_on,
    compose,
    evidence_of,
    explain,
    greeted,
    init_kit,
    own_kind,
    read_kit,
    read_sender,
    recipient,
    sender_of_ally,
    summit_near,
    with_settings,
)
from burdenshare.record import View, expected
from burdenshare.results import Untyped as Result
from burdenshare.rows import CheckRow, ChoiceRow
from burdenshare.terms import ALLIES, find_ally, name_of
from burdenshare.verbs.asked import year_asked as year_of
from burdenshare.verbs.options import Day, PathLike, day_of, open_record


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that letters of a day are written from."""

    kit: Kit
    table: Standings
    evaluate: Callable[[str], Figure]
    own: OwnRecipients

    def line(self, ally: str) -> Standing:
        """Return an ally's line of the table.

        Raises
        ------
        LetterError : it was no ally on the day
        """
        for line in self.table.lines:
            if line.ally == ally:
                return line
        raise LetterError(
            f"{name_of(ally)} was no ally on {self.table.view.day}", mend="name another, or a later day"
        )

    def evidence(self, ally: str) -> Evidence:
        """Return what is known of an ally on the day."""
        line, day, kit = self.line(ally), self.table.view.day, self.kit
        own = tuple(o for o in kit.own if o.ally == ally and o.known_on <= day)
        return evidence_of(
            Case(
                self.table,
                line,
                Writer(kit.sender.ally),
                self.evaluate,
                kit.facts,
                own,
                _name_on(ally, day),
                lambda then: _name_on(ally, then),
                summit_near(day),
            )
        )

    def letter(self, ally: str) -> Letter:
        """Compose the letter to an ally, in the language of its recipient."""
        day, language = self.table.view.day, self.own.language_of(ally, self.kit.settings.language)
        kit = self.in_language(language)
        return compose(kit, self.evidence(ally), recipient(ally, day, language, self.own), day)

    def mail_from(self, letter: Letter) -> str:
        """Return the address a letter is sent from; a mail without one would be none."""
        settings = self.kit.settings
        name = letter.document.meta.get("author", "").replace("\\", "").replace('"', "")
        return settings.mail_from or f'"{name}" <letters@{settings.mail_domain}>'

    def forms(
        self, letter: Letter, *, forms: Sequence[str] = FORMS, link: str = "", back: str = ""
    ) -> dict[str, bytes]:
        """Return file name to content for each form of a draft."""
        settings, day = self.kit.settings, self.table.view.day
        mail = draft_mail(
            letter.document,
            name=letter.ally,
            sender=self.mail_from(letter),
            domain=settings.mail_domain,
            to=letter.recipient.email,
            day=day,
        )
        return forms_of(letter.document, letter.ally, mail, forms=forms, link=link, back=back)

    def brief(self, ally: str) -> Document:
        """Write the brief on an ally, in the kit's language."""
        return brief_on(self.kit, self.evidence(ally), self.table.view.day)

    def in_language(self, language: str) -> Kit:
        """Return the kit with a sender named in the language, where the sender is an ally alone."""
        sender = self.kit.sender
        if sender.ally and not sender.letterhead:
            sender = sender_of_ally(sender.ally, self.table.view.day, language)
        return replace(self.kit, sender=sender)

    def recipients(self, text: str) -> list[str]:
        """Return the allies meant by `below`, `below-equipment`, `all` or codes by comma."""
        own = self.kit.sender.ally
        if text in {"", "below"}:
            return [ln.ally for ln in self.table.lines if ln.is_below and ln.ally != own]
        if text == "all":
            return [ln.ally for ln in self.table.lines if ln.ally != own]
        if text == "below-equipment":
            return [a for a in self._below_equipment() if a != own]
        named = [find_ally(r.strip()).code for r in text.split(",") if r.strip()]
        for ally in named:
            self.line(ally)
            if ally == own:
                raise LetterError(
                    f"{name_of(ally)} is the sender", where="--recipients", mend="nobody writes to himself"
                )
        return list(dict.fromkeys(named))

    def _below_equipment(self) -> Iterable[str]:
        clause = next((c for c in self.table.pledge.clauses if c.id == "equipment"), None)
        if clause is None:
            raise LetterError(
                f"'{self.table.pledge.id}' has no clause on equipment",
                where="--recipients",
                mend="use below, all or codes",
            )
        for line in self.table.lines:
            if line.equipment is not None and line.equipment.value < clause.level:
                yield line.ally


def _name_on(ally: str, day: date) -> str:
    found = addressee(ally, day)
    return found.name if found else ""


def open_desk(
    *,
    pledge: str = "",
    year: int | None = None,
    tone: str = "",
    language: str = "",
    sender: str | Path = "",
    kit: PathLike = None,
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Desk:
    """Gather what letters of a day are written from.

    Parameters
    ----------
    pledge : the kit's, or the newest common one on the day, by default
    sender : an ally's code, or a TOML file; the kit's by default
    kit : a folder made by `init_letters`; the built-in kit by default
    """
    day = day_of(as_of)
    folder = Path(kit) if kit else None
    own_kit = with_settings(read_kit(folder), tone=tone, language=language)
    own_kit = replace(own_kit, sender=_sender(own_kit, sender))
    view = open_record(record).as_of(day, source=source)
    rule = pledges.find_pledge(pledge or own_kit.settings.pledge or pledges.newest(day).id, day)
    asked = year_of(view, rule.principal, year)
    table = standings(view, rule, asked if year is not None else _best_year(view, rule, asked))
    own = OwnRecipients.read(folder / "recipients.csv") if folder else OwnRecipients.none()
    return Desk(own_kit, table, evaluator(own_kit, record), own)


def _sender(kit: Kit, sender: str | Path) -> Sender:
    if not sender:
        return kit.sender
    if str(sender).upper() in ALLIES:
        code = str(sender).upper()
        return replace(kit.sender, letterhead="", place="", signature="", ally=code, fictional=False)
    return read_sender(Path(sender))


def evaluator(kit: Kit, record: PathLike) -> Callable[[str], Figure]:
    """Return what evaluates a figure's id: the book of recipes, and the kit's own facts."""
    book = BOOK.with_kind(own_kind(kit.own))
    return cache(lambda name: book.evaluate(open_record(record), name))


def _best_year(view: View, rule: pledges.Pledge, year: int) -> int:
    """Return the last year that most members have a value for."""
    name = rule.principal.indicator
    for each in range(year, year - 3, -1):
        allies = expected(each, view.day)
        held = [a for a in allies if (o := view.latest(name, a, each)) and o.value is not None]
        if len(held) * 2 > len(allies):
            return each
    return year


def explain_letter(
    ally: str,
    *,
    pledge: str = "",
    year: int | None = None,
    tone: str = "",
    language: str = "",
    sender: str | Path = "",
    kit: PathLike = None,
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
    chosen: bool = False,
) -> Result[ChoiceRow]:
    """Say of each passage whether it was chosen, with the figures that decided it.

    Parameters
    ----------
    chosen : only the passages that were chosen

    Returns
    -------
    Result of rows `passage, part, chosen, why, conditions, otherwise, text`
    """
    desk = open_desk(
        pledge=pledge,
        year=year,
        tone=tone,
        language=language,
        sender=sender,
        kit=kit,
        as_of=as_of,
        source=source,
        record=record,
    )
    code, day = find_ally(ally).code, desk.table.view.day
    speaks = desk.own.language_of(code, desk.kit.settings.language)
    named = desk.in_language(speaks)
    evidence = greeted(desk.evidence(code), recipient(code, day, speaks, desk.own))
    texts = {p.id: p.text for p in named.passages(speaks, named.settings.tone)}
    rows = [
        ChoiceRow(
            c.passage,
            c.part,
            c.taken,
            c.reason,
            [r.decided_by for r in c.reasons],
            c.otherwise,
            _figures(evidence, c.reasons),
            texts[c.passage],
        )
        for c in explain(named, evidence, speaks, named.settings.tone)
        if c.taken or not chosen
    ]
    more = {
        "ally": code,
        "pledge": desk.table.pledge.id,
        "year": desk.table.year,
        "tone": named.settings.tone,
        "language": speaks,
    }
    return Result(day, [desk.table.edition.id], rows, more)


def _figures(evidence: Evidence, reasons: Sequence[object]) -> list[str]:
    """Return the ids of the figures that conditions looked at."""
    names = [word for r in reasons for word in str(getattr(r, "condition", "")).split()]
    facts = [evidence.get(name) for name in names]
    return list(dict.fromkeys(f.figure.id for f in facts if f is not None and f.figure))


def write_brief(
    ally: str,
    *,
    out: Path | str | None = None,
    pledge: str = "",
    year: int | None = None,
    tone: str = "",
    language: str = "",
    sender: str | Path = "",
    kit: PathLike = None,
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Result[str]:
    """Write one page on an ally, as PDF or, where the file is so named, HTML."""
    desk = open_desk(
        pledge=pledge,
        year=year,
        tone=tone,
        language=language,
        sender=sender,
        kit=kit,
        as_of=as_of,
        source=source,
        record=record,
    )
    code = find_ally(ally).code
    document, path = desk.brief(code), Path(out or f"{code}-brief.pdf")
    made = as_html(document).encode() if path.suffix == ".html" else as_pdf(document)
    path.write_bytes(made)
    return Result(
        desk.table.view.day,
        [desk.table.edition.id],
        [str(path)],
        {"said": f"{path}: the brief on {name_of(code)}."},
    )


def check_letters(
    kit: PathLike = None,
    *,
    pledge: str = "",
    as_of: Day = None,
    record: PathLike = None,
    step: Callable[[str], None] = lambda _: None,
) -> Result[CheckRow]:
    """Compose every letter of a kit in every language and tone; a row for each that fails.

    Static faults (words that lack, a slot nobody fills, a number typed by hand) are found whether or
    not a letter of the day would meet them.
    """
    desk = open_desk(pledge=pledge, kit=kit, as_of=as_of, record=record)
    rows = _static(desk)
    tried = 0
    for language in LANGUAGES:
        for tone in TONES:
            step(f"{language}, {tone}")
            for ally in desk.recipients("all"):
                tried += 1
                rows += _tried(desk, ally, language, tone)
    more = {"tried": tried, "failed": len(rows), "pledge": desk.table.pledge.id}
    return Result(desk.table.view.day, [desk.table.edition.id], rows, more)


def _tried(desk: Desk, ally: str, language: str, tone: str) -> list[CheckRow]:
    own = replace(desk, kit=with_settings(desk.kit, language=language, tone=tone), own=OwnRecipients.none())
    try:
        own.letter(ally)
        own.brief(ally)
    except BurdenshareError as error:
        return [CheckRow(ally, language, tone, "", error.message, error.where, error.mend)]
    return []


def _static(desk: Desk) -> list[CheckRow]:
    from burdenshare.letters.checking import faults  # noqa: PLC0415

    known = set(desk.evidence(desk.table.lines[0].ally).names()) | {"salutation"}
    known |= {o.fact for o in desk.kit.own} | {"tone", "language"}
    return [
        CheckRow("", f.language, f.tone, f.passage, f.message, "", f.mend) for f in faults(desk.kit, known)
    ]


def init_letters(folder: Path | str) -> Result[str]:
    """Write an editable kit into a folder."""
    made = init_kit(Path(folder))
    said = f"{folder}: {len(made)} files; change them, then `burdenshare letters check {folder}`."
    return Result(date.today(), [], [str(p) for p in made], {"said": said})  # noqa: DTZ011
