"""Passphrases in the window: asking for one, setting one, and locking the screen."""
