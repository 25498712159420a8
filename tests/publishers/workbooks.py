"""Small workbooks in each of NATO's layouts, built here from a few published figures."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook

ALLIES = ("Belgium", "Lithuania*", "Poland*", "United States")
CURRENCIES = ("Euros", "Euros", "Zlotys", "US dollars")
SHARES = {
    "Belgium": (0.97, 0.91, 0.89, 0.88, 0.89),
    "Lithuania*": (0.88, 1.14, 1.48, 1.71, 1.965),
    "Poland*": (1.88, 2.23, 2.00, 1.89, 2.02),
    "United States": (3.71, 3.51, 3.50, 3.28, 3.26),
}
CHANGES = {a: (None, *((now / before - 1) * 100 for before, now in pairwise(s))) for a, s in SHARES.items()}
GDP = {"Belgium": 535000.0, "Lithuania*": 48000.0, "Poland*": 540000.0, "United States": 17608000.0}
WHOLE = [sum(SHARES[a][k] * GDP[a] for a in ALLIES) / sum(GDP.values()) for k in range(5)]
TOTALS = {
    id(SHARES): WHOLE,
    id(CHANGES): [None, *((now / before - 1) * 100 for before, now in pairwise(WHOLE))],
}
ESTIMATES = "Notes: Figures for 2017 and 2018 are estimates."
STARS = (
    "* These Allies have national laws. For past years figures may differ. "
    "(In 2018, Lithuania met 2% using November 2018 OECD figures)."
)
FORMAT = {"share": "#,##0.00", "money": "#,##0", "people": "#,##0.0"}


class Builder:
    """Writes one layout; `year` is its edition."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.first = 4 if year == 2024 else 3 if year == 2019 else 2
        self.names = 3 if year == 2024 else 2 if year == 2019 else 1
        self.core = "CORE " if year == 2026 else ""

    def sheet(self, number: str, title: str, unit: str):
        """Start a sheet with its head; returns it and the first free row."""
        name = {2019: f"Tab {number}", 2024: f"TABLE{number}"}.get(self.year, f"Table {number}")
        sheet = self.book.create_sheet(name)
        colon = " :" if self.year == 2024 else ":"
        column = 2 if self.year == 2024 else 1
        prefix = "" if self.year == 2019 else f"Table {number}{colon} {self.core}"
        sheet.cell(4 if self.year == 2024 else 1, column, prefix + title)
        sheet.cell(6 if self.year == 2024 else 2, column, unit)
        return sheet, {2019: 19 if number in {"5", "7"} else 7, 2024: 8}.get(self.year, 4)

    def years(self, sheet, row: int) -> int:
        """Write the row of years, of mixed types as NATO has them."""
        for k, year in enumerate((2014, "2015", 2016, "2017e", "2018e")):
            sheet.cell(row, self.first + k, year)
        return row + 1

    def label(self, sheet, row: int, label: str, *, first: bool) -> int:
        """Put a block's label where the layout has it; returns the row of the first ally.

        2019 beside the first ally; 2024 and 2025's second block in a row of its own; 2025's first
        above the years; 2026 beside the years.
        """
        if not label or self.year == 2019:
            sheet.cell(row, 1, label or None)
            return row
        if self.year == 2026:
            sheet.cell(row - 1, 1, label)
            return row
        if self.year == 2025 and first:
            sheet.cell(row - 2, 1, label)
            return row
        sheet.cell(row, 2 if self.year == 2024 else 1, label)
        return row + 1

    def block(self, sheet, row: int, rows: dict, form: str, *, total: bool = True) -> int:
        """Write a block and its total; returns the next free row."""
        for name, values in rows.items():
            sheet.cell(row, self.names, name)
            for k, value in enumerate(values):
                cell = sheet.cell(row, self.first + k, value)
                cell.number_format = FORMAT[form]
            row += 1
        if total:
            sheet.cell(row, self.names if self.year != 2024 else 2, "NATO Total")
            totals = TOTALS.get(id(rows)) or [
                sum(v[k] for v in rows.values() if isinstance(v[k], (int, float))) for k in range(5)
            ]
            for k, value in enumerate(totals):
                sheet.cell(row, self.first + k, value)
            row += 1
        return row

    def two(self, number, title, unit, blocks, form, *, total=True):
        """Write a sheet of one or two blocks with notes below."""
        sheet, row = self.sheet(number, title, unit)
        row = self.years(sheet, row)
        for k, (label, rows) in enumerate(blocks):
            if k and self.year == 2026:
                row = self.years(sheet, row + 1)
            row = self.label(sheet, row, label, first=k == 0)
            row = self.block(sheet, row, rows, form, total=total)
            if not total and k == 0 and self.year == 2024:
                for c in range(5):
                    sheet.cell(row, self.first + c, "#REF!")
                row += 1
        sheet.cell(row + 2, self.names, ESTIMATES)
        sheet.cell(row + 3, self.names, STARS if number in {"1", "2", "3"} else "-9-")
        return sheet


def build(path: Path, year: int) -> Path:
    """Write a whole small workbook in the layout of an edition."""
    b = Builder(year)
    base = 2015 if year in {2019, 2024} else 2021
    spending = {a: [s / 100 * GDP[a] for s in SHARES[a]] for a in ALLIES}
    national = {f"{a}   ({c})": spending[a] for a, c in zip(ALLIES, CURRENCIES, strict=True)}
    output = {a.strip("*"): [GDP[a]] * 5 for a in ALLIES}
    b.two(
        "1",
        "Defence expenditure",
        "Million national currency units",
        [("Current prices", national), (f"Constant {base} prices", national)],
        "money",
        total=False,
    )
    b.two(
        "2",
        "Defence expenditure",
        "Million US dollars",
        [
            ("Current prices and exchange rates", spending),
            (f"Constant {base} prices and exchange rates", spending),
        ],
        "money",
    )
    b.two(
        "3",
        "Defence expenditure as a share of GDP and annual real change",
        f"Based on {base} prices",
        [("Share of real GDP (%)", SHARES), ("Annual real change (%)", CHANGES)],
        "share",
    )
    if year == 2019:
        billions = {a: [v / 1000 for v in vs] for a, vs in output.items()}
        b.two("5", "GDP", f"Billion US dollars ({base} prices and exchange rates)", [("", billions)], "money")
    else:
        b.two(
            "5",
            "GDP",
            "Million US dollars",
            [
                ("Current prices and exchange rates", output),
                (f"Constant {base} prices and exchange rates", output),
            ],
            "money",
        )
    people = {a.strip("*"): [30.5, 29.7, "..", 28.8, None] for a in ALLIES}
    b.two("7", "Military personnel", "Thousands", [("", people)], "people")
    parts = {a.strip("*"): [20.0] * 5 for a in ALLIES}
    b.two(
        "8a",
        "Distribution of defence expenditure by main category",
        "Percentage of total defence expenditure",
        [("Equipment (a)", parts), ("Personnel (b)", parts)],
        "share",
        total=False,
    )
    b.book.save(path)
    return path
