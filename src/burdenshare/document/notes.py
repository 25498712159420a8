"""Sentences to quote: a figure with its edition and cell."""

from __future__ import annotations

from burdenshare.document.languages import issued, long_day, words
from burdenshare.figures import Cell, Declared, Figure, Operation, RuleLevel, where
from burdenshare.terms import edition_date, find_publisher


def shown(figure: Figure) -> str:
    """Return the value as text, with sign where it is a gap, and its unit in short.

    Decimals below zero round to tens and more.
    """
    value = round(figure.value, figure.decimals)
    text = format(value, "f") if figure.decimals > 0 else f"{int(value):,}"
    text = text.replace("-", "−")
    units = {"percent": " %", "points": " points", "allies": ""}
    return text + units.get(figure.unit, f" {figure.unit}")


def source_of(cell: Cell) -> str:
    """Return edition and place of a cell in words."""
    series = find_publisher(cell.publisher).english.series
    text = f"{series}, edition of {edition_date(cell.publisher, cell.published)}, {where(cell)}"
    if cell.origin == "transcribed":
        return f"{text}, as reported at {cell.url}" if cell.url else text
    return text if cell.origin == "original" else f"{text} ({cell.origin})"


def citation(figure: Figure) -> str:
    """Return one sentence: what, value, whence."""
    sources = "; ".join(dict.fromkeys(source_of(c) for c in figure.cells()))
    estimate = " (estimate)" if figure.is_estimate else ""
    how = f" [{figure.derivation.formula}]" if isinstance(figure.derivation, Operation) else ""
    tail = f"; {sources}" if sources else ""
    return f"{figure.label}: {shown(figure)}{estimate}{how}{tail}. Figure {figure.id}."


def short_note(figure: Figure, language: str = "en") -> str:
    """Return a printed note: where the value stands, in as few words as will do.

    A transcription names the page's host; the whole address is in the HTML and in `figures.csv`.
    """
    table = words(language)
    cells = figure.cells()
    how = figure.derivation.formula if isinstance(figure.derivation, Operation) else ""
    how = table.get("formulas", {}).get(how, how)
    if len(cells) > 4:  # noqa: PLR2004
        return str(table["notes"]["cells"]).format(label=how or figure.label, n=len(cells))
    parts = dict.fromkeys(_short_source(c, language) for c in cells)
    sources = "; ".join(parts) or _rule(figure, language)
    return f"{how + ': ' if how else ''}{sources}."


def _short_source(cell: Cell, language: str) -> str:
    note = words(language)["notes"]
    series = find_publisher(cell.publisher).names[language].series
    e = note["estimate"] if cell.status in {"estimated", "projected"} else ""
    edition = note["edition"].format(of=issued(cell.publisher, cell.published, language, "of"))
    text = f"{series}, {edition}, {cell.year}{e}, "
    if cell.cell:
        return f"{text}{where(cell)}"
    if cell.url:
        host = cell.url.partition("://")[2].partition("/")[0].removeprefix("www.")
        return text + str(note["reported"]).format(host=host, raw=cell.raw)
    return text + str(note["extract"]).format(line=cell.line, raw=cell.raw[:8])


def _rule(figure: Figure, language: str) -> str:
    leaf, note = figure.derivation, words(language)["notes"]
    if isinstance(leaf, RuleLevel):
        if not leaf.paragraph:
            return leaf.source
        return str(note["paragraph"]).format(source=leaf.source, paragraph=leaf.paragraph)
    if isinstance(leaf, Declared):
        form = note["declared"] if leaf.by and leaf.by != leaf.source else note["own"]
        day = long_day(leaf.declared, language)
        return str(form).format(by=leaf.by, day=day, source=leaf.source)
    return figure.label


def long_note(figure: Figure, language: str = "en") -> str:
    """Return a note for a page: all of the citation in English, else the printed note with the id."""
    if language == "en":
        return citation(figure)
    return f"{short_note(figure, language)} {words(language)['notes']['figure'].format(id=figure.id)}"
