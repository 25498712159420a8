"""A value with unit, precision and derivation; ids that are recipes.

Imports the vocabulary only. What a recipe means is said by the packages that make figures
(`record`, `pledges`, `analysis`); the public API collects their recipes into one book.
"""

from burdenshare.figures.bounds import bounds, honest_decimals, spread
from burdenshare.figures.ids import Recipe, parse_id, seal
from burdenshare.figures.model import Cell, Declared, Derivation, Figure, Operation, RuleLevel
from burdenshare.figures.tree import number, tree, where

__all__ = [
    "Cell",
    "Declared",
    "Derivation",
    "Figure",
    "Operation",
    "Recipe",
    "RuleLevel",
    "bounds",
    "honest_decimals",
    "number",
    "parse_id",
    "seal",
    "spread",
    "tree",
    "where",
]
