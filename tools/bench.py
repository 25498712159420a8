"""Measure what docs/reference/benchmarks.md reports; prints the table anew.

make bench
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from burdenshare.document import Document

ROOT = Path(__file__).parents[1]
BIN = ROOT / ".venv" / "bin"
RUNS = 5
STARTS = 16


ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""As a reader's: with that variable every start would compile all that it imports."""


def cpu(command: list[str]) -> float:
    """CPU seconds of a command with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def wall(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(measure: Callable[[], float]) -> float:
    """Median of several runs."""
    return statistics.median(measure() for _ in range(RUNS))


def installed() -> None:
    """The base install: what a wheel brings into an empty environment, without pip."""
    with tempfile.TemporaryDirectory() as folder:
        uv, place = str(BIN / "uv"), f"{folder}/venv"
        wheel = ["build", "--wheel", "--quiet", "--out-dir", folder, str(ROOT)]
        for step in (wheel, ["venv", "--quiet", place]):
            subprocess.run([uv, *step], check=True)
        (built,) = Path(folder).glob("*.whl")
        into = ["--python", f"{place}/bin/python", "--compile-bytecode"]
        subprocess.run([uv, "pip", "install", "--quiet", *into, str(built)], check=True)
        (packages,) = Path(place).glob("lib/*/site-packages")
        told = subprocess.run(["du", "-sm", packages], check=True, capture_output=True, text=True).stdout
        count = len(list(packages.glob("*.dist-info")))
    row("the base install, bytecode with it", f"{told.split()[0]} MB, {count} distributions")


def start_up() -> None:
    """Start of a verb against bare Python, CPU; the least of many runs, one before them to warm up."""
    commands = {
        "bare": [str(BIN / "python"), "-c", "pass"],
        "--help": [str(BIN / "burdenshare"), "--help"],
        "show NOR": [str(BIN / "burdenshare"), "show", "NOR"],
    }
    runs = [{name: cpu(command) for name, command in commands.items()} for _ in range(STARTS)]
    least = {name: min(r[name] for r in runs[1:]) for name in commands}
    for name in ("--help", "show NOR"):
        row(f"`burdenshare {name}`, CPU over bare Python", f"{least[name] / least['bare']:.1f}x")


def packs() -> None:
    """One pack from a cold process, with an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**ENVIRONMENT, "XDG_CACHE_HOME": folder}
        command = [
            str(BIN / "burdenshare"),
            "pack",
            "--as-of",
            "2018-07-11",
            "--pledge",
            "wales-2014",
            "--quiet",
            "--out",
            f"{folder}/pack",
        ]
        spent = wall(lambda: subprocess.run(command, check=True, capture_output=True, env=environment))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        row("one summit pack, cold process, empty cache", f"{spent:.1f} s, {peak:.0f} MiB")


def lookups() -> None:
    """Look-ups in a warm record, and every verdict there is."""
    from burdenshare import pledges  # noqa: PLC0415
    from burdenshare.record import Record, open_embedded  # noqa: PLC0415

    view = Record(open_embedded()).as_of(date(2024, 7, 9))
    view.latest("share_of_gdp", "DEU", 2024)
    spent = median(lambda: wall(lambda: view.latest("share_of_gdp", "DEU", 2024)))
    row("as-of look-up of one ally", f"{spent * 1e3:.3f} ms")
    fresh = Record(open_embedded())
    clause = pledges.find_pledge("wales-2014").principal

    def everything() -> None:
        for edition in fresh.editions():
            held = fresh.as_of(edition.published)
            for year in held.years("share_of_gdp"):
                pledges.evaluate(held, clause, clause.readings[0], year)

    row("verdicts of all allies, years and editions", f"{wall(everything) * 1e3:.0f} ms")


def workbook() -> None:
    """Reading a workbook of NATO's layout against plain openpyxl over the same cells."""
    sources = list((ROOT.parent / "shared" / "data" / "nato").glob("2024*TABLES*.xlsx"))
    if not sources:
        row("reading NATO's workbook", "not measured: no workbook beside the checkout")
        return
    import openpyxl  # noqa: PLC0415

    from burdenshare.publishers import nato  # noqa: PLC0415

    def plain() -> None:
        book = openpyxl.load_workbook(sources[0], read_only=True, data_only=True)
        for sheet in book.worksheets:
            for cells in sheet.iter_rows(max_row=1500, max_col=120):
                for cell in cells:
                    _ = cell.value, cell.number_format

    peer = median(lambda: wall(plain))
    ours = median(lambda: wall(lambda: nato.read(sources[0])))
    row("reading NATO's workbook, over plain openpyxl", f"{ours / peer:.2f}x ({ours:.2f} s)")


