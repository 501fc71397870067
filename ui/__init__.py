"""The window of Kota HAM Desktop: every line of Qt. Screens show and ask; the rules live in ``kotaham_desktop``."""
