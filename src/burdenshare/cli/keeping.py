"""`record check`, `record export`, `record restore`."""

from __future__ import annotations

from pathlib import Path

import click

from burdenshare.cli.common import common


@click.group("record")
def record_() -> None:
    """Check your own record, export it into one file, restore it."""


@record_.command("check")
@common
def check(as_of: str | None, source: str, form: str, record: str | None) -> None:
    """Verify every edition against the checksum noted when it was written."""
    from burdenshare import keeping  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    _ = as_of, source
    found = keeping.check_record(record=record)
    output.emit(found, form, tables.CHECKED)
    keeping.require_intact(found)


@record_.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@common
def export(file: Path, as_of: str | None, source: str, form: str, record: str | None) -> None:
    """Write your record into one archive of plain text."""
    from burdenshare import keeping  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    _ = as_of, source
    output.emit(keeping.export_record(file, record=record), form, tables.KEPT)


@record_.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@common
def restore(file: Path, as_of: str | None, source: str, form: str, record: str | None) -> None:
    """Read an archive back into your record, whole or not at all."""
    from burdenshare import keeping  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    _ = as_of, source
    output.emit(keeping.restore_record(file, record=record), form, tables.KEPT)
