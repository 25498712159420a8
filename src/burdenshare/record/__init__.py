"""Editions, observations, and what was known on a date.

One cell's way: `tables` reads it from plain text, `store` compiles it, `record` answers for a
day, `leaves` makes it a figure.
"""

from burdenshare.record.coverage import CoverageRow, coverage, expected
from burdenshare.record.leaves import KINDS, cell_figure, cell_id, cell_of, unit_of, value_figure
from burdenshare.record.model import Edition, Observation
from burdenshare.record.record import Record, View
from burdenshare.record.store import open_embedded, user_record_path

__all__ = [
    "KINDS",
    "CoverageRow",
    "Edition",
    "Observation",
    "Record",
    "View",
    "cell_figure",
    "cell_id",
    "cell_of",
    "coverage",
    "expected",
    "open_embedded",
    "unit_of",
    "user_record_path",
    "value_figure",
]
