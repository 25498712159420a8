"""Who represented an ally on a day, from the dated list; nobody where the list does not reach."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

PRESIDENT_LED = "head_of_state_executive"
ROLES = (PRESIDENT_LED, "head_of_government")
"""Who is addressed: the first role that anybody holds."""


@dataclass(frozen=True, slots=True)
class Leader:
    """One tenure of one leader.

    Parameters
    ----------
    gender : `m`, `f` or empty
    start, end : the first day, and the successor's first day; None while in office
    confirmed_until : the last day on which the list shows the leader in office
    """

    ally: str
    name: str
    gender: str
    role: str
    start: date
    end: date | None
    confirmed_until: date
    source: str


@cache
def leaders() -> tuple[Leader, ...]:
    """Return every tenure held whose days are known."""
    text = (files("burdenshare.letters.recipients") / "leaders.csv").read_text("utf-8")
    found = (_leader(row) for row in csv.DictReader(text.splitlines(keepends=True)))
    return tuple(leader for leader in found if leader is not None)


def _leader(row: dict[str, str]) -> Leader | None:
    """Read a row; an end known to the month alone counts from the month's first day."""
    start = _first_day(row["start"])
    if len(row["start"]) < len("2018-07-11"):
        return None
    end = _first_day(row["end"]) if row["end"] else None
    until = _first_day(row["confirmed_until"])
    return Leader(row["ally"], row["name"], row["gender"], row["role"], start, end, until, row["source"])


def _first_day(text: str) -> date:
    return date.fromisoformat(text if text.count("-") > 1 else f"{text}-01")


def addressee(ally: str, day: date) -> Leader | None:
    """Return who is addressed on a day; None where no name is confirmed for it.

    >>> addressee("DEU", date(2018, 7, 11)).name, addressee("DEU", date(2026, 11, 24))
    ('Angela Merkel', None)
    """
    held = [x for x in leaders() if x.ally == ally and _is_in_office(x, day)]
    return next((x for role in ROLES for x in held if x.role == role), None)


def _is_in_office(leader: Leader, day: date) -> bool:
    if leader.end is not None:
        return leader.start <= day < leader.end
    return leader.start <= day <= leader.confirmed_until


def last_confirmed(ally: str) -> date:
    """Return the last day for which the list knows whom to address."""
    return max(x.confirmed_until for x in leaders() if x.ally == ally and x.role in ROLES)


def leader_names() -> dict[str, str]:
    """Return the leaders of the dated list, to their allies' codes."""
    return {leader.name: leader.ally for leader in leaders()}
