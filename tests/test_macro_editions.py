"""The embedded vintages of the World Bank and the IMF, and the wide form they stand in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burdenshare import editions as held
from burdenshare.errors import BrokenRecordError
from burdenshare.publishers import worldbank
from burdenshare.publishers.currencies import currency_in
from burdenshare.publishers.imf_weo import SUBJECTS
from burdenshare.record import Observation
from burdenshare.record.store import embedded_folder, read_editions
from burdenshare.record.tables import read_table
from burdenshare.record.wide import scaled, wide_text
from burdenshare.terms import ALLIES, CURRENCIES, INDICATORS
from burdenshare.verbs.options import open_record

IMF = ["imf_weo/2019-04-30", "imf_weo/2019-10-31", "imf_weo/2020-10-31"] + [
    f"imf_weo/{y}-{d}" for y in range(2021, 2026) for d in ("04-30", "10-31")
]
BANK = [f"worldbank/{d}" for d in ("2016-06-01", "2016-06-14", "2025-03-24", "2026-04-08")]
POWERS = {s.indicator: s.power for s in SUBJECTS.values()}
VALUES = """
imf_weo/2021-04-30 DEU gdp_national_current 2026 4240900
imf_weo/2024-10-31 DEU gdp_national_current 2026 4647500
imf_weo/2025-10-31 DEU gdp_national_current 2026 4565300
imf_weo/2024-04-30 DEU gdp_national_current 2018 3365450
imf_weo/2024-10-31 DEU gdp_national_current 2018 3431130
imf_weo/2022-10-31 HRV gdp_national_current 2018 390856
imf_weo/2023-04-30 HRV gdp_national_current 2018 51932
imf_weo/2019-10-31 DEU ppp_rate 2018 0.766
worldbank/2025-03-24 DEU gdp_national_current 2023 4185550
worldbank/2025-03-24 DEU exchange_rate 2023 0.924839558470698
worldbank/2016-06-01 DEU population 2013 82132.753
worldbank/2026-04-08 DEU gdp_usd_current 2013 3807023.797050991
"""


@pytest.fixture(scope="module")
def editions():
    """Every embedded edition of the two with its observations."""
    found = {e.id: (e, rows) for e, rows in read_editions(embedded_folder())}
    return {k: v for k, v in found.items() if not k.startswith("nato/")}


def cell(editions, edition, ally, indicator, year):
    """Return one observation."""
    (found,) = [o for o in editions[edition][1] if (o.ally, o.indicator, o.year) == (ally, indicator, year)]
    return found


def test_vintages_are_held(editions):
    """Thirteen vintages of the IMF's and four of the World Bank's are embedded."""
    assert sorted(editions) == sorted([*IMF, *BANK])


@pytest.mark.parametrize("line", VALUES.strip().splitlines())
def test_published_values(line, editions):
    """Values are those published, in the canonical unit."""
    edition, ally, indicator, year, wanted = line.split()
    value = cell(editions, edition, ally, indicator, int(year)).value
    tolerance = 50 if indicator.startswith("gdp") else Decimal("1e-9")
    if (edition, indicator) == ("imf_weo/2019-10-31", "ppp_rate"):
        tolerance = Decimal("0.02")
    assert abs(value - Decimal(wanted)) <= tolerance


def test_german_history_moved_in_october_2024(editions):
    """Output of 2018 rose from 3,365 to 3,431 billion, and its prices were rebased to 2020."""
    now = editions["imf_weo/2024-10-31"][0]
    before = editions["imf_weo/2024-04-30"][0]
    assert (before.notes["base.DEU"], now.notes["base.DEU"]) == ("Base year: 2015", "Base year: 2020")


def test_nothing_of_sipris_is_embedded(editions):
    """No share of GDP stands in these editions: the World Bank's is SIPRI's series."""
    assert not [o for _, rows in editions.values() for o in rows if o.indicator == "share_of_gdp"]
    assert not [s for e, _ in editions.values() for s in e.sources if "MS.MIL" in s]


def test_allies_and_years(editions):
    """The 32 allies and the years from 2010 are held, and one value a cell."""
    for name, (_, rows) in editions.items():
        assert {o.ally for o in rows} == set(ALLIES), name
        assert min(o.year for o in rows) == 2010, name
        assert max(o.year for o in rows) <= 2031, name
        keys = Counter((o.indicator, o.ally, o.year) for o in rows)
        assert keys.most_common(1)[0][1] == 1, name


def test_sidecars_say_whence(editions):
    """Every edition names its terms, its citation, its sources by checksum and how it is held."""
    for name, (e, rows) in editions.items():
        assert set(e.complete) == {o.indicator for o in rows}, name
        assert ("CC BY 4.0" if e.publisher == "worldbank" else "no resale") in e.licence
        assert e.citation, name
        assert e.remarks, name
        assert all(len(s) == 64 for s in e.sources.values()), name
        assert e.origin == ("original" if e.publisher == "worldbank" else "extract")
        assert {n for o in rows for n in o.notes} == set(e.notes), name


def test_damaged_vintages_hold_no_large_number(editions):
    """Of April and October 2019 only whole series of six subjects are held, and it is said."""
    for name in IMF[:2]:
        edition, rows = editions[name]
        assert "NGDP, NGDP_R, NGDPD and LP" in edition.remarks
        assert len(edition.complete) == 6
        assert all(o.value is not None and abs(o.value) < 1000 for o in rows)


def test_projections_begin_after_each_series_own_year(editions):
    """In one vintage Germany's output is projected from 2024 and Albania's from 2023."""
    status = {
        a: [cell(editions, "imf_weo/2024-10-31", a, "gdp_usd_current", y).status for y in (2022, 2023, 2024)]
        for a in ("DEU", "ALB")
    }
    assert status == {
        "DEU": ["reported", "reported", "projected"],
        "ALB": ["reported", "projected", "projected"],
    }


def test_series_without_a_start_say_so(editions):
    """October 2025 gives none for purchasing power parity: from 2025 on it is projected."""
    rates = [o for o in editions["imf_weo/2025-10-31"][1] if o.indicator == "ppp_rate"]
    assert {o.status for o in rates if o.year < 2025} == {"reported"}
    assert {o.status for o in rates if o.year >= 2025} == {"projected"}
    assert all("no-start" in o.notes for o in rates)


def test_national_output_names_its_currency(editions):
    """Every amount names a currency we know; Croatia's changed to the euro in April 2023."""
    for _, rows in editions.values():
        money = [o for o in rows if INDICATORS[o.indicator].unit.startswith("million")]
        assert all(o.currency in CURRENCIES for o in money)
    own = {
        e: cell(editions, e, "HRV", "gdp_national_current", 2018).currency
        for e in ("imf_weo/2022-10-31", "imf_weo/2023-04-30")
    }
    assert list(own.values()) == ["HRK", "EUR"]


