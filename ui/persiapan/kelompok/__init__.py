"""Groups as cards; people are carried from one to another."""
