"""The embedded editions against the published figures."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from burdenshare.record.store import embedded_folder, read_editions
from burdenshare.verbs.options import open_record

TWO = Decimal(2)
COUNTS = {
    "nato/2019-06-25": {2014: 3, 2015: 5, 2016: 4, 2017: 4, 2018: 6, 2019: 7},
    "nato/2024-06-17": dict(zip(range(2014, 2025), (3, 5, 5, 4, 6, 7, 9, 6, 7, 10, 23), strict=True)),
    "nato/2025-08-28": dict(zip(range(2014, 2026), (3, 4, 4, 3, 4, 6, 8, 6, 7, 10, 18, 30), strict=True)),
    "nato/2026-07-10": dict(zip(range(2014, 2027), (3, 4, 4, 3, 5, 6, 8, 6, 7, 10, 17, 28, 30), strict=True)),
}
HELD = {"nato/2019-06-25": 28, "nato/2024-06-17": 31, "nato/2025-08-28": 31, "nato/2026-07-10": 31}
SHARES = """
2018-07-10 2018 DEU 1.24 NOR 1.61 CAN 1.23 BEL 0.93 USA 3.50 POL 1.98 EST 2.14 GRC 2.27 ITA 1.15 ESP 0.93 GBR 2.10
2018-03-15 2017 DEU 1.24 NOR 1.62 CAN 1.29 USA 3.57 POL 1.99 EST 2.08 GRC 2.36 GBR 2.12
2017-06-29 2017 DEU 1.22 NOR 1.59 CAN 1.31 BEL 0.91 USA 3.58 POL 2.01 EST 2.14 GRC 2.32 ITA 1.13 ESP 0.92 GBR 2.14
2016-07-04 2016 DEU 1.19 NOR 1.54 CAN 0.99 BEL 0.85 USA 3.61 EST 2.16 GRC 2.38 ITA 1.11 ESP 0.91 GBR 2.21
2023-07-07 2023 DEU 1.57 NOR 1.67 CAN 1.38 BEL 1.13 USA 3.49 POL 3.90 EST 2.73 GRC 3.01 ITA 1.46 ESP 1.26 GBR 2.07
2024-03-14 2023 DEU 1.66 NOR 1.80 CAN 1.33 BEL 1.21 USA 3.24 POL 3.92 EST 2.89 GRC 3.05 ITA 1.47 ESP 1.24 GBR 2.28
2019-06-25 2019 DEU 1.36 NOR 1.70 CAN 1.27 BEL 0.93 USA 3.42 POL 2.01 EST 2.13 GRC 2.24 ITA 1.22 ESP 0.92 GBR 2.13
2024-06-17 2024 DEU 2.12 NOR 2.20 CAN 1.37 BEL 1.30 USA 3.38 POL 4.12 EST 3.43 GRC 3.08 ITA 1.49 ESP 1.28 GBR 2.33 NATO 2.71 NATO-EU-CAN 2.02
2024-06-17 2014 DEU 1.19 NOR 1.54 CAN 1.01 BEL 0.97 USA 3.71 POL 1.88 EST 1.93 GRC 2.22 ITA 1.14 ESP 0.92 GBR 2.14 NATO 2.58 NATO-EU-CAN 1.43
2025-08-28 2025 NOR 3.35 CAN 2.01 BEL 2.00 USA 3.22 POL 4.48 EST 3.38 GRC 2.85 ITA 2.01 ESP 2.00 GBR 2.40 NATO 2.76 NATO-EU-CAN 2.27
2025-08-28 2024 DEU 2.00 NOR 2.27 CAN 1.47 BEL 1.29 USA 3.21 POL 3.79 EST 3.37 GRC 2.74 ITA 1.50 ESP 1.43 GBR 2.33
2026-07-10 2026 DEU 2.69 NOR 3.17 CAN 2.13 BEL 2.00 USA 3.17 POL 4.68 EST 5.10 GRC 3.65 ITA 2.10 ESP 2.00 GBR 2.56 NATO 2.86 NATO-EU-CAN 2.53
2026-07-10 2014 DEU 1.16 NOR 1.50 CAN 1.01 BEL 0.97 USA 3.71 POL 1.86 EST 1.90 GRC 2.24 ITA 1.13 ESP 0.92 GBR 2.13
"""


@pytest.fixture(scope="module")
def editions():
    """Every embedded edition with its observations."""
    return {e.id: (e, rows) for e, rows in read_editions(embedded_folder())}


def shares(rows, year):
    """Sound shares of GDP of a year by ally."""
    return {o.ally: o for o in rows if o.indicator == "share_of_gdp" and o.year == year and not o.doubt}


@pytest.mark.parametrize("edition", COUNTS)
def test_counts_at_two_per_cent(edition, editions):
    """Allies at 2 %, counted unrounded from the edition's own values, are as published."""
    rows = editions[edition][1]
    for year, wanted in COUNTS[edition].items():
        cells = [o for a, o in shares(rows, year).items() if not a.startswith("NATO")]
        assert sum(o.value is not None and o.value >= TWO for o in cells) == wanted, year


