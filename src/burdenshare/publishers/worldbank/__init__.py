"""The World Bank's World Development Indicators, in the forms its site offers for download.

`tables` opens the zip, the bare CSV or the workbook, `reader` reads the series. What each
indicator code is stands in `indicators.csv`.
"""

from burdenshare.publishers.worldbank.reader import POWERS, read

__all__ = ["POWERS", "read"]
