"""Tables in, tables out: gaps in points and money, movement between editions."""
