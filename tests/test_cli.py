"""The command: shapes of its answers, errors in one line, tables that fit."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from burdenshare.cli.command import command_of
from burdenshare.verbs.table import commands

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


def in_terminal(columns, *args):
    """What a verb prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, columns))
    env = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
    command = [sys.executable, "-m", "burdenshare", *args]
    running = subprocess.Popen(command, stdout=theirs, stdin=theirs, env=env)
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65536):
            parts.append(part)
    except OSError:  # how Linux says that the other side is closed
        pass
    assert running.wait() == 0
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [100, 160])
@pytest.mark.parametrize("verb", KEYS, ids=lambda v: v[0])
def test_text_takes_the_width_of_the_terminal(verb, columns):
    """On a terminal no line is wider than it, and nothing is cut."""
    text = in_terminal(columns, *verb, *DAY)
    assert max(map(len, text.splitlines())) <= columns
    assert "…" not in text
    assert "nato/2024-06-17" in " ".join(text.splitlines()[-3:])


def test_reasons_wrap_below_themselves():
    """A reason too long for the terminal goes on below, indented, and is there whole."""
    text = in_terminal(80, "verdicts", "MNE", "--pledge", "wales-2014", *DAY)
    assert len([line for line in text.splitlines() if line.startswith("MNE")]) == 1
    assert "editions usually move Montenegro's values by" in " ".join(text.split())


def test_rows_are_whole_in_a_pipe(run):
    """Into a pipe each row goes on a line of its own, however long, and nothing is cut."""
    lines = run("verdicts", "--pledge", "wales-2014", *DAY).out.splitlines()
    (row,) = [line for line in lines if line.startswith("MNE")]
    assert row.endswith("editions usually move Montenegro's values by 0.03")


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


@pytest.mark.parametrize(
    "args",
    [
        ("show",),
        ("nonsense",),
        ("show", "NOR", "--x"),
        ("compare",),
        ("revisions",),
        ("letters", "approve"),
        ("letters", "approve", "BEL", "--as-of", "1999-01-01"),
        ("letters", "init", "desk", "--record", "nope"),
        ("trace", "gap.wales-2014.DEU.2018", "--source", "sipri"),
        ("verdicts", "wales-2014", "--pledge", "hague-2025"),
    ],
)
def test_wrong_usage_is_two(args, run):
    """Wrong usage, an option that a verb has no use for among it, exits with status 2."""
    assert run(*args).status == 2


def test_trace_and_cite(run):
    """A printed id can be traced and cited from the command line."""
    rows = run("gaps", "--pledge", "wales-2014", "--year", "2024", *DAY, "--format", "json").json
    name = next(r["figure"] for r in rows["rows"] if r["ally"] == "DEU")
    traced = run("trace", name).out
    assert "TABLE3!N21" in traced
    assert "2.118977 percent" in traced
    assert "2.118977088667619" in run("trace", name, "--format", "json").out
    assert "edition of 17 June 2024, table 3, cell N21" in run("cite", name).out


@pytest.mark.shared
def test_dry_run_records_nothing(run, tmp_path, shared):
    """Importing the held workbook again says so and does nothing."""
    path = next((shared / "nato").glob("2024-06-17*.xlsx"))
    own = tmp_path / "own.sqlite"
    done = run("import", "nato", str(path), "--record", str(own))
    assert "held already" in done.out
    assert not own.exists()


def test_every_option_is_documented():
    """Each command and option stands in the reference page."""
    text = (Path(__file__).parents[1] / "docs" / "reference" / "commands.md").read_text()
    for name, verb in commands().items():
        section = text.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert verb.help in section, name
        for parameter in command_of(verb, name).params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert f"`{option}" in section, (name, option)
