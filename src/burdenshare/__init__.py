"""The open workbench for alliance burden sharing."""
