"""Indicators: what is measured, in which unit, printed with how many decimals."""

from __future__ import annotations

from dataclasses import dataclass

from burdenshare.errors import UnknownIndicatorError, nearest
from burdenshare.terms.tables import rows


@dataclass(frozen=True, slots=True)
class Indicator:
    """One series that publishers keep.

    Parameters
    ----------
    id : the word used in code, commands and addresses
    unit : canonical unit; `million` is completed by the observation's currency
    decimals : decimals with which it is usually printed
    title : a heading
    about : what it contains
    """

    id: str
    unit: str
    decimals: int
    title: str
    about: str


INDICATORS: dict[str, Indicator] = {
    r["indicator"]: Indicator(r["indicator"], r["unit"], int(r["decimals"]), r["title"], r["about"])
    for r in rows("indicators.csv")
}
"""All indicators by id, the principal one first."""


NAMED = 4
"""Indicators that are named where a word is none."""


def find_indicator(name: str) -> Indicator:
    """Return the indicator with an id.

    Raises
    ------
    UnknownIndicatorError : there is none; the nearest is named
    """
    if name in INDICATORS:
        return INDICATORS[name]
    near = [i for i in INDICATORS if name and name.casefold() in i][:NAMED] or [nearest(name, INDICATORS)]
    hint = f"did you mean {' or '.join(repr(n) for n in near)}? " if near[0] else ""
    raise UnknownIndicatorError(
        f"'{name}' is not an indicator",
        where="--indicator",
        mend=f"{hint}`burdenshare indicators` lists them all",
    )
