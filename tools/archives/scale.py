"""What comparing an archive costs as it grows; and what 300,000 documents would cost.

python tools/archives/scale.py [DOCUMENTS ...]

Each archive is made anew, of other text, and compared by the command in a process of its own.
"""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from made_up import write

BURDENSHARE = Path(sys.executable).with_name("burdenshare")
USUAL = (1_474, 5_896, 23_584, 94_336)
"""Documents of the five volumes, and 4, 16 and 64 times as many."""
AIM = 300_000


@dataclass(frozen=True, slots=True)
class Run:
    """A run measured: seconds by the wall, CPU seconds, MiB at most, and what it printed."""

    documents: int
    wall: float
    cpu: float
    peak: float
    said: str


def measured(command: list[str], documents: int) -> Run:
    """Run a command in a process of its own."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        out.seek(0)
        said = out.read().strip().splitlines()[-1]
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return Run(documents, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def compared(archive: Path, documents: int, memory: str = "4GiB") -> Run:
    """Compare an archive from a cold process."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as out:
        command = [
            str(BURDENSHARE),
            "collate",
            "--archive",
            str(archive),
            "--out",
            f"{out}/found",
            "--memory",
            memory,
            "--quiet",
        ]
        return measured(command, documents)


def synthetic(documents: int, folder: Path) -> Run:
    """Make an archive and compare it."""
    path = folder / f"{documents}.jsonl"
    write(documents, path, seed=documents)
    try:
        return compared(path, documents)
    finally:
        path.unlink()


def extrapolated(runs: list[Run]) -> str:
    """Say what `AIM` documents would cost by the slope between the two largest archives."""
    first, last = runs[-2:]
    slope = math.log(last.wall / first.wall) / math.log(last.documents / first.documents)
    wall = last.wall * (AIM / last.documents) ** slope
    return f"{AIM:,} documents, extrapolated (cost grows by n^{slope:.2f}) | {wall / 60:.0f} min"


def row(run: Run) -> str:
    """Return a line of the table."""
    pairs = re.search(r"([\d,]+) span pairs of reuse", run.said)
    found = f", {pairs[1]} span pairs" if pairs else ""
    return (
        f"comparing {run.documents:,} made-up documents, memory set to 4 GiB | {run.wall:.0f} s "
        f"({1e3 * run.wall / run.documents:.1f} ms a document), {run.peak:,.0f} MiB{found}"
    )


def main(sizes: list[int]) -> None:
    """Print a line per archive."""
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            runs.append(synthetic(size, Path(folder)))
            print(f"| {row(runs[-1])} |", flush=True)
    if len(runs) > 1:
        print(f"| {extrapolated(runs)} |")


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or list(USUAL))
