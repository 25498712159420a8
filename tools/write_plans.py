"""Write the tables of national plans and of offices from their source files.

    python tools/write_plans.py --sources DIR [--check]

Facts carry over, with their sources; no quoted sentence does. Of the leaders' list only the offices
are taken: letters of this version address offices.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from editions.sources import Sources

HOME = Path(__file__).parents[1] / "src" / "burdenshare"
PLAN_COLUMNS = (
    "plan_id", "ally", "declared_on", "by_whom", "target_pct_of_gdp", "target_year", "instrument",
    "wording_strength", "summary", "source_title", "source_url", "source_date", "note",
)  # fmt: skip
ADDRESSED = {"FRA": "President", "USA": "President"}
"""Allies whose head of state leads the delegation and is addressed."""
SALUTATIONS = {"Federal Chancellor": "Chancellor", "President": "President"}


def plans(sources: Sources) -> Iterator[list[str]]:
    """Declarations, one a row."""
    for _, row in sources.records("plans/national-plans.csv"):
        yield [row[c].replace('"', "'") for c in PLAN_COLUMNS]


def offices(sources: Sources) -> Iterator[list[str]]:
    """Ally, office addressed, salutation, from, until; one row a period."""
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for _, row in sources.records("leaders/nato-leaders-2014-2026.csv"):
        if _is_addressed(row):
            spans.setdefault((row["ally"], row["office"]), []).append((row["start"], row["end"]))
    for (ally, office), held in sorted(spans.items()):
        plain = office.partition(" (")[0]
        address = (
            "Prime Minister" if "(Prime Minister)" in office else SALUTATIONS.get(plain, plain)
        )
        first, last = _span(ally, plain, held)
        yield [ally, plain, address, first, last]


def _is_addressed(row: dict[str, str]) -> bool:
    if row["ally"] in ADDRESSED:
        return row["office"] == ADDRESSED[row["ally"]]
    return row["role"] == "head_of_government" or _rules_in_turkiye(row)


def _rules_in_turkiye(row: dict[str, str]) -> bool:
    """Since 9 July 2018 the president has led the government there."""
    return row["ally"] == "TUR" and row["role"] == "head_of_state_executive"


def _span(ally: str, office: str, held: list[tuple[str, str]]) -> tuple[str, str]:
    """First and last day of an office that came or went; blank where it always was and is."""
    if ally != "TUR":
        return "", ""
    if office == "President":
        return min(start for start, _ in held), ""
    last = date.fromisoformat(max(end for _, end in held))
    return "", (last - timedelta(days=1)).isoformat()


def text(head: tuple[str, ...], rows: Iterator[list[str]]) -> str:
    """CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def main() -> int:
    """Write or check both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    sources, wrong = Sources(asked.sources), 0
    tables = {
        HOME / "pledges" / "plans.csv": text(PLAN_COLUMNS, plans(sources)),
        HOME / "letters" / "offices.csv": text(
            ("ally", "office", "salutation", "from", "until"), offices(sources)
        ),
    }
    for path, content in tables.items():
        if asked.check:
            wrong += not path.is_file() or path.read_text("utf-8") != content
        else:
            path.write_text(content, "utf-8", newline="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
