"""What the value of a key must be, in the file of a pledge: each function reads one kind, or refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from burdenshare.errors import BurdenshareError, PledgeError, nearest
from burdenshare.terms import find_indicator, find_row, state_by_name

Kind = Callable[[Any], Any]
ID = r"[A-Za-z0-9][A-Za-z0-9_\-]*"
PLEDGE_ID = r"[A-Za-z0-9][A-Za-z0-9_.\-]*"
EVERYONE = "all"
MOST_DECIMALS = 6


def text(value: Any) -> str:
    """Read words; blanks and line ends within them count as one blank."""
    if not isinstance(value, str):
        raise PledgeError(f"{value!r} is no text", mend='write it within quotes: "..."')
    if any(not c.isprintable() for c in value if not c.isspace()):
        raise PledgeError("the text holds a character that cannot be printed", mend="take it out")
    return " ".join(value.split())


def _name(form: str, value: Any) -> str:
    name = text(value)
    if not re.fullmatch(form, name):
        near = re.sub(r"[^A-Za-z0-9_.\-]+", "-", name).strip("-.").lower()
        raise PledgeError(
            f"'{name}' cannot stand in the id of a figure",
            mend=f'use letters, digits and hyphens, such as id = "{near or "pledge-1"}"',
        )
    return name


def pledge_id(value: Any) -> str:
    """Read the id of a pledge."""
    return _name(PLEDGE_ID, value)


def inner_id(value: Any) -> str:
    """Read the id of a clause or a reading."""
    return _name(ID, value)


def day(value: Any) -> date:
    """Read a day, which TOML writes without quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PledgeError(f"'{value}' is no day", mend="write it without quotes, such as 2022-03-11")


def year(value: Any) -> int:
    """Read a year."""
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200:  # noqa: PLR2004  centuries
        return value
    raise PledgeError(f"'{value}' is no year", mend="write it without quotes, such as 2024")


def level(value: Any) -> Decimal:
    """Read a level: a number, or a number within quotes."""
    is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    written = str(value).strip()
    if (is_number or isinstance(value, str)) and re.fullmatch(r"[+-]?\d{1,6}(\.\d{1,9})?", written):
        return Decimal(written)
    raise PledgeError(f"'{value}' is no level", mend="write a number of percent, such as 2 or 3.5")


def decimals(value: Any) -> int:
    """Read a number of decimals."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DECIMALS:
        return value
    raise PledgeError(f"'{value}' is no number of decimals", mend=f"write one from 0 to {MOST_DECIMALS}")


def truth(value: Any) -> bool:
    """Read yes or no."""
    if isinstance(value, bool):
        return value
    raise PledgeError(f"'{value}' is neither true nor false", mend="write true or false, without quotes")


def states(value: Any) -> tuple[str, ...] | str:
    """Read addressees: `all`, or states by code or name, who need not be allies."""
    if value == EVERYONE:
        return EVERYONE
    named = [value] if isinstance(value, str) else value
    if not isinstance(named, list) or not named:
        raise PledgeError(f"'{value}' names nobody", mend='write "all", or a list such as ["POL", "LTU"]')
    return tuple(dict.fromkeys(state(each) for each in named))


def state(value: Any) -> str:
    """Read a state by code or name."""
    name = text(value)
    code = state_by_name(name)
    if code is None:
        try:
            find_row(name)
        except BurdenshareError as error:
            raise PledgeError(error.message, mend=error.mend) from error
        raise PledgeError(f"'{name}' is no state", mend='name its members, or write "all"')
    return code


def indicator(value: Any) -> str:
    """Read what is measured: an indicator in per cent, or nothing where nothing is published."""
    name = text(value)
    if name and not find_indicator(name).unit.startswith("percent"):
        raise PledgeError(
            f"{name} is not measured in per cent, and gaps are in points",
            mend="name an indicator in per cent; `burdenshare indicators` lists the units",
        )
    return name


def one_of(*words: str) -> Kind:
    """Return what reads one of a few words."""

    def read(value: Any) -> str:
        if value in words:
            return str(value)
        near = nearest(str(value), words)
        hint = f"did you mean '{near}'? It is " if near else "write "
        raise PledgeError(f"'{value}' is none", mend=f"{hint}one of {', '.join(words)}")

    return read


def levels(value: Any) -> dict[str, str]:
    """Read a table of states with another level for each."""
    if not isinstance(value, dict) or not value:
        raise PledgeError(f"'{value}' is no table of levels", mend='write { ESP = "2.1" }')
    return {state(name): str(level(each)) for name, each in value.items()}


def address(value: Any) -> str:
    """Read an address of the web."""
    written = text(value)
    if written and not re.fullmatch(r"https?://\S+", written):
        raise PledgeError(f"'{written}' is no address", mend="begin it with https://")
    return written


KINDS: dict[str, Kind] = {
    "text": text,
    "pledge's id": pledge_id,
    "id": inner_id,
    "day": day,
    "year": year,
    "percent": level,
    "decimals": decimals,
    "true or false": truth,
    "states": states,
    "indicator": indicator,
    "address": address,
    ">= or <=": one_of(">=", "<="),
    "level or direction": one_of("level", "direction"),
    "state to percent": levels,
}
"""Kind, as the table of keys and the documentation call it, to what reads it."""
