"""The real-time panel: every vintage, in every form."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare import panel, show, trace
from burdenshare.errors import PanelError

DAY = "2024-07-09"


def test_one_row_per_ally_year_indicator_and_vintage():
    """No two rows share ally, year, indicator and vintage."""
    rows = panel(as_of=DAY).rows
    assert len({(r.ally, r.year, r.indicator, r.vintage) for r in rows}) == len(rows)
    assert {r.vintage for r in rows} >= {"nato/2018-07-10", "nato/2024-06-17"}


def test_nothing_later_leaks_in():
    """The panel of a day holds no vintage that had not appeared."""
    assert max(r.published for r in panel(as_of=DAY).rows) <= DAY


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["DEU", "NOR", "HRV", "SWE"]), st.integers(2014, 2024))
def test_latest_is_what_show_says(ally, year):
    """The latest vintage of a cell is the one that `show` gives on the same day."""
    rows = panel(vintages="latest", indicator="share_of_gdp", as_of=DAY).rows
    (row,) = [r for r in rows if (r.ally, r.year) == (ally, year)]
    (shown,) = show(ally, indicator="share_of_gdp", year=year, as_of=DAY).rows
    assert (row.vintage, row.value, row.cell) == (shown.edition, shown.value, shown.cell)


def test_first_comes_before_latest():
    """The first vintage of a cell appeared no later than the latest."""
    first = {(r.ally, r.indicator, r.year): r.published for r in panel(vintages="first", as_of=DAY).rows}
    for r in panel(vintages="latest", as_of=DAY).rows:
        assert first[r.ally, r.indicator, r.year] <= r.published


def test_figures_of_the_panel_trace():
    """A row's figure is the id of its cell, and traces to it."""
    row = next(r for r in panel(as_of=DAY, indicator="share_of_gdp").rows if r.cell)
    assert trace(row.figure).more["source"]["cell"] == row.cell


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_files_read_back(ending, tmp_path):
    """CSV and Parquet hold the same rows, missing ones without a value."""
    import pandas as pd

    found = panel(indicator="share_of_gdp", as_of=DAY)
    path = found.write(tmp_path / f"panel.{ending}")
    frame = pd.read_csv(path) if ending == "csv" else pd.read_parquet(path)
    assert len(frame) == len(found.rows)
    assert frame["value"].isna().sum() == sum(r.value is None for r in found.rows)
    germany = frame[(frame.ally == "DEU") & (frame.year == 2024) & (frame.vintage == "nato/2024-06-17")]
    assert round(germany["value"].item(), 2) == 2.12


def test_other_endings_refuse(tmp_path):
    """A file that is neither CSV nor Parquet is refused before anything is written."""
    with pytest.raises(PanelError, match="is no form"):
        panel(indicator="share_of_gdp", as_of=DAY).write(tmp_path / "panel.xlsx")


def test_matrix_counts_allies():
    """The coverage matrix counts 31 allies for each year of the workbook of June 2024."""
    found = panel(as_of=DAY).matrix()
    assert found["nato/2024-06-17"] == dict.fromkeys(range(2014, 2025), 31)


def test_command_prints_matrix_and_rows(run):
    """The command prints the matrix, or the rows as CSV."""
    shown = run("panel", "--as-of", DAY)
    line = next(x for x in shown.out.splitlines() if x.startswith("nato/2024-06-17"))
    assert line.split()[1:] == ["."] * 5 + ["31"] * 11
    text = run("panel", "--as-of", DAY, "--indicator", "share_of_gdp", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["vintage"]
    assert {"ally", "year", "indicator", "vintage", "value", "status"} <= set(rows[0])
