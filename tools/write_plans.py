"""Write the table of national plans from its source file.

    python tools/write_plans.py --sources DIR [--check]

Facts carry over, with their sources; no quoted sentence does.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from editions.sources import Sources

HOME = Path(__file__).parents[1] / "src" / "burdenshare"
PLAN_COLUMNS = (
    "plan_id",
    "ally",
    "declared_on",
    "by_whom",
    "target_pct_of_gdp",
    "target_year",
    "instrument",
    "wording_strength",
    "summary",
    "source_title",
    "source_url",
    "source_date",
    "note",
)


def plans(sources: Sources) -> Iterator[list[str]]:
    """Declarations, one a row."""
    for _, row in sources.records("plans/national-plans.csv"):
        yield [row[c].replace('"', "'") for c in PLAN_COLUMNS]


def text(head: tuple[str, ...], rows: Iterator[list[str]]) -> str:
    """CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def main() -> int:
    """Write or check the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    sources, wrong = Sources(asked.sources), 0
    tables = {HOME / "pledges" / "plans.csv": text(PLAN_COLUMNS, plans(sources))}
    for path, content in tables.items():
        if asked.check:
            wrong += not path.is_file() or path.read_text("utf-8") != content
        else:
            path.write_text(content, "utf-8", newline="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
