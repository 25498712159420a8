"""Texts held side by side: what is shared, what varies, what stands in one alone."""
