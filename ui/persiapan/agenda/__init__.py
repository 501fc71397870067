"""The agenda as days side by side; times follow from durations."""
