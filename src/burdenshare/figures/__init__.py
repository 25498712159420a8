"""A value with unit, precision and derivation; ids that are recipes."""
