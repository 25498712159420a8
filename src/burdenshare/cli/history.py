"""Verbs on what editions changed: revisions, flips, compare, panel."""

from __future__ import annotations

from pathlib import Path

import click

from burdenshare.cli.common import common


@click.command()
@click.argument("ally")
@click.option("--year", type=int, help="One year only.")
@click.option("--indicator", default="share_of_gdp", show_default=True, help="What was revised.")
@click.option("--chart", type=click.Path(path_type=Path), help="Draw the year into an SVG file.")
@common
def revisions(
    ally: str,
    year: int | None,
    indicator: str,
    chart: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Show what each edition said of an ally, what it changed and why."""
    from burdenshare import revising  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    found = revising.revisions(
        ally, year=year, indicator=indicator, as_of=as_of, source=source, record=record
    )
    if chart is not None:
        from burdenshare.charting import revision_chart  # noqa: PLC0415  heavy

        revision_chart(found, year, chart)
    output.emit(found, form, tables.REVISIONS)
    if form == "text":
        print(tables.summary_line(found))


@click.command()
@click.option("--pledge", default="wales-2014", show_default=True, help="Whose level is crossed.")
@click.option("--between", nargs=2, metavar="E1 E2", help="Two editions, by id or date.")
@click.option("--year", type=int, help="One year only.")
@click.option("--clause", default="", help="A clause's id; the principal one.")
@common
def flips(
    pledge: str,
    between: tuple[str, str] | None,
    year: int | None,
    clause: str,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Name who crossed a level from one edition to another, and for which cause."""
    from burdenshare import revising  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    found = revising.flips(
        pledge=pledge,
        between=between or None,
        year=year,
        clause=clause,
        as_of=as_of,
        source=source,
        record=record,
    )
    output.emit(found, form, tables.FLIPS)


@click.command()
@click.option("--year", type=int, required=True, help="The year compared.")
@click.option("--indicator", default="share_of_gdp", show_default=True, help="What is compared.")
@click.option("--pledge", default="wales-2014", show_default=True, help="Whose level decides.")
@click.option("--sources", default="", help="Publishers, e.g. nato,sipri; all that give the year.")
@click.option("--edition", "editions", multiple=True, help="An edition instead of the newest.")
@common
def compare(
    year: int,
    indicator: str,
    pledge: str,
    sources: str,
    editions: tuple[str, ...],
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Compare one year across publishers; name whose verdict depends on the source."""
    from burdenshare import revising  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    _ = source  # --sources names several
    named = tuple(s.strip() for s in sources.split(",") if s.strip())
    found = revising.compare(
        year=year,
        indicator=indicator,
        pledge=pledge,
        sources=named,
        editions=editions,
        as_of=as_of,
        record=record,
    )
    output.emit(found, form, tables.comparison(found))
    if form == "text":
        print(tables.depends_line(found))


@click.command()
@click.option("--vintages", type=click.Choice(["all", "first", "latest"]), default="all")
@click.option("--indicator", default="", help="One indicator only.")
@click.option("--everyone", is_flag=True, help="Aggregates and other states too.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to a .csv or .parquet file.")
@common
def panel(
    vintages: str,
    indicator: str,
    everyone: bool,
    out: Path | None,
    as_of: str | None,
    source: str,
    form: str,
    record: str | None,
) -> None:
    """Give the real-time panel: one row per ally, year, indicator and vintage."""
    from burdenshare import paneling  # noqa: PLC0415
    from burdenshare.cli import output, tables  # noqa: PLC0415

    found = paneling.panel(
        vintages=vintages,
        indicator=indicator,
        allies_only=not everyone,
        as_of=as_of,
        source=source,
        record=record,
    )
    if out is not None:
        paneling.write_panel(found, out)
    if form == "text":
        print(tables.coverage_matrix(found, indicator or "share_of_gdp", out))
    elif out is None:
        output.emit(found, form, [])
