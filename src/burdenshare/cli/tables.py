"""Text tables of the verbs on what editions changed."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any

from burdenshare.cli.output import WIDTH, Columns
from burdenshare.paneling import matrix
from burdenshare.results import Result


def number(value: Any, places: int = 2) -> str:
    """Return a value with a sign that prints, `?` where it is unknown."""
    if value is None:
        return "?"
    return format(round(Decimal(str(value)), places), "f").replace("-", "−")


def _change(row: Any) -> str:
    if row.change is None:
        return ""
    sign = "+" if row.change > 0 else ""
    return sign + number(row.change)


REVISIONS: Columns = [
    (">year", lambda r: str(r.year)),
    ("edition", lambda r: r.edition.partition("/")[2]),
    (">value", lambda r: number(r.value) + ("e" if r.status != "reported" else " ")),
    (">change", _change),
    ("cause", lambda r: r.cause),
]
FLIPS: Columns = [
    ("ally", lambda r: f"{r.ally} {r.name}"),
    (">year", lambda r: str(r.year)),
    (">from", lambda r: number(r.from_)),
    (">to", lambda r: number(r.to)),
    ("edition", lambda r: r.edition.partition("/")[2]),
    ("cause", lambda r: r.cause),
]

CHECKED: Columns = [
    ("edition", lambda r: r.edition),
    ("kept", lambda r: r.kept),
    (">cells", lambda r: f"{r.cells:,}"),
    ("sha256", lambda r: r.sha256[:12]),
    ("state", lambda r: (r.why or "intact") if r.intact else f"DAMAGED: {r.why}"),
]
KEPT: Columns = [
    ("edition", lambda r: r.edition),
    (">cells", lambda r: f"{r.observations:,}"),
    ("title", lambda r: r.title),
]

RELEASES: Columns = [
    ("edition", lambda r: r.edition),
    ("file", lambda r: r.file),
    ("address", lambda r: r.status),
    ("", lambda r: r.urls[0].partition("://")[2]),
]


def received(so_far: int, expected: int | None) -> str:
    """Say how much has arrived.

    >>> received(500_000, 2_000_000)
    '0.5 of 2.0 MB'
    """
    of = f" of {expected / 1e6:.1f}" if expected else ""
    return f"{so_far / 1e6:.1f}{of} MB"


def summary_line(result: Result[Any]) -> str:
    """Say how far and how long the figures of an ally move."""
    s = result.more["summary"]
    if not s["stretches"]:
        return "No year was given by two editions of one definition and price base."
    bias, size = (number(s[k]["value"], 3) for k in ("bias", "size"))
    text = (
        f"{s['stretches']} stretches of editions that compare: latest less first is {bias} "
        f"{s['bias']['unit']} on average, {size} in size. A year's figure moves for "
        f"{s['days_moving_median']:.0f} days (median), {s['days_moving_longest']} at most. "
        f"New definitions and price bases, left out: {s['redefined']}; taken back: {s['deleted']}."
    )
    return "\n".join(textwrap.wrap(text, WIDTH))


def comparison(result: Result[Any]) -> Columns:
    """Columns of a comparison: one per publisher."""

    def cell(publisher: str) -> Any:
        return lambda r: (
            number(r[publisher]) + {"estimate": "e", "uncertain": "~"}.get(r[f"{publisher}_flag"], " ")
        )

    return [
        ("ally", lambda r: f"{r['ally']} {r['name']}"),
        *((f">{p}", cell(p)) for p in result.more["sources"]),
        (">difference", lambda r: "" if r["difference"] is None else number(r["difference"], 3)),
        ("depends on the source", lambda r: "yes" if r["depends"] else ""),
    ]


def depends_line(result: Result[Any]) -> str:
    """Name the allies whose verdict depends on the source."""
    more = result.more
    named = ", ".join(more["depends"]) or "none"
    text = f"On different sides of {more['level']} by source: {named}."
    if more["median_difference"] is not None:
        text += (
            f" {more['compared']} allies compared: median difference "
            f"{number(more['median_difference'], 3)}, largest "
            f"{number(more['largest_difference'], 2)}. e = estimate, ~ = highly uncertain, "
            "by the publisher's own marks."
        )
    return "\n".join(textwrap.wrap(text, WIDTH))


def coverage_matrix(result: Result[Any], indicator: str, out: Path | None) -> str:
    """Show how many allies each vintage gives for each year."""
    found = matrix(result, indicator)
    years = sorted({y for row in found.values() for y in row})[-20:]
    lines = [f"Allies with {indicator}, by vintage and year:", ""]
    lines.append(" " * 18 + "".join(f"{y % 100:>3d}" for y in years))
    for vintage, row in found.items():
        name = vintage if len(vintage) <= 17 else vintage.partition("/")[2]  # noqa: PLR2004
        lines.append(f"{name:<18}" + "".join(f"{row.get(y, 0) or '.':>3}" for y in years))
    span = f"{years[0]}-{years[-1]}" if years else "none"
    rows = f"{len(result.rows):,} rows in {len(result.editions)} vintages; years shown {span}."
    return "\n".join(
        [
            *lines,
            "",
            rows + (f" Written to {out}." if out else " Rows: --format csv, or --out panel.parquet."),
        ]
    )


LETTERS: Columns = [
    ("letter", lambda r: r.id),
    ("to", lambda r: r.recipient or r.office),
    ("in", lambda r: f"{r.language}, {r.tone}"),
    ("state", lambda r: r.state),
    ("its own sentence", lambda r: r.own),
]
UNQUOTED = {"not quoted": "(no words known)", "several": "(wording said of several letters)"}
COLLATED: Columns = [
    (">rank", lambda r: str(r.rank or "-")),
    ("letter", lambda r: r.letter),
    (">pointed", lambda r: "-" if r.pointedness is None else number(r.pointedness)),
    (">own, %", lambda r: "-" if r.tailored_pct is None else number(r.tailored_pct, 0)),
    ("most pointed words", lambda r: r.strongest or UNQUOTED.get(r.known, "")),
]
CLUSTERS: Columns = [
    ("cluster", lambda r: r.cluster),
    ("class", lambda r: r.class_),
    (">score", lambda r: number(r.score, 1)),
    (">members", lambda r: f"{r.members:,}"),
    ("earliest", lambda r: f"{r.date} {r.earliest}".strip()),
]
CHECKS: Columns = [
    ("ally", lambda r: r.ally or "-"),
    ("in", lambda r: f"{r.language} {r.tone}".strip() or "-"),
    ("passage", lambda r: r.passage or "-"),
    ("fault", lambda r: r.message),
]
FINDINGS: Columns = [
    ("where", lambda r: r.where),
    ("number", lambda r: r.text),
    ("is", lambda r: r.status),
    ("record", lambda r: r.expected or "-"),
    ("why", lambda r: r.reason),
]
REGISTER: Columns = [
    ("letter", lambda r: r.id),
    ("state", lambda r: r.state),
    ("approved by", lambda r: r.approved_by or "-"),
    ("sent", lambda r: r.sent[:10] or "-"),
    ("next", lambda r: r.next),
]
SENT: Columns = [("letter", lambda r: r.id), ("file", lambda r: r.file)]
PROMISES: Columns = [
    (">no.", lambda r: str(r.number)),
    ("due", lambda r: str(r.due or "undated")),
    ("status", lambda r: r.status),
    ("promise", lambda r: r.text),
]


def composed(result: Result[Any]) -> str:
    """Say where letters were written, which were left as they are, and what is kept of the replaced."""
    more = result.more
    said = f"{len(result.rows) - len(more['left'])} letters into {more['folder']}."
    if more["left"]:
        said += f"\nLeft as they are, since adopted or approved in these words: {', '.join(more['left'])}."
    return said + kept_line(result)


def kept_line(result: Result[Any]) -> str:
    """Say where copies of what was replaced are, in a line of its own."""
    copies = result.more["kept"]
    if not copies:
        return ""
    files = f"{len(copies)} file{'s' * (len(copies) != 1)}"
    return f"\nWhat was replaced is kept in {Path(copies[0]).parent}: {files}."


def explained(result: Result[Any]) -> str:
    """Return the reasons of a letter, part by part."""
    lines: list[str] = []
    part = ""
    for row in result.rows:
        if row.part != part:
            part = row.part
            lines += ["", part.upper().replace("_", " ")]
        lines += _wrapped(f"{'[x]' if row.chosen else '[ ]'} {row.passage}: {row.why}", "    ")
        if row.chosen and row.conditions:
            lines += _wrapped(f"    decided by: {'; '.join(row.conditions)}", "      ")
        lines += _wrapped(f"    would change it: {row.otherwise}", "      ") if row.otherwise else []
    more = result.more
    head = f"{more['ally']}, {more['pledge']}, {more['year']}, {more['language']}, {more['tone']}"
    return "\n".join([head, *lines, "", f"As of {result.as_of}."])


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent)
