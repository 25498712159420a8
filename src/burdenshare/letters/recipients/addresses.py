"""The recipient of a letter on a day: name, office, address and greeting in a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.letters.recipients.leaders import Leader, addressee, last_confirmed
from burdenshare.letters.recipients.own import OwnRecipients
from burdenshare.terms import name_in

PRESIDENT_SINCE = date(2018, 7, 9)
"""Since that day the president leads Türkiye's government."""
OTHERS = "minister_president"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to.

    Parameters
    ----------
    name : empty where none is confirmed for the day: the office alone
    address : lines of the address block
    source : where the name is from, or why there is none
    """

    ally: str
    language: str
    name: str
    gender: str
    office: str
    address: str
    salutation: str
    source: str
    email: str = ""
    copies: tuple[str, ...] = ()


@cache
def _offices() -> dict[str, Any]:
    text = (files("burdenshare.letters.recipients") / "offices.toml").read_text("utf-8")
    return tomllib.loads(text)


def office_of(ally: str, day: date, language: str = "en") -> Mapping[str, str]:
    """Return the forms of the office that is addressed on a day.

    >>> office_of("TUR", date(2018, 7, 8))["m"], office_of("TUR", date(2018, 7, 11))["m"]
    ('Prime Minister', 'President')
    """
    kind = _offices()["kinds"].get(ally, OTHERS)
    if ally == "TUR" and day >= PRESIDENT_SINCE:
        kind = "president"
    found: Mapping[str, str] = _offices()[language][kind]
    return found


def recipient(ally: str, day: date, language: str, own: OwnRecipients | None = None) -> Recipient:
    """Return whom a letter to an ally goes to; the user's own settings go before ours."""
    mine = own.of(ally) if own else {}
    leader = addressee(ally, day)
    name = mine.get("name") or (leader.name if leader else "")
    gender = _gender(mine, leader)
    forms = office_of(ally, day, language)
    office = mine.get("office") or forms[(gender or "m") if name else "n"]
    return Recipient(
        ally,
        language,
        name,
        gender,
        office,
        mine.get("address", "").replace("|", "\n") or _address(ally, language, name, gender, office),
        _ended(mine.get("salutation") or forms[f"greet_{gender or 'n'}"]),
        _source(ally, day, leader, mine),
        mine.get("email", ""),
        tuple(c.strip() for c in mine.get("copies", "").split(";") if c.strip()),
    )


def _gender(mine: Mapping[str, str], leader: Leader | None) -> str:
    """Return the user's gender; ours only for the person whom we name."""
    if "gender" in mine:
        return mine["gender"]
    if "name" in mine:
        return leader.gender if leader and leader.name == mine["name"] else ""
    return leader.gender if leader else ""


def _address(ally: str, language: str, name: str, gender: str, office: str) -> str:
    title = {"frm": "Monsieur ", "frf": "Madame ", "dem": "Herrn ", "def": "Frau "}
    lines = [title.get(language + gender, "") + name] if name else []
    return "\n".join([*lines, office, name_in(ally, language).of_official])


def _ended(salutation: str) -> str:
    return salutation if salutation.endswith((",", "!", ":")) else f"{salutation},"


def _source(ally: str, day: date, leader: Leader | None, mine: Mapping[str, str]) -> str:
    if "name" in mine:
        return "recipients.csv"
    if leader is not None:
        return leader.source
    last = last_confirmed(ally)
    why = f"no name is confirmed after {last}" if day > last else f"no name is confirmed for {day}"
    return f"{why}: the office"
