"""How pointed a letter is: marks that each point at words, and their sum.

A letter is read sentence by sentence. Families of words (`cues`, a TOML file per language) press,
reproach, threaten, set a date, or soften; `parties` finds out at whom they are aimed; `marks`
weighs them. No length and no amount counts by itself.
"""

from burdenshare.collation.tone.languages import detect_language
from burdenshare.collation.tone.marks import judge, ranks, score
from burdenshare.collation.tone.together import judge_together

__all__ = ["detect_language", "judge", "judge_together", "ranks", "score"]
