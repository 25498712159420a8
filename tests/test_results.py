"""What a verb returns in Python: a container, a table, a data frame, a CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd
import pytest

import burdenshare
from burdenshare.results import Column, Result

BRUSSELS = {"year": 2018, "as_of": "2018-07-11"}


class Row(NamedTuple):
    """A row with text that would harm where it is not made harmless."""

    name: str
    value: Decimal | None
    year: int
    ok: bool | None
    published: str | None
    edition: str = "nato/2018-07-10"
    sheet: str = "TABLE3"
    cell: str = "N21"
    figure: str | None = "value.x"


@dataclass(frozen=True, repr=False)
class Answer(Result[Row]):
    """An answer of such rows."""

    columns = (
        Column("name", lambda r: r.name),
        Column("value", lambda r: str(r.value), right=True, figure="figure"),
    )


ROWS = [
    Row("<b>=HYPERLINK(1)</b>", Decimal("1.5"), 2018, True, "2018-07-10", figure='value."x"'),
    Row("=1+1", None, 2019, None, None, figure=None),
]


@pytest.fixture(scope="module")
def answer():
    """An answer of two rows."""
    return Answer(date(2018, 7, 11), ["nato/2018-07-10"], ROWS)


@pytest.fixture(scope="module")
def brussels():
    """The verdicts of July 2018."""
    return burdenshare.verdicts("wales-2014", **BRUSSELS)


def test_a_result_is_a_container(brussels):
    """It has a length, goes through its rows, and gives one or some by place."""
    assert len(brussels) == 29 == len(list(brussels))
    assert brussels[0].ally == "ALB"
    assert brussels[-1] is brussels.rows[-1]
    assert [r.ally for r in brussels[1:3]] == ["BEL", "BGR"]
    assert not burdenshare.flips("FIN", pledge="wales-2014", as_of="2018-07-11")


def test_repr_is_short_and_str_is_the_table(brussels):
    """The repr is one line with the number of rows and the editions; str is what the command prints."""
    assert repr(brussels) == "<Verdicts: 29 rows, as of 2018-07-11, nato/2018-07-10>"
    assert "DEU Germany" in str(brussels)
    assert max(map(len, str(brussels).splitlines())) <= 100
    one = burdenshare.verdicts("NOR", "wales-2014", **BRUSSELS)
    assert repr(one).startswith("<Verdicts: 1 row, as of")


def test_notebook_shows_cell_and_edition_on_hover(answer, brussels):
    """In a notebook a number's title names edition, cell and figure; text is escaped."""
    html = answer._repr_html_()
    assert 'title="nato/2018-07-10, TABLE3!N21, value.&quot;x&quot;"' in html
    assert "&lt;b&gt;=HYPERLINK(1)&lt;/b&gt;" in html
    assert html.count("title=") == 1
    assert "line 67, value.nato.share_of_gdp.DEU.2018@2018-07-11" in brussels._repr_html_()


def test_notebook_shows_every_verb():
    """Every answer shows something in a notebook: a table, or its text."""
    compared = burdenshare.compare(year=2022, as_of="2024-07-09")._repr_html_()
    assert 'title="nato/2024-06-17, TABLE3!L11, cell.nato.share_of_gdp.ALB.2022@2024-06-17' in compared
    traced = burdenshare.trace("gap.wales-2014.DEU.2018@2018-07-11")._repr_html_()
    assert traced.startswith("<pre>Germany, 2018: gap to")
    empty = burdenshare.flips("FIN", pledge="wales-2014", as_of="2018-07-11")._repr_html_()
    assert "Nobody crossed 2" in empty


KINDS = {
    "published": "datetime64",
    "year": "int64",
    "at_level": "boolean",
    "value": "float64",
    "gap_pp": "float64",
    "line": "Int64",
    "at_level_in": "int64",
}


@pytest.mark.parametrize("names", [(), ("DEU",), ("ISL",)], ids=str)
def test_frame_has_real_types(names):
    """Days, whole numbers, booleans and floats, whether or not values are missing."""
    frame = burdenshare.verdicts(*names, "wales-2014", **BRUSSELS).to_pandas()
    for name, kind in KINDS.items():
        assert str(frame[name].dtype).startswith(kind), name
    if not names:
        assert frame.loc[frame.ally == "DEU", "published"].item() == pd.Timestamp("2018-07-10")
        assert frame.loc[frame.ally == "ISL", "value"].isna().all()
        assert frame.at_level.sum() == 5


def test_frame_of_nothing_has_columns_and_types():
    """An answer without rows gives an empty frame with every column, and a CSV with its header."""
    nothing = burdenshare.flips("FIN", pledge="wales-2014", as_of="2018-07-11")
    frame = nothing.to_pandas()
    assert len(frame) == 0
    assert str(frame.dtypes["year"]) == "int64"
    assert str(frame.dtypes["from"]) == "float64"
    assert nothing.to_csv().startswith("ally,year,from,to,cause,edition,")


def test_frame_of_a_comparison_holds_floats():
    """A publisher's column and the difference are floats, also where there is no other publisher."""
    kinds = burdenshare.compare(year=2022, as_of="2024-07-09").to_pandas().dtypes
    assert str(kinds["nato"]) == str(kinds["difference"]) == "float64"


def test_days_of_lists_are_days():
    """When a pledge was agreed and an ally joined are days in a frame."""
    assert str(burdenshare.list_pledges().to_pandas().agreed.dtype).startswith("datetime64")
    assert str(burdenshare.list_allies().to_pandas().accession.dtype).startswith("datetime64")


def test_csv_reads_back_and_runs_nothing(answer, brussels, tmp_path):
    """The CSV gives the rows back; text that begins like a formula is quoted."""
    path = tmp_path / "rows.csv"
    text = answer.to_csv(path)
    assert path.read_text("utf-8") == text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[1]["name"] == "'=1+1"
    assert rows[1]["value"] == rows[1]["published"] == ""
    frame = pd.read_csv(io.StringIO(brussels.to_csv()))
    assert frame.ally.tolist() == [r.ally for r in brussels]
    assert frame.value.dropna().tolist() == [float(r.value) for r in brussels if r.value is not None]
