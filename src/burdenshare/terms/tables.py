"""The small CSV tables beside this package."""

from __future__ import annotations

import csv
from pathlib import Path


def rows(name: str) -> list[dict[str, str]]:
    """Read a table; its first line names the columns."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))
