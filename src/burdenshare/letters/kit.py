"""The kit: everything about letters that is the user's to set, with the built-in one behind it.

A kit is a folder; a file that it lacks is taken from the built-in kit.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from burdenshare.document import LANGUAGES
from burdenshare.errors import LetterError
from burdenshare.letters.conditions import parse
from burdenshare.letters.facts import OwnFact
from burdenshare.letters.ownfacts import read_own_facts
from burdenshare.letters.passages import TONES, Passage, Rule

MARK = "kit.toml"
FILES = (
    MARK,
    "facts.toml",
    "passages/rules.toml",
    "passages/en.toml",
    "passages/fr.toml",
    "passages/de.toml",
    "recipients.csv",
    "contributions.csv",
    "README.md",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. `ally` is the sender's own, if it has one."""

    letterhead: str
    place: str
    signature: str
    ally: str = ""
    fictional: bool = False
    author: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands around a letter, and what is asked for unless the command says otherwise.

    Parameters
    ----------
    reference : with `{ally}`, `{as_of}` and `{year}` filled in
    copies : names of those who get a copy
    mail_from, mail_domain : of the letters as mail
    """

    pledge: str = ""
    tone: str = "firm"
    language: str = "en"
    classification: str = ""
    reference: str = ""
    subject: str = ""
    copies: tuple[str, ...] = ()
    mail_from: str = ""
    mail_domain: str = "burdenshare.invalid"


@dataclass(frozen=True, slots=True)
class Kit:
    """Passages, facts, recipients, sender and settings of a correspondence.

    Parameters
    ----------
    folder : the user's; None for the built-in kit alone
    paragraphs : the parts of each paragraph, in order
    brief : heading to the parts of each of its paragraphs
    texts : language to passage to tone (or `text`, for all tones) to words
    facts : name to recipe
    """

    folder: Path | None
    sender: Sender
    settings: Settings
    rules: tuple[Rule, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    brief: Mapping[str, tuple[tuple[str, ...], ...]]
    texts: Mapping[str, Mapping[str, Mapping[str, str]]]
    facts: Mapping[str, str]
    own: tuple[OwnFact, ...] = field(default=())

    @property
    def pledge(self) -> str:
        """The pledge of its settings; the path of a file is seen from the kit's folder."""
        named = self.settings.pledge
        return str(self.folder / named) if self.folder and named.endswith(".toml") else named

    def passages(self, language: str, tone: str) -> list[Passage]:
        """Return every passage in one language and tone, in the order in which they are tried.

        Raises
        ------
        LetterError : a passage has no words in that language and tone
        """
        return [Passage(r, language, tone, self._text(r, language, tone)) for r in self.rules]

    def _text(self, rule: Rule, language: str, tone: str) -> str:
        words = self.texts[language].get(rule.id, {})
        found = words.get(tone, words.get("text"))
        if found is None:
            raise LetterError(
                f"the passage '{rule.id}' has no words in '{language}', tone {tone}",
                where=self.place(f"passages/{language}.toml"),
                mend=f'add [{rule.id}] with text = "..." or {tone} = "..."',
            )
        return " ".join(found.split())

    def place(self, name: str) -> str:
        """Return the path of one of its files, for messages."""
        path = self.folder / name if self.folder else None
        return str(path) if path and path.is_file() else f"{name} of the built-in kit"

    def parts(self) -> list[str]:
        """Return the parts of a letter in order."""
        return [part for paragraph in self.paragraphs for part in paragraph]

    def all_parts(self) -> list[str]:
        """Return those and the parts within parts."""
        return list(dict.fromkeys([*self.parts(), *(r.part for r in self.rules)]))


def is_kit(folder: Path) -> bool:
    """Whether a folder holds a kit."""
    return (folder / MARK).is_file()


def read_kit(folder: Path | None = None) -> Kit:
    """Read a kit, file by file from the folder or else from the built-in one.

    Raises
    ------
    LetterError : a file does not read
    """
    if folder is None:
        return _builtin()
    return _read(folder)


@cache
def _builtin() -> Kit:
    return _read(None)


