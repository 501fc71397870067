"""The window of Kota HAM Desktop: every line of Qt. Screens show and ask; the rules live in ``kotaham_desktop``.

Everybody waits at each start for what ``ui.app`` imports and makes before the first picture of the window. So the
plain data there are named tuples, which are made five times faster than dataclasses, and whatever that picture does
without is imported where it is first needed.
"""

import builtins
import gc

# PySide6 puts a hook of its own in front of every import of the process, which reads the source of each module that
# comes later: half a second on the engine and the reports. It serves only ``from __feature__ import``, which we do not
# use, so imports go back to being plain. Among Qt's thousands of names there is nothing to collect: they all stay.
_plain_import = builtins.__import__
gc.disable()
import PySide6.QtCore  # noqa: E402 - imported here for its side effect, between these lines

_names_of_qt = PySide6.QtCore.Qt
builtins.__import__ = _plain_import
gc.freeze()
gc.enable()
