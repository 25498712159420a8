"""What a verb returns: typed rows with their provenance, and the forms in which they are read.

Text tables, HTML for notebooks, data frames and files are made from the columns that a result's
class names; the class stands beside its verb.
"""

from burdenshare.results.columns import (
    Column,
    Columns,
    day_of_edition,
    held_text,
    mark_of,
    millions,
    number_text,
    place_of,
    places_that_show,
    two_digits,
)
from burdenshare.results.result import NEVER_PRINTED, WHERE_KNOWN, Later, Result, plain, row_as_dict
from burdenshare.results.table import prose, table

__all__ = [
    "NEVER_PRINTED",
    "WHERE_KNOWN",
    "Column",
    "Columns",
    "Later",
    "Result",
    "day_of_edition",
    "held_text",
    "mark_of",
    "millions",
    "number_text",
    "place_of",
    "places_that_show",
    "plain",
    "prose",
    "row_as_dict",
    "table",
    "two_digits",
]
