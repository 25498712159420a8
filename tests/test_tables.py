"""Text tables: as wide as the terminal, whole in a pipe, labelled, with the decimals that tell."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

import burdenshare
from burdenshare.results import Column, held_text, places_that_show, table

BRUSSELS = ("--as-of", "2018-07-11")

SHOWN = {
    "verdicts": lambda: burdenshare.verdicts("wales-2014", as_of="2018-07-11"),
    "every reading": lambda: burdenshare.verdicts(
        "wales-2014", reading="all", clause="all", as_of="2024-07-09"
    ),
    "counts": lambda: burdenshare.counts("wales-2014", year=2022),
    "gaps": lambda: burdenshare.gaps("hague-2025", path="line", as_of="2026-11-24"),
    "gaps, national": lambda: burdenshare.gaps(
        "wales-2014", money="national", clause="all", as_of="2024-07-09"
    ),
    "flips": lambda: burdenshare.flips("wales-2014", as_of="2026-11-24"),
    "revisions": lambda: burdenshare.revisions("NOR", "DEU", as_of="2026-11-24"),
    "compare": lambda: burdenshare.compare(year=2022, as_of="2024-07-09"),
    "panel": lambda: burdenshare.panel(indicator="share_of_gdp", as_of="2026-11-24"),
    "show": lambda: burdenshare.show("NOR", as_of="2026-11-24"),
    "show, a year": lambda: burdenshare.show("NOR", year=2024, as_of="2026-11-24"),
    "show, a pledge": lambda: burdenshare.show("NOR", pledge="hague-2025", as_of="2026-11-24"),
    "coverage": lambda: burdenshare.coverage(as_of="2024-07-09"),
    "pledges": burdenshare.list_pledges,
    "indicators": burdenshare.list_indicators,
    "allies": burdenshare.list_allies,
}


@pytest.mark.parametrize("name", SHOWN)
def test_tables_fit(name):
    """At 80 columns and more no line is wider, nothing is cut, and every word of the wide form is there."""
    answer = SHOWN[name]()
    for width in (80, 120, 200):
        text = answer.text(width=width)
        assert max(map(len, text.splitlines())) <= width, width
        assert "…" not in text
    if name not in {"panel", "show"}:  # they show as many years as fit, and say which
        assert words(answer.text(width=80)) == words(answer.text())


def words(text):
    """How often each word stands in a text."""
    return sorted(text.split())


@pytest.mark.parametrize("name", ["panel", "show"])
def test_years_that_do_not_fit_are_said(name):
    """On a narrow terminal fewer years are shown, the last ones, and the text says which."""
    answer = SHOWN[name]()
    narrow, wide = (
        re.search(r"[Yy]ears (?:shown: )?(\d+) to 2026", answer.text(width=w))[1] for w in (60, 200)
    )
    assert int(wide) < int(narrow) < 2026
    assert max(map(len, answer.text(width=60).splitlines())) <= 60


def test_wrapping_breaks_no_word():
    """Text wraps below itself, indented, first where it may, then in the other columns of text."""
    rows = [("a day as 2018-07-11 and more", "left alone, unless it must", "1.25")]
    columns = (
        Column("long", lambda r: r[0], wraps=True),
        Column("other", lambda r: r[1]),
        Column("value", lambda r: r[2], right=True),
    )
    assert table(rows, columns, 60) == [
        "long                       other                       value",
        "a day as 2018-07-11 and    left alone, unless it must   1.25",
        "  more",
    ]
    narrow = table(rows, columns, 34)
    assert max(map(len, narrow)) <= 34
    assert any("2018-07-11" in line for line in narrow)
    assert table(rows, columns, None)[1].startswith("a day as 2018-07-11 and more  left alone")


def test_ids_stand_in_columns_or_below():
    """With ids a pipe gets them as columns; on a terminal they stand whole below their row."""
    answer = burdenshare.gaps("DEU", "wales-2014", as_of="2018-07-11")
    gap, money = answer[0].figure, answer[0].money_figure
    assert any(line.endswith(f"{gap}  {money}") for line in answer.text(ids=True).splitlines())
    assert f"    figure: {gap}\n    money figure: {money}" in answer.text(width=80, ids=True)
    assert gap not in answer.text()


def test_counts_say_how_they_are_judged(run):
    """A count beside verdicts says how those at the level are judged, in the table and in the README's line."""
    out = run("verdicts", "--pledge", "wales-2014", *BRUSSELS).out
    assert "wales-2014, 2018: 5 of 28 at level: 4 met, Latvia too close to call." in out
    all_met = burdenshare.verdicts("hague-2025", as_of="2026-11-24").text()
    assert "hague-2025, 2026: 5 of 31 at level. As of" in all_met


def test_clause_and_reading_are_labelled():
    """Rows of several clauses and readings carry both; the count says of which it is."""
    answer = burdenshare.verdicts("NOR", "wales-2014", reading="all", clause="all", as_of="2024-07-09")
    lines = answer.text().splitlines()
    assert lines[0].startswith("clause, reading")
    labels = [line.split("  ")[0] for line in lines[1:] if "  NOR  " in line]
    assert "share, one_decimal" in labels
    assert "equipment, rounded" in labels
    assert len(set(labels)) == len(labels) == len(answer)
    assert "wales-2014, share, unrounded, 2024: " in lines[-1]


