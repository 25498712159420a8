"""The command line. Each verb prints what the function of its name returns.

Heavy parts are imported inside the verb that needs them.
"""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from burdenshare.cli.collate import collate
from burdenshare.cli.common import common
from burdenshare.cli.fetching import fetch
from burdenshare.cli.history import compare, flips, panel, revisions
from burdenshare.cli.keeping import record_
from burdenshare.cli.letters import letters
from burdenshare.errors import BurdenshareError


class Verbs(click.Group):
    """A group whose errors are one line: what, where, how to mend; status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb and turn our errors into one line or one JSON object."""
        try:
            return super().invoke(ctx)
        except BurdenshareError as error:
            _fail(error)
        except KeyboardInterrupt:
            _fail(BurdenshareError("interrupted; nothing was changed", mend="run it again"))
        except BrokenPipeError:  # whoever read our output has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            where = str(error.filename or "")
            reason = error.strerror or str(error)
            mend = "free some space or choose another place"
            _fail(BurdenshareError(f"the system refused: {reason}", where=where, mend=mend))


def _fail(error: BurdenshareError) -> None:
    from burdenshare.cli.output import print_error  # noqa: PLC0415

    print_error(error, as_json=_wants_json(sys.argv))
    sys.exit(1)


def _wants_json(argv: list[str]) -> bool:
    return "--format=json" in argv or ("--format", "json") in pairwise(argv)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="burdenshare")
def main() -> None:
    """Alliance burden sharing: what was promised, what the record said, how far short."""


for _verb in (revisions, flips, compare, panel, fetch, record_, letters, collate):
    main.add_command(_verb)


@main.command()
@common
def editions(as_of: str | None, source: str, form: str, record: str | None) -> None:
    """List the editions held and how each is held."""
    from burdenshare import looking  # noqa: PLC0415
    from burdenshare.cli import output  # noqa: PLC0415

    output.emit(looking.editions(as_of=as_of, source=source, record=record), form, output.EDITIONS)


@main.command()
@click.option("--indicator", default="", help="One indicator only.")
@click.option("--year", type=int, help="One year only.")
@common
def coverage(
    indicator: str, year: int | None, as_of: str | None, source: str, form: str, record: str | None
) -> None:
    """Say what a date supports: allies held of allies expected."""
    from burdenshare import looking  # noqa: PLC0415
    from burdenshare.cli import output  # noqa: PLC0415

    found = looking.coverage(as_of=as_of, source=source, indicator=indicator, year=year, record=record)
    output.emit(found, form, output.COVERAGE)


