"""Dated rules kept as data, and their evaluator."""
