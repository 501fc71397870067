"""Attachments by the SHA-256 of their content, each content kept once."""

import hashlib
import json
from collections.abc import Collection

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.library import Connection

NAMED = "SELECT sha256, deleted FROM attachment UNION SELECT original, deleted FROM attachment WHERE original != ''"
"""Every content that a record names: what it shows, and the sealed original where areas of it were blurred."""


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def store(connection: Connection, content: bytes, media_type: str) -> str:
    """Keep a content and return its fingerprint; the same content twice takes no more room."""
    sha256 = fingerprint(content)
    connection.execute(
        "INSERT OR IGNORE INTO attachment_content VALUES (?, ?, ?, ?)", (sha256, media_type, len(content), content)
    )
    return sha256


def content(connection: Connection, sha256: str) -> bytes:
    """The stored content, checked against its fingerprint; raises ``ExpectedError`` if it is missing or harmed."""
    found = connection.execute("SELECT data FROM attachment_content WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        raise ExpectedError("attachment_missing", sha256=sha256[:12])
    data = bytes(found[0])
    if fingerprint(data) != sha256:
        raise ExpectedError("attachment_damaged", sha256=sha256[:12])
    return data


def named_by_others(connection: Connection, gone: Collection[str]) -> set[str]:
    """The contents that records other than those name, or that a person may still choose in a dispute."""
    columns = [str(row[1]) for row in connection.execute("PRAGMA table_info(attachment)")]
    named = [name for name in ("sha256", "original") if name in columns]  # an older format has no originals
    found = connection.execute(f"SELECT id, {', '.join(named)} FROM attachment").fetchall()
    disputed = connection.execute("SELECT candidates FROM conflict WHERE field IN ('sha256', 'original')").fetchall()
    chosen = {str(one["value"]) for (candidates,) in disputed for one in json.loads(candidates)}
    return chosen | {str(sha256) for record, *contents in found if record not in gone for sha256 in contents if sha256}


def missing(connection: Connection) -> list[str]:
    """The fingerprints that records name and whose content is not there."""
    found = connection.execute(
        f"SELECT DISTINCT sha256 FROM ({NAMED}) WHERE deleted = 0"
        " AND sha256 NOT IN (SELECT sha256 FROM attachment_content)"
    )
    return [str(sha256) for (sha256,) in found]