def test_rates_of_former_currencies_are_noted(editions):
    """The World Bank's rate of Croatia 2022 is in kuna, of 2023 in euros."""
    notes = [cell(editions, "worldbank/2025-03-24", "HRV", "exchange_rate", y).notes for y in (2022, 2023)]
    assert notes == [("former.HRV",), ()]


def test_output_per_deflator_agrees(editions):
    """Current over constant output is the deflator, within what three decimals allow."""
    for name in IMF[2:]:
        by = {(o.indicator, o.ally, o.year): o.value for o in editions[name][1]}
        for ally in ALLIES:
            current, constant, deflator = (
                by[i, ally, 2019] for i in ("gdp_national_current", "gdp_national_constant", "gdp_deflator")
            )
            assert abs(current / constant * 100 - deflator) < Decimal("0.3"), (name, ally)


def test_imf_and_world_bank_agree_on_germany(editions):
    """Germany's output of 2022 is the same in April 2025 with the IMF and the World Bank."""
    bank = cell(editions, "worldbank/2025-03-24", "DEU", "gdp_national_current", 2022).value
    imf = cell(editions, "imf_weo/2025-04-30", "DEU", "gdp_national_current", 2022).value
    assert abs(bank / imf - 1) < Decimal("0.005")


def test_as_of_rules_here_too():
    """What the IMF said of 2026 on a day is its last vintage by then."""
    record = open_record()
    for day, wanted in (("2021-05-01", 4240900), ("2025-01-01", 4647500), ("2026-01-01", 4565300)):
        view = record.as_of(date.fromisoformat(day), source="imf_weo")
        found = view.latest("gdp_national_current", "DEU", 2026)
        assert abs(found.value - wanted) < 100


