"""The IMF's World Economic Outlook database, in the tab-separated form it calls "xls".

`tables` decodes the file, `reader` reads the series. What each subject is, and in which unit it
must stand, is in `subjects.csv`.
"""

from burdenshare.publishers.imf_weo.reader import edition_of, read
from burdenshare.publishers.imf_weo.subjects import DECIMALS, SUBJECTS, Subject

__all__ = ["DECIMALS", "SUBJECTS", "Subject", "edition_of", "read"]
