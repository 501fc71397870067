"""The building blocks of every screen; none of them knows a screen or the window."""
