"""Figures of the user's own, brought as a table: one value a line, each with its source."""

from burdenshare.publishers.table.reader import read

__all__ = ["read"]
