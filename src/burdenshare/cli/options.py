"""Options of the command line, made from what a verb takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from burdenshare.verbs.calling import Parameter

METAVARS = {
    "names": "[ALLY]...",
    "cited": "ID|ALLY",
    "name": "ID",
    "between": "E1 E2",
    "record": "PATH",
    "kit": "DIR",
}
ALSO = {"recipients": ("--to",)}
"""Other spellings of an option."""
SHORT = 60


def parameter(p: Parameter, choices: dict[str, Any]) -> click.Parameter:
    """Return an argument or an option.

    Parameters
    ----------
    choices : parameter to what completes its words in a shell
    """
    complete = {"shell_complete": choices[p.name]} if p.name in choices else {}
    if p.kind != "option":
        many = p.kind == "arguments"
        metavar = METAVARS.get(p.name, f"[{p.name.upper()}]..." if many else None)
        return click.Argument(
            [p.name],
            nargs=-1 if many else 1,
            required=p.is_needed,
            type=kind_of(p),
            metavar=metavar,
            **complete,
        )
    return click.Option([*names_of(p), p.name], help=_help(p), **_form(p), **complete)


def names_of(p: Parameter) -> tuple[str, ...]:
    """Return how an option is written, `list_` as `--list`."""
    return (f"--{p.name.rstrip('_').replace('_', '-')}", *ALSO.get(p.name, ()))


def _help(p: Parameter) -> str:
    return p.text[:1].upper() + p.text[1:] + ("" if p.text.endswith(".") else ".") if p.text else ""


def _form(p: Parameter) -> dict[str, Any]:
    if bool in p.types:
        return {"is_flag": True}
    if tuple in p.types:
        return {"nargs": 2, "metavar": METAVARS[p.name]} if p.name in METAVARS else {"multiple": True}
    return {"type": kind_of(p), "metavar": METAVARS.get(p.name), "required": p.is_needed}


def kind_of(p: Parameter) -> Any:
    """Return click's type of a parameter."""
    if p.choices:
        return click.Choice(p.choices)
    if Path in p.types:
        return click.Path(path_type=Path)
    if date in p.types:
        return DAY
    return next((k for k in (int, float) if k in p.types), str)


class _Day(click.ParamType[str]):
    """A day, which the verb itself reads, so that its own error is shown."""

    name = "date"


DAY = _Day()
