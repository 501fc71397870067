"""What the proofs share: one warm process that walks."""

import pytest

from tests.proof.walk import WalkServer


@pytest.fixture(scope="session")
def walks():
    """Walks operations under faults, each point in a process of its own."""
    server = WalkServer()
    yield server
    server.close()
