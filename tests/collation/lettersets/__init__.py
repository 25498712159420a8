"""Letters whose every character is known to be shared, slot, variant or tailored."""