def _read(folder: Path | None) -> Kit:
    settings, rules = _toml(folder, MARK), _toml(folder, "passages/rules.toml")
    where = str(folder / "passages/rules.toml") if folder else "rules.toml"
    return Kit(
        folder,
        _sender(settings.get("sender", {}), str(folder or MARK)),
        _settings(settings, str(folder or MARK)),
        tuple(_rule(r, where) for r in rules.get("passage", [])),
        _groups(rules["paragraphs"]),
        {h: _groups(ps) for h, ps in rules["brief"].items()},
        {each: _toml(folder, f"passages/{each}.toml") for each in LANGUAGES},
        _recipes(_toml(folder, "facts.toml")),
        read_own_facts(folder / "contributions.csv") if folder else (),
    )


def _toml(folder: Path | None, name: str) -> dict[str, Any]:
    own = folder / name if folder else None
    source = own if own and own.is_file() else files("burdenshare.letters") / "kit" / name
    try:
        return tomllib.loads(source.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LetterError(
            f"the file does not read ({error})",
            where=str(source),
            mend="mend it, or delete it to use the built-in one",
        ) from error


def _groups(raw: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(parts) for parts in raw)


def _recipes(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row["figure"]) for name, row in table.items()}


def _rule(raw: Mapping[str, Any], where: str) -> Rule:
    try:
        rule = Rule(**{**raw, "when": tuple(raw.get("when", ())), "needs": tuple(raw.get("needs", ()))})
    except TypeError as error:
        raise LetterError(
            f"the passage '{raw.get('id', '?')}' does not read ({error})",
            where=where,
            mend="keys: id, part, why, when, needs",
        ) from error
    for line in rule.when:
        parse(line, where=f"{where}, passage '{rule.id}'")
    return rule


def _sender(raw: Mapping[str, Any], where: str) -> Sender:
    try:
        return Sender(**raw)
    except TypeError as error:
        raise LetterError(
            f"the sender does not read ({error})",
            where=where,
            mend="keys: letterhead, place, signature, ally, fictional, author",
        ) from error


def read_sender(path: Path) -> Sender:
    """Read who writes from a file of its own: a kit's `[sender]`, or its keys alone.

    Raises
    ------
    LetterError : the file is missing or lacks a key
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LetterError(
            f"the sender does not read ({error})", where=str(path), mend="name a TOML file, or an ally's code"
        ) from error
    return _sender(raw.get("sender", raw), str(path))


def _settings(raw: Mapping[str, Any], where: str) -> Settings:
    flat = {**raw.get("letter", {}), **{f"mail_{k}": v for k, v in raw.get("mail", {}).items()}}
    try:
        found = Settings(**{**flat, "copies": tuple(flat.get("copies", ()))})
    except TypeError as error:
        raise LetterError(
            f"the settings do not read ({error})", where=where, mend="see the built-in kit.toml for its keys"
        ) from error
    return check_settings(found)


def check_settings(found: Settings) -> Settings:
    """Return settings that name a known tone and language.

    Raises
    ------
    LetterError : they do not
    """
    if found.tone not in TONES:
        raise LetterError(f"'{found.tone}' is no tone", mend=f"one of {', '.join(TONES)}")
    if found.language not in LANGUAGES:
        raise LetterError(
            f"'{found.language}' is not a language of the letters", mend=f"one of {', '.join(LANGUAGES)}"
        )
    return found


def with_settings(kit: Kit, **given: Any) -> Kit:
    """Return the kit with what a command says in place of its own settings."""
    named = {k: v for k, v in given.items() if v}
    return replace(kit, settings=check_settings(replace(kit.settings, **named)))


def init_kit(folder: Path) -> list[Path]:
    """Write an editable copy of the built-in kit; nothing that is there is overwritten.

    Raises
    ------
    LetterError : the folder holds a kit already, or cannot be written
    """
    if is_kit(folder):
        raise LetterError(
            "the folder holds a kit already",
            where=str(folder),
            mend="name another folder, or delete kit.toml first",
        )
    made = []
    for name in FILES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            with (files("burdenshare.letters") / "kit" / name).open("rb") as source, target.open("xb") as out:
                shutil.copyfileobj(source, out)
            made.append(target)
    return made
