"""The open workbench for alliance burden sharing: its public API.

Names are imported when first used, so that `import burdenshare` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from burdenshare.adopting import adopt_letter, verify_letter
    from burdenshare.collating import collate, collate_archive
    from burdenshare.corresponding import (
        answer_letter,
        approve_letters,
        compose_letters,
        register_of,
        send_letters,
        settle_promise,
    )
    from burdenshare.errors import BurdenshareError
    from burdenshare.fetching import fetch, releases
    from burdenshare.importing import import_file
    from burdenshare.judging import gaps, verdicts
    from burdenshare.keeping import check_record, export_record, restore_record
    from burdenshare.looking import coverage, editions, open_record, show
    from burdenshare.packs.build import pack
    from burdenshare.paneling import panel, write_panel
    from burdenshare.revising import compare, flips, revisions
    from burdenshare.tracing import cite, figure, trace
    from burdenshare.writing import check_letters, explain_letter, init_letters

__version__ = "0.1.0"

_HOME = {
    **dict.fromkeys(("coverage", "editions", "open_record", "show"), "burdenshare.looking"),
    **dict.fromkeys(("collate", "collate_archive"), "burdenshare.collating"),
    **dict.fromkeys(("fetch", "releases"), "burdenshare.fetching"),
    **dict.fromkeys(("gaps", "verdicts"), "burdenshare.judging"),
    **dict.fromkeys(("cite", "figure", "trace"), "burdenshare.tracing"),
    **dict.fromkeys(("check_record", "export_record", "restore_record"), "burdenshare.keeping"),
    **dict.fromkeys(("compare", "flips", "revisions"), "burdenshare.revising"),
    **dict.fromkeys(("panel", "write_panel"), "burdenshare.paneling"),
    **dict.fromkeys(("adopt_letter", "verify_letter"), "burdenshare.adopting"),
    **dict.fromkeys(
        (
            "answer_letter",
            "approve_letters",
            "compose_letters",
            "register_of",
            "send_letters",
            "settle_promise",
        ),
        "burdenshare.corresponding",
    ),
    **dict.fromkeys(("check_letters", "explain_letter", "init_letters"), "burdenshare.writing"),
    "BurdenshareError": "burdenshare.errors",
    "import_file": "burdenshare.importing",
    "pack": "burdenshare.packs.build",
}

__all__ = [
    "BurdenshareError",
    "__version__",
    "adopt_letter",
    "answer_letter",
    "approve_letters",
    "check_letters",
    "check_record",
    "cite",
    "collate",
    "collate_archive",
    "compare",
    "compose_letters",
    "coverage",
    "editions",
    "explain_letter",
    "export_record",
    "fetch",
    "figure",
    "flips",
    "gaps",
    "import_file",
    "init_letters",
    "open_record",
    "pack",
    "panel",
    "register_of",
    "releases",
    "restore_record",
    "revisions",
    "send_letters",
    "settle_promise",
    "show",
    "trace",
    "verdicts",
    "verify_letter",
    "write_panel",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'burdenshare' has no attribute '{name}'")
