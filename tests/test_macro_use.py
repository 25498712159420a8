"""GDP of a day in use: imported in parts, looked up by vintage, under a verdict."""

from __future__ import annotations

import zipfile
from decimal import Decimal

import pytest

from burdenshare import import_file, show, trace, verdicts
from burdenshare.verbs.options import forget

HEAD = '"Country Name","Country Code","Indicator Name","Indicator Code","2013","2014","2015",'
ROWS = (
    '"Germany","DEU","{name}","{code}","2811350000000","2927430000000","",',
    '"Croatia","HRV","{name}","{code}","331285000000","331342000000","",',
    '"Kosovo","XKX","{name}","{code}","5326630000","5567490000","",',
    '"World","WLD","{name}","{code}","7.7E13","7.9E13","",',
    '"Norway","NOR","{name}","{code}","3071090000000","","",',
)
NAME, CODE = "GDP (current LCU)", "NY.GDP.MKTP.CN"
METADATA = (
    '"Country Code","Region"\n"DEU","Europe"\n"HRV","Europe"\n"XKX","Europe"\n"NOR","Europe"\n"WLD",""\n'
)


def text(*, name=NAME, code=CODE, day="2016-06-01", newline="\r\n", rows=ROWS):
    """The CSV of one indicator as the World Bank writes it."""
    lines = [
        '"Data Source","World Development Indicators",',
        "",
        f'"Last Updated Date","{day}",',
        "",
        HEAD,
        *(r.format(name=name, code=code) for r in rows),
    ]
    return "\ufeff" + newline.join(lines) + newline


@pytest.fixture
def make(tmp_path):
    """Write a download, as a zip unless told otherwise."""

    def write(file="API_x_DS2_en_csv_v2.zip", **more):
        path = tmp_path / file
        if file.endswith(".csv"):
            path.write_text(text(**more), "utf-8", newline="")
            return path
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("API_x_DS2_en_csv_v2.csv", text(**more))
            packed.writestr("Metadata_Country_API_x.csv", METADATA)
        return path

    return write


def value(source, indicator, ally, year, as_of):
    """What a publisher's record of a day says."""
    return show(ally, indicator=indicator, year=year, source=source, as_of=as_of).rows[0]


@pytest.mark.parametrize(
    ("as_of", "billion"), [("2021-05-01", "4240.939"), ("2024-11-01", "4647.5"), ("2025-11-01", "4565.3")]
)
def test_german_gdp_of_2026_by_vintage(as_of, billion):
    """What the IMF expected of Germany's GDP in 2026 moves with the vintage, in millions here."""
    row = value("imf_weo", "gdp_national_current", "DEU", 2026, as_of)
    assert abs(row.value / 1000 - Decimal(billion)) < Decimal("0.06")
    assert (row.status, row.unit) == ("projected", "million EUR")


def test_macro_figures_trace():
    """A figure of the IMF traces to its edition, line and raw text."""
    row = value("imf_weo", "government_debt", "ITA", 2023, "2025-05-01")
    found = trace(row.figure).more
    assert found["unchanged"] is True
    assert found["source"]["edition"] == "imf_weo/2025-04-30"
    assert found["source"]["line"]


def test_lithuania_on_the_gdp_of_the_day():
    """Lithuania's 2021: NATO's own share is below 2 %; on the GDP of spring 2021 it is another."""
    asked = {"pledge": "wales-2014", "year": 2021, "as_of": "2024-07-09"}
    own = next(r for r in verdicts(**asked).rows if r.ally == "LTU")
    then = next(r for r in verdicts(**asked, gdp_as_of="2021-06-30").rows if r.ally == "LTU")
    assert own.value < 2 < then.value
    assert "imf_weo/2021-04-30" in then.reasons[-1]
    assert trace(then.figure).more["unchanged"] is True


def test_unknown_gdp_stays_unknown():
    """Where no GDP of the year was known on the day, the verdict is unknown with the reason."""
    found = verdicts(
        pledge="wales-2014", year=2024, as_of="2024-07-09", gdp_as_of="2016-07-01", gdp_source="worldbank"
    )
    germany = next(r for r in found.rows if r.ally == "DEU")
    assert (germany.verdict, germany.value) == ("unknown", None)
    assert "no edition of worldbank published by 2016-07-01" in germany.reasons[0]


def test_files_of_one_day_complete_each_other(make, tmp_path):
    """Two indicators of one day are one edition, and the same file again is a no-op."""
    own = tmp_path / "own.sqlite"
    day = "2021-02-03"
    people = ('"Germany","DEU","{name}","{code}","80645605","80982500","",',)
    first = import_file("worldbank", make("a.zip", day=day), record=own)
    path = make("b.zip", day=day, name="Population, total", code="SP.POP.TOTL", rows=people)
    second = import_file("worldbank", path, record=own)
    assert first.editions == second.editions == ["worldbank/2021-02-03"]
    assert second.more["completes"] is True
    assert import_file("worldbank", path, record=own).more["held_already"] is True
    found = show("DEU", year=2014, indicator="population", source="worldbank", record=own, as_of="2021-03-01")
    assert found.rows[0].edition == "worldbank/2021-02-03"
    both = show("DEU", source="worldbank", record=own, as_of="2021-03-01").rows
    assert {r.indicator for r in both if r.edition == "worldbank/2021-02-03"} == {
        "population",
        "gdp_national_current",
    }
    forget()


@pytest.mark.shared
def test_own_download_adds_what_is_not_embedded(shared, tmp_path):
    """A file of which the allies since 2010 are embedded adds the other states and years, once."""
    own = tmp_path / "own.sqlite"
    path = shared / "worldbank" / "API_NY.GDP.MKTP.CN_DS2_en_csv_v2_26332.csv"
    done = import_file("worldbank", path, record=own)
    assert done.more["recorded"] is True
    assert done.editions == ["worldbank/2025-03-24"]
    asked = {"source": "worldbank", "record": own, "as_of": "2025-04-01"}
    assert show("RUS", year=2023, indicator="gdp_national_current", **asked).rows[0].value
    assert show("DEU", year=1995, indicator="gdp_national_current", **asked).rows[0].value
    assert show("DEU", year=2023, indicator="exchange_rate", **asked).rows[0].value
    assert import_file("worldbank", path, record=own).more["held_already"] is True
    forget()


def test_a_year_of_forecasts_shows_whatever_is_held():
    """A year is shown of every indicator that the publisher gives, without one being named."""
    found = show("HRV", year=2026, source="imf_weo", as_of="2026-01-01").rows
    assert {r.indicator for r in found} >= {"gdp_growth", "government_debt", "population"}
    assert {r.year for r in found} == {2026}
