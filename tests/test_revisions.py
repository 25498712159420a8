"""What editions changed: causes, flips, sources, and GDP known on its own day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from burdenshare import compare, figure, flips, import_file, revisions, show, trace, verdicts
from burdenshare.analysis import CAUSES
from burdenshare.errors import BurdenshareError, PledgeError, UnknownEditionError
from burdenshare.verbs.drawing import revision_chart
from burdenshare.verbs.options import forget, open_record


def rows_of(ally, year, **more):
    """Revision rows of one year, by the edition's date."""
    found = revisions(ally, year=year, **more).rows
    return {r.edition.partition("/")[2]: r for r in found}


def test_poland_2025_is_redefined_and_revised():
    """Poland 2025 goes from 4.48 to 4.25 by a new definition and by a revision, told apart."""
    rows = rows_of("POL", 2025)
    assert round(rows["2025-08-28"].value, 2) == Decimal("4.48")
    now = rows["2026-07-10"]
    assert (round(now.value, 2), now.cause) == (Decimal("4.25"), "definition")
    assert (now.definition, now.segment) == ("nato_core_defence_expenditure", 2)
    assert now.spending_pp + now.gdp_pp == now.change
    assert "cannot tell apart" in now.why


def test_segments_never_join_across_a_break():
    """A new definition or price base begins a new segment, in every year of every ally."""
    held = open_record()
    for ally in ("POL", "NOR", "USA"):
        by_year: dict[int, list] = {}
        for row in revisions(ally).rows:
            by_year.setdefault(row.year, []).append(row)
        for rows in by_year.values():
            for segment in {r.segment for r in rows}:
                inside = [held.edition(r.edition) for r in rows if r.segment == segment]
                assert len({e.definition for e in inside}) == 1
                assert len({e.price_base for e in inside if e.price_base}) <= 1


def test_spending_and_gdp_are_told_apart_where_held():
    """Between June 2019 and June 2024 Norway's 2018 moved by spending: both editions hold it."""
    row = rows_of("NOR", 2018)["2024-06-17"]
    assert row.cause == "spending"
    assert abs(row.spending_pp - row.change) < Decimal("0.005")


def test_parts_add_up_and_trace():
    """Wherever a change is split its parts add up to it, and every figure evaluates again."""
    for row in revisions("DEU").rows:
        assert row.cause in CAUSES
        if row.spending_pp is not None:
            assert abs(row.spending_pp + row.gdp_pp - row.change) < Decimal("1e-20")
        for name in (row.figure, row.change_figure, row.spending_figure, row.gdp_figure):
            if name:
                found, same = figure(name)
                assert same, name
                assert found.cells()


def test_first_and_rounding_are_no_revision():
    """The first edition changes nothing; a value within the printed rounding is no revision."""
    rows = rows_of("DEU", 2018)
    assert next(iter(rows.values())).cause == "first"
    assert all(r.change is not None for r in list(rows.values())[1:])


def test_deleted_value_is_a_revision():
    """Germany 2025, blank in August 2025, is missing there and published again in July 2026."""
    rows = rows_of("DEU", 2025)
    assert rows["2025-08-28"].value is None
    assert rows["2026-07-10"].cause == "published again"


def test_summary_traces():
    """Bias and size of an ally's revisions are figures that evaluate again to the same value."""
    found = revisions("GBR").more["summary"]
    for part in (found["bias"], found["size"]):
        value, same = figure(part["figure"])
        assert same
        assert float(value.value) == pytest.approx(part["value"])
    assert found["size"]["value"] >= abs(found["bias"]["value"])
    assert found["days_moving_longest"] >= found["days_moving_median"]


def test_croatia_and_slovakia_fell_out():
    """Of the nine at level in June 2022 for 2022, Croatia and Slovakia are below in June 2024."""
    found = flips("wales-2014", between=("2022-06-27", "nato/2024-06-17"), year=2022)
    assert {(r.ally, r.direction) for r in found.rows} == {("HRV", "fell"), ("SVK", "fell")}
    croatia = next(r for r in found.rows if r.ally == "HRV")
    assert (croatia.from_, round(croatia.to, 2)) == (Decimal("2.03"), Decimal("1.78"))
    assert croatia.cause == "not established"
    assert "held without spending and GDP" in croatia.why
    assert set(found.as_dict()["rows"][0]) >= {"ally", "year", "from", "to", "cause", "edition"}


def test_every_edition_counts_found_and_stated():
    """For 2022 nine were stated and found of 15 held in June 2022, seven in June 2024."""
    rows = {r.edition: r for r in verdicts(pledge="wales-2014", year=2022, every_edition=True).rows}
    first, later = rows["nato/2022-06-27"], rows["nato/2024-06-17"]
    assert (first.found, first.stated, first.held) == (9, 9, 15)
    assert (later.found, later.stated, later.held) == (7, 7, 31)


def test_at_level_in_some_editions_is_said():
    """Croatia's 2022 was at level in some of the editions that speak of it, and below in others."""
    rows = verdicts(pledge="wales-2014", year=2022, as_of="2024-07-09").rows
    croatia = next(r for r in rows if r.ally == "HRV")
    assert 0 < croatia.at_level_in < croatia.editions_with_value


