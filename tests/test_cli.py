"""The command: shapes of its answers, errors in one line, tables that fit."""

from __future__ import annotations

import csv
import io
import json

import pytest

KEYS = {
    ("editions",): "publisher edition published years definition price_base origin observations",
    ("coverage",): "as_of indicator year allies_held allies_expected editions",
    ("show", "NOR"): "ally year indicator value unit status edition sheet cell raw figure",
    (
        "verdicts",
        "--pledge",
        "wales-2014",
    ): "ally year clause reading value level gap_pp at_level verdict reasons edition figure",
    ("gaps", "--pledge", "wales-2014"): "ally year gap_pp figure gap_money currency prices money_figure",
}
DAY = ("--as-of", "2024-07-09")


@pytest.mark.parametrize("verb", KEYS, ids=lambda v: v[0])
def test_json_has_the_agreed_keys(verb, run):
    """The JSON of a verb is one object with as_of, editions and rows of the agreed keys."""
    found = run(*verb, *DAY, "--format", "json").json
    assert found["as_of"] == "2024-07-09"
    assert found["editions"]
    assert set(KEYS[verb].split()) <= set(found["rows"][0])


@pytest.mark.parametrize("verb", KEYS, ids=lambda v: v[0])
def test_text_fits_a_terminal(verb, run):
    """No table is wider than 80 columns, and its last line names an edition."""
    lines = run(*verb, *DAY).out.splitlines()
    assert max(len(line) for line in lines[:-1]) <= 80, max(lines[:-1], key=len)
    assert "nato/2024-06-17" in lines[-1]


@pytest.mark.parametrize("verb", KEYS, ids=lambda v: v[0])
def test_csv_holds_no_formula(verb, run):
    """No text cell of the CSV begins like a formula."""
    for row in csv.DictReader(io.StringIO(run(*verb, *DAY, "--format", "csv").out)):
        for value in row.values():
            if value[:1] in {"=", "+", "@", "-"}:
                float(value)


def test_brussels_from_the_command(run):
    """The command of the README gives Germany 1.24 and five at level."""
    found = run(
        "verdicts", "--pledge", "wales-2014", "--year", "2018", "--as-of", "2018-07-11", "--format", "json"
    ).json
    assert found["counts"]["at_level"] == 5
    assert {r["ally"]: r["value"] for r in found["rows"]}["DEU"] == 1.24
    assert found["editions"] == ["nato/2018-07-10"]


ERRORS = [
    (("show", "Turkiyee"), "Türkiye"),
    (("verdicts", "--pledge", "wales-2041"), "wales-2014"),
    (("verdicts", "--pledge", "wales-2014", "--as-of", "2013-12-31"), "2014-02-24"),
    (("verdicts", "--pledge", "wales-2014", "--year", "1950"), "held"),
    (("show", "NOR", "--as-of", "yesterday"), "YYYY-MM-DD"),
    (("show", "NOR", "--indicator", "share_of_gpd"), "share_of_gdp"),
    (("show", "NOR", "--source", "sipri"), "nato"),
    (("trace", "gap.nothing"), "the form is gap."),
    (("import", "nato", "no-such-file.xlsx"), "check the path"),
    (("import", "otan", "x.xlsx"), "did you mean 'nato'"),
]


@pytest.mark.parametrize(("args", "hint"), ERRORS, ids=lambda a: " ".join(a) if isinstance(a, tuple) else a)
def test_errors_are_one_line(args, hint, run):
    """An error is one line with what to do next, status 1, and the same as JSON."""
    done = run(*args)
    assert (done.status, done.out) == (1, "")
    (line,) = done.err.strip().splitlines()
    assert hint in line
    told = run(*args, "--format", "json")
    assert set(json.loads(told.err)["error"]) == {"code", "message", "where", "mend"}
    assert told.status == 1


@pytest.mark.parametrize("args", [("show",), ("verdicts",), ("nonsense",), ("show", "NOR", "--x")])
def test_wrong_usage_is_two(args, run):
    """Wrong usage exits with status 2."""
    assert run(*args).status == 2


def test_trace_and_cite(run):
    """A printed id can be traced and cited from the command line."""
    rows = run("gaps", "--pledge", "wales-2014", "--year", "2024", *DAY, "--format", "json").json
    name = next(r["figure"] for r in rows["rows"] if r["ally"] == "DEU")
    traced = run("trace", name).out
    assert "TABLE3!N21" in traced
    assert "2.118977088667619" in traced
    assert "edition of 17 June 2024, TABLE3!N21" in run("cite", name).out


def test_dry_run_records_nothing(run, tmp_path, shared):
    """Importing the held workbook again says so and does nothing."""
    path = next((shared / "nato").glob("2024-06-17*.xlsx"))
    own = tmp_path / "own.sqlite"
    done = run("import", "nato", str(path), "--record", str(own))
    assert "held already" in done.out
    assert not own.exists()


def test_every_option_is_documented():
    """Each command and option stands in the reference page."""
    from pathlib import Path

    from burdenshare.cli import main

    text = (Path(__file__).parents[1] / "docs" / "reference" / "commands.md").read_text()
    verbs = dict(main.commands)
    for group in ("letters", "record"):
        verbs |= {f"{group} {n}": c for n, c in main.commands[group].commands.items()}
    for name, command in verbs.items():
        assert f"## {name}" in text
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert f"`{option}" in text, (name, option)


test_dry_run_records_nothing = pytest.mark.shared(test_dry_run_records_nothing)
