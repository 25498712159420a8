"""Answers printed as text, JSON or CSV; errors as one line or one JSON object."""

from __future__ import annotations

import json
import shutil
import sys
from itertools import pairwise
from typing import Any, NoReturn

import click

from burdenshare.errors import BurdenshareError, RefusedLettersError, UsageError


def emit(answer: Any, form: str, *, ids: bool = False) -> None:
    """Print an answer in the form asked for; what was left out goes to standard error."""
    if form == "json":
        print(json.dumps(answer.as_dict(), ensure_ascii=False, indent=1))
    elif form == "csv":
        sys.stdout.write(answer.to_csv())
    else:
        print(answer.text(width=terminal_width(), ids=ids))
    for line in answer.warnings():
        print(f"Left out: {line}", file=sys.stderr)


def terminal_width() -> int | None:
    """Return the terminal's width; None where the output goes into a file or a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def print_error(error: BurdenshareError, *, as_json: bool) -> None:
    """Print a line on standard error, red on a terminal, and one for each letter; or one JSON object."""
    if as_json:
        print(json.dumps({"error": error.as_dict()}, ensure_ascii=False), file=sys.stderr)
    else:
        several = isinstance(error, RefusedLettersError)
        for line in f"Error: {error}".splitlines() if several else [f"Error: {error}"]:
            click.secho(" ".join(line.split()), fg="red", err=True)


def fail(error: BurdenshareError) -> NoReturn:
    """Print an error and end with status 1; with 2 where the verb was called wrongly."""
    as_json = "--format=json" in sys.argv or ("--format", "json") in pairwise(sys.argv)
    print_error(error, as_json=as_json)
    sys.exit(2 if isinstance(error, UsageError) else 1)
