"""Passages reused anywhere in an archive."""
