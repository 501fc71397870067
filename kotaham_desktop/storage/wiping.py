"""Overwriting a file before its room is given back, so that the disk does not tell what stood in it.

On flash memory the drive may keep old blocks for a while; only encryption from the start protects against that.
"""

import io
import os

AT_ONCE = 1024 * 1024


def overwrite(stream: io.FileIO) -> None:
    """Write zeros over the whole of an open, unbuffered file and have the disk keep them."""
    stream.seek(0)
    left = os.fstat(stream.fileno()).st_size
    while left > 0:
        stream.write(bytes(min(left, AT_ONCE)))
        left -= AT_ONCE
    os.fsync(stream.fileno())
