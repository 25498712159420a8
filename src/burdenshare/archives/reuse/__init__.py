"""Passages reused anywhere in an archive; it needs what the extra `archives` installs."""

from importlib.util import find_spec

from burdenshare.errors import CollationError

_MISSING = [name for name in ("duckdb", "numba", "numpy") if find_spec(name) is None]
if _MISSING:
    raise CollationError(
        f"comparing an archive needs {' and '.join(_MISSING)}, which this install lacks",
        mend="pip install 'burdenshare[archives]'",
    )
