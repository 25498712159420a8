"""Letters side by side: shared, slot, variant, tailored."""