def test_later_editions_do_not_leak_into_flips():
    """A flip between editions of which one had not appeared is refused."""
    with pytest.raises(UnknownEditionError, match="had not appeared"):
        flips(between=("2022-06-27", "2024-06-17"), as_of="2023-01-01")
    assert all(r.edition <= "nato/2023-01-01" for r in flips(as_of="2023-01-01").rows)


def test_flips_of_all_pairs_trace():
    """Every flip between successive editions names a cause and figures that evaluate again."""
    found = flips()
    assert len(found.rows) < found.more["pairs"]
    for row in found.rows:
        assert row.cause in CAUSES
        assert trace(row.to_figure).more["unchanged"]


def test_compare_of_one_source_has_no_differences():
    """With one publisher held there is nothing that the verdict could depend on."""
    found = compare(year=2019, as_of="2024-07-09", sources=("nato",))
    assert found.more["depends"] == []
    assert found.more["median_difference"] is None


def test_compare_of_a_year_nobody_gives_refuses():
    """A year that no publisher held gives is an error with a way out, not an empty table."""
    with pytest.raises(BurdenshareError, match="no publisher that is held gives") as refused:
        compare(year=1999)
    assert "coverage" in refused.value.mend


@pytest.mark.shared
def test_four_allies_depend_on_the_source(tmp_path, shared):
    """For 2019 NATO (June 2024) and SIPRI (to 2024) put four allies on different sides of 2 %."""
    own = tmp_path / "own.sqlite"
    import_file("sipri", shared / "sipri" / "SIPRI-Milex-data-1949-2024_2.xlsx", record=own)
    found = compare("wales-2014", year=2019, edition=("nato/2024-06-17", "sipri/2025-04-30"), record=own)
    assert sorted(found.more["depends"]) == ["EST", "GBR", "LTU", "TUR"]
    assert found.more["compared"] == 31
    assert round(found.more["median_difference"], 3) == Decimal("0.016")
    turkey = next(r for r in found.rows if r["ally"] == "TUR")
    assert (round(turkey["nato"], 2), round(turkey["sipri"], 2)) == (1.85, 2.69)
    assert turkey["sipri_cell"] == "Share of GDP!BU196"
    for name in ("nato_figure", "sipri_figure", "difference_figure"):
        assert trace(turkey[name], record=own).more["unchanged"]
    other = verdicts(pledge="wales-2014", year=2019, source="sipri", as_of="2025-05-01", record=own)
    assert all("as NATO defines it" in r.reasons[1] for r in other.rows if r.value is not None)
    whole = compare(year=2019, as_of="2025-05-01", record=own)
    assert whole.more["depends"] == found.more["depends"]
    forget()


def test_gdp_of_another_day_needs_a_share_of_gdp():
    """GDP as known on another day has no meaning for a clause that measures equipment."""
    with pytest.raises(PledgeError, match="does not measure a share of GDP"):
        verdicts(
            pledge="wales-2014",
            clause="equipment",
            gdp_as_of="2021-06-30",
            gdp_source="nato",
            as_of="2024-07-09",
        )


def test_spending_over_gdp_of_another_edition():
    """Spending as known in July 2024 over the GDP of June 2019 gives a traced, computed share."""
    found = verdicts(
        pledge="wales-2014", year=2018, as_of="2024-07-09", gdp_as_of="2024-07-01", gdp_source="nato"
    )
    norway = next(r for r in found.rows if r.ally == "NOR")
    assert norway.origin == "computed"
    assert trace(norway.figure).more["unchanged"]
    assert "GDP as known on 2024-07-01" in norway.reasons[-1]
    iceland = next(r for r in found.rows if r.ally == "ISL")
    assert iceland.verdict == "not_applicable"


def test_unknown_edition_names_the_nearest():
    """An edition that is not held is an error with a way out."""
    with pytest.raises(BurdenshareError) as refused:
        flips(between=("2022-06-28", "2024-06-17"))
    assert "2022-06-27" in refused.value.mend


def test_first_second_and_latest_release():
    """Germany 2022 was 1.49 at first, 1.51 in the second edition held and is 1.46 in the latest."""
    asked = {"indicator": "share_of_gdp", "year": 2022, "as_of": "2026-08-01"}
    found = [show("DEU", **asked, release=r).rows[0] for r in ("first", "2", "latest")]
    assert [round(r.value, 2) for r in found] == [Decimal("1.49"), Decimal("1.51"), Decimal("1.46")]
    assert all(trace(r.figure).more["unchanged"] for r in found)
    with pytest.raises(BurdenshareError, match="is no release"):
        show("DEU", release="last")


def test_chart_breaks_where_the_definition_does(tmp_path):
    """The drawn year has one line per stretch, names the breaks, and says it all in a sentence."""
    found = revisions("NOR", year=2018)
    svg = revision_chart(found, 2018, tmp_path / "nor.svg").read_text("utf-8")
    assert "new definition" in svg
    assert "new price base" in svg
    assert 'aria-label="Norway 2018: 1.61 in nato/2018-07-10, 1.66 in nato/2026-07-10' in svg
    stretches = {r.segment for r in found.rows}
    assert svg.count('aria-roledescription="line mark"') == len(stretches) == 3
    with pytest.raises(BurdenshareError, match="of one year"):
        revision_chart(revisions("NOR"), None, tmp_path / "none.svg")
