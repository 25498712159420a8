"""SIPRI's Military Expenditure Database: any release's workbook, sheet by sheet.

`sheets` knows the sheets by their names, `table` reads one, `notes` resolves its footnotes,
`reader` puts the edition together. The tables are SIPRI's; users import their own download.
"""

from burdenshare.publishers.sipri.reader import read

__all__ = ["read"]
