"""Readers of publishers' files, one module each."""
