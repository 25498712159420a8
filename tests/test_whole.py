"""Slow checks of the whole: every printed figure again, the wheel, killed imports."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from burdenshare import figure

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["brussels-2018", "washington-2024", "today"])
def test_every_figure_of_a_pack_evaluates_again(name, packs):
    """Each id in a pack's figures.csv gives the same value from the record alone."""
    text = (packs[name] / "figures.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        again, same = figure(row["figure"])
        assert same, row["figure"]
        assert format(again.value, "f") == row["value"]


@pytest.mark.slow
def test_wheel_holds_the_data(tmp_path):
    """The wheel carries every edition, rule, passage and template, and no test or source file."""
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("uv")),
            "build",
            "--wheel",
            "--quiet",
            "--out-dir",
            str(tmp_path),
            str(ROOT),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"the wheel cannot be built here: {done.stderr[-200:]}")
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    home = ROOT / "src"
    wanted = {
        p.relative_to(home).as_posix()
        for p in (home / "burdenshare").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert wanted <= packed
    assert not any(n.startswith("tests/") for n in packed)


@pytest.mark.slow
@pytest.mark.shared
def test_killed_import_loses_nothing(tmp_path, shared):
    """Killed at any moment of an import, the user's record holds the edition whole or not at all."""
    import time

    from burdenshare import editions
    from burdenshare.verbs.options import forget

    source = next((shared / "nato").glob("2024-06-17*.xlsx"))
    own = tmp_path / "own.sqlite"
    command = [
        sys.executable,
        "-m",
        "burdenshare",
        "import",
        "nato",
        str(source),
        "--published",
        "2024-06-18",
        "--record",
        str(own),
    ]
    for wait in (0.3, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        running.kill()
        running.wait()
        forget()
        held = {e.edition: e.observations for e in editions(record=own).rows}
        assert held.get("nato/2024-06-18", 5346) == 5346
    subprocess.run(command, check=True, capture_output=True)
    forget()
    held = {e.edition: e.observations for e in editions(record=own).rows}
    assert held["nato/2024-06-18"] == 5346
