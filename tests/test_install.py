"""The base install stays small; what an extra installs is asked for where it is needed."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).parents[1] / "src" / "burdenshare"
EXTRAS = {
    "duckdb": {"archives"},
    "ibis": set(),
    "numba": {"archives"},
    "numpy": {"archives"},
    "pandas": {"results"},
    "pyarrow": {"archives"},
    "pyspark": {"archives"},
    "rich": set(),
}
"""Libraries that the base does not install, and the rooms that may import them."""
LIMIT = 260 * 2**20
"""Bytes of the base install, its bytecode included."""


def base() -> set[str]:
    """Distributions that `pip install burdenshare` installs, however deep."""
    names, waiting = set(), ["burdenshare"]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in names:
            continue
        names.add(name)
        required = map(Requirement, importlib.metadata.requires(name) or ())
        waiting += [r.name for r in required if not r.marker or r.marker.evaluate({"extra": ""})]
    return names


def size(path: Path) -> int:
    """Bytes of a file, with those of its bytecode where it has been compiled."""
    if path.suffix == ".py" and (compiled := Path(cache_from_source(path))).is_file():
        return path.stat().st_size + compiled.stat().st_size
    return path.stat().st_size


def test_the_base_install_is_small():
    """The package and all that it requires, without extras, stay below 260 MB."""
    files = {Path(f.locate()) for name in base() for f in importlib.metadata.files(name) or ()}
    files |= {f for f in HOME.rglob("*") if f.suffix != ".pyc"}
    assert 100 * 2**20 < sum(size(f) for f in files if f.is_file()) < LIMIT


def test_the_base_requires_nothing_of_an_extra():
    """No library of an extra comes with the base, not even through another library."""
    assert not base() & set(EXTRAS)
    assert base() >= {"click", "babel", "lxml"}


def test_what_an_extra_installs_is_imported_in_its_rooms_alone():
    """A verb that needs no extra runs without any."""
    for path in HOME.rglob("*.py"):
        names = set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {a.name.split(".")[0] for a in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
        room = path.relative_to(HOME).parts[0].removesuffix(".py")
        assert all(room in EXTRAS[n] for n in names & set(EXTRAS)), path


@pytest.mark.parametrize(
    ("missing", "command", "said"),
    [
        ("numba", "collate(archive='a', out='o')", "burdenshare[archives]"),
        ("pyarrow", "panel('NOR', as_of='2024-07-09', out='panel.parquet')", "burdenshare[pandas]"),
        ("pandas", "panel('NOR', as_of='2024-07-09', out='panel.csv')", "burdenshare[pandas]"),
    ],
)
def test_a_missing_extra_is_named(missing, command, said, tmp_path):
    """Where a library is missing, a line names the extra that installs it."""
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from burdenshare import collate, panel\n"
        "from burdenshare.errors import BurdenshareError\n"
        f"try: {command}\nexcept BurdenshareError as error: print(error.message, error.mend)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert said in done.stdout
    assert missing in done.stdout
