"""What was found in an archive, as pages and lines."""
