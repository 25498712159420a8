"""Fixtures: a cache and a record of their own, the command, the shared sources, the systems."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
REQUIRED = os.environ.get("BURDENSHARE_REQUIRE") == "1"


def pytest_configure(config):
    """Name the mark of tests that start Spark."""
    config.addinivalue_line("markers", "spark: needs pyspark and Java; skips where one is absent")


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory):
    """Keep the reader's own cache and record out of the tests."""
    base = tmp_path_factory.mktemp("home")
    os.environ["XDG_CACHE_HOME"] = str(base / "cache")
    os.environ["XDG_DATA_HOME"] = str(base / "data")


@dataclass
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output as JSON."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def run() -> Callable[..., Ran]:
    """Run the command in a process of its own."""

    def _run(*args: str, **options: Any) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "burdenshare", *args],
            capture_output=True,
            text=True,
            check=False,
            **options,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return _run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The source files beside the checkout."""
    folder = Path(os.environ.get("BURDENSHARE_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("the source files do not lie beside the checkout (shared/data)")
    return folder


def system(name: str) -> str:
    """Path of a system program; skips for a stranger, fails where all are required."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed; the package manager has it"
        pytest.fail(message) if REQUIRED else pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium's path."""
    return system("chromium")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Poppler's text extractor."""
    return system("pdftotext")


@pytest.fixture(scope="session")
def java() -> str:
    """Java's path, where pyspark is there too."""
    if importlib.util.find_spec("pyspark") is None:
        message = 'pyspark is not installed; pip install "burdenshare[spark]"'
        pytest.fail(message) if REQUIRED else pytest.skip(message)
    return system("java")


@pytest.fixture
def workbook_2018(tmp_path) -> Path:
    """A small workbook in the layout of 2024 which serves as an edition of 2018."""
    return _module("workbooks").build(tmp_path / "tables.xlsx", 2024)


def _module(name: str) -> Any:
    """Load a module of the publishers' tests, which are no package."""
    path = Path(__file__).parent / "publishers" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHARES = {
    "Norway": (1.55, 1.49, 1.54, 1.74, 1.72, 1.73, 1.87, 2.01, 1.84, 1.61, 1.58, 2.13),
    "UK": (2.27, 2.18, 2.01, 1.96, 1.93, 1.92, 1.93, 2.15, 2.13, 2.18, 2.26, 2.28),
    "Germany": (1.17, 1.15, 1.12, 1.14, 1.16, 1.17, 1.26, 1.38, 1.33, 1.37, 1.52, 1.88),
    "Poland": (1.72, 1.86, 2.13, 1.92, 1.87, 1.99, 1.96, 2.22, 2.11, 2.23, 3.31, 4.15),
    "Luxembourg": (0.38, 0.38, 0.44, 0.40, 0.52, 0.55, 0.56, 0.57, 0.49, 0.63, 0.77, 0.95),
}
"""Shares of GDP from 2013 on, made up near what is published."""


@pytest.fixture(scope="session")
def sipri_record(tmp_path_factory) -> Path:
    """Return a record of the user's with two small editions of SIPRI's, of 2018 and of 2025."""
    from burdenshare import import_file

    folder, sipri = tmp_path_factory.mktemp("sipri"), _module("test_sipri")
    for last, day, moved in ((2017, "2018-05-02", 0.0), (2024, "2025-04-28", 0.0003)):
        years = tuple(range(2013, last + 1))
        states = {s: tuple(v / 100 + moved for v in values[: len(years)]) for s, values in SHARES.items()}
        file = folder / f"SIPRI-Milex-data-2013-{last}.xlsx"
        import_file(
            "sipri",
            sipri.build(file, old=False, years=years, states=states),
            published=day,
            record=folder / "own.sqlite",
        )
    return folder / "own.sqlite"


PACKS = {
    "brussels-2018": ("2018-07-11", "wales-2014"),
    "washington-2024": ("2024-07-09", "wales-2014"),
    "today": ("2026-11-24", "hague-2025"),
}


@pytest.fixture(scope="session")
def packs(tmp_path_factory) -> dict[str, Path]:
    """The three packs of the demonstration."""
    from burdenshare import pack

    base = tmp_path_factory.mktemp("packs")
    for name, (day, pledge) in PACKS.items():
        pack(as_of=day, pledge=pledge, out=base / name)
    return {name: base / name for name in PACKS}


@pytest.fixture(scope="session")
def soffice(tmp_path_factory):
    """Convert files with LibreOffice, in a profile of its own."""
    program = system("soffice")
    profile = tmp_path_factory.mktemp("office").as_uri()

    def _convert(paths: Path | list[Path], to: str, folder: Path) -> None:
        named = [paths] if isinstance(paths, Path) else paths
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(folder),
                *map(str, named),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )

    return _convert
