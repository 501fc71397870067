"""One open workshop: commands, queries, undo, change notices, merge. What the window and the headless program share."""
