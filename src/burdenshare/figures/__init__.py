"""A value with unit, precision and derivation; ids that are recipes.

Imports the vocabulary only. What a recipe means is said by the packages that make figures
(`record`, `pledges`, `analysis`, `letters`), each in its own kinds; one book collects them.
"""

from burdenshare.figures.book import Book, Kind, is_unchanged
from burdenshare.figures.bounds import bounds, honest_decimals, spread
from burdenshare.figures.ids import seal
from burdenshare.figures.model import Cell, Declared, Derivation, Figure, Operation, RuleLevel
from burdenshare.figures.recipes import Recipe
from burdenshare.figures.tree import number, tree, where

__all__ = [
    "Book",
    "Cell",
    "Declared",
    "Derivation",
    "Figure",
    "Kind",
    "Operation",
    "Recipe",
    "RuleLevel",
    "bounds",
    "honest_decimals",
    "is_unchanged",
    "number",
    "seal",
    "spread",
    "tree",
    "where",
]
