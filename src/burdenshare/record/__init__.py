"""Editions, observations, and what was known on a date."""
