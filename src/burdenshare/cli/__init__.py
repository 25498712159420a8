"""The command line: one verb, one function of the Python API."""
