"""The house: imports run one way, files stay small, the front door stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1] / "src" / "burdenshare"
TABLES = tomllib.loads(Path(__file__).with_name("allowed_imports.toml").read_text("utf-8"))
ALLOWED = TABLES["packages"]
FLOORS = {name: table for name, table in TABLES.items() if name != "packages"}
FILES = sorted(HOME.rglob("*.py"))


def package_of(path: Path) -> str:
    """First part of a module's path below the root."""
    return path.relative_to(HOME).parts[0].removesuffix(".py")


def imported(path: Path, below: str = "burdenshare.") -> set[str]:
    """Our packages that a file imports, anywhere in it; or the parts of one of them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "burdenshare":
                names = [f"burdenshare.{a.name}" for a in node.names]
        found |= {n.removeprefix(below).split(".")[0] for n in names if n.startswith(below)}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOME)))
def test_imports_run_one_way(path):
    """A package imports only what the table grants it."""
    name = package_of(path)
    if name in {"__init__", "__main__"}:
        return
    assert imported(path) - {name} <= set(ALLOWED[name])


@pytest.mark.parametrize(
    "path",
    [p for p in FILES if package_of(p) in FLOORS and p.parent != HOME],
    ids=lambda p: str(p.relative_to(HOME)),
)
def test_rooms_have_floors(path):
    """Within a room that has floors, a part imports only what the room's table grants it."""
    room, part = path.relative_to(HOME).parts[:2]
    part = part.removesuffix(".py")
    if part != "__init__":
        assert imported(path, f"burdenshare.{room}.") - {part} <= set(FLOORS[room][part])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_table_has_no_ring(table):
    """Each package of a table is granted only packages above it."""
    seen = set()
    for name, granted in table.items():
        assert set(granted) <= seen
        seen.add(name)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOME)))
def test_files_stay_small(path):
    """No file of the package exceeds 330 lines."""
    assert len(path.read_text().splitlines()) <= 330


def test_show_imports_nothing_heavy():
    """`show NOR` runs without pandas, DuckDB, FastAPI, typst, openpyxl or vl-convert."""
    code = (
        "import sys; from burdenshare.cli import main\n"
        "try: main(['show', 'NOR'])\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'duckdb', 'fastapi', 'typst', 'openpyxl', 'vl_convert'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "share_of_gdp" in done.stdout