def test_named_allies_are_never_left_out():
    """Who is named stands in the table, with the reason where it is held to nothing."""
    for verb in (burdenshare.verdicts, burdenshare.gaps):
        answer = verb("FIN", "ISL", "NOR", pledge="wales-2014", year=2018, as_of="2018-07-11")
        assert {r.ally for r in answer} == {"FIN", "ISL", "NOR"}
        assert "Finland joined on 2023-04-04 and was no ally in 2018" in answer.text()
        assert "Iceland has no armed forces" in answer.text()
    of_other_day = burdenshare.verdicts("FIN", "NOR", pledge="wales-2014", year=2018, gdp_as_of="2026-01-31")
    assert [r.ally for r in of_other_day] == ["FIN", "NOR"]
    assert of_other_day[1].figure.startswith("ratio.")


def test_an_equipment_gap_is_not_priced():
    """A gap in per cent of spending has no amount of money, and says why."""
    answer = burdenshare.gaps("NOR", "wales-2014", clause="all", as_of="2024-07-09")
    money = {r.clause: r.gap_money for r in answer}
    assert money["share"] is not None
    assert money["equipment"] is None
    assert "the clause is not a share of GDP" in answer.text()


@pytest.mark.parametrize(
    ("before", "after", "places"), [("2.003", "1.996", 3), ("1.996", "2", 3), ("1.24", "2", 2), ("2", "2", 2)]
)
def test_decimals_that_tell(before, after, places):
    """Two decimals, or three where two would hide or misprint the move."""
    assert places_that_show(Decimal(before), Decimal(after)) == places


def test_no_decimals_are_made_up():
    """A value printed with two decimals is not shown with three."""
    assert (held_text(Decimal("1.98"), 3), held_text(Decimal("1.9957"), 3)) == ("1.98", "1.996")


def test_a_value_just_below_shows_that_it_is():
    """Poland's 1.996 of 2018, as known in 2025, is not printed as 2.00 in the table or its reason."""
    answer = burdenshare.verdicts("POL", "wales-2014", year=2018, as_of="2025-12-01")
    (line,) = [line for line in answer.text().splitlines() if line.startswith("POL Poland")]
    assert line.split()[2:4] == ["1.996", "−0.004"]
    assert "1.996 is 0.004 points below 2, which fell due later, in 2024" in line


def test_a_rounded_reading_says_what_it_judged():
    """Where a reading rounds, the reason names the rounded value and the distance from it."""
    rows = burdenshare.verdicts("ALB", "LTU", "wales-2014", reading="one_decimal", as_of="2018-07-11")
    assert [r.reasons[0] for r in rows] == [
        "1.19, rounded to 1.2, is 0.80 points below 2, which falls due in 2024",
        "1.96, rounded to 2.0, is exactly 2",
    ]


def test_moves_of_a_year_are_printed_alike():
    """Where one step of a year needs three decimals, the values that have them show them."""
    lines = burdenshare.revisions("POL", year=2018, as_of="2026-11-24").text().splitlines()
    values = [line.split()[2].rstrip("e") for line in lines[1:7]]
    assert values == ["1.98", "2.05", "2.023", "2.016", "1.996", "2.00"]


def test_an_empty_answer_says_what_to_do(tmp_path):
    """An answer without rows says so, and how to ask otherwise."""
    text = burdenshare.flips("FIN").text()
    assert "Nobody crossed 3.5, the level of hague-2025" in text
    assert "--pledge asks about another level" in text
    assert "No edition of the day speaks of" in burdenshare.coverage(year=1900).text()
    assert burdenshare.register_of(kit=tmp_path).text().startswith("No letter is in the register")
    assert burdenshare.list_allies(as_of="1940-01-01").text() == "No allies on 1940-01-01."


def test_tables_name_pledge_and_level():
    """Below the table stand the pledge and, where it decides, the level."""
    day = {"as_of": "2026-11-24"}
    assert "Crossings of 3.5, core of hague-2025." in burdenshare.flips(**day).text()
    assert "hague-2025, 2026; − is below the level." in burdenshare.gaps(**day).text()
    counted = burdenshare.counts("NOR", "POL", pledge="wales-2014", year=2022, **day)
    assert "at 2 (wales-2014) or above in that edition alone among NOR, POL" in counted.text()
    assert {r.found for r in counted} == {1}


def test_a_lone_source_is_no_comparison():
    """Where one publisher alone gives the year, compare says so instead of concluding."""
    text = burdenshare.compare(year=2022, as_of="2024-07-09").text()
    assert "Only nato gives share_of_gdp for 2022" in text
    assert "different sides" not in text


def test_trace_prints_few_digits_and_wraps():
    """A traced number has at most ten digits; its lines fit, but for an address."""
    answer = burdenshare.trace("money.national.hague-2025.NOR.2026@2026-11-24")
    numbers = re.findall(r"\d+\.\d+", answer.text().replace(",", ""))
    assert max(len(n.replace(".", "")) for n in numbers) <= 11
    assert all(len(line) <= 80 or "http" in line for line in answer.text(width=80).splitlines())


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_charts_are_what_they_are_called(ending, run, tmp_path):
    """A .png is a PNG, a .svg an SVG with source and address; another ending is refused; it says where."""
    path = tmp_path / f"chart{ending}"
    done = run("revisions", "POL", "--year", "2018", "--chart", str(path))
    if ending == ".pdf":
        assert (done.status, path.exists()) == (2, False)
        return
    assert f"Drawn into {path}." in done.out
    if ending == ".png":
        assert path.read_bytes().startswith(b"\x89PNG")
        return
    text = path.read_text("utf-8")
    assert "Source: NATO, editions of 10 July 2018 to 10 July 2026." in text
    assert ">https://www.nato.int/" in text
    assert re.search(r">0\.0<", text)
