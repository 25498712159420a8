"""A collation as JSON, CSV and pages."""
