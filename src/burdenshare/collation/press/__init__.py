"""Letters known through newspapers: excerpts merged into letters, outlets held against outlets.

`extracts` cuts an excerpt at its ellipses; `stretches` merges the excerpts of one letter, which
`rebuilt` puts in order; `places` tells which passage a sentence belongs to and in which order
passages stand; `columns` and `readings` hold the letters' words against each other; `attestations`
says which outlet prints what; `table` puts the apparatus together. A translation attests a passage
and is never read as the letter's words.
"""

from burdenshare.collation.press.table import collate_excerpts

__all__ = ["collate_excerpts"]
