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
WITHIN = TABLES["collation"]
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
    "path", sorted((HOME / "collation").rglob("*.py")), ids=lambda p: str(p.relative_to(HOME))
)
def test_collation_has_floors(path):
    """Within collation/, a part imports only what its own table grants it."""
    name = path.relative_to(HOME / "collation").parts[0].removesuffix(".py")
    if name != "__init__":
        assert imported(path, "burdenshare.collation.") - {name} <= set(WITHIN[name])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_table_has_no_ring(table):
    """Each package of a table is granted only packages above it."""
    seen = set()
    for name, granted in table.items():
        assert set(granted) <= seen
        seen.add(name)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOME)))
def test_files_stay_small(path):
    """No file of the package exceeds 330 lines; one that is to be split has until then."""
    most = {"writing.py": 395}.get(path.name, 330)
    assert len(path.read_text().splitlines()) <= most


def test_show_imports_nothing_heavy():
    """`show NOR` runs without pandas, DuckDB, FastAPI, rich, typst, openpyxl or vl-convert."""
    code = (
        "import sys; from burdenshare.cli import main\n"
        "try: main(['show', 'NOR'])\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'duckdb', 'fastapi', 'rich', 'typst', 'openpyxl', 'vl_convert'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "share_of_gdp" in done.stdout
