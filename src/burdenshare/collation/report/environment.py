"""The templates of the reports; every text from outside is escaped by them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2


HERE = "burdenshare.collation.report"


@cache
def open_templates(package: str = HERE) -> jinja2.Environment:
    """Return the templates of a package, which may include those that lie beside this module."""
    import jinja2  # noqa: PLC0415

    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(p) for p in (package, HERE)]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
