"""The verb `collate`: letters side by side, or an archive searched for what is reused."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from burdenshare.cli.common import common


@click.command("collate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the report.")
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    help="Compare all documents of an archive: JSON lines, a folder, a zip, TEI.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    help="The --out of an earlier run of --archive, to which documents are added.",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What joins the documents of an archive.",
)
@click.option("--memory", default="2GiB", show_default=True, help="What an archive's run may hold.")
@click.option(
    "--min-words",
    type=int,
    default=5,
    show_default=True,
    help="Words that two documents must have in common.",
)
@click.option(
    "--threshold",
    type=float,
    default=0.0,
    help="Score from which a span pair counts; by the size of the archive.",
)
@click.option("--quiet", is_flag=True, help="No progress.")
@common
def collate(
    paths: tuple[Path, ...],
    out: Path | None,
    archive: Path | None,
    since: Path | None,
    engine: str,
    memory: str,
    min_words: int,
    threshold: float,
    quiet: bool,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Hold letters side by side: what is shared, what varies, which is the most pointed."""
    from burdenshare import collating  # noqa: PLC0415
    from burdenshare.cli import legacy as output
    from burdenshare.cli import progress, tables  # noqa: PLC0415

    _ = source, record  # letters are compared with each other, not with a record
    if bool(paths) == (archive is not None):
        raise click.UsageError("Name letters, or an archive with --archive; not both.")
    if archive is None:
        with progress.steps(quiet=quiet or form != "text") as step:
            found = collating.collate(*paths, out=out, as_of=as_of, step=step)
        output.emit(found, form, tables.COLLATED)
    else:
        if out is None:
            raise click.UsageError("An archive needs --out, a folder for what is found.")
        with progress.steps(quiet=quiet or form != "text") as step:
            compared = collating.collate_archive(
                archive,
                out=out,
                engine=engine,
                memory=memory,
                min_words=min_words,
                threshold=threshold,
                since=since,
                as_of=as_of,
                step=step,
            )
        output.emit(compared, form, tables.CLUSTERS)
        found = compared  # type: ignore[assignment]
    for line in found.more["left_out"]:
        print(f"Left out: {line}", file=sys.stderr)
