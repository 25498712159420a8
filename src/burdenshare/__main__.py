"""`python -m burdenshare` is the command."""

from burdenshare.cli import main

main(prog_name="burdenshare")
