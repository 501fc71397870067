"""Searching everything that was written, and reading what was found."""
