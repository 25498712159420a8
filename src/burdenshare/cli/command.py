"""One verb as a command: its function called with what was typed, its answer printed."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

import click

from burdenshare.cli import completion, output, progress
from burdenshare.cli.options import parameter
from burdenshare.verbs.calling import Parameter, parameters
from burdenshare.verbs.table import Verb

FORM = click.Option(
    ["--format", "form"],
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="How the answer is written; default: text.",
)
IDS = click.Option(["--ids"], is_flag=True, help="Show the ids of figures in text.")
QUIET = click.Option(["--quiet"], is_flag=True, help="No progress.")


def command_of(verb: Verb, name: str) -> click.Command:
    """Return the command of a verb."""
    function = verb.load()
    takes = parameters(function)
    steps = "step" in inspect.signature(function).parameters
    made = [parameter(p, completion.CHOICES) for p in takes]
    extra = [FORM, IDS, *([QUIET] if steps else [])]
    return click.Command(
        name, params=[*made, *extra], help=verb.help, callback=_caller(function, takes, steps=steps)
    )


def _caller(
    function: Callable[..., Any], takes: tuple[Parameter, ...], *, steps: bool
) -> Callable[..., None]:
    def call(*, form: str, ids: bool, quiet: bool = False, **typed: Any) -> None:
        args, named = _arguments(takes, typed)
        if steps:
            with progress.steps(quiet=quiet or form != "text") as step:
                answer = function(*args, **named, step=step)
        else:
            answer = function(*args, **named)
        output.emit(answer, form, ids=ids)
        error = answer.failure()
        if error is not None:
            sys.stdout.flush()
            output.fail(error)

    return call


def _arguments(takes: tuple[Parameter, ...], typed: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return what goes by place, and what by name; what was not typed is left to the verb."""
    args: list[Any] = []
    named: dict[str, Any] = {}
    for p in takes:
        value = typed[p.name.lower()] if p.name.lower() in typed else typed[p.name]
        if p.kind == "arguments":
            args += value
        elif p.kind == "argument" and value is not None:
            args.append(value)
        elif value is not None and value is not False and value != ():
            named[p.name] = value
    return args, named
