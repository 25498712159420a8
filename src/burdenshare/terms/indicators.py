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
    is_defence : whether it measures armed forces or what is spent on them
    title : a heading
    about : what it contains
    """

    id: str
    unit: str
    decimals: int
    title: str
    about: str
    is_defence: bool = True

    @property
    def in_sentence(self) -> str:
        """The title as it stands within a sentence, `official development assistance as ...`."""
        is_name = self.title[1:2].isupper()
        return self.title if is_name else f"{self.title[:1].lower()}{self.title[1:]}"


INDICATORS: dict[str, Indicator] = {
    r["indicator"]: Indicator(
        id=r["indicator"],
        unit=r["unit"],
        decimals=int(r["decimals"]),
        title=r["title"],
        about=r["about"],
        is_defence=r["defence"] == "yes",
    )
    for r in rows("indicators.csv")
}
"""All indicators by id, the principal one first."""


NAMED = 4
"""Indicators that are named where a word is none."""
SHORT = 2
"""Letters of words that say nothing by themselves."""


def find_indicator(name: str) -> Indicator:
    """Return the indicator with an id.

    Raises
    ------
    UnknownIndicatorError : there is none; the nearest is named
    """
    if name in INDICATORS:
        return INDICATORS[name]
    near = _near(name.casefold())[:NAMED]
    hint = f"did you mean {' or '.join(repr(n) for n in near)}? " if near else ""
    raise UnknownIndicatorError(
        f"'{name}' is not an indicator",
        where="--indicator",
        mend=f"{hint}`burdenshare indicators` lists them all",
    )


def _near(name: str) -> list[str]:
    """Return ids that hold a name, are like it, or are about one of its words."""
    said = {i.id: f"{i.id} {i.title}".casefold() for i in INDICATORS.values()}
    words = [w for w in name.split("_") if len(w) > SHORT]
    return (
        [i for i in said if name and name in i]
        or [i for i in (nearest(name, said),) if i]
        or [i for i, text in said.items() if any(w in text for w in words)]
    )
