"""Vega-Lite specifications from finished tables; no arithmetic beyond placing things.

Drawn narrow, so that they read on a phone and scale up on a page. Verdicts differ by shape and
lightness first and by hue second: never by colour alone, never red against green.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

Rows = list[dict[str, Any]]
Spec = dict[str, Any]

INK, SOFT, PALE, ACCENT = "#1b1b1b", "#5a5a5a", "#bdbdb8", "#1F4E79"
MARKS = {
    "met": ("#2166AC", "#2166AC", "#ffffff", "●"),
    "not_met": ("#ffffff", "#8C510A", "#1b1b1b", "○"),
    "not_due": ("#F6EFE3", "#8C510A", "#1b1b1b", "○"),
    "too_close": ("#D9D9D9", "#5A5A5A", "#1b1b1b", "◐"),
    "unknown": ("#ffffff", "#8a8a8a", "#5a5a5a", "?"),
    "not_applicable": ("#ffffff", "#d5d5d0", "#5a5a5a", "–"),
}
"""Verdict to fill, stroke, text colour and mark."""

CONFIG: Spec = {
    "background": "white",
    "font": "Inter, 'Segoe UI', 'DejaVu Sans', sans-serif",
    "view": {"stroke": None},
    "axis": {
        "grid": False,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelColor": INK,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "labelFontSize": 10.5,
    },
    "title": {
        "anchor": "start",
        "fontSize": 13,
        "subtitleFontSize": 10.5,
        "subtitleColor": SOFT,
        "color": INK,
        "offset": 10,
        "frame": "group",
    },
}


def _chart(title: list[str], subtitle: list[str], rows: Rows, body: Spec) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": CONFIG,
        "padding": 6,
        "title": {"text": title, "subtitle": subtitle},
        "data": {"values": rows},
        **body,
    }


def dumbbell(rows: Rows, level: float, title: list[str], subtitle: list[str]) -> Spec:
    """Draw each ally's value and its distance to the level.

    Rows carry `name, value, level, verdict, label, estimate`.
    """
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 6},
    }
    x: Spec = {"type": "quantitative", "title": "per cent of GDP", "scale": {"zero": True}}
    dots: Spec = {
        "mark": {"type": "point", "size": 52, "strokeWidth": 1.6, "opacity": 1},
        "encoding": {
            "y": y,
            "x": {**x, "field": "value"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "stroke", "type": "nominal", "scale": None},
        },
    }
    rule: Spec = {
        "mark": {"type": "rule", "color": PALE, "strokeWidth": 2},
        "encoding": {"y": y, "x": {**x, "field": "value"}, "x2": {"field": "level"}},
    }
    text: Spec = {
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 10, "color": INK},
        "encoding": {"y": y, "x": {"field": "reach", "type": "quantitative"}, "text": {"field": "label"}},
    }
    line: Spec = {
        "data": {"values": [{"level": level}]},
        "mark": {"type": "rule", "color": ACCENT, "strokeWidth": 1.4},
        "encoding": {"x": {**x, "field": "level"}},
    }
    marked = [{**r, **_paint(r["verdict"]), "reach": max(r["value"], r["level"])} for r in rows]
    body = {"width": 250, "height": {"step": 16}, "layer": [rule, line, dots, text]}
    return _chart(title, subtitle, marked, body)


def _paint(verdict: str) -> dict[str, str]:
    fill, stroke, text, mark = MARKS[verdict]
    return {"fill": fill, "stroke": stroke, "ink": text, "mark": mark}


def places() -> dict[str, tuple[int, int]]:
    """Row and column of each ally's tile."""
    text = (files("burdenshare.charts") / "tiles.csv").read_text("utf-8")
    found = csv.DictReader(text.splitlines())
    return {r["ally"]: (int(r["row"]), int(r["column"])) for r in found}


def tiles(rows: Rows, title: list[str], subtitle: list[str]) -> Spec:
    """Draw one tile per ally, roughly in place: code, figure, mark.

    Rows carry `ally, code, shown, verdict`.
    """
    where = places()
    placed = [
        {
            **r,
            **_paint(r["verdict"]),
            "row": where[r["ally"]][0],
            "column": where[r["ally"]][1],
            "dash": [3, 2] if r["verdict"] in {"unknown", "not_applicable"} else [1, 0],
        }
        for r in rows
    ]
    x: Spec = {
        "field": "column",
        "type": "ordinal",
        "axis": None,
        "scale": {"paddingInner": 0.06, "paddingOuter": 0},
    }
    y: Spec = {**x, "field": "row"}
    paint: Spec = {
        "fill": {"field": "fill", "type": "nominal", "scale": None},
        "stroke": {"field": "stroke", "type": "nominal", "scale": None},
    }
    ink: Spec = {"color": {"field": "ink", "type": "nominal", "scale": None}}
    layers = [
        {
            "mark": {"type": "rect", "strokeWidth": 1.6, "cornerRadius": 2},
            "encoding": {"x": x, "y": y, **paint},
        }
    ]
    layers += [
        {
            "mark": {"type": "text", "dy": dy, "dx": dx, "fontSize": size, "fontWeight": weight},
            "encoding": {"x": x, "y": y, "text": {"field": name}, **ink},
        }
        for name, dy, dx, size, weight in (
            ("code", -11, 0, 12, "bold"),
            ("shown", 4, 0, 11, "normal"),
            ("mark", 17, 0, 10, "normal"),
        )
    ]
    body = {"width": {"step": 54}, "height": {"step": 54}, "layer": layers}
    return _chart(title, subtitle, placed, body)


