"""The IMF's World Economic Outlook, in the tab-separated form it calls "xls". Figures of Germany."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import imf_weo

HEAD = ("WEO Country Code", "ISO", "WEO Subject Code", "Country", "Subject Descriptor", "Subject Notes",
        "Units", "Scale", "Country/Series-specific Notes", "2022", "2023", "2024", "2025",
        "Estimates Start After")  # fmt: skip
NOTE = "Source: National Statistics Office Base year: 2020 Primary domestic currency: Euro Data last updated: 09/2024"
LINES = (
    ("134", "DEU", "NGDP_R", "Germany", "GDP, constant", "", "National currency", "Billions", NOTE,
     "3,475.8", "3,466.6", "3,466.0", "3,495.0", "2023"),
    ("134", "DEU", "NGDP", "Germany", "GDP, current", "", "National currency", "Billions", NOTE,
     "3,953.9", "4,185.6", "4,314.1", "n/a", "2023"),
    ("134", "DEU", "PPPEX", "Germany", "PPP", "", "National currency per current international dollar",
     "", "", "0.727", "0.728", "0.721", "--", ""),
    ("134", "DEU", "GGXCNL_NGDP", "Germany", "Balance", "", "Percent of GDP", "", NOTE, "-2.1", "-2.6",
     "-2.0", "-1.7", "2023"),
    ("967", "UVK", "LP", "Kosovo", "Population", "", "Persons", "Millions", "", "1.8", "1.8", "1.8",
     "1.8", "2022"),
    ("487", "WBG", "LP", "West Bank and Gaza", "Population", "", "Persons", "Millions", "", "5", "5", "5",
     "5", "2022"),
    ("001", "", "NGDPD", "World", "GDP", "", "U.S. dollars", "Billions", "", "1", "2", "3", "4", ""),
)  # fmt: skip
FOOTER = "International Monetary Fund, World Economic Outlook Database, October 2024"


def text(lines=LINES, head=HEAD):
    """The file's text."""
    return "\r\n".join(["\t".join(line) for line in (head, *lines)] + ["", FOOTER, ""])


@pytest.fixture
def make(tmp_path):
    """Write the file in an encoding."""

    def write(encoding="utf-16-le", name="WEOOct2024all.xls", **more):
        path = tmp_path / name
        path.write_bytes(text(**more).encode(encoding))
        return path

    return write


def cell(rows, indicator, ally, year):
    """Return one observation."""
    (found,) = [o for o in rows if (o.indicator, o.ally, o.year) == (indicator, ally, year)]
    return found


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16", "cp1252", "latin-1", "utf-8-sig"])
def test_every_encoding_reads(encoding, make):
    """The publisher's encodings, with and without a mark, give the same values."""
    edition, rows = imf_weo.read(make(encoding))
    assert edition.id == "imf_weo/2024-10-31"
    gdp = cell(rows, "gdp_national_current", "DEU", 2023)
    assert (gdp.value, gdp.raw, gdp.currency) == (Decimal(4185600), "4,185.6", "EUR")


def test_projections_start_where_the_series_says(make):
    """Years after "Estimates Start After" are projected; each series has its own start."""
    _, rows = imf_weo.read(make())
    status = {y: cell(rows, "gdp_national_constant", "DEU", y).status for y in (2023, 2024)}
    assert status == {2023: "reported", 2024: "projected"}
    assert cell(rows, "population", "XKX", 2023).status == "projected"


def test_series_without_a_start_says_so(make):
    """Where the file names no start the years of the vintage are projected, with a note."""
    edition, rows = imf_weo.read(make())
    ppp = cell(rows, "ppp_rate", "DEU", 2024)
    assert ppp.status == "projected"
    assert cell(rows, "ppp_rate", "DEU", 2023).status == "reported"
    assert any("does not say where its projections" in edition.notes[n] for n in ppp.notes)


def test_missing_codes_stay_apart(make):
    """`n/a` and `--` are missing, each by its own code."""
    _, rows = imf_weo.read(make())
    assert cell(rows, "gdp_national_current", "DEU", 2025).missing == "n/a"
    assert cell(rows, "ppp_rate", "DEU", 2025).missing == "--"


def test_base_year_is_a_note(make):
    """The base year of constant prices is tied to the series that it qualifies, and to no other."""
    edition, rows = imf_weo.read(make())
    real = cell(rows, "gdp_national_constant", "DEU", 2023)
    assert [edition.notes[n] for n in real.notes] == ["Base year: 2020"]
    assert cell(rows, "gdp_national_current", "DEU", 2023).notes == ()


def test_groups_and_others_are_left_out(make):
    """Kosovo goes by XKX; groups and areas that are no states are passed over."""
    _, rows = imf_weo.read(make())
    assert {o.ally for o in rows} == {"DEU", "XKX"}


def test_negative_balance_reads(make):
    """A deficit is negative."""
    _, rows = imf_weo.read(make())
    assert cell(rows, "government_balance", "DEU", 2023).value == Decimal("-2.6")


def test_vintage_comes_from_name_or_option(make):
    """The month of the name or of the last line counts from its end; --published overrides."""
    assert imf_weo.read(make(name="copy.xls"))[0].id == "imf_weo/2024-10-31"
    assert imf_weo.read(make(), published=date(2024, 10, 22))[0].id == "imf_weo/2024-10-22"


def changed(column, value, line=0):
    """Return the lines with one cell changed."""
    lines = [list(x) for x in LINES]
    lines[line][HEAD.index(column)] = value
    return lines


ODD = [
    ({"lines": changed("2023", "3.466,6")}, "is no number"),
    ({"lines": changed("2023", "-5")}, "cannot be"),
    ({"lines": changed("Units", "U.S. dollars")}, "stands in"),
    ({"lines": changed("Scale", "Millions")}, "stands in"),
    ({"lines": changed("Estimates Start After", "soon")}, "is no year"),
    ({"lines": [LINES[0], LINES[0]]}, "stands there twice"),
    ({"head": ["x", *HEAD[1:]]}, "no line begins"),
    ({"name": "WEOApr2023all.xls"}, "below its table"),
]


@pytest.mark.parametrize(("more", "says"), ODD)
def test_refusals_say_what_and_where(more, says, make):
    """What the reader does not recognise is refused in one line with its place."""
    with pytest.raises(ImportRefusedError, match=says) as refused:
        imf_weo.read(make(**more))
    assert refused.value.where
    assert refused.value.mend


@pytest.mark.parametrize(("content", "says"), [
    (b"<!DOCTYPE html><html>", "web page"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "workbook or an archive"),
    (b"", "empty"), ("<html>".encode("utf-16"), "web page"),
])  # fmt: skip
def test_other_files_refuse(content, says, tmp_path):
    """Whatever is not the IMF's text is refused for what it is."""
    path = tmp_path / "WEOOct2024all.xls"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=says):
        imf_weo.read(path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 1500), odd=st.text(max_size=6))
def test_any_place_may_be_odd(place, odd, tmp_path):
    """Whatever a few characters become, the reader reads or refuses; it never fails otherwise."""
    good = text()
    path = tmp_path / "WEOOct2024all.xls"
    content = good[:place] + odd + good[place + len(odd) :]
    path.write_bytes(content.encode("utf-16-le", "surrogatepass"))
    try:
        said = imf_weo.read(path)[0].id
    except ImportRefusedError as refused:
        said = refused.message
    assert said
