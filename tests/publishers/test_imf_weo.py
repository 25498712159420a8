"""The IMF's tab-separated file: every encoding reads, whatever is odd refuses and says where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import imf_weo
from burdenshare.terms import INDICATORS

HEAD = [
    "WEO Country Code",
    "ISO",
    "WEO Subject Code",
    "Country",
    "Subject Descriptor",
    "Subject Notes",
    "Units",
    "Scale",
    "Country/Series-specific Notes",
    "2022",
    "2023",
    "2024",
    "2029",
    "2030",
    "Estimates Start After",
]
NOTE = (
    "Source: National Statistics Office Latest actual data: 2023 Base year: {} Chain-weighted: "
    "Yes, from 1991 Primary domestic currency: {} Data last updated: 09/2024"
)
LCU, BN = "National currency", "Billions"
RATE = "National currency per current international dollar"
ROWS = [
    [
        "134",
        "DEU",
        "NGDP",
        "Germany",
        "GDP",
        "about",
        LCU,
        BN,
        "",
        '"3,953.850"',
        '"4,185.550"',
        '"4,299.901"',
        '"5,101.123"',
        "",
        "2023",
    ],
    [
        "134",
        "DEU",
        "NGDP_R",
        "Germany",
        "GDP",
        "about",
        LCU,
        BN,
        NOTE.format(2020, "Euro"),
        '"3,600.1"',
        '"3,590.2"',
        '"3,588.3"',
        '"3,700.4"',
        "",
        "2023",
    ],
    [
        "134",
        "DEU",
        "NGDP_D",
        "Germany",
        "deflator",
        "about",
        "Index",
        "",
        "See notes for: NGDP_R",
        "109.827",
        "116.583",
        "119.831",
        "137.856",
        "",
        "2023",
    ],
    [
        "944",
        "HUN",
        "PPPEX",
        "Hungary",
        "PPP",
        "about",
        RATE,
        "",
        "",
        "157.402",
        "179.131",
        "183.2",
        "199.7",
        "",
        "",
    ],
    [
        "944",
        "HUN",
        "LP",
        "Hungary",
        "Population",
        "about",
        "Persons",
        "Millions",
        "",
        "9.689",
        "9.6",
        "n/a",
        "--",
        "",
        "2022",
    ],
    [
        "943",
        "MNE",
        "GGXCNL_NGDP",
        "Montenegro",
        "balance",
        "a",
        "Percent of GDP",
        "",
        "",
        "-4.333",
        "0.552",
        "-3.107",
        "-6",
        "",
        "2023",
    ],
    [
        "967",
        "UVK",
        "NGDP_RPCH",
        "Kosovo",
        "growth",
        "about",
        "Percent change",
        "",
        "",
        "4.3",
        "3.3",
        "3.8",
        "4.0",
        "",
        "2023",
    ],
    [
        "487",
        "WBG",
        "LP",
        "West Bank and Gaza",
        "Population",
        "a",
        "Persons",
        "Millions",
        "",
        "5.2",
        "5.3",
        "5.4",
        "",
        "",
        "2023",
    ],
    [
        "134",
        "DEU",
        "LUR",
        "Germany",
        "unemployment",
        "a",
        "Percent of total labor force",
        "",
        "",
        "3.1",
        "3.0",
        "3.4",
        "3.0",
        "",
        "2023",
    ],
    [
        "001",
        "",
        "NGDP_RPCH",
        "World",
        "growth",
        "about",
        "Percent change",
        "",
        "",
        "3.6",
        "3.3",
        "3.2",
        "3.1",
        "",
        "",
    ],
]
FOOTER = "International Monetary Fund, World Economic Outlook Database, October 2024"


def lines(rows=ROWS, head=HEAD, footer=FOOTER):
    """Return the file's lines as the IMF lays them out: quoted thousands, a footer."""
    body = [*rows, []]
    return "\r\n".join(["\t".join(r) for r in [head, *body]] + ([footer] if footer else [])) + "\r\n"


def written(tmp_path, text=None, encoding="utf-16-le", name="WEOOct2024all.xls", mark=b"\xff\xfe"):
    """Write a file of that very form."""
    path = tmp_path / name
    path.write_bytes((mark if encoding == "utf-16-le" else b"") + (text or lines()).encode(encoding))
    return path