def slope(rows: Rows, level: float, title: list[str], subtitle: list[str]) -> Spec:
    """Draw two ends of one edition, start and now; at most eight allies stand out.

    Rows carry `name, year, value, strong, label`.
    """
    x: Spec = {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "axis": {"labelAngle": 0, "orient": "top"},
        "scale": {"padding": 0.2},
    }
    y: Spec = {"field": "value", "type": "quantitative", "title": "per cent of GDP", "scale": {"zero": True}}
    shade: Spec = {"condition": {"test": "datum.strong", "value": ACCENT}, "value": "#cfcfca"}
    lines: Spec = {
        "mark": {"type": "line", "point": {"size": 22}},
        "encoding": {"x": x, "y": y, "detail": {"field": "name"}, "color": shade, "order": {"field": "year"}},
    }
    labels: Spec = {
        "transform": [{"filter": "datum.strong && datum.end"}],
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 10, "color": INK},
        "encoding": {"x": x, "y": {**y, "field": "place"}, "text": {"field": "label"}},
    }
    rule: Spec = {
        "data": {"values": [{"value": level}]},
        "mark": {"type": "rule", "color": ACCENT, "strokeDash": [4, 3]},
        "encoding": {"y": y},
    }
    body = {"width": 230, "height": 360, "layer": [rule, lines, labels]}
    return _chart(title, subtitle, rows, body)


def spaghetti(rows: Rows, level: float, title: list[str], subtitle: list[str]) -> Spec:
    """Draw one ally's series as each edition states it; the newest stands out.

    Rows carry `edition, year, value, newest, end, label`; a broken definition breaks the line.
    """
    x: Spec = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "axis": {"format": "d", "tickMinStep": 1},
        "scale": {"zero": False},
    }
    y: Spec = {"field": "value", "type": "quantitative", "title": "per cent of GDP", "scale": {"zero": True}}
    shade: Spec = {"condition": {"test": "datum.newest", "value": ACCENT}, "value": "#b9b9b3"}
    lines: Spec = {
        "mark": {"type": "line", "point": {"size": 26, "filled": True}},
        "encoding": {"x": x, "y": y, "detail": {"field": "run"}, "color": shade},
    }
    labels: Spec = {
        "transform": [{"filter": "datum.newest && datum.end"}],
        "mark": {"type": "text", "align": "right", "dy": -10, "fontSize": 10, "color": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }
    rule: Spec = {
        "data": {"values": [{"value": level}]},
        "mark": {"type": "rule", "color": ACCENT, "strokeDash": [4, 3]},
        "encoding": {"y": y},
    }
    return _chart(title, subtitle, rows, {"width": 290, "height": 220, "layer": [rule, lines, labels]})


def vintages(rows: Rows, breaks: Rows, unit: str, title: list[str], subtitle: list[str]) -> Spec:
    """Draw what each edition said of one year; no line joins across a break.

    Rows carry `published, value, segment, label`; breaks `published, label`.
    """
    x: Spec = {
        "field": "published",
        "type": "temporal",
        "title": "edition published",
        "axis": {"format": "%Y", "tickCount": "year"},
        "scale": {"padding": 34},
    }
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "title": unit,
        "axis": {"tickCount": 5},
        "scale": {"zero": True},
    }
    lines: Spec = {
        "mark": {
            "type": "line",
            "color": ACCENT,
            "interpolate": "step-after",
            "point": {"size": 40, "filled": True, "color": ACCENT},
        },
        "encoding": {"x": x, "y": y, "detail": {"field": "segment"}},
    }
    labels: list[Spec] = [
        {
            "transform": [{"window": [{"op": "row_number", "as": "k"}]}, {"filter": f"datum.k % 2 == {odd}"}],
            "mark": {"type": "text", "align": "left", "dx": 6, "dy": dy, "fontSize": 10, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        }
        for odd, dy in ((1, -9), (0, 19))  # neighbours stand above and well below, so that both can be read
    ]
    rule: Spec = {
        "data": {"values": breaks},
        "mark": {"type": "rule", "color": SOFT, "strokeDash": [2, 3]},
        "encoding": {"x": x},
    }
    words: list[Spec] = [
        {
            "data": {"values": breaks[k::3]},
            "mark": {
                "type": "text",
                "align": "right",
                "dx": -4,
                "dy": -8 - 13 * k,
                "fontSize": 9.5,
                "fontStyle": "italic",
                "color": SOFT,
            },
            "encoding": {"x": x, "y": {"value": "height"}, "text": {"field": "label"}},
        }
        for k in range(3)
    ]
    body = {"width": 320, "height": 200, "layer": [rule, *words, lines, *labels]}
    return _chart(title, subtitle, rows, body)
