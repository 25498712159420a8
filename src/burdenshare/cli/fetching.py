"""`fetch`: download a release and import it."""

from __future__ import annotations

from pathlib import Path

import click

from burdenshare.cli.common import common


@click.command()
@click.argument("publisher")
@click.option("--edition", default="", help="A day, a year or an id of --list; the newest.")
@click.option("--list", "listing", is_flag=True, help="List the releases that can be fetched.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder for the file; your cache.")
@click.option("--mirror", default="", help="Take it from this address instead of the publisher's.")
@click.option("--proxy", default="", help="A proxy; else that of the environment.")
@click.option("--timeout", type=float, default=30, show_default=True, help="Seconds of silence.")
@click.option("--no-import", "only_file", is_flag=True, help="Download only.")
@click.option("--quiet", is_flag=True, help="No progress.")
@common
def fetch(
    publisher: str,
    edition: str,
    listing: bool,
    to: Path | None,
    mirror: str,
    proxy: str,
    timeout: float,
    only_file: bool,
    quiet: bool,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Download a publisher's release, check it and import it."""
    from burdenshare import fetching  # noqa: PLC0415
    from burdenshare.cli import output, progress, tables  # noqa: PLC0415

    _ = as_of, source
    if listing:
        output.emit(fetching.releases(publisher), form, tables.RELEASES)
        return
    with progress.steps(quiet=quiet) as say:
        found = fetching.fetch(
            publisher,
            edition,
            to=to,
            mirror=mirror,
            proxy=proxy,
            timeout=timeout,
            import_it=not only_file,
            record=record,
            step=lambda n, m: say(tables.received(n, m)),
        )
    if form != "text":
        output.emit(found, form, [])
        return
    print(found.more["said"])
    if "import" in found.more:
        output.imported(found.more["import"], form)
