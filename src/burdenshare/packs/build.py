"""The summit pack, from the record of a day, in one go."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from burdenshare import charts
from burdenshare.analysis import Standings
from burdenshare.collation.side_by_side import collation_of, write_collation
from burdenshare.document import typst
from burdenshare.document.forms import as_html, as_pdf
from burdenshare.letters import Desk, Letter
from burdenshare.letters.recipients import leader_names
from burdenshare.packs.brief import brief
from burdenshare.packs.figures import Book, table_csv, table_json
from burdenshare.packs.folder import replaced
from burdenshare.packs.page import render
from burdenshare.packs.pictures import Picture, pictures
from burdenshare.packs.words import editions_used
from burdenshare.record import cell_figure
from burdenshare.terms import name_of


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a pack."""

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a pack holds, and the editions it rests on."""

    files: list[PackedFile]
    editions: list[str]
    said: str


def build(desk: Desk, out: Path, recipients: str, step: Callable[[str], None]) -> Built:
    """Write a summit pack; the folder is replaced whole or not at all.

    Parameters
    ----------
    recipients : `below`, `below-equipment`, `all`, or codes by comma
    step : told what is being done

    Raises
    ------
    PackError : the folder cannot be written, or is not a pack
    """
    table = desk.table
    with replaced(out) as folder:
        planned = pictures(table)
        with charts.drawing([(p.spec, p.sentence) for p in planned]) as finished:
            letters = []
            for ally in desk.recipients(recipients):
                step(f"writing to {name_of(ally)}")
                letters.append(desk.letter(ally))
            book = _write(folder, desk, letters, step)
            step("drawing")
            drawn = [replace(p, svg=svg) for p, svg in zip(planned, finished(), strict=True)]
        _write_page(folder, desk, drawn, letters, book)
        rows = _manifest(folder, table)
    count = "1 letter" if len(letters) == 1 else f"{len(letters)} letters"
    said = f"{out}: {count}, {len(planned)} charts; open {out / 'index.html'}."
    return Built(rows, [e.id for e in editions_used(table)], said)


def _write(folder: Path, desk: Desk, letters: list[Letter], step: Callable[[str], None]) -> Book:
    """Write what does not wait for the charts; return the figures printed."""
    book, table = Book(), desk.table
    for line in table.lines:
        book.add_all([line.value, line.gap, line.money.figure, line.weight])
        if line.move:
            before = cell_figure(table.view.record, line.move.before)
            book.add_all([before, line.move.change, line.move.restatement, line.move.fresh])
    book.add_all(table.counts.values())
    (folder / "letters").mkdir()
    for letter in letters:
        step(f"putting the letter to {name_of(letter.ally)} into its forms")
        book.add_all(n.figure for n in letter.document.numbers())
        for name, content in desk.forms(letter, link="../index.html#", back="../index.html").items():
            (folder / "letters" / name).write_bytes(content)
    (folder / "briefs").mkdir()
    for letter in letters:
        about = desk.brief(letter.ally)
        book.add_all(n.figure for n in about.numbers())
        page = as_html(about, link="../index.html#", back="../index.html")
        _put(folder / "briefs" / f"{letter.ally}.html", page)
        (folder / "briefs" / f"{letter.ally}.pdf").write_bytes(as_pdf(about))
    if len(letters) > 1:
        step("holding the letters side by side")
        pages = [folder / "letters" / f"{letter.ally}.html" for letter in letters]
        write_collation(collation_of(pages, leader_names()), folder / "collation")
    step("writing the brief")
    short = brief(table, letters)
    (folder / "brief.pdf").write_bytes(typst.render(short, notes={}, most_pages=2))
    if table.pledge.text:
        _put(folder / f"{table.pledge.id}.toml", table.pledge.text)
    _put(folder / "figures.csv", table_csv(book.figures()))
    _put(folder / "figures.json", table_json(book.figures(), table.view.day))
    return book


def _write_page(folder: Path, desk: Desk, drawn: list[Picture], letters: list[Letter], book: Book) -> None:
    (folder / "charts").mkdir()
    for picture in drawn:
        _put(folder / "charts" / f"{picture.name}.svg", picture.svg)
    page = render(desk.table, drawn, letters, book.figures(), collated=len(letters) > 1)
    _put(folder / "index.html", page)


def _put(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _manifest(folder: Path, table: Standings) -> list[PackedFile]:
    rows = [
        PackedFile(
            p.relative_to(folder).as_posix(), p.stat().st_size, hashlib.sha256(p.read_bytes()).hexdigest()
        )
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    ]
    parts = ("burdenshare", "typst", "vl-convert-python", "Jinja2")
    content = {
        "as_of": table.view.day.isoformat(),
        "pledge": table.pledge.id,
        "year": table.year,
        "source": table.edition.publisher,
        "editions": [
            {
                "edition": e.id,
                "published": e.published.isoformat(),
                "origin": e.origin,
                "citation": e.citation,
                "sources": e.sources,
            }
            for e in editions_used(table)
        ],
        "versions": {"python": platform.python_version()} | {p: version(p) for p in parts},
        "files": {r.file: r.sha256 for r in rows},
    }
    _put(folder / "manifest.json", json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return rows
