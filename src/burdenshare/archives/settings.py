"""How an archive is searched: every number that decides what is found, in one place."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass, replace

from burdenshare.errors import CollationError

SMALL, LARGE = 5_000_000, 50_000_000
"""Words up to which every n-gram is kept; and up to which every second."""
UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
LEAST_MEMORY = 256 * 2**20
LEAST_THRESHOLD = 6.0
"""Two rare word trigrams: below that, any two texts share something."""
LEAST_UNITS = 50
LEAST = {"min_words": (1, "1"), "threshold": (0, "0"), "most": (2, "2"), "memory": (LEAST_MEMORY, "256MiB")}
"""The least that a setting may be, and how it is written."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; two runs with the same settings and texts give the same spans.

    Parameters
    ----------
    gram : words of a fingerprint; 0 chooses by the size of the archive: 4, beyond 5 M words 5
    window : winnowing window, in fingerprints; 0 chooses by size: 1, beyond 5 M words 3,
        beyond 50 M words 6
    most : documents at most that a fingerprint of the pairwise join may stand in; what is more
        frequent goes through the star join
    gap, drift : words apart along a text, and off its diagonal, at which two anchors still chain
    band, drop : half-width of the alignment's band, words; loss of score that ends an extension
    min_words : words that two texts must have in common at least
    threshold : score that a span pair must reach; 0 chooses by the size of the archive
    rigour : the chosen threshold is this times the log of the number of pairs of documents
    block : words at which a long document counts as several, where rarity is counted
    memory : bytes that a run may hold
    engine : `duckdb` or `spark`
    """

    gram: int = 0
    window: int = 0
    most: int = 50
    gap: int = 25
    drift: int = 8
    band: int = 6
    drop: float = 8.0
    min_words: int = 5
    threshold: float = 0.0
    rigour: float = 3.4
    block: int = 1_000
    memory: int = 2 * 2**30
    engine: str = "duckdb"

    def __post_init__(self) -> None:
        """Refuse what cannot be searched with."""
        for name, (least, said) in LEAST.items():
            value, option = getattr(self, name), name.replace("_", "-")
            if not least <= value < math.inf:
                why = f"is below {said}" if value < least else "is no number to compare with"
                raise CollationError(f"{option} {why}", where=f"--{option}", mend=f"give {said} or more")

    def fitted(self, words: int, documents: int) -> Settings:
        """Return the settings with what depends on the size of the archive filled in."""
        small, large = words <= SMALL, words > LARGE
        return replace(
            self,
            gram=self.gram or (4 if small else 5),
            window=self.window or (1 if small else 6 if large else 3),
            threshold=self.threshold or self.chosen_threshold(documents),
        )

    def chosen_threshold(self, documents: int) -> float:
        """Return the threshold that fits an archive: evidence must outweigh the chances.

        Two texts picked at random share nothing; the more pairs there are to pick from, the
        rarer must be what a pair shares.

        >>> Settings().chosen_threshold(300), Settings().chosen_threshold(4)
        (36.4, 7.1)
        """
        pairs = documents * documents / 2
        return round(max(self.rigour * math.log(max(pairs, 1)), LEAST_THRESHOLD), 1)

    def units(self, words: int, documents: int) -> int:
        """Return the number of documents that rarity is counted over, long ones as several.

        A handful of documents cannot tell what is rare: they count as part of fifty.
        """
        return max(documents, words // self.block, LEAST_UNITS)

    def deciding(self) -> dict[str, object]:
        """Return the settings that decide which spans are found."""
        return {k: v for k, v in asdict(self).items() if k not in {"memory", "engine"}}


def memory_of(text: str) -> int:
    """Return bytes: `4GiB`, `512 MB`, `2G`.

    Raises
    ------
    CollationError : the text is no amount of memory

    >>> memory_of("4GiB") == 4 * 2**30
    True
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?\s*", text, re.IGNORECASE)
    if not found:
        raise CollationError(
            f"'{text}' is no amount of memory", where="--memory", mend="write it like 4GiB or 512MiB"
        )
    return int(float(found[1]) * UNITS[found[2].upper()])
