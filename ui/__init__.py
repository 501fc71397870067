"""The window of Kota HAM Desktop: every line of Qt. Screens show and ask; the rules live in ``kotaham_desktop``."""

import builtins

# PySide6 puts a hook of its own in front of every import of the process, which reads the source of each module that
# comes later: half a second on the engine and the reports. It serves only ``from __feature__ import``, which we do not
# use, so imports go back to being plain.
_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - imported here for its side effect, between the two lines

builtins.__import__ = _plain_import
