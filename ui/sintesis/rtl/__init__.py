"""The action plan (RTL) as a table with the form of one item beside it."""
