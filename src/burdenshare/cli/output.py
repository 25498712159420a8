"""Results as text, JSON or CSV. Text tables fit 80 columns, the edition in the last line."""

from __future__ import annotations

import csv
import json
import sys
import textwrap
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import click

from burdenshare.errors import BurdenshareError, RefusedLettersError
from burdenshare.results import Result, safe
from burdenshare.terms import INDICATORS, name_of

Columns = list[tuple[str, Callable[[Any], str]]]
"""Heading, and how a row's cell reads; a heading that starts with `>` is right-aligned."""

WIDTH = 80
FEW = 6
"""Rows that are named one by one where they share a remark."""


def _two(value: Decimal | None) -> str:
    return "?" if value is None else format(round(value, 2), "f").replace("-", "−")


def _e(row: Any) -> str:
    if getattr(row, "flag", "") == "uncertain":
        return "~"
    return {"estimated": "e", "projected": "p"}.get(row.status, " ")


def _millions(row: Any) -> str:
    """Millions, rounded no finer than the bounds allow."""
    if row.gap_money is None:
        return "?"
    places = 0
    if row.low is not None:
        from burdenshare.figures import honest_decimals  # noqa: PLC0415

        places = honest_decimals(row.low, row.high, 0)
    return f"{int(round(row.gap_money, places)):,}".replace("-", "−")


def _where(row: Any) -> str:
    if row.cell:
        return f"{row.sheet}!{row.cell}"
    return f"line {row.line}" if getattr(row, "line", None) else ""


EDITIONS: Columns = [
    ("edition", lambda r: r.edition),
    ("years", lambda r: r.years),
    ("prices", lambda r: str(r.price_base or "-")),
    ("origin", lambda r: r.origin),
    (">cells", lambda r: str(r.observations)),
    ("definition", lambda r: r.definition.removeprefix("nato_")),
]
COVERAGE: Columns = [
    ("indicator", lambda r: r.indicator),
    (">year", lambda r: str(r.year)),
    (">held", lambda r: f"{r.allies_held}/{r.allies_expected}"),
    ("editions", lambda r: " ".join(e.partition("/")[2] for e in r.editions)),
]
SHOW: Columns = [
    (">year", lambda r: f"{r.year}{_e(r)}"),
    ("indicator", lambda r: r.indicator),
    (">value", lambda r: _two(r.value)),
    ("unit", lambda r: r.missing or r.unit),
    ("edition", lambda r: r.edition.partition("/")[2]),
    ("cell", _where),
]
VERDICTS: Columns = [
    ("ally", lambda r: f"{r.ally} {r.name}"),
    (">share", lambda r: _two(r.value) + _e(r)),
    (">gap", lambda r: _two(r.gap_pp)),
    ("verdict", lambda r: r.verdict),
    ("why", lambda r: r.reasons[0] if r.reasons else ""),
]
COUNTS: Columns = [
    ("edition", lambda r: r.edition),
    (">year", lambda r: str(r.year)),
    (">found", lambda r: str(r.found)),
    (">stated", lambda r: "-" if r.stated is None else str(r.stated)),
    (">held", lambda r: str(r.held)),
    ("taken back", lambda r: " ".join(r.deleted)),
]
GAPS: Columns = [
    ("ally", lambda r: f"{r.ally} {name_of(r.ally)}"),
    (">points", lambda r: _two(r.gap_pp)),
    (">million", _millions),
    ("money", lambda r: f"{r.currency} {r.prices}".strip() or "unknown"),
    ("rests on", lambda r: r.output or r.reason),
]


CUMULATIVE: Columns = [
    *GAPS[:3],
    (">summed", lambda r: _hundreds(r.cumulative_money)),
    ("path", lambda r: r.path),
    ("rests on", lambda r: r.output or r.reason),
]


def _hundreds(value: Decimal | None) -> str:
    """Millions, rounded to hundreds."""
    return "?" if value is None else f"{int(round(value, -2)):,}".replace("-", "−")


def emit(result: Result[Any], form: str, columns: Columns) -> None:
    """Print a result in the form asked for."""
    if form == "json":
        print(json.dumps(result.as_dict(), ensure_ascii=False, indent=1))
    elif form == "csv":
        write_csv(result.records(), sys.stdout)
    else:
        print(table(result, columns))


def footnotes(result: Result[Any]) -> Iterable[str]:
    """What a table has no room for, each text once: reasons beyond the first, notes, causes."""
    said: dict[str, list[str]] = {}
    for row in result.rows:
        for head, text in _remarks(row):
            heads = said.setdefault(text, [])
            if head not in heads:
                heads.append(head)
    for text, heads in said.items():
        head = heads[0] if len(heads) == 1 else f"{len(heads)} rows"
        line = f"{', '.join(heads) if len(heads) <= FEW else head}: {text}".removeprefix(": ")
        yield from textwrap.wrap(line, WIDTH, subsequent_indent="  ")
        yield ""


