"""The documentation says what the program does."""

from __future__ import annotations

import ast
import doctest
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from burdenshare.cli.command import command_of
from burdenshare.verbs.table import GROUPS, VERBS, commands

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "burdenshare"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LOOKING = re.compile(
    r"(show|coverage|verdicts|gaps|trace|cite|editions|revisions|flips|compare|panel|pledges|indicators|allies"
    r"|releases) (?!check)"
)
"""Verbs that only look, with something to look at; alone they are names."""
OWN_FILE = re.compile(r"\b[A-Z]{4,}\b|\bID\b|\.toml|--source (table|sipri)|\.\.\.")
"""What stands for a reader's own file, or needs one."""


def commands_in(page):
    """Return the commands of a page without the name of the program: within backticks, or a line each."""
    text = page.read_text("utf-8")
    lines = re.findall(r"^    (?:\$ )?burdenshare (.+)$", text, re.MULTILINE)
    return re.findall(r"`burdenshare ([^`]+)`", text) + [
        " ".join(shlex.split(x, comments=True)) for x in lines
    ]


def test_readme_python_runs():
    """The README's Python examples give what they show."""
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried >= 4
    assert failed == 0


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*/*.md")), ids=lambda p: p.name)
def test_python_of_the_docs_runs(page, tmp_path, monkeypatch):
    """The Python examples of the pages give what they show."""
    monkeypatch.chdir(tmp_path)
    assert doctest.testfile(str(page), module_relative=False)[0] == 0


def test_readme_answers_are_real(run):
    """The commands on the README's first screen print the lines that stand below them."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^    \$ burdenshare (.+)\n((?:    .*\n)+)", text, re.MULTILINE)
    assert len(blocks) == 2
    for command, shown in blocks:
        out = run(*shlex.split(command)).out
        for line in shown.splitlines():
            if line.strip() != "...":
                assert line.removeprefix("    ").rstrip() in out.splitlines()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    """Every relative link of a page finds its file."""
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_the_docs_run(page, run, tmp_path):
    """Every command of a page that only looks, and needs no file of the reader's, exits with status 0."""
    for command in commands_in(page):
        looks = LOOKING.match(command) and not OWN_FILE.search(command)
        if looks and page.parent.name != "reference":
            done = run(*shlex.split(command), cwd=tmp_path)
            assert done.status == 0, (command, done.err)


def fault_of(command):
    """Say what of a command the program does not know: its verb, or an option of that verb."""
    words = re.split(r"[\s=]+", command.strip())
    known = [c for c in commands() if words[: len(c.split())] == c.split()]
    options = [w.rstrip(".,;:)'\"") for w in words if w.startswith("-")]
    if not known:
        return "" if (words[0] in GROUPS and not words[1:]) or options == words else f"no verb: {command}"
    name = max(known, key=len)
    takes = {o for p in command_of(commands()[name], name).params for o in p.opts} | {"--help"}
    return "".join(f"{name} has no {o}" for o in options if o not in takes)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_the_docs_exist(page):
    """Every command that a page names is a verb of the program with options that it takes."""
    assert [fault for c in commands_in(page) if (fault := fault_of(c))] == []


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.parent.name in ("decisions", "explanation") or p == PAGES[1]]
)
def test_files_named_exist(page):
    """Every file and folder of ours that a decision or the page for contributors names is there."""
    named = re.findall(r"`([a-z_]+/[\w./-]*)`", page.read_text("utf-8"))
    assert [n for n in named if not (SOURCE / n).exists() and not (ROOT / n).exists()] == []


def texts_of_source():
    """Yield every text of the source with its place; what is filled in later reads X."""
    for file in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        within = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [str(v.value) if isinstance(v, ast.Constant) else "X" for v in node.values]
                yield f"{file.name}:{node.lineno}", "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in within:
                yield f"{file.name}:{node.lineno}", node.value
    for file in sorted(SOURCE.rglob("*")):
        if file.suffix in {".md", ".toml", ".html"}:
            yield file.name, file.read_text("utf-8")


def test_commands_in_the_source_exist():
    """Every command that an error, a remark or a kit names is a verb with options that it takes."""
    named = [(p, c) for p, text in texts_of_source() for c in re.findall(r"`burdenshare ([a-z][^`]*)`", text)]
    assert len(named) > 20
    assert [(place, fault) for place, command in named if (fault := fault_of(command))] == []


def test_options_in_mends_exist():
    """Every option that an error's `mend` names is one of some verb."""
    known = {o for name, v in commands().items() for p in command_of(v, name).params for o in p.opts}
    named = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "mend":
                named |= set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", ast.unparse(node.value)))
    assert len(named) >= 8
    assert named - known == set()


def test_each_verb_stands_where_the_reference_says():
    """The page of commands names for each verb the file that holds its function."""
    page = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    for verb in (v for v in VERBS if v.command):
        place = f"verbs/{verb.module}.py"
        assert f"| `{verb.command}` | `{verb.function}` | `{place}` |" in page
        assert f"\ndef {verb.function}(" in (SOURCE / place).read_text("utf-8")


def test_bash_completes(tmp_path):
    """What the page of commands tells bash lets Tab complete a verb, an ally and a pledge."""
    page = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    told = re.search(r'`(eval "[^`]+")`', page)[1]
    (tmp_path / "burdenshare").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m burdenshare "$@"\n')
    (tmp_path / "burdenshare").chmod(0o755)
    asked = (
        f"{told}\n"
        'tab() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)) COMPREPLY=(); _burdenshare_completion $1; echo "${COMPREPLY[*]}"; }\n'
        "tab burdenshare verd; tab burdenshare show NO; tab burdenshare gaps NOR --pledge hag"
    )
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", asked], capture_output=True, text=True, check=True, env=env
    )
    assert done.stdout.split() == ["verdicts", "NOR", "hague-2025"]


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