@main.command()
@click.argument("ally")
@click.option("--indicator", default="", help="One indicator, with its cells.")
@click.option("--year", type=int, help="One year only.")
@click.option("--release", default="latest", show_default=True, help="latest, first, or 2, 3 ...")
@common
def show(
    ally: str,
    indicator: str,
    year: int | None,
    release: str,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Show what the record says of an ally."""
    from burdenshare import looking  # noqa: PLC0415
    from burdenshare.cli import output  # noqa: PLC0415

    found = looking.show(
        ally, indicator=indicator, year=year, release=release, as_of=as_of, source=source, record=record
    )
    if form == "text" and not indicator and year is None:
        output.pivot(found)
    else:
        output.emit(found, form, output.SHOW)


@main.command()
@click.option("--pledge", required=True, help="wales-2014, hague-2025, ...")
@click.option("--year", type=int, help="The year judged; the last one known.")
@click.option("--clause", default="", help="A clause's id, or all; the principal one.")
@click.option("--reading", default="", help="A reading's id, or all; the default one.")
@click.option("--every-edition", is_flag=True, help="Count found and count stated, per edition.")
@click.option("--gdp-as-of", metavar="DATE", help="Spending over GDP as known on that other day.")
@click.option("--gdp-source", default="imf_weo", show_default=True, help="Whose GDP that is.")
@common
def verdicts(
    pledge: str,
    year: int | None,
    clause: str,
    reading: str,
    every_edition: bool,
    gdp_as_of: str | None,
    gdp_source: str,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Judge every ally against a pledge, with reasons."""
    from burdenshare import judging  # noqa: PLC0415
    from burdenshare.cli import output  # noqa: PLC0415

    found = judging.verdicts(
        pledge=pledge,
        year=year,
        clause=clause,
        reading=reading,
        every_edition=every_edition,
        gdp_as_of=gdp_as_of,
        gdp_source=gdp_source,
        as_of=as_of,
        source=source,
        record=record,
    )
    output.emit(found, form, output.COUNTS if every_edition else output.VERDICTS)


@main.command()
@click.option("--pledge", required=True, help="wales-2014, hague-2025, ...")
@click.option("--year", type=int, help="The year; the last one known.")
@click.option("--money", type=click.Choice(["usd", "national"]), default="usd")
@click.option("--clause", default="", help="A clause's id; the principal one.")
@click.option("--path", default="", help="Sum the yearly gaps below a path: level or line.")
@common
def gaps(
    pledge: str,
    year: int | None,
    money: str,
    clause: str,
    path: str,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Give the gaps in points and in money."""
    from burdenshare import judging  # noqa: PLC0415
    from burdenshare.cli import output  # noqa: PLC0415

    found = judging.gaps(
        pledge=pledge,
        year=year,
        money=money,
        clause=clause,
        path=path,
        as_of=as_of,
        source=source,
        record=record,
    )
    output.emit(found, form, output.CUMULATIVE if path else output.GAPS)


@main.command()
@click.argument("figure_id", metavar="ID")
@common
def trace(figure_id: str, as_of: str | None, source: str, form: str, record: str | None) -> None:
    """Evaluate a figure again and show what it rests on, down to the cells."""
    from burdenshare import tracing  # noqa: PLC0415
    from burdenshare.cli import trees  # noqa: PLC0415

    _ = as_of, source  # the id pins both
    trees.trace(tracing.trace(figure_id, record=record), form)


@main.command()
@click.argument("figure_id", metavar="ID")
@common
def cite(figure_id: str, as_of: str | None, source: str, form: str, record: str | None) -> None:
    """Print a sentence to quote, with edition and cell."""
    from burdenshare import tracing  # noqa: PLC0415
    from burdenshare.cli import trees  # noqa: PLC0415

    _ = as_of, source
    trees.cite(tracing.trace(figure_id, record=record), tracing.cite(figure_id, record=record), form)


@main.command("import")
@click.argument("publisher")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="Where the file's name does not say it.")
@click.option("--dry-run", is_flag=True, help="Read and check without recording.")
@click.option("--strict", is_flag=True, help="Refuse where cells contradict each other.")
@common
def import_(
    publisher: str,
    file: Path,
    published: str | None,
    dry_run: bool,
    strict: bool,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Read a publisher's own file into your record."""
    from burdenshare.cli import output  # noqa: PLC0415
    from burdenshare.importing import import_file  # noqa: PLC0415

    _ = as_of, source
    found = import_file(publisher, file, published=published, dry_run=dry_run, strict=strict, record=record)
    output.imported(found, form)


@main.command()
@click.option("--pledge", required=True, help="wales-2014, hague-2025, ...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The pack's folder.")
@click.option("--year", type=int, help="The year judged; the last one known.")
@click.option(
    "--recipients",
    "--to",
    default="below",
    show_default=True,
    help="below, below-equipment, all, or codes: DEU,NOR.",
)
@click.option("--tone", default="", help="warm, firm or pointed; the kit's.")
@click.option("--language", default="", help="en, fr or de; the kit's.")
@click.option("--sender", default="", help="An ally's code, or a TOML file: who writes.")
@click.option("--kit", type=click.Path(path_type=Path), help="A folder made by letters init.")
@click.option("--quiet", is_flag=True, help="No progress.")
@common
def pack(
    pledge: str,
    out: Path,
    year: int | None,
    recipients: str,
    tone: str,
    language: str,
    sender: str,
    kit: Path | None,
    quiet: bool,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Write a summit pack: report, brief, letters, charts, figures."""
    from burdenshare.cli import output, progress  # noqa: PLC0415
    from burdenshare.packs.build import pack as build  # noqa: PLC0415

    with progress.steps(quiet=quiet) as step:
        made = build(
            pledge=pledge,
            out=out,
            year=year,
            recipients=recipients,
            tone=tone,
            language=language,
            sender=sender,
            kit=kit,
            as_of=as_of,
            source=source,
            record=record,
            step=step,
        )
    output.packed(made, form)


if __name__ == "__main__":
    main()