def test_poland_2018_counts_only_when_rounded(editions):
    """August 2025 gives four allies for 2018 unrounded and five at two decimals."""
    cells = shares(editions["nato/2025-08-28"][1], 2018)
    allies = [o.value for a, o in cells.items() if not a.startswith("NATO")]
    assert sum(round(v, 2) >= TWO for v in allies) == 5


@pytest.mark.parametrize("line", SHARES.strip().splitlines(), ids=lambda t: t[:15])
def test_published_shares(line, editions):
    """Headline shares of an edition are those NATO printed."""
    day, year, *pairs = line.split()
    cells = shares(editions[f"nato/{day}"][1], int(year))
    for ally, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        assert round(cells[ally].value, 2) == Decimal(wanted), ally


@pytest.mark.parametrize(("edition", "allies"), HELD.items())
def test_allies_held(edition, allies, editions):
    """Whole editions hold a row for every reporting ally."""
    rows = editions[edition][1]
    last = max(o.year for o in rows)
    cells = {a: o for a, o in shares(rows, last).items() if a not in {"NATO", "NATO-EU-CAN", "ISL"}}
    assert len(cells) == allies


def test_every_edition_of_the_list_is_held(editions):
    """Twenty-two editions from February 2014 to July 2026 are embedded."""
    held = [e for e in editions if e.startswith("nato/")]
    assert (len(held), min(held), max(held)) == (22, "nato/2014-02-24", "nato/2026-07-10")


def test_one_sound_value_a_cell(editions):
    """No edition holds two sound values for one cell."""
    for name, (_, rows) in editions.items():
        cells = Counter((o.indicator, o.ally, o.year) for o in rows if not o.doubt)
        assert cells.most_common(1)[0][1] == 1, name


def test_transcribed_figures_name_their_page(editions):
    """A figure read on a secondary page carries its line and the page's address, or is marked."""
    for edition, rows in editions.values():
        if edition.origin == "transcribed":
            assert all(o.line for o in rows), edition.id
            assert all(o.url.startswith("http") or o.flag == "uncertain" for o in rows), edition.id


def test_cells_of_the_workbook_are_named(editions):
    """Every observation of the 2024 workbook has sheet and cell; the raw text is kept."""
    rows = editions["nato/2024-06-17"][1]
    assert len(rows) == 5346
    assert all(o.sheet.startswith("TABLE") and o.cell for o in rows)
    (slovakia,) = [o for o in rows if (o.ally, o.year, o.indicator) == ("SVK", 2024, "share_of_gdp")]
    assert (slovakia.raw, slovakia.cell) == ("2", "N35")


def test_blank_is_missing_never_zero(editions):
    """Germany's 2025 share in the edition of August 2025 is a row without a value."""
    germany = shares(editions["nato/2025-08-28"][1], 2025)["DEU"]
    assert (germany.value, germany.status) == (None, "missing")


def test_disagreeing_readings_are_doubts(editions):
    """A reading that other pages contradict is kept, and is not the value."""
    rows = [o for o in editions["nato/2016-07-04"][1] if o.ally == "USA"]
    assert [(o.raw, bool(o.doubt)) for o in rows] == [("3.61", False), ("3.51", True)]


