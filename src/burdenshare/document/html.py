"""The tree as HTML: figures are links, notes stand below; the template escapes every text."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.document.languages import words
from burdenshare.document.model import Document


@cache
def style() -> str:
    """Return the style sheet of letters, kept beside this module."""
    return (files("burdenshare.document") / "letter.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a page says of a figure when its link is followed.

    Parameters
    ----------
    lines : formula, cell, source
    inputs : ids of the figures it rests on, to words
    """

    id: str
    label: str
    shown: str
    lines: tuple[str, ...]
    inputs: Mapping[str, str]


def render(
    document: Document,
    *,
    notes: dict[str, str],
    link: str,
    back: str = "",
    derivations: Sequence[Derivation] = (),
) -> str:
    """Return the document as a page of its own.

    Parameters
    ----------
    notes : figure id to the text of its note
    link : what stands before a figure's id in its link, `../index.html#`
    back : address of the page this one belongs to
    derivations : of its figures, where the page carries them itself
    """
    from markupsafe import Markup  # noqa: PLC0415  comes with Jinja2

    page: str = _template().render(
        document=document,
        noted=[f.id for f in document.noted()],
        notes=notes,
        link=link,
        back=back,
        derivations=derivations,
        labels=words(document.language)["labels"],
        style=Markup(style()),  # noqa: S704  our own file
    )
    return page


@cache
def _template() -> Any:
    import jinja2  # noqa: PLC0415  heavy

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("burdenshare.document"),
        autoescape=True,
        finalize=_escaped,
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("document.html.j2")


def _escaped(value: Any) -> Any:
    """Escape as the standard library does: pages keep the bytes of their quotation marks."""
    from markupsafe import Markup  # noqa: PLC0415

    return value if hasattr(value, "__html__") else Markup(html.escape(str(value)))  # noqa: S704
