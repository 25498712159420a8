"""Editions as plain text: a CSV of observations and a TOML sidecar, both diffable.

`data/editions/<publisher>/<date>.csv` holds one observation a line, ordered by indicator, ally,
year, or one series a line (`wide`); `<date>.toml` beside it says what edition that is and holds
the notes' texts.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from burdenshare.errors import BrokenRecordError
from burdenshare.record.model import Edition, Observation
from burdenshare.terms import INDICATORS

COLUMNS = (
    "indicator",
    "ally",
    "year",
    "value",
    "raw",
    "decimals",
    "status",
    "origin",
    "missing",
    "flag",
    "currency",
    "sheet",
    "cell",
    "line",
    "url",
    "notes",
    "doubt",
)

_ORDER = {name: k for k, name in enumerate(INDICATORS)}


def plain(value: Decimal | None) -> str:
    """Decimal as text without exponent; empty for None.

    >>> plain(Decimal("1E+3")), plain(Decimal("1.20"))
    ('1000', '1.20')
    """
    return "" if value is None else format(value, "f")


def sort_key(row: Observation) -> tuple[int, str, int, bool, int]:
    """Order of a table: indicator, ally, year, sound values before doubts, line."""
    return (_ORDER[row.indicator], row.ally, row.year, bool(row.doubt), row.line or 0)


def table_text(observations: Iterable[Observation]) -> str:
    """The CSV text of an edition: same observations, same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(observations, key=sort_key):
        writer.writerow(_cells(row))
    return out.getvalue()


def _cells(row: Observation) -> list[str]:
    return [
        row.indicator,
        row.ally,
        str(row.year),
        plain(row.value),
        row.raw,
        "" if row.decimals is None else str(row.decimals),
        row.status,
        row.origin,
        row.missing,
        row.flag,
        row.currency,
        row.sheet,
        row.cell,
        "" if row.line is None else str(row.line),
        row.url,
        " ".join(row.notes),
        row.doubt,
    ]


def sidecar_text(edition: Edition) -> str:
    """The TOML text of an edition's sidecar: same edition, same bytes."""
    lines = [
        f"publisher = {_quote(edition.publisher)}",
        f"title = {_quote(edition.title)}",
        f"published = {edition.published.isoformat()}",
        f"definition = {_quote(edition.definition)}",
    ]
    if edition.price_base is not None:
        lines.append(f"price_base = {edition.price_base}")
    lines += [
        f"origin = {_quote(edition.origin)}",
        "complete = [" + ", ".join(_quote(c) for c in edition.complete) + "]",
        *(
            f"{key} = {_quote(getattr(edition, key))}"
            for key in ("licence", "citation", "url", "retrieved", "remarks")
        ),
    ]
    if edition.sources:
        lines += ["", "[sources]"]
        lines += [f"{_quote(k)} = {_quote(v)}" for k, v in edition.sources.items()]
    if edition.stated_counts:
        lines += ["", "# allies at 2 % of GDP, as NATO or the press stated when it came out"]
        lines += ["[stated_counts]"]
        lines += [f"{year} = {n}" for year, n in sorted(edition.stated_counts.items())]
    if edition.notes:
        lines += ["", "[notes]"]
        lines += [f"{_quote(k)} = {_quote(v)}" for k, v in edition.notes.items()]
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    """Return a TOML string; JSON's escapes are among TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def seal_of(edition: Edition, observations: Iterable[Observation]) -> str:
    """SHA-256 of an edition's plain text: sidecar and table."""
    text = sidecar_text(edition) + table_text(observations)
    return hashlib.sha256(text.encode()).hexdigest()


def read_sidecar(path: Path) -> Edition:
    """Read an edition's sidecar; its id is the publisher and the file's stem.

    Raises
    ------
    BrokenRecordError : the file is not a sidecar
    """
    import tomllib  # noqa: PLC0415  compiling only

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        published: date = data["published"]
        return Edition(
            id=f"{data['publisher']}/{path.stem}",
            publisher=data["publisher"],
            title=data["title"],
            published=published,
            definition=data["definition"],
            price_base=data.get("price_base"),
            origin=data["origin"],
            complete=tuple(data.get("complete", ())),
            licence=data.get("licence", ""),
            citation=data.get("citation", ""),
            url=data.get("url", ""),
            retrieved=data.get("retrieved", ""),
            sources=data.get("sources", {}),
            notes=data.get("notes", {}),
            stated_counts={int(y): n for y, n in data.get("stated_counts", {}).items()},
            remarks=data.get("remarks", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenRecordError(
            f"the sidecar does not read ({error})", where=str(path), mend="restore the file"
        ) from error


def read_table(path: Path, edition: str, origin: str = "original") -> list[Observation]:
    """Read an edition's observations, in the order they stand in.

    Parameters
    ----------
    path : a table with one observation a line, or in the wide form; its header says which
    edition : the edition's id
    origin : the edition's origin, which the wide form leaves to the sidecar

    Raises
    ------
    BrokenRecordError : a line does not read; its number is named
    """
    from burdenshare.record.wide import is_wide, read_wide  # noqa: PLC0415  compiling only

    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        numbered = ((reader.line_num, row) for row in reader)
        if is_wide(header):
            return read_wide(header, numbered, path, edition, origin)
        if tuple(header) != COLUMNS:
            raise BrokenRecordError(
                "the table's header is not ours", where=str(path), mend="restore the file"
            )
        return [
            _observation(dict(zip(COLUMNS, row, strict=False)), edition, f"{path}:{number}")
            for number, row in numbered
        ]


def _observation(row: dict[str, str], edition: str, where: str) -> Observation:
    try:
        return Observation(
            edition=edition,
            ally=row["ally"],
            year=int(row["year"]),
            indicator=row["indicator"],
            value=Decimal(row["value"]) if row["value"] else None,
            raw=row["raw"],
            decimals=int(row["decimals"]) if row["decimals"] else None,
            status=row["status"],
            origin=row["origin"],
            missing=row["missing"],
            flag=row["flag"],
            currency=row["currency"],
            sheet=row["sheet"],
            cell=row["cell"],
            line=int(row["line"]) if row["line"] else None,
            url=row["url"],
            notes=tuple(row["notes"].split()),
            doubt=row["doubt"],
        )
    except (KeyError, ValueError, InvalidOperation) as error:
        raise BrokenRecordError(
            f"a line of the table does not read ({error})", where=where, mend="restore the file"
        ) from error