def test_implausible_dollars_are_doubts(editions):
    """Montenegro's and Slovakia's dollar cells of June 2017 are not used."""
    rows = editions["nato/2017-06-29"][1]
    odd = {o.ally for o in rows if o.indicator == "expenditure_usd_current" and o.doubt}
    assert odd == {"MNE", "SVK"}


def test_totals_over_holes_are_doubts(editions):
    """The personnel totals of 2025, which leave three allies out, are not used."""
    rows = editions["nato/2025-08-28"][1]
    totals = [o for o in rows if o.indicator == "military_personnel" and o.year == 2025]
    assert {o.ally for o in totals if o.doubt} == {"NATO", "NATO-EU-CAN"}


def test_lithuania_note_qualifies_two_cells(editions):
    """NATO's note on Lithuania is tied to its shares of 2018 and 2021 and to no other share."""
    rows = editions["nato/2024-06-17"][1]
    tied = {
        (o.ally, o.year)
        for o in rows
        if o.indicator == "share_of_gdp" and any(n.endswith(":LTU") for n in o.notes)
    }
    assert tied == {("LTU", 2018), ("LTU", 2021)}


def test_share_is_ratio_of_constant_prices_2019(editions):
    """June 2019: share equals constant spending over constant GDP to twelve digits."""
    by = {(o.indicator, o.ally, o.year): o.value for o in editions["nato/2019-06-25"][1]}
    compared = 0
    for (indicator, ally, year), share in by.items():
        money = by.get(("expenditure_usd_constant", ally, year))
        if indicator == "share_of_gdp" and share and money:
            output = by["gdp_usd_constant", ally, year]
            assert abs(money / output * 100 - share) < Decimal("1e-12")
            compared += 1
    assert compared > 200


def test_share_is_ratio_of_constant_prices_2026(editions):
    """July 2026: table 2 over table 5 gives the printed share in all 429 cells."""
    by = {(o.indicator, o.ally, o.year): o.value for o in editions["nato/2026-07-10"][1]}
    same = [
        abs(by["expenditure_usd_constant", a, y] / by["gdp_usd_constant", a, y] * 100 - v)
        for (i, a, y), v in by.items()
        if i == "share_of_gdp"
    ]
    assert len(same) == 429
    assert max(same) < Decimal("0.0105")


def test_categories_sum_to_hundred_2025(editions):
    """August 2025: the four categories add to 100 wherever all are given."""
    parts = ("equipment_share", "personnel_share", "infrastructure_share", "other_share")
    by = {(o.indicator, o.ally, o.year): o.value for o in editions["nato/2025-08-28"][1]}
    sums = [
        sum(by[p, a, y] for p in parts)
        for (i, a, y) in by
        if i == parts[0] and all(by.get((p, a, y)) is not None for p in parts)
    ]
    assert len(sums) > 300
    assert all(abs(s - 100) < Decimal("0.01") for s in sums)


def test_stated_counts_stand_beside_those_found():
    """The count stated at the time is kept for eighteen transcribed editions."""
    stated = [e.stated_counts for e in open_record().editions() if e.stated_counts]
    assert len(stated) == 19
    assert {2020: 10} in stated


WRITERS = {
    "nato": "write_editions.py --only nato",
    "worldbank": "write_editions.py --only worldbank",
    "plans": "write_plans.py",
    "leaders": "write_leaders.py",
}
SLOW_WRITERS = {
    "imf-2019-04": "write_editions.py --only imf_weo/weo_2019-04",
    "imf-2025-10": "write_editions.py --only imf_weo/weo_2025-10",
}


def comes_out_the_same(command, shared):
    """Run a tool of ours with --check."""
    tool, *options = command.split()
    path = Path(__file__).parents[1] / "tools" / tool
    done = subprocess.run(
        [sys.executable, str(path), "--sources", str(shared), "--check", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.shared
@pytest.mark.parametrize("command", WRITERS.values(), ids=WRITERS)
def test_tables_come_out_the_same(command, shared):
    """The tools give the embedded tables again, byte for byte."""
    comes_out_the_same(command, shared)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("command", SLOW_WRITERS.values(), ids=SLOW_WRITERS)
def test_imf_tables_come_out_the_same(command, shared):
    """The first, damaged and the last vintage of the IMF come out byte for byte."""
    comes_out_the_same(command, shared)
