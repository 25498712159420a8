"""Every public verb, a file a noun, named as the command.

`table` names them all, once, for Python, the command line, the documentation and the pages.
"""
