"""The desk: everything that letters of a day are written from, and the letters it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from burdenshare import pledges
from burdenshare.analysis import BOOK, Standing, Standings, standings
from burdenshare.document import Document
from burdenshare.document.forms import FORMS, draft_mail, forms_of
from burdenshare.errors import LetterError
from burdenshare.figures import Figure
from burdenshare.letters.briefing import brief_on
from burdenshare.letters.compose import Letter, compose
from burdenshare.letters.facts import Case, Evidence, Writer, evidence_of
from burdenshare.letters.frame import sender_of_ally
from burdenshare.letters.kit import Kit, Sender, read_kit, read_sender, with_settings
from burdenshare.letters.ownfacts import own_kind
from burdenshare.letters.recipients import OwnRecipients, addressee, recipient
from burdenshare.letters.summits import summit_near
from burdenshare.record import Record, View, expected
from burdenshare.record.query import PathLike, Query
from burdenshare.terms import ALLIES, find_ally, name_of

HOME, PLEDGES = Path("letters"), "pledges"
"""Where a correspondence lies without a kit, and the folder of its own pledges there."""


@dataclass(frozen=True, slots=True)
class Writing(Query):
    """From what, and how, letters of a day are written; see `WritingOptions`."""

    pledge: str = ""
    year: int | None = None
    tone: str = ""
    language: str = ""
    sender: Path | str = ""
    kit: PathLike = None


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
        stranger = pledges.not_addressed(self.table.clause, ally)
        if stranger:
            raise LetterError(stranger, mend="name an ally that it addresses, or another pledge")
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
        own, lines = self.kit.sender.ally, [ln for ln in self.table.lines if ln.ally in ALLIES]
        if text in {"", "below"}:
            return [ln.ally for ln in lines if ln.is_below and ln.ally != own]
        if text == "all":
            return [ln.ally for ln in lines if ln.ally != own]
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


def open_desk(writing: Writing) -> Desk:
    """Gather what letters of a day are written from."""
    day, folder = writing.day, kit_folder(writing.kit)
    own_kit = with_settings(read_kit(folder), tone=writing.tone, language=writing.language)
    own_kit = replace(own_kit, sender=_sender(own_kit, writing.sender))
    view, evaluate = writing.view(), evaluator(own_kit, writing.opened())
    rule = pledges.find_pledge(writing.pledge or own_kit.pledge or pledges.newest(day).id, day)
    if rule.principal.indicator != "share_of_gdp":
        raise LetterError(
            f"{rule.id} is not about a share of GDP, and letters speak of one",
            where="--pledge",
            mend="`burdenshare verdicts`, `gaps` and `cite` take any pledge",
        )
    asked = pledges.year_asked(view, rule.principal, writing.year)
    year = asked if writing.year is not None else _best_year(view, rule, asked)
    own = OwnRecipients.read(folder / "recipients.csv") if folder else OwnRecipients.none()
    return Desk(own_kit, standings(view, rule, year), evaluate, own)


def kit_folder(kit: PathLike) -> Path | None:
    """Return the kit's folder: the one named, or the present one if it is a kit; None for the built-in.

    Raises
    ------
    LetterError : there is no such folder
    """
    if kit is None or kit == "":
        return Path() if Path("kit.toml").is_file() else None
    if not Path(kit).is_dir():
        raise LetterError(
            "there is no such folder", where=str(kit), mend="make one with `burdenshare letters init DIR`"
        )
    return Path(kit)


def _sender(kit: Kit, sender: str | Path) -> Sender:
    if not sender:
        return kit.sender
    if str(sender).upper() in ALLIES:
        code = str(sender).upper()
        return replace(kit.sender, letterhead="", place="", signature="", ally=code, fictional=False)
    return read_sender(Path(sender))


def evaluator(kit: Kit, record: Record) -> Callable[[str], Figure]:
    """Return what evaluates a figure's id: the book of recipes, and the kit's own facts and pledges."""
    for path in sorted((kit.folder or HOME).joinpath(PLEDGES).glob("*.toml")):
        pledges.read_pledge(path)
    if kit.pledge.endswith(".toml"):
        pledges.read_pledge(kit.pledge)
    book = BOOK.with_kind(own_kind(kit.own))
    return cache(lambda name: book.evaluate(record, name))


def keep_pledge(pledge: pledges.Pledge, home: Path) -> None:
    """Keep the file of a pledge of the user's own beside the letters written for it.

    Whoever reads the letters again, to approve or to adopt them, finds it there.

    Parameters
    ----------
    home : the folder of the correspondence
    """
    path = home / PLEDGES / f"{pledge.id}.toml"
    if pledge.text and not (path.is_file() and path.read_text("utf-8") == pledge.text):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(pledge.text, "utf-8", newline="\n")
        part.replace(path)


def _best_year(view: View, rule: pledges.Pledge, year: int) -> int:
    """Return the last year that most members have a value for."""
    name = rule.principal.indicator
    for each in range(year, year - 3, -1):
        allies = rule.principal.named or expected(each, view.day)
        held = [a for a in allies if (o := view.latest(name, a, each)) and o.value is not None]
        if len(held) * 2 > len(allies):
            return each
    return year
