"""Kota HAM Desktop without its window: everything that works without a screen.

Nothing in this package loads Qt; ``kotaham_desktop.__main__`` alone may import ``ui``.
"""

__version__ = "0.1.0"
