"""Values that two people gave one field at once, for a person to decide."""
