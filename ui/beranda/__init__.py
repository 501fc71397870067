"""The first screen: open, start, merge."""
