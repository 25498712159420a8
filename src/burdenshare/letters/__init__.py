"""Passages as data, chosen by conditions, filled with figures."""
