"""What may stand in a cell of a CSV file: text never runs as a formula."""

from __future__ import annotations

import re
from typing import Any


def safe(value: Any) -> Any:
    """Return a CSV cell; text that a spreadsheet would run as a formula is quoted.

    >>> safe("=1+1"), safe("Germany"), safe("-0.76"), safe("-cmd()")
    ("'=1+1", 'Germany', '-0.76', "'-cmd()")
    >>> safe(["=1+1", "as promised"])
    "'=1+1 | as promised"
    """
    if isinstance(value, list):
        return safe(" | ".join(str(v) for v in value))
    if not isinstance(value, str) or re.fullmatch(r"[-+]?\d+(\.\d+)?", value):
        return value
    return "'" + value if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
