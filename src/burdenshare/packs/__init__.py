"""The summit pack: a folder written whole or not at all."""
