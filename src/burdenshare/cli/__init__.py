"""The command line: one verb, one function of the Python API."""

from burdenshare.cli.main import main

__all__ = ["main"]
