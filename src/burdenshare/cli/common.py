"""Options that every verb takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

kitted = click.option(
    "--kit",
    type=click.Path(path_type=Path),
    help="The folder of the correspondence; ./ if it holds a kit, else ./letters.",
)


def common(command: Command) -> Command:
    """Add the options that every verb takes."""
    for option in reversed(
        (
            click.option("--as-of", metavar="DATE", help="What was known on that day; today."),
            click.option("--source", default="nato", show_default=True, help="The publisher."),
            click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text"),
            click.option("--record", metavar="PATH", help="Your own record; in your data folder."),
        )
    ):
        command = option(command)
    return command


def kit_here(kit: Path | None) -> Path | None:
    """Return the kit named, or the present folder if it is one; None for the built-in kit."""
    if kit is None:
        return Path() if Path("kit.toml").is_file() else None
    if not kit.is_dir():
        from burdenshare.errors import LetterError  # noqa: PLC0415

        raise LetterError(
            "there is no such folder", where=str(kit), mend="make one with `burdenshare letters init DIR`"
        )
    return kit
