"""NATO's defence expenditure workbooks: layouts as data, found by their text.

`grid` opens the file, `layout` recognises it, `blocks` reads the tables, `notes` ties the
footnotes, `checks` compares cells with each other, `reader` puts the edition together.
"""

from burdenshare.publishers.nato.reader import read

__all__ = ["read"]
