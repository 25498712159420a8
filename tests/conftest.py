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
    path = Path(__file__).parent / "publishers" / "workbooks.py"
    spec = importlib.util.spec_from_file_location("workbooks", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build(tmp_path / "tables.xlsx", 2024)


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
