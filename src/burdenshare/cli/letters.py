"""Verbs on letters: init, check, explain, compose; those of the register stand beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from burdenshare.cli.common import common, kit_here, kitted
from burdenshare.cli.register import adopt_, answer_, approve_, promise_, register_, send_, verify_

Command = Callable[..., Any]


def written(command: Command) -> Command:
    """Add the options of every verb that composes."""
    for option in reversed(
        (
            click.option("--pledge", default="", help="The kit's; else the newest on the day."),
            click.option("--year", type=int, help="The year judged; the last one known."),
            click.option("--tone", default="", help="warm, firm or pointed; the kit's."),
            click.option("--language", default="", help="en, fr or de; the kit's."),
            click.option("--sender", default="", help="An ally's code, or a TOML file."),
            kitted,
        )
    ):
        command = option(command)
    return command


@click.group()
def letters() -> None:
    """Letters to the allies: compose, explain, verify, adopt, approve, send, keep track."""


@letters.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@common
def init_(folder: Path, as_of: str | None, source: str, form: str, record: str | None) -> None:
    """Write an editable kit: sender, passages, facts, recipients."""
    from burdenshare.cli import output  # noqa: PLC0415
    from burdenshare.writing import init_letters  # noqa: PLC0415

    _ = as_of, source, record
    output.said(init_letters(folder), form)


@letters.command("check")
@click.argument("kit", type=click.Path(path_type=Path), required=False)
@click.option("--pledge", default="", help="The kit's; else the newest on the day.")
@common
def check_(
    kit: Path | None, pledge: str, as_of: str | None, source: str, form: str, record: str | None
) -> None:
    """Compose a kit's letters to every ally in every tone and language; name what fails."""
    from burdenshare.cli import output, progress, tables  # noqa: PLC0415
    from burdenshare.writing import check_letters  # noqa: PLC0415

    _ = source
    with progress.steps(quiet=form != "text") as step:
        found = check_letters(kit_here(kit), pledge=pledge, as_of=as_of, record=record, step=step)
    output.emit(found, form, tables.CHECKS)
    if form == "text":
        more = found.more
        print(f"{more['tried']} letters tried, {more['failed']} faults.")
    sys.exit(bool(found.rows))


@letters.command("explain")
@click.argument("ally")
@click.option("--chosen", is_flag=True, help="Only the passages that were chosen.")
@written
@common
def explain_(
    ally: str,
    chosen: bool,
    pledge: str,
    year: int | None,
    tone: str,
    language: str,
    sender: str,
    kit: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Say of each passage why it was chosen or not, and what would have changed it."""
    from burdenshare.cli import output, tables  # noqa: PLC0415
    from burdenshare.writing import explain_letter  # noqa: PLC0415

    found = explain_letter(
        ally,
        pledge=pledge,
        year=year,
        tone=tone,
        language=language,
        sender=sender,
        kit=kit_here(kit),
        as_of=as_of,
        source=source,
        record=record,
        chosen=chosen,
    )
    if form == "text":
        print(tables.explained(found))
    else:
        output.emit(found, form, [])


@letters.command("brief")
@click.argument("ally")
@click.option("--out", type=click.Path(path_type=Path), help="The PDF or HTML file.")
@written
@common
def brief_(
    ally: str,
    out: Path | None,
    pledge: str,
    year: int | None,
    tone: str,
    language: str,
    sender: str,
    kit: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Write one page on an ally: verdict, gap, change, plan, what they will say."""
    from burdenshare.cli import output  # noqa: PLC0415
    from burdenshare.writing import write_brief  # noqa: PLC0415

    found = write_brief(
        ally,
        out=out,
        pledge=pledge,
        year=year,
        tone=tone,
        language=language,
        sender=sender,
        kit=kit_here(kit),
        as_of=as_of,
        source=source,
        record=record,
    )
    output.said(found, form)


@letters.command("compose")
@click.argument("allies", nargs=-1)
@click.option("--recipients", default="", help="below, below-equipment, all, or codes: DEU,NOR.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder; KIT/drafts or letters/drafts.")
@click.option("--forms", default="html,pdf,docx,eml", show_default=True, help="By comma.")
@click.option("--again", is_flag=True, help="Replace what was edited or approved too; keep a copy.")
@click.option("--quiet", is_flag=True, help="No progress.")
@written
@common
def compose_(
    allies: tuple[str, ...],
    recipients: str,
    out: Path | None,
    forms: str,
    again: bool,
    quiet: bool,
    pledge: str,
    year: int | None,
    tone: str,
    language: str,
    sender: str,
    kit: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Write letters, as drafts, to the allies named or to all below the level."""
    from burdenshare.cli import output, progress, tables  # noqa: PLC0415
    from burdenshare.corresponding import compose_letters  # noqa: PLC0415

    with progress.steps(quiet=quiet or form != "text") as step:
        found = compose_letters(
            recipients=recipients or ",".join(allies),
            out=out,
            forms=forms,
            again=again,
            pledge=pledge,
            year=year,
            tone=tone,
            language=language,
            sender=sender,
            kit=kit_here(kit),
            as_of=as_of,
            source=source,
            record=record,
            step=step,
        )
    output.emit(found, form, tables.LETTERS)
    if form == "text":
        print(tables.composed(found))


for _verb in (verify_, adopt_, approve_, send_, register_, answer_, promise_):
    letters.add_command(_verb)
