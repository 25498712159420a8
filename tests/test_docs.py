"""The documentation says what the program does."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_readme_python_runs():
    """The README's Python examples give what they show."""
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried >= 4
    assert failed == 0


def test_how_to_python_runs():
    """The Python examples of the how-to pages give what they show."""
    for page in sorted((ROOT / "docs" / "how-to").glob("*.md")):
        assert doctest.testfile(str(page), module_relative=False)[0] == 0, page.name


def test_readme_answers_are_real(run):
    """The commands on the README's first screen print the lines that stand below them."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^    \$ burdenshare (.+)\n((?:    .*\n)+)", text, re.MULTILINE)
    assert len(blocks) == 2
    for command, shown in blocks:
        out = run(*shlex.split(command)).out
        for line in shown.splitlines():
            if line.strip() != "...":
                assert line.removeprefix("    ").rstrip() in out


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    """Every relative link of a page finds its file."""
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_the_docs_run(page, run, tmp_path):
    """Every read-only command in running text exits with status 0."""
    for command in re.findall(
        r"`burdenshare ((?:show|coverage|verdicts|gaps|trace|editions|revisions|flips)[^`]*)`",
        page.read_text("utf-8"),
    ):
        if page.parent.name != "reference" and not re.search(r"\b[A-Z]{4,}\b|ID", command):
            assert run(*shlex.split(command)).status == 0, command


def test_reference_is_up_to_date(tmp_path):
    """The reference pages are those that the tool writes from the code."""
    code = (
        "import sys, runpy; sys.argv = ['x']; "
        f"m = runpy.run_path({str(ROOT / 'tools' / 'write_reference.py')!r}); "
        "print(m['commands']() + m['pledge_page']() + m['indicator_page']() + m['figure_page'](), end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    home = ROOT / "docs" / "reference"
    kept = [(home / f"{n}.md").read_text("utf-8") for n in ("commands", "pledges", "indicators", "figures")]
    assert done.stdout == "".join(kept)


def test_readme_letters_run(run, tmp_path):
    """The README's commands on letters do, one after the other, what they say."""
    text = (ROOT / "README.md").read_text("utf-8").partition("## Letters")[2]
    lines = re.findall(r"^    (burdenshare letters .*|echo .*)$", text, re.MULTILINE)
    assert len(lines) == 7
    for line in lines:
        if line.startswith("echo"):
            subprocess.run(["sh", "-c", line], check=True, cwd=tmp_path)
            continue
        done = run(*shlex.split(line, comments=True)[1:], cwd=tmp_path)
        assert done.status == 0, (line, done.err)
    assert [p.name for p in (tmp_path / "desk" / "outbox").iterdir()] == ["DEU-2018-07-11.eml"]


def test_readme_collations_run(run, tmp_path):
    """The README's commands on letters side by side and on an archive do what they say."""
    text = (ROOT / "README.md").read_text("utf-8").partition("## Letters side by side")[2]
    commands = re.findall(r"^    burdenshare (collate .*)$", text, re.MULTILINE)
    assert len(commands) == 2
    (tmp_path / "letters").mkdir()
    for name in ("Norway", "Canada"):
        letter = f"Dear Prime Minister,\n\nWe ask {name} to name the year of its plan.\n"
        (tmp_path / "letters" / f"{name}.txt").write_text(letter, "utf-8")
    rows = [{"id": str(k), "text": f"Paper {k}. The plan names a year for every step."} for k in (1, 2)]
    lines = "".join(json.dumps(r) + "\n" for r in rows)
    (tmp_path / "documents.jsonl").write_text(lines, "utf-8")
    for command in commands:
        done = run(*shlex.split(command, comments=True), cwd=tmp_path)
        assert done.status == 0, (command, done.err)
    assert (tmp_path / "side-by-side" / "collation.html").is_file()
    assert (tmp_path / "found" / "index.html").is_file()
