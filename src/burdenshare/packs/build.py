"""The summit pack, from the record of a day, in one go."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from burdenshare import pledges
from burdenshare.analysis import Standings, standings
from burdenshare.citing import citation, short_note
from burdenshare.document import html, typst
from burdenshare.errors import LetterError, PackError
from burdenshare.judging import year_of
from burdenshare.letters import Letter, compose, evidence_of, read_sender
from burdenshare.looking import Day, PathLike, day_of, open_record
from burdenshare.packs.brief import brief
from burdenshare.packs.figures import Book, table_csv, table_json
from burdenshare.packs.folder import replaced
from burdenshare.packs.page import render
from burdenshare.packs.pictures import Picture, pictures
from burdenshare.packs.words import editions_used
from burdenshare.record import View, cell_figure, expected
from burdenshare.results import Result
from burdenshare.terms import find_ally, name_of


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a pack."""

    file: str
    bytes: int
    sha256: str


def pack(
    *, pledge: str, out: Path | str, year: int | None = None, recipients: str = "",
    sender: Path | None = None, as_of: Day = None, source: str = "nato",
    record: PathLike = None, step: Callable[[str], None] = lambda _: None,
) -> Result[PackedFile]:  # fmt: skip
    """Write a summit pack; the folder is replaced whole or not at all.

    Parameters
    ----------
    recipients : allies to write to, by comma; all that are below the level by default
    sender : a TOML file that says who writes; the fictional demonstration by default
    step : told what is being done

    Raises
    ------
    PackError : the folder cannot be written, or is not a pack
    """
    out, day = Path(out), day_of(as_of)
    view = open_record(record).as_of(day, source=source)
    rule = pledges.find_pledge(pledge, day)
    asked = year_of(view, rule.principal, year)
    if year is None:
        asked = _best_year(view, rule, asked)
    with replaced(out) as folder:
        step("working out where everybody stands")
        table = standings(view, rule, asked)
        step("drawing")
        drawn = pictures(table)
        letters = _compose(table, recipients, sender)
        _write(folder, table, drawn, letters, step)
        rows = _manifest(folder, table)
    said = f"{out}: {len(letters)} letters, {len(drawn)} charts; open {out / 'index.html'}."
    return Result(day, [e.id for e in editions_used(table)], rows, {"out": str(out), "said": said})


def _best_year(view: View, rule: pledges.Pledge, year: int) -> int:
    """Return the last year that most members have a value for."""
    name = rule.principal.indicator
    for each in range(year, year - 3, -1):
        allies = expected(each, view.day)
        held = [a for a in allies if (o := view.latest(name, a, each)) and o.value is not None]
        if len(held) * 2 > len(allies):
            return each
    return year


def _compose(table: Standings, recipients: str, sender: Path | None) -> list[Letter]:
    who = read_sender(sender)
    if recipients:
        codes = {find_ally(r.strip()).code for r in recipients.split(",") if r.strip()}
    else:
        codes = {ln.ally for ln in table.lines if ln.is_below and ln.ally != who.ally}
    found = []
    for line in table.lines:
        if line.ally in codes:
            if not line.is_below:
                raise LetterError(
                    f"{name_of(line.ally)} is not known to be below the level",
                    where="--to", mend="write to allies below it",
                )  # fmt: skip
            found.append(compose(evidence_of(table, line, who), who, table.view.day))
    return found


def _write(
    folder: Path, table: Standings, drawn: list[Picture], letters: list[Letter],
    step: Callable[[str], None],
) -> None:  # fmt: skip
    book = Book()
    for line in table.lines:
        book.add_all([line.value, line.gap, line.money.figure, line.weight])
        if line.move:
            before = cell_figure(table.view.record, line.move.before)
            book.add_all([before, line.move.change, line.move.restatement, line.move.fresh])
    book.add_all(table.counts.values())
    (folder / "charts").mkdir()
    for picture in drawn:
        _put(folder / "charts" / f"{picture.name}.svg", picture.svg)
    (folder / "letters").mkdir()
    for letter in letters:
        step(f"writing to {name_of(letter.ally)}")
        _write_letter(folder / "letters", letter, book)
    step("writing the brief and the report")
    short = brief(table, letters)
    (folder / "brief.pdf").write_bytes(typst.render(short, notes={}, most_pages=2))
    _put(folder / "index.html", render(table, drawn, letters, book.figures()))
    _put(folder / "figures.csv", table_csv(book.figures()))
    _put(folder / "figures.json", table_json(book.figures(), table.view.day))


def _write_letter(folder: Path, letter: Letter, book: Book) -> None:
    book.add_all(n.figure for n in letter.document.numbers())
    notes = {f.id: citation(f) for f in letter.document.noted()}
    short = {f.id: short_note(f) for f in letter.document.noted()}
    page = html.render(letter.document, notes=notes, link="../index.html#", back="../index.html")
    _put(folder / f"{letter.ally}.html", page)
    pdf = typst.render(letter.document, notes=short, most_pages=1)
    if typst.pages(pdf) > 1:
        raise PackError(f"the letter to {name_of(letter.ally)} does not fit one page",
                        mend="shorten its passages")  # fmt: skip
    (folder / f"{letter.ally}.pdf").write_bytes(pdf)


def _put(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _manifest(folder: Path, table: Standings) -> list[PackedFile]:
    rows = [
        PackedFile(p.relative_to(folder).as_posix(), p.stat().st_size,
                   hashlib.sha256(p.read_bytes()).hexdigest())
        for p in sorted(folder.rglob("*")) if p.is_file()
    ]  # fmt: skip
    parts = ("burdenshare", "typst", "vl-convert-python", "Jinja2")
    content = {
        "as_of": table.view.day.isoformat(),
        "pledge": table.pledge.id,
        "year": table.year,
        "source": table.edition.publisher,
        "editions": [
            {"edition": e.id, "published": e.published.isoformat(), "origin": e.origin,
             "citation": e.citation, "sources": e.sources} for e in editions_used(table)
        ],
        "versions": {"python": platform.python_version()} | {p: version(p) for p in parts},
        "files": {r.file: r.sha256 for r in rows},
    }  # fmt: skip
    _put(folder / "manifest.json", json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return rows
