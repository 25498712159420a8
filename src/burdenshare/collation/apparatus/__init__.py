"""Letters side by side: shared, slot, variant, tailored."""

from burdenshare.collation.apparatus.collate import collate_letters

__all__ = ["collate_letters"]
