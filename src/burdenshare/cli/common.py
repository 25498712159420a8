"""Options that every verb takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]


def common(command: Command) -> Command:
    """Add the options that every verb takes."""
    for option in reversed(
        (
            click.option("--as-of", metavar="DATE", help="What was known on that day; today."),
            click.option("--source", default="nato", show_default=True, help="The publisher."),
            click.option(
                "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text"
            ),
            click.option("--record", metavar="PATH", help="Your own record; in your data folder."),
        )
    ):
        command = option(command)
    return command
