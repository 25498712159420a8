"""When a World Economic Outlook appeared: the name of its file, or the line below its table."""

from __future__ import annotations

import calendar
import re
from datetime import date

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.imf_weo.tables import Table
from burdenshare.terms import latest_possible_day

MEND = "give the day with --published YYYY-MM-DD"
_MONTHS = {name[:3].casefold(): k for k, name in enumerate(calendar.month_name) if name}


def vintage(table: Table) -> date:
    """Return the last day of the month that the file's name, or else its footer, names.

    Raises
    ------
    ImportRefusedError : neither names a month, or they name different ones
    """
    named, printed = month_of_name(table.file), _month_of_footer(table.footer)
    if named and printed and named != printed:
        raise ImportRefusedError(
            f"the file is named for {named}, and says below its table that it is of {printed}",
            where=table.file,
            mend=MEND,
        )
    month = named or printed
    if not month:
        raise ImportRefusedError(
            "neither the file's name nor its last line says of which month it is", where=table.file, mend=MEND
        )
    return latest_possible_day(month)


def month_of_name(name: str) -> str:
    """Year and month in a file's name, or an empty text.

    >>> month_of_name("WEOOct2024all.xls"), month_of_name("weo_2024-10-all.txt")
    ('2024-10', '2024-10')
    """
    if found := re.search(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?!\d)", name):
        return f"{found[1]}-{found[2]}"
    if found := re.search(r"(?i)WEO[-_ ]?([a-z]{3})[a-z]*[-_ ]?((?:19|20)\d\d)", name):
        return _written(found[1], found[2])
    return ""


def _month_of_footer(text: str) -> str:
    found = re.search(r"([A-Z][a-z]{2})[a-z]* ((?:19|20)\d\d)", text)
    return _written(found[1], found[2]) if found else ""


def _written(month: str, year: str) -> str:
    k = _MONTHS.get(month.casefold())
    return f"{year}-{k:02}" if k else ""
