"""Verbs of the register: verify, adopt, approve, send, register, answer, promise."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from burdenshare.cli.common import common, kit_here, kitted


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@kitted
@common
def verify_(
    file: Path, kit: Path | None, as_of: str | None, source: str, form: str, record: str | None
) -> None:
    """Read a finished HTML or DOCX letter again; say which numbers no longer agree."""
    from burdenshare.adopting import verify_letter  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    _ = source
    found = verify_letter(file, kit=kit_here(kit), as_of=as_of, record=record)
    output.emit(found, form, tables.FINDINGS)
    if form == "text":
        print(f"{found.more['numbers']} numbers, {found.more['wrong']} of them wrong.")
    sys.exit(bool(found.more["wrong"]))


@click.command("adopt")
@click.argument("ally")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", default="", help="Who edited it.")
@kitted
@common
def adopt_(
    ally: str,
    file: Path,
    by: str,
    kit: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Take an edited letter back into the register, verified and hashed."""
    from burdenshare.adopting import adopt_letter  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    _ = as_of, source
    found = adopt_letter(ally, file, by=by, kit=kit_here(kit), record=record)
    if form == "text":
        print(
            f"{found.more['id']} adopted: {len(found.rows)} numbers agree. "
            f"sha256 {found.more['sha256'][:16]}. State: {found.more['state']}."
        )
        print(f"Written anew: {', '.join(found.more['files'])}.{tables.kept_line(found)}")
    else:
        output.emit(found, form, tables.FINDINGS)


@click.command("approve")
@click.argument("allies", nargs=-1)
@click.option("--by", default="", help="Who approves.")
@click.option("--all", "everything", is_flag=True, help="Every letter that is not approved yet.")
@kitted
@common
def approve_(
    allies: tuple[str, ...],
    by: str,
    everything: bool,
    kit: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Approve letters as they stand; their drafts lose the mark of a draft."""
    from burdenshare.cli import output, tables  # noqa: PLC0415
    from burdenshare.corresponding import approve_letters  # noqa: PLC0415

    _ = as_of, source
    if bool(allies) == everything:
        raise click.UsageError("name allies, or give --all")
    found = approve_letters(allies, by=by, kit=kit_here(kit), record=record)
    output.emit(found, form, tables.REGISTER)


@click.command("send")
@click.argument("allies", nargs=-1)
@kitted
@common
def send_(
    allies: tuple[str, ...], kit: Path | None, as_of: str | None, source: str, form: str, record: str | None
) -> None:
    """Write approved letters, and only those, into the outbox as mail, each once."""
    from burdenshare.cli import output, tables  # noqa: PLC0415
    from burdenshare.corresponding import send_letters  # noqa: PLC0415

    _ = as_of, source
    found = send_letters(allies, kit=kit_here(kit), record=record)
    output.emit(found, form, tables.SENT)
    if form == "text":
        print(f"{len(found.rows)} letters into {found.more['outbox']}.")
        for letter in found.more["sent_before"]:
            print(f"{letter} was sent before: each letter goes once.")


@click.command("register")
@click.option("--ical", type=click.Path(path_type=Path), help="Write due promises to a calendar.")
@kitted
@common
def register_(
    ical: Path | None, kit: Path | None, as_of: str | None, source: str, form: str, record: str | None
) -> None:
    """Show each letter: composed, edited, approved, sent, answered, promised, next."""
    from burdenshare.cli import output, tables  # noqa: PLC0415
    from burdenshare.corresponding import register_of  # noqa: PLC0415

    _ = as_of, source, record
    output.emit(register_of(kit=kit_here(kit), ical=ical), form, tables.REGISTER)


@click.command("answer")
@click.argument("ally")
@click.option("--file", required=True, type=click.Path(path_type=Path), help="A mail or a text.")
@click.option("--promise", default="", help="What was promised, in your words.")
@click.option("--due", default="", metavar="DATE", help="By when.")
@click.option("--sent-otherwise", is_flag=True, help="The letter went another way.")
@kitted
@common
def answer_(
    ally: str,
    file: Path,
    promise: str,
    due: str,
    sent_otherwise: bool,
    kit: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Keep an answer and what it promises; found in it, or as you say."""
    from burdenshare.cli import output, tables  # noqa: PLC0415
    from burdenshare.corresponding import answer_letter  # noqa: PLC0415

    _ = as_of, source, record
    found = answer_letter(
        ally, file, promise=promise, due=due, sent_otherwise=sent_otherwise, kit=kit_here(kit)
    )
    output.emit(found, form, tables.PROMISES)


@click.command("promise")
@click.argument("number", type=int)
@click.argument("status", type=click.Choice(["confirmed", "kept", "broken", "withdrawn"]))
@click.option("--by", default="", help="Who says so.")
@kitted
@common
def promise_(
    number: int,
    status: str,
    by: str,
    kit: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Say what became of a promise."""
    from burdenshare.cli import output, tables  # noqa: PLC0415
    from burdenshare.corresponding import settle_promise  # noqa: PLC0415

    _ = as_of, source, record
    output.emit(settle_promise(number, status, by=by, kit=kit_here(kit)), form, tables.PROMISES)
