"""Specifications to SVG, without a browser and without the network."""

from __future__ import annotations

import json
import re
from typing import Any

from burdenshare.errors import PackError


def svg(spec: dict[str, Any], sentence: str) -> str:
    """Return a chart as SVG with its sentence inside, for those who cannot see it.

    Raises
    ------
    PackError : the specification does not draw
    """
    import vl_convert  # noqa: PLC0415  heavy

    try:
        drawn: str = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="v5_20")
    except ValueError as error:
        raise PackError(f"a chart does not draw ({error})") from error
    label = sentence.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', drawn, count=1)


def png(drawn: str, scale: float = 2) -> bytes:
    """Return a chart drawn as SVG as PNG, `scale` times as large."""
    import vl_convert  # noqa: PLC0415  heavy

    made: bytes = vl_convert.svg_to_png(drawn, scale=scale)
    return made
