"""A snapshot of the document up to a log row: a cache that makes opening fast, verified before it is believed."""

import hashlib

from kotaham_desktop.storage.library import Connection


def _checksum(upto_log: int, state: bytes) -> bytes:
    return hashlib.blake2b(str(upto_log).encode() + b"|" + state, digest_size=16).digest()


def save(connection: Connection, upto_log: int, state: bytes) -> None:
    """Replace the snapshot."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("DELETE FROM snapshot")
        connection.execute("INSERT INTO snapshot VALUES (?, ?, ?)", (upto_log, _checksum(upto_log, state), state))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has already ended it
            connection.execute("ROLLBACK")
        raise


def load(connection: Connection) -> tuple[int, bytes]:
    """The log row up to which the snapshot goes and its state; ``(0, b"")`` without one that can be believed."""
    found = connection.execute("SELECT upto_log, checksum, state FROM snapshot ORDER BY upto_log DESC").fetchone()
    if found is None or bytes(found[1]) != _checksum(found[0], bytes(found[2])):
        return 0, b""
    return int(found[0]), bytes(found[2])