def test_a_number_read_from_the_table_is_as_exact_as_printed(editions):
    """The IMF prints billions to three decimals: a value is good to half a million."""
    found = cell(editions, "imf_weo/2024-10-31", "DEU", "gdp_national_current", 2023)
    assert (found.half_width, found.decimals) == (Decimal("0.5"), 0)
    exact = cell(editions, "worldbank/2025-03-24", "DEU", "gdp_national_current", 2023)
    assert exact.half_width == 0


def test_editions_of_nato_are_as_before(run):
    """`editions` lists NATO's twenty-two; the others come with --source."""
    assert len(run("editions", "--format", "json").json["rows"]) == 22
    assert len(held(source="imf_weo").rows) == 13
    assert len(held(source="worldbank").rows) == 4


def test_wide_form_gives_the_observations_again(editions, tmp_path):
    """Writing an edition in the wide form and reading it gives every field again."""
    for name, (e, rows) in editions.items():
        text = wide_text(rows, POWERS if e.publisher == "imf_weo" else worldbank.POWERS)
        path = tmp_path / "x.csv"
        path.write_text(text, "utf-8")
        assert read_table(path, name, e.origin) == rows
        assert text == (embedded_folder() / f"{name}.csv").read_text("utf-8")


RAW = st.one_of(
    st.just(""), st.just("n/a"), st.integers(1, 10**9).map(str), st.decimals(1, 10**6, places=3).map(str)
)


@given(raws=st.lists(RAW, min_size=1, max_size=9), noted=st.integers(0, 9), start=st.integers(0, 9))
def test_wide_form_holds_any_series(raws, noted, start, tmp_path_factory):
    """Any series of numbers, gaps and marks, projected from any year on, comes back as it was."""
    rows = [
        Observation(
            "x/1",
            "DEU",
            2010 + k,
            "gdp_usd_current",
            scaled(raw, 3) if raw and raw != "n/a" else None,
            raw,
            0 if raw and raw != "n/a" else None,
            "missing" if raw in ("", "n/a") else "projected" if k > start else "reported",
            missing=raw if raw == "n/a" else "",
            currency="USD",
            sheet="s",
            cell=f"{'XYZ'[k]}7" if k < 3 else f"A{chr(65 + k - 3)}7",
            line=5 + k,
            notes=("n",) if k >= noted else (),
        )
        for k, raw in enumerate(raws)
    ]
    path = tmp_path_factory.mktemp("wide") / "x.csv"
    path.write_text(wide_text(rows, POWERS), "utf-8")
    said = [o for o in read_table(path, "x/1") if o.year]
    there = {o.year for o in rows if o.raw}
    assert said == [replace(o) for o in rows if o.year in there]


@pytest.mark.parametrize(
    ("was", "now"), [("1000", "300"), ("4240", "many"), (",DEU,", ",DEU,,,"), ("2010-2011", "x")]
)
def test_a_broken_line_of_the_wide_form_is_named(was, now, tmp_path):
    """A line that does not read is refused with its number."""
    rows = [
        Observation(
            "x/1",
            "DEU",
            2010 + k,
            "gdp_usd_current",
            Decimal(4240000),
            "4240",
            0,
            currency="USD",
            notes=("n",) if k < 2 else (),
        )
        for k in range(3)
    ]
    path = tmp_path / "x.csv"
    path.write_text(wide_text(rows, POWERS).replace(was, now), "utf-8")
    with pytest.raises(BrokenRecordError) as refused:
        read_table(path, "x/1")
    assert refused.value.where.endswith(":2")


def test_currencies_cover_the_allies():
    """Every ally has a currency in a vintage of 2026, and none of it is a guess for 1990."""
    assert {currency_in(a, 2026) for a in ALLIES} <= set(CURRENCIES)
    assert currency_in("BGR", 2025) == "BGN"
    assert currency_in("DEU", 1990) == ""
