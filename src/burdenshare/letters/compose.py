"""From an ally's evidence to a letter: facts, passages, figures in their slots."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from burdenshare.document import Document, Number, Paragraph, Run, Text, figure_text, money_text
from burdenshare.errors import LetterError
from burdenshare.figures import Figure
from burdenshare.letters.passages import JOINED, Choice, Fact, Passage, choose
from burdenshare.letters.verify import verify
from burdenshare.terms import ALLIES, long_date

FOOT = "Written with burdenshare. Not affiliated with NATO."
DRAFT = "DRAFT, not approved"
FICTIONAL = "DRAFT, not approved. A demonstration: the sender is fictional."
_SLOT = re.compile(r"\{(\w+)\}|\[([\w']+)\]")
SUMMIT_NEAR = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. `ally` is the sender's own, if it has one."""

    letterhead: str
    place: str
    signature: str
    ally: str = ""
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one ally on the day, ready for a letter.

    Parameters
    ----------
    facts : for conditions; None where unknown
    figures : slot to figure
    words : bracket to words
    """

    ally: str
    facts: dict[str, Fact]
    figures: dict[str, Figure]
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter with the record of its choices."""

    ally: str
    document: Document
    choices: list[Choice]
    own: str


def read_sender(path: Path | None = None) -> Sender:
    """Read who writes; the fictional sender of the demonstration by default.

    Raises
    ------
    LetterError : the file is missing or lacks a key
    """
    source = path or files("burdenshare.letters") / "sender.toml"
    try:
        return Sender(**tomllib.loads(source.read_text("utf-8")))
    except (OSError, TypeError, tomllib.TOMLDecodeError) as error:
        raise LetterError(
            f"the sender does not read ({error})", where=str(source),
            mend="keys: letterhead, place, signature, ally, fictional",
        ) from error  # fmt: skip


def office_of(ally: str, day: date) -> tuple[str, str]:
    """Return the office addressed on a day, and how it is greeted."""
    for row in _table("offices.csv"):
        after = not row["from"] or row["from"] <= day.isoformat()
        before = not row["until"] or day.isoformat() <= row["until"]
        if row["ally"] == ally and after and before:
            return row["office"], row["salutation"]
    return "Head of Government", "Head of Government"


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = (files("burdenshare.letters") / name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(keepends=True)))


def summit_near(day: date) -> str:
    """Place of a summit within three weeks after a day; empty if there is none."""
    for row in _table("summits.csv"):
        if date(2000, 1, 1) <= day <= date.fromisoformat(row["date"]) <= day + SUMMIT_NEAR:
            return row["place"]
    return ""


def compose(evidence: Evidence, sender: Sender, as_of: date) -> Letter:
    """Write one letter and verify it.

    Raises
    ------
    LetterError : a quantity is unbound, another ally's, or newer than the day
    """
    taken, choices = choose(evidence.facts)
    body = _paragraphs(taken, evidence)
    document = Document(
        title=f"Letter to {ALLIES[evidence.ally].name}",
        kind="letter",
        blocks=(*_head(evidence.ally, sender, as_of), *body, *_close(sender)),
        foot=FOOT,
    )
    verify(document, evidence.ally, as_of)
    return Letter(evidence.ally, document, choices, _own_sentence(taken, evidence))


def _head(ally: str, sender: Sender, day: date) -> list[Paragraph]:
    office, greeting = office_of(ally, day)
    state = ALLIES[ally].official_name
    the = "" if state == ALLIES[ally].name else "the "
    lines = {
        "mark": FICTIONAL if sender.fictional else DRAFT,
        "letterhead": sender.letterhead,
        "date": f"{sender.place}, {long_date(day)}",
        "address": f"The {office}\nof {the}{state}",
        "salutation": f"Dear {greeting},",
    }
    return [Paragraph((Text(text),), role) for role, text in lines.items()]


def _close(sender: Sender) -> list[Paragraph]:
    return [Paragraph((Text(f"Yours sincerely,\n\n{sender.signature}"),), "closing")]


def _paragraphs(taken: list[Passage], evidence: Evidence) -> list[Paragraph]:
    found: list[list[Run]] = []
    last = ""
    for passage in taken:
        runs = _fill(passage, evidence)
        if JOINED.get(last) == passage.part and found:
            found[-1] += [Text(" "), *runs]
        else:
            found.append(runs)
        last = passage.part
    return [Paragraph(tuple(runs)) for runs in found]


def _fill(passage: Passage, evidence: Evidence) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for slot in _SLOT.finditer(passage.text):
        runs.append(Text(passage.text[at : slot.start()]))
        runs.append(_slot(slot, passage, evidence))
        at = slot.end()
    return [r for r in [*runs, Text(passage.text[at:])] if not isinstance(r, Text) or r.text]


def _slot(slot: re.Match[str], passage: Passage, evidence: Evidence) -> Run:
    name, word = slot.groups()
    try:
        return _number(name, evidence.figures[name]) if name else Text(evidence.words[word])
    except KeyError:
        raise LetterError(
            f"the passage '{passage.id}' needs '{name or word}', which is not known",
            where=f"the letter to {evidence.ally}", mend="give the passage a condition on it",
        ) from None  # fmt: skip


def _number(name: str, figure: Figure) -> Number:
    if name == "money":
        return Number(figure, money_text(figure))
    return Number(figure, figure_text(figure, size=name in {"gap", "slope"}), note=name != "level")


def _own_sentence(taken: list[Passage], evidence: Evidence) -> str:
    """Return the sentence that is most this ally's own."""
    order = ("own", "plan", "weight", "distance")
    best = min(taken, key=lambda p: order.index(p.part) if p.part in order else len(order))
    return "".join(r.text for r in _fill(best, evidence))


def as_words(letter: Letter) -> Mapping[str, Any]:
    """Return a letter's choices as plain data."""
    return {"ally": letter.ally, "passages": [c.passage for c in letter.choices if c.taken]}
