"""What a shell is offered after a Tab: allies, pledges, indicators, publishers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem


def _words(give: Callable[[], Iterable[tuple[str, str]]]) -> Callable[..., list[CompletionItem]]:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        del ctx, param
        begun = incomplete.casefold()
        return [CompletionItem(word, help=said) for word, said in give() if word.casefold().startswith(begun)]

    return complete


def _allies() -> Iterable[tuple[str, str]]:
    from burdenshare.terms import ALLIES  # noqa: PLC0415  only after a Tab

    return ((a.code, a.name) for a in ALLIES.values())


def _pledges() -> Iterable[tuple[str, str]]:
    from burdenshare.pledges import pledges  # noqa: PLC0415

    return ((p.id, p.title) for p in pledges().values())


def _indicators() -> Iterable[tuple[str, str]]:
    from burdenshare.terms import INDICATORS  # noqa: PLC0415

    return ((i.id, i.title) for i in INDICATORS.values())


def _publishers() -> Iterable[tuple[str, str]]:
    from burdenshare.verbs.options import open_record  # noqa: PLC0415

    return ((p, "") for p in dict.fromkeys(e.publisher for e in open_record().editions()))


CHOICES: dict[str, Any] = {
    "names": _words(_allies),
    "ally": _words(_allies),
    "cited": _words(_allies),
    "allies": _words(_allies),
    "recipients": _words(_allies),
    "pledge": _words(_pledges),
    "indicator": _words(_indicators),
    "source": _words(_publishers),
    "gdp_source": _words(_publishers),
}
"""Parameter to what completes it."""
