"""The open workbench for alliance burden sharing: its public API.

Names are imported when first used, so that `import burdenshare` costs nothing. They are those of the
table of verbs, `burdenshare.verbs.table`.
"""

from __future__ import annotations

import typing as _typing

if _typing.TYPE_CHECKING:
    from burdenshare.errors import BurdenshareError as BurdenshareError
    from burdenshare.verbs.adopt import adopt_letter as adopt_letter
    from burdenshare.verbs.adopt import verify_letter as verify_letter
    from burdenshare.verbs.answers import answer_letter as answer_letter
    from burdenshare.verbs.answers import settle_promise as settle_promise
    from burdenshare.verbs.cite import cite as cite
    from burdenshare.verbs.collate import collate as collate
    from burdenshare.verbs.compare import compare as compare
    from burdenshare.verbs.compose import compose_letters as compose_letters
    from burdenshare.verbs.counts import counts as counts
    from burdenshare.verbs.editions import coverage as coverage
    from burdenshare.verbs.editions import editions as editions
    from burdenshare.verbs.fetch import fetch as fetch
    from burdenshare.verbs.fetch import releases as releases
    from burdenshare.verbs.figures import figure as figure
    from burdenshare.verbs.figures import trace as trace
    from burdenshare.verbs.flips import flips as flips
    from burdenshare.verbs.gaps import gaps as gaps
    from burdenshare.verbs.imports import import_file as import_file
    from burdenshare.verbs.letters import check_letters as check_letters
    from burdenshare.verbs.letters import explain_letter as explain_letter
    from burdenshare.verbs.letters import init_letters as init_letters
    from burdenshare.verbs.letters import write_brief as write_brief
    from burdenshare.verbs.lists import check_pledge as check_pledge
    from burdenshare.verbs.lists import list_allies as list_allies
    from burdenshare.verbs.lists import list_indicators as list_indicators
    from burdenshare.verbs.lists import list_pledges as list_pledges
    from burdenshare.verbs.pack import pack as pack
    from burdenshare.verbs.panel import panel as panel
    from burdenshare.verbs.record import check_record as check_record
    from burdenshare.verbs.record import export_record as export_record
    from burdenshare.verbs.record import restore_record as restore_record
    from burdenshare.verbs.register import approve_letters as approve_letters
    from burdenshare.verbs.register import register_of as register_of
    from burdenshare.verbs.register import send_letters as send_letters
    from burdenshare.verbs.revisions import revisions as revisions
    from burdenshare.verbs.show import show as show
    from burdenshare.verbs.verdicts import verdicts as verdicts

__version__ = "0.1.0"


def __dir__() -> list[str]:
    """Name the verbs, and the one class that their errors share."""
    from burdenshare.verbs.table import named  # noqa: PLC0415  importing the package costs nothing

    return sorted([*named(), "BurdenshareError", "__version__"])


def __getattr__(name: str) -> _typing.Any:
    """Import a public name when it is first asked for."""
    if name == "BurdenshareError":
        from burdenshare.errors import BurdenshareError  # noqa: PLC0415

        return BurdenshareError
    from burdenshare.verbs.table import named  # noqa: PLC0415

    if name in named():
        return named()[name].load()
    raise AttributeError(f"module 'burdenshare' has no attribute '{name}'")
