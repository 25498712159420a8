"""Change the code on purpose and see whether a test fails: `make mutants`, or one module of it.

mutmut makes the changes in the modules that pyproject.toml names, in a copy under `mutants/`, and
runs for each the tests that pass through the changed function. It leaves out constants of a module
and functions with a decorator; changes to those stand in `mutants.toml` and are made here, in a
copy too. Modules are named as in `MODULES="analysis.gaps analysis.causes"`; none means all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENOUGH = 0.9
"""Part of the mutants that the tests must kill."""


def by_hand(modules: list[str]) -> int:
    """Make each listed change in a copy and run the boundary cases; return how many survive."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["change"]
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
        for row in table:
            if not modules or row["file"].removesuffix(".py").replace("/", ".") in modules:
                path = copy / "burdenshare" / row["file"]
                survived += sum(not is_killed(path, row["from"], to) for to in row["to"])
    return survived


def is_killed(path: Path, old: str, new: str) -> bool:
    """Whether a test fails when one text of a file is another; the file is put back."""
    text = path.read_text("utf-8")
    if text.count(old) != 1:
        sys.exit(f"{path.name} holds {text.count(old)} times '{old.strip()}': mend tools/mutants.toml")
    path.write_text(text.replace(old, new), "utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "tests/edges"]
    environment = {**os.environ, "PYTHONPATH": str(path.parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    path.write_text(text, "utf-8")
    if done.returncode != 1:
        print(f"survived: {path.parent.name}/{path.name}\n  - {old.strip()}\n  + {new.strip()}")
    return done.returncode == 1


def mutmut(*args: str) -> str:
    """Run mutmut and return what it prints."""
    command = ["mutmut", *args]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def by_mutmut(modules: list[str]) -> float:
    """Run all mutants of some modules; print the survivors and each module's part; return the whole."""
    wanted = [f"burdenshare.{name}.*" for name in modules]
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)  # mutmut keeps results, though the tests are others
    mutmut("run", *wanted)
    total, killed = Counter[str](), Counter[str]()
    for line in mutmut("results", "--all", "true").splitlines():
        name, _, status = (part.strip() for part in line.rpartition(": "))
        module = ".".join(name.split(".")[1:3])
        if modules and module not in modules:
            continue
        total[module] += 1
        killed[module] += status in {"killed", "timeout"}
        if status not in {"killed", "timeout"}:
            print("\n".join(changed(mutmut("show", name), f"{status}: {name}")))
    for module, count in sorted(total.items()):
        print(f"{module}: {killed[module]} of {count} killed, {killed[module] / count:.1%}")
    print(f"all: {killed.total()} of {total.total()} killed, {killed.total() / total.total():.1%}")
    return killed.total() / total.total()


def changed(diff: str, heading: str) -> list[str]:
    """Return a heading and the changed lines of a diff."""
    lines = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    return [heading, *(f"  {line[0]} {line[1:].strip()}" for line in lines if line)]


def main() -> None:
    """Try both kinds of changes; exit with 1 where too many survive."""
    modules = sys.argv[1:]
    survived = by_hand(modules)
    print(f"changes of tools/mutants.toml that survive: {survived}")
    part = by_mutmut(modules)
    sys.exit(bool(survived) or part < ENOUGH)


if __name__ == "__main__":
    main()
