"""What a training consists of and the rules it obeys: record types, levels, timing, groups. Standard library only."""
