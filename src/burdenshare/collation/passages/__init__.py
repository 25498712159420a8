"""Letters side by side: shared, slot, variant, tailored."""

from burdenshare.collation.passages.letters import collate_letters

__all__ = ["collate_letters"]
