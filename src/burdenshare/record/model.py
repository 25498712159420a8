"""What the record keeps: editions and their observations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ORIGINS = ("original", "extract", "transcribed", "computed")
STATUSES = ("reported", "estimated", "projected", "missing")
FLAGS = ("", "estimate", "uncertain")


@dataclass(frozen=True, slots=True)
class Edition:
    """One release of one publication. Immutable once recorded.

    Parameters
    ----------
    id : publisher and date, `nato/2024-06-17`
    publisher : short id, `nato`
    title : the publication's title
    published : the day it appeared
    definition : `nato_defence_expenditure` or `nato_core_defence_expenditure`
    price_base : base year of its constant prices, or None where it prints none
    origin : `original` workbook, `extract`, `transcribed`, or `computed`
    complete : indicators held whole, as the publisher printed them: there a blank is a gap the
        publisher left, and no earlier edition may fill it
    licence, citation, url : terms of use, how to cite, where it was published
    retrieved : the day the source was read, ISO text
    sources : file name to SHA-256 of each source file, where one exists
    notes : note id to the publisher's text
    stated_counts : year to the number of allies at 2 % that the publisher or the press stated
    remarks : our own words on how it is held
    """

    id: str
    publisher: str
    title: str
    published: date
    definition: str
    price_base: int | None
    origin: str
    complete: tuple[str, ...] = ()
    licence: str = ""
    citation: str = ""
    url: str = ""
    retrieved: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    stated_counts: dict[int, int] = field(default_factory=dict)
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value: ally, indicator, year, edition, status, source cell.

    Parameters
    ----------
    edition : id of the edition
    ally : ISO 3166-1 alpha-3, or an aggregate's code
    year : the year the value is about
    indicator : id, see `burdenshare.terms.INDICATORS`
    value : in the indicator's canonical unit (percent are percent); None where missing
    raw : the text as stored in the cell or printed on the page
    decimals : decimals with which the publisher prints it; None where not known
    status : `reported`, `estimated`, `projected` or `missing`
    origin : the edition's origin, or `computed` for a value derived from published ones
    missing : the publisher's code for a missing value, outer blanks stripped
    flag : `estimate` or `uncertain` where colours or marks say so
    currency : ISO 4217, for money
    sheet, cell : where in a workbook
    line, url : where in a transcription, and the page it was read on
    notes : ids of the edition's notes that qualify this cell
    doubt : why the value must not be used; empty for a sound one
    """

    edition: str
    ally: str
    year: int
    indicator: str
    value: Decimal | None
    raw: str
    decimals: int | None = None
    status: str = "reported"
    origin: str = "original"
    missing: str = ""
    flag: str = ""
    currency: str = ""
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    url: str = ""
    notes: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def publisher(self) -> str:
        """Id of the publisher of its edition."""
        return self.edition.partition("/")[0]

    @property
    def pin(self) -> str:
        """Date of its edition, as a figure's id pins it: `2024-06-17`, `2024-06-17.r2`."""
        return self.edition.partition("/")[2]

    @property
    def is_estimate(self) -> bool:
        """Whether the edition marks it as not final."""
        return self.status in ("estimated", "projected")

    @property
    def half_width(self) -> Decimal:
        """Half of the last printed unit if only the printed value is known, else 0.

        A stored value with more digits than the publisher prints is taken as exact; one that
        holds no more than is printed may be anything that rounds to it.

        >>> Observation("e", "LVA", 2018, "share_of_gdp", Decimal("2.00"), "2.00", 2).half_width
        Decimal('0.005')
        """
        if self.value is None or self.decimals is None:
            return Decimal(0)
        exponent = self.value.as_tuple().exponent
        stored = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if stored > self.decimals:
            return Decimal(0)
        return Decimal(5).scaleb(-self.decimals - 1)
