"""From source files to the project's own tables, one module per kind of source."""
