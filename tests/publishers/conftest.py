"""Workbooks in the four layouts."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("workbooks", Path(__file__).with_name("workbooks.py"))
workbooks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(workbooks)

FILES = {
    2019: "190625-x.xlsx",
    2024: "240617-def-exp-2024-TABLES-en.xlsx",
    2025: "250828-def-exp-2025-en.xlsx",
    2026: "260710-def-exp-2026-en.xlsx",
}


@pytest.fixture
def build(tmp_path):
    """Build a small workbook in the layout of a year."""
    return lambda year: workbooks.build(tmp_path / FILES[year], year)