def _remarks(row: Any) -> Iterable[tuple[str, str]]:
    """Whom a remark is about, and what it says."""
    for reason in getattr(row, "reasons", ())[1:]:
        yield row.ally, reason
    if 0 < getattr(row, "at_level_in", 0) < row.editions_with_value:
        of = f"{row.at_level_in} of the {row.editions_with_value} editions"
        yield row.ally, f"at level in {of} that speak of {row.year}."
    pairs = zip(getattr(row, "notes", ()), getattr(row, "note_texts", ()), strict=True)
    yield from (("", f"{name}: {text}") for name, text in pairs)
    if getattr(row, "cause", "first") not in {"first", "unchanged", "rounding"}:
        yield f"{row.ally} {row.year}, {row.edition.partition('/')[2]}", f"{row.why}."


def write_csv(records: list[dict[str, Any]], out: Any) -> None:
    """Write records as CSV; text that a spreadsheet would run as a formula is quoted."""
    if not records:
        return
    writer = csv.DictWriter(out, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: safe(v) for k, v in r.items()} for r in records)


def table(result: Result[Any], columns: Columns) -> str:
    """Return the rows as a table of at most 80 columns."""
    cells = [[read(row) for _, read in columns] for row in result.rows]
    heads = [name.lstrip(">") for name, _ in columns]
    widths = [max([len(h), *(len(c[k]) for c in cells)]) for k, h in enumerate(heads)]
    widths[-1] = max(8, min(widths[-1], WIDTH - sum(widths[:-1]) - 2 * len(widths[:-1])))
    right = [name.startswith(">") for name, _ in columns]
    lines = [_line(row, widths, right) for row in [heads, *cells]]
    return "\n".join([*lines, "", *footnotes(result), last_line(result)])


def _line(row: list[str], widths: list[int], right: list[bool]) -> str:
    parts = []
    for text, width, to_right in zip(row, widths, right, strict=True):
        cut = text if len(text) <= width else text[: width - 1] + "…"
        parts.append(cut.rjust(width) if to_right else cut.ljust(width))
    return "  ".join(parts).rstrip()


def last_line(result: Result[Any]) -> str:
    """Say as of when, from which editions, and the counts."""
    if not result.editions and "said" in result.more:  # letters rest on no edition
        return str(result.more["said"])
    named = ", ".join(result.editions[-3:]) or "none"
    more = f" and {len(result.editions) - 3} earlier" if len(result.editions) > 3 else ""  # noqa: PLR2004
    counts = result.more.get("counts")
    head = f"{counts['at_level']} of {counts['with_value']} at level. " if counts else ""
    return f"{head}As of {result.as_of}. Editions: {named}{more}."


def pivot(result: Result[Any], years: int = 5) -> None:
    """Print an ally's indicators by year, the last years side by side."""
    last = sorted({r.year for r in result.rows})[-years:]
    names = [i for i in INDICATORS if any(r.indicator == i for r in result.rows)]
    by_cell = {(r.indicator, r.year): r for r in result.rows}
    wide = max((len(i) for i in names), default=9)
    print(" " * wide + "".join(f"{y:>8} " for y in last))
    for name in names:
        print(name.ljust(wide) + "".join(_pivot_cell(by_cell.get((name, y))) for y in last))
    name = name_of(result.rows[0].ally) if result.rows else ""
    print(f"\n{name}: e estimate, p projection, ~ uncertain, ? missing.")
    print("Cells: --indicator NAME.", end=" ")
    print(last_line(result))


def _pivot_cell(row: Any) -> str:
    if row is None:
        return " " * 9
    if row.value is None:
        return f"{'?':>8} "
    places = INDICATORS[row.indicator].decimals
    return f"{format(round(row.value, places), 'f' if places else '.0f'):>8}{_e(row)}"


def print_error(error: BurdenshareError, *, as_json: bool) -> None:
    """Print a line on standard error, red on a terminal, and one for each letter; or one JSON object."""
    if as_json:
        print(json.dumps({"error": error.as_dict()}, ensure_ascii=False), file=sys.stderr)
    else:
        several = isinstance(error, RefusedLettersError)
        for line in f"Error: {error}".splitlines() if several else [f"Error: {error}"]:
            click.secho(" ".join(line.split()), fg="red", err=True)


def imported(result: Result[Any], form: str) -> None:
    """Print what an import read and did."""
    if form != "text":
        emit(result, form, SHOW)
        return
    more = result.more
    print(more["said"])
    for change in more["changes"][:20]:
        print(
            f"  {change['ally']} {change['indicator']} {change['year']}: "
            f"{change['was'] or 'not held'} -> {change['now'] or 'gone'}"
        )
    if len(more["changes"]) > 20:  # noqa: PLR2004
        print(f"  ... and {len(more['changes']) - 20} more; all with --format json")
    if more["contradictions"]:
        print(f"{len(more['contradictions'])} cells contradict others and are marked uncertain:")
    for text in more["contradictions"]:
        print(f"  {text}")
    if more["holes"]:
        print(f"  Totals over allies without a value: {len(more['holes'])}, each with a note.")
    for remark in more["remarks"]:
        print(f"  {remark}")


def said(result: Result[Any], form: str) -> None:
    """Print one sentence on what was done."""
    if form == "json":
        print(json.dumps(result.as_dict() | {"rows": list(result.rows)}, ensure_ascii=False, indent=1))
    elif form == "csv":
        write_csv([{"file": name} for name in result.rows], sys.stdout)
    else:
        print(result.more["said"])


def packed(result: Result[Any], form: str) -> None:
    """Print what a pack holds."""
    if form == "text":
        print(result.more["said"])
    else:
        emit(result, form, [])
