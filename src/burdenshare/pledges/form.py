"""The form of a pledge's file: which keys it may have, each with its kind and what it is for.

The keys are data (`form.csv`); the documentation is written from them. What is wrong is told with
file, line and key.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.errors import BurdenshareError, PledgeError, nearest
from burdenshare.pledges.kinds import KINDS
from burdenshare.pledges.lines import line_of, lines_of


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the form.

    Parameters
    ----------
    table : `pledge`, `clause` or `reading`
    kind : what its value must be, see `KINDS`
    says : what it is for
    otherwise : what is taken where it is left out, in words; empty where it must be given
    """

    table: str
    name: str
    kind: str
    says: str
    otherwise: str


@cache
def keys_of(table: str) -> dict[str, Key]:
    """Return the keys of a table of the form, by name."""
    lines = (files("burdenshare.pledges") / "form.csv").read_text("utf-8").splitlines()
    return {key.name: key for row in csv.DictReader(lines) if (key := Key(**row)).table == table}


@dataclass(frozen=True, slots=True)
class Place:
    """A table of a file, for messages: `clause.0`; empty for the top."""

    file: str
    lines: Mapping[str, int]
    table: str = ""

    def inner(self, table: str) -> Place:
        """Return a table within this one."""
        return Place(self.file, self.lines, f"{self.table}.{table}".removeprefix("."))

    def error(self, key: str, message: str, mend: str) -> PledgeError:
        """Return an error about a key; an empty key is the table itself."""
        line = line_of(dict(self.lines), f"{self.table}.{key}".strip("."))
        named = f", {key}" if key else ""
        return PledgeError(message, where=f"{self.file}, line {line}{named}", mend=mend)


def parsed(written: str, file: str) -> tuple[dict[str, Any], Place]:
    """Return a file's tables, and where they stand.

    Raises
    ------
    PledgeError : it is no TOML
    """
    try:
        raw = tomllib.loads(written, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PledgeError(
            f"the file is no TOML ({error})", where=file, mend='keys are written as: title = "..."'
        ) from error
    return raw, Place(file, lines_of(written))


def values(raw: Any, table: str, place: Place, *, inner: str = "") -> dict[str, Any]:
    """Return what a table gives, each value read by its key.

    Parameters
    ----------
    table : `pledge`, `clause` or `reading`
    inner : name of the tables within it

    Raises
    ------
    PledgeError : it has an unknown key, lacks one, or gives a value that the key cannot have
    """
    if not isinstance(raw, dict):
        raise place.error(
            "", "this is no table", f"write [[{table}]] on a line of its own, and its keys below"
        )
    known = keys_of(table)
    for name in raw:
        if name not in known and name != inner:
            near = nearest(name, [*known, inner])
            hint = f"did you mean '{near}'?" if near else f"the keys here are {', '.join(known)}"
            raise place.error(name, f"'{name}' is no key of the form", hint)
    for key in known.values():
        if not key.otherwise and key.name not in raw:
            raise place.error(
                "", f"'{key.name}' is missing: {key.says}", f"add {key.name} = ... ({key.kind})"
            )
    found = {}
    for name, value in raw.items():
        if name != inner:
            try:
                found[name] = KINDS[known[name].kind](value)
            except BurdenshareError as error:
                raise place.error(name, error.message, error.mend) from error
    return found


def tables(raw: Mapping[str, Any], name: str, place: Place) -> list[Any]:
    """Return the tables of a name; none where there are none.

    Raises
    ------
    PledgeError : there is one, written in single brackets
    """
    given = raw.get(name, [])
    if not isinstance(given, list):
        written = f"[[{'clause.' if place.table else ''}{name}]]"
        raise place.error(
            name, f"'{name}' is no list of tables", f"write {written}, in two pairs of brackets"
        )
    return given
