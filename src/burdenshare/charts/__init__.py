"""Vega-Lite specifications from finished tables, drawn to SVG."""

from burdenshare.charts.draw import drawing, png, svg
from burdenshare.charts.specs import MARKS, dumbbell, places, slope, spaghetti, tiles, vintages

__all__ = ["MARKS", "drawing", "dumbbell", "places", "png", "slope", "spaghetti", "svg", "tiles", "vintages"]