def cells(rows):
    """Observations by ally, indicator and year."""
    return {(o.ally, o.indicator, o.year): o for o in rows}


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-le", b""),
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("cp1252", b""),
        ("latin-1", b""),
    ],
)
def test_every_encoding_reads(encoding, mark, tmp_path):
    """UTF-16 with or without its mark, UTF-8, cp1252 and latin-1 give the same cells."""
    rows = [
        *ROWS,
        [
            "186",
            "TUR",
            "LP",
            "Türkiye",
            "Population",
            "Côte",
            "Persons",
            "Millions",
            "",
            "85",
            "85.3",
            "85.8",
            "87",
            "",
            "2023",
        ],
    ]
    text = lines(rows).replace("about", "a\x81bout") if encoding == "latin-1" else lines(rows)
    edition, found = imf_weo.read(written(tmp_path, text, encoding, mark=mark))
    by = cells(found)
    germany = by["DEU", "gdp_national_current", 2024]
    assert (edition.id, edition.published) == ("imf_weo/2024-10-31", date(2024, 10, 31))
    assert (germany.value, germany.raw) == (Decimal(4299901), "4,299.901")
    assert (germany.sheet, germany.cell) == ("WEOOct2024all.xls", "L2")
    assert (germany.currency, germany.decimals) == ("EUR", 0)
    assert by["TUR", "population", 2022].value == Decimal(85000)


def test_projections_start_where_the_series_says(tmp_path):
    """A year after 'Estimates Start After' is projected, by series."""
    by = cells(imf_weo.read(written(tmp_path))[1])
    status = [by["DEU", "gdp_national_current", y].status for y in (2023, 2024)]
    assert status == ["reported", "projected"]
    assert by["HUN", "population", 2023].status == "projected"


def test_without_a_start_the_vintage_decides(tmp_path):
    """Where the file gives none, years from the vintage's on are projected and a note says so."""
    edition, rows = imf_weo.read(written(tmp_path))
    by = cells(rows)
    assert [by["HUN", "ppp_rate", y].status for y in (2023, 2024)] == ["reported", "projected"]
    assert by["HUN", "ppp_rate", 2023].notes == ("no-start",)
    assert "does not say where its projections" in edition.notes["no-start"]


def test_marks_are_missing_with_their_code(tmp_path):
    """'n/a' and '--' are missing rows that keep the mark; a year blank for all is no row."""
    by = cells(imf_weo.read(written(tmp_path))[1])
    assert [by["HUN", "population", y].missing for y in (2024, 2029)] == ["n/a", "--"]
    assert by["HUN", "population", 2024].status == "missing"
    assert {year for *_, year in by} == {2022, 2023, 2024, 2029}


def test_base_year_is_a_note_of_constant_prices(tmp_path):
    """The base year in the series' notes is tied to constant output and its deflator."""
    edition, rows = imf_weo.read(written(tmp_path))
    by = cells(rows)
    assert edition.notes["base.DEU"] == "Base year: 2020"
    for indicator in ("gdp_national_constant", "gdp_deflator"):
        assert by["DEU", indicator, 2023].notes == ("base.DEU",)
    assert by["DEU", "gdp_national_current", 2023].notes == ()


def test_groups_strangers_and_other_subjects_are_passed_over(tmp_path):
    """Kosovo's UVK is XKX; the West Bank, the world and unemployment are no rows."""
    _, rows = imf_weo.read(written(tmp_path))
    assert {o.ally for o in rows} == {"DEU", "HUN", "MNE", "XKX"}
    assert {o.indicator for o in rows} <= set(INDICATORS)


@pytest.mark.parametrize(
    ("name", "footer", "day"),
    [
        ("WEOApr2021all.xls", "", "2021-04-30"),
        ("weo_2024-10-all.txt", "", "2024-10-31"),
        ("data.xls", FOOTER, "2024-10-31"),
        ("weoapr2020alla.xls", "© IMF, 2020", "2020-04-30"),
    ],
)
def test_vintage_comes_from_the_name_or_the_last_line(name, footer, day, tmp_path):
    """A vintage known to the month counts from the month's end."""
    path = written(tmp_path, lines(footer=footer), name=name)
    assert imf_weo.read(path)[0].id == f"imf_weo/{day}"


def test_vintage_must_be_known_and_not_contradicted(tmp_path):
    """No month refuses, two months refuse, --published settles both."""
    with pytest.raises(ImportRefusedError, match="which month"):
        imf_weo.read(written(tmp_path, lines(footer=""), name="data.xls"))
    path = written(tmp_path, name="WEOApr2024all.xls")
    with pytest.raises(ImportRefusedError, match="2024-04"):
        imf_weo.read(path)
    assert imf_weo.read(path, published=date(2024, 10, 22))[0].id == "imf_weo/2024-10-22"


@pytest.mark.parametrize(
    ("year", "named", "currency"), [("2022", "Croatian kuna", "HRK"), ("2024", "Euro", "EUR")]
)
def test_currency_is_that_of_the_vintage(year, named, currency, tmp_path):
    """Croatia is in kuna in vintages up to 2022; notes that say otherwise refuse."""
    row = [
        "960",
        "HRV",
        "NGDP_R",
        "Croatia",
        "GDP",
        "a",
        LCU,
        BN,
        NOTE.format(2015, named),
        "390",
        "400",
        "410",
        "420",
        "",
        "2021",
    ]
    path = written(tmp_path, lines([row], footer=""), name=f"WEOOct{year}all.xls")
    assert {o.currency for o in imf_weo.read(path)[1]} == {currency}
    other = {"2022": date(2024, 4, 30), "2024": date(2022, 4, 30)}[year]
    with pytest.raises(ImportRefusedError, match="was expected"):
        imf_weo.read(path, published=other)


