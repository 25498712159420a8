"""Vega-Lite specifications from finished tables; no arithmetic of their own."""
