"""NATO's own workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from burdenshare.publishers import nato
from burdenshare.record import Edition, Observation
from editions.sources import RETRIEVED, Sources

WORKBOOK = "nato/2024-06-17_240617-def-exp-2024-TABLES-en.xlsx"
GRAPH_2 = dict(zip(range(2014, 2025), (3, 5, 5, 4, 6, 7, 9, 6, 7, 10, 23), strict=True))
"""Allies at 2 % by year, in graph 2 of the PDF of the same edition."""


def editions(sources: Sources) -> Iterator[tuple[Edition, list[Observation]]]:
    """The edition of 17 June 2024."""
    path = sources.path(WORKBOOK)
    edition, found = nato.read(path, published=date(2024, 6, 17), retrieved=RETRIEVED)
    remarks = f"{edition.remarks} Table 4 restates tables 2 and 3 and was compared with them."
    yield replace(edition, stated_counts=GRAPH_2, remarks=remarks), found