REFUSALS = [
    ((0, 6), "U.S. dollars", "stands in 'U.S. dollars'", "cell G2"),
    ((0, 7), "Millions", "not in 'Billions'", "cell H2"),
    ((4, 7), "Billions", "not in 'Millions'", "cell H6"),
    ((0, 9), "many", "'many' is no number", "cell J2"),
    ((0, 9), "1.234,5", "is no number", "cell J2"),
    ((0, 9), "12,34.5", "is no number", "cell J2"),
    ((0, 9), "-3953.8", "cannot be", "cell J2"),
    ((0, 9), "0.000", "cannot be", "cell J2"),
    ((4, 9), "9689", "cannot be", "cell J6"),
    ((5, 9), "-4333", "cannot be", "cell J7"),
    ((0, 14), "soon", "'soon' is no year", "cell O2"),
    ((1, 2), "NGDP", "stands there twice", "line 3"),
]


@pytest.mark.parametrize(("spot", "value", "says", "where"), REFUSALS)
def test_refusals_name_line_and_cell(spot, value, says, where, tmp_path):
    """What the reader does not recognise is refused with line, cell and a way out."""
    rows = [list(r) for r in ROWS]
    rows[spot[0]][spot[1]] = value
    with pytest.raises(ImportRefusedError) as refused:
        imf_weo.read(written(tmp_path, lines(rows)))
    assert says in str(refused.value)
    assert where in refused.value.where
    assert refused.value.mend


@pytest.mark.parametrize("title", HEAD[1:4] + HEAD[6:9] + HEAD[-1:])
def test_missing_columns_refuse(title, tmp_path):
    """A file without one of the columns is refused, and the column named."""
    head = ["x" if h == title else h for h in HEAD]
    with pytest.raises(ImportRefusedError, match=f"'{title}' is missing"):
        imf_weo.read(written(tmp_path, lines(head=head)))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        ("<html>".encode("utf-16"), "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04x", "workbook or an archive"),
        (b"\xd0\xcf\x11\xe0old", "workbook or an archive"),
        (b"name\tvalue", "no line begins"),
        (b"", "empty"),
        (b"\xff\xfeW\x00E", "torn"),
        (b'"' + b"x" * 200_000, "does not read"),
    ],
)
def test_other_files_refuse(content, says, tmp_path):
    """Whatever is not the IMF's file is refused for what it is."""
    path = tmp_path / "WEOOct2024all.xls"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=says):
        imf_weo.read(path)


def test_files_without_our_series_refuse(tmp_path):
    """The file of country groups alone holds nothing to record."""
    with pytest.raises(ImportRefusedError, match="no line holds"):
        imf_weo.read(written(tmp_path, lines(ROWS[-1:])))


def test_file_cut_off_refuses(tmp_path):
    """A file that ends within a line is refused, with the line."""
    text = lines(footer="").rstrip()
    cut = text[: text.rindex("3.6")]
    with pytest.raises(ImportRefusedError, match="cut off") as refused:
        imf_weo.read(written(tmp_path, cut))
    assert "line 11" in refused.value.where


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.integers(-1, 9),
    column=st.integers(0, 14),
    encoding=st.sampled_from(("utf-16-le", "utf-8")),
    value=st.one_of(st.text(max_size=12), st.integers().map(str), st.floats().map(repr)),
)
def test_any_cell_may_be_odd(row, column, encoding, value, tmp_path):
    """Whatever one cell holds, the reader reads or refuses; it never fails otherwise."""
    rows = [list(r) for r in [HEAD, *ROWS]]
    rows[row + 1][column] = value
    text = lines(rows[1:], head=rows[0]).encode(encoding, "surrogatepass")
    path = tmp_path / "WEOOct2024all.xls"
    path.write_bytes(text)
    try:
        sound = all(o.value is None or o.value.is_finite() for o in imf_weo.read(path)[1])
    except ImportRefusedError as refused:
        sound = bool(refused.where)
    assert sound


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), at=st.integers(0, 2000))
def test_any_bytes_may_be_odd(data, at, tmp_path):
    """Whatever bytes stand within the file, it reads or refuses."""
    whole = written(tmp_path).read_bytes()
    path = tmp_path / "WEOOct2024all.xls"
    path.write_bytes(whole[:at] + data + whole[at + len(data) :])
    try:
        found = imf_weo.read(path)[1]
    except ImportRefusedError as refused:
        found = refused.where
    assert found
