"""One document tree and its writers: HTML and PDF."""