def letters() -> None:
    """32 letters in PDF from the finished trees, against docxtpl with LibreOffice."""
    from burdenshare.document.forms import as_pdf  # noqa: PLC0415
    from burdenshare.letters import Writing, open_desk  # noqa: PLC0415

    desk = open_desk(Writing(as_of="2026-08-01", pledge="hague-2025"))
    trees = [desk.letter(ally).document for ally in desk.recipients("all")]
    ours = wall(lambda: [as_pdf(tree) for tree in trees])
    peer = _docxtpl(trees)
    if peer is None:
        row("32 letters in PDF", f"{ours:.2f} s; docxtpl not measured: LibreOffice is absent")
        return
    row("32 letters in PDF; docxtpl with LibreOffice takes", f"{ours:.2f} s; {peer / ours:.1f}x")


def _docxtpl(trees: Sequence[Document]) -> float | None:
    """Seconds that docxtpl takes to fill a template 32 times and LibreOffice to print the files."""
    if shutil.which("soffice") is None:
        return None
    import docx  # noqa: PLC0415
    import docxtpl  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        blank = docx.Document()
        for name in ("letterhead", "address", "salutation"):
            blank.add_paragraph("{{ " + name + " }}")
        blank.add_paragraph("{% for text in body %}{{ text }}\n{% endfor %}")
        blank.save(f"{folder}/template.docx")
        said = [_said(tree) for tree in trees]

        def run() -> None:
            for k, each in enumerate(said):
                template = docxtpl.DocxTemplate(f"{folder}/template.docx")
                template.render(each)
                template.save(f"{folder}/letter{k}.docx")
            files = [f"{folder}/letter{k}.docx" for k in range(len(said))]
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    folder,
                    *files,
                ],
                check=True,
                capture_output=True,
            )

        return wall(run)


def _said(tree: Document) -> dict[str, object]:
    """A letter's words for the peer's template; its notes are left out, which favours the peer."""
    texts = {b.role: "".join(r.text for r in b.runs) for b in tree.blocks}
    body = ["".join(r.text for r in b.runs) for b in tree.blocks if b.role == "body"]
    return {**texts, "body": body}


def imports() -> None:
    """Import of the largest releases from a cold process: seconds and peak memory."""
    found = sorted((ROOT.parent / "shared" / "data" / "sipri").glob("*.xlsx"))
    for path in found or [None]:
        if path is None:
            row("importing SIPRI's workbook", "not measured: no workbook beside the checkout")
            continue
        with tempfile.TemporaryDirectory() as folder:
            own = f"{folder}/own.sqlite"
            command = [str(BIN / "burdenshare"), "import", "sipri", str(path), "--record", own]
            start = time.perf_counter()
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(child.pid, 0)
            spent = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            row(f"importing `{path.name}`", f"{spent:.1f} s, {used.ru_maxrss / 1024:.0f} MiB")


def collation() -> None:
    """32 letters held side by side; the five volumes compared; archives that grow."""
    sys.path.insert(0, str(ROOT / "tools" / "archives"))
    import scale  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "tests.collation.lettersets.make", "B", folder],
            check=True,
            capture_output=True,
            cwd=ROOT,
        )
        spent = scale.measured([str(BIN / "burdenshare"), "collate", folder], 32)
        row("32 letters of 540 words held side by side, cold process", f"{spent.wall:.1f} s")
    volumes = ROOT.parent / "shared" / "data" / "letters" / "frus"
    if volumes.is_dir():
        with tempfile.TemporaryDirectory() as folder:
            found = scale.measured(
                [
                    str(BIN / "burdenshare"),
                    "collate",
                    "--archive",
                    str(volumes),
                    "--out",
                    f"{folder}/found",
                    "--memory",
                    "1GiB",
                    "--quiet",
                ],
                1_474,
            )
            row(
                "comparing the 1,474 papers of five FRUS volumes, memory set to 1 GiB",
                f"{found.wall:.1f} s, {found.peak:.0f} MiB",
            )
    else:
        row("comparing five FRUS volumes", "not measured: no volumes beside the checkout")
    scale.main(list(scale.USUAL))


def row(job: str, result: str) -> None:
    """Print one line of the table."""
    print(f"| {job} | {result} |")


def main() -> int:
    """Print every row."""
    print("| job | measured |\n| --- | --- |")
    for part in (installed, start_up, packs, lookups, workbook, letters, imports, collation):
        part()
    return 0


if __name__ == "__main__":
    sys.exit(main())
