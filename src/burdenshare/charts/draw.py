"""Specifications to SVG, without a browser and without the network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from burdenshare.errors import PackError

DRAW = """
import json, sys, vl_convert
specs = json.load(sys.stdin)
json.dump([vl_convert.vegalite_to_svg(spec, vl_version="v5_20") for spec in specs], sys.stdout)
"""
"""What the process runs that draws beside this one."""


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
    return _labelled(drawn, sentence)


@contextmanager
def drawing(charts: Sequence[tuple[dict[str, Any], str]]) -> Iterator[Callable[[], list[str]]]:
    """Draw charts beside what is done meanwhile; yield what waits for them.

    A process of its own draws: the engine does not let another thread of this one go on.

    Parameters
    ----------
    charts : specification and sentence of each

    Raises
    ------
    PackError : a specification does not draw; from what is yielded
    """
    command, pipe = [sys.executable, "-c", DRAW], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as child:
        if child.stdin:
            json.dump([json.dumps(spec) for spec, _ in charts], child.stdin)
            child.stdin.close()

        def finished() -> list[str]:
            child.stdin = None
            told, failed = child.communicate()
            if child.returncode:
                raise PackError(f"a chart does not draw ({failed.strip().splitlines()[-1]})")
            return [_labelled(svg, said) for svg, (_, said) in zip(json.loads(told), charts, strict=True)]

        try:
            yield finished
        finally:
            child.kill()


def _labelled(drawn: str, sentence: str) -> str:
    label = sentence.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', drawn, count=1)


def png(drawn: str, scale: float = 2) -> bytes:
    """Return a chart drawn as SVG as PNG, `scale` times as large."""
    import vl_convert  # noqa: PLC0415  heavy

    made: bytes = vl_convert.svg_to_png(drawn, scale=scale)
    return made
