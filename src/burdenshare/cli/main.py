"""The command line: every verb of the one table, its options read from its signature.

A verb is imported when it is called; the list of verbs costs nothing.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from burdenshare.errors import BurdenshareError
from burdenshare.verbs.table import GROUPS, commands


class Verbs(click.Group):
    """The verbs, or those of a group, each made when it is asked for."""

    def __init__(self, prefix: str = "", **settings: Any) -> None:
        super().__init__(**settings)
        self.prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the table."""
        del ctx
        rest = [c.removeprefix(self.prefix) for c in commands() if c.startswith(self.prefix)]
        return list(dict.fromkeys(c.partition(" ")[0] for c in rest))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb, or a group of them."""
        del ctx
        name = self.prefix + cmd_name
        if name in GROUPS:
            return Verbs(f"{name} ", name=cmd_name, help=GROUPS[name])
        if name not in commands():
            return None
        from burdenshare.cli.command import command_of  # noqa: PLC0415  only for the verb that is called

        command = command_of(commands()[name], cmd_name)
        return _with_verbs(command, name) if any(c.startswith(f"{name} ") for c in commands()) else command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the verb; name the nearest one where there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from burdenshare.errors import nearest  # noqa: PLC0415

            near = nearest(args[0], self.list_commands(ctx)) if args else ""
            hint = f" Did you mean '{self.prefix}{near}'?" if near else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with their one sentence, without importing them."""
        rows = [(n, self._help(n)) for n in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _help(self, name: str) -> str:
        full = self.prefix + name
        return GROUPS.get(full) or commands()[full].help

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb and turn our errors into one line or one JSON object."""
        from burdenshare.cli.output import fail  # noqa: PLC0415  only where a verb runs

        try:
            return super().invoke(ctx)
        except BurdenshareError as error:
            fail(error)
        except KeyboardInterrupt:
            fail(BurdenshareError("interrupted; nothing was changed", mend="run it again"))
        except BrokenPipeError:  # whoever read our output has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            fail(
                BurdenshareError(
                    f"the system refused: {error.strerror or error}",
                    where=str(error.filename or ""),
                    mend="free some space or choose another place",
                )
            )


def _with_verbs(command: click.Command, name: str) -> Verbs:
    """Return a verb that others stand under: alone it does its own work, as `pledges` lists."""

    def alone(**typed: Any) -> None:
        if click.get_current_context().invoked_subcommand is None and command.callback is not None:
            command.callback(**typed)

    return Verbs(
        f"{name} ",
        name=command.name,
        help=command.help,
        params=command.params,
        callback=alone,
        invoke_without_command=True,
    )


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="burdenshare")
def main() -> None:
    """Alliance burden sharing: what was promised, what the record said, how far short."""
