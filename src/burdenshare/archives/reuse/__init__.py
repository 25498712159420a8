"""Passages reused anywhere in an archive; it needs what the extra `archives` installs."""

from importlib.util import find_spec

from burdenshare.errors import MissingPartError

for _name in ("duckdb", "numba", "numpy"):
    if find_spec(_name) is None:
        raise MissingPartError(_name, extra="archives")
