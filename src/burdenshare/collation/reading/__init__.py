"""Files of every form read into witnesses."""

from burdenshare.collation.reading.excerpts import Excerpt, Excerpts, is_excerpts, read_excerpts
from burdenshare.collation.reading.reader import read_witnesses
from burdenshare.collation.reading.zones import zones_of

__all__ = ["Excerpt", "Excerpts", "is_excerpts", "read_excerpts", "read_witnesses", "zones_of"]
