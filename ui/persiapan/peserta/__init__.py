"""The people of the training: a table, a form beside it, and taking in a list from a spreadsheet."""
