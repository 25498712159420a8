"""Letters known through newspapers: excerpts merged into letters, outlets held against outlets.

`words` cuts an excerpt into what is printed and what an editor put in brackets; `stretches` merges
the excerpts of one letter; `places` tells which passage a sentence belongs to and in which order
passages stand; `columns` and `reading` hold the letters' words against each other; `collate` puts
the apparatus together. A translation attests a passage and is never read as the letter's words.
"""

from burdenshare.collation.press.table import collate_excerpts

__all__ = ["collate_excerpts"]
