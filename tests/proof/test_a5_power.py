"""A5: the power goes. Of what was not synced the disk keeps some pieces and forgets others, and names likewise."""

import sys

import pytest

from tests.proof.scale import times
from tests.proof.walk_operations import OPERATIONS

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the faults are met in forked processes"),
    pytest.mark.timeout(times(120, 7200)),
]
WALKED = [(one.name, locked) for one in OPERATIONS for locked in one.kinds]
KINDS = {False: "plain", True: "locked"}


@pytest.mark.parametrize(("operation", "locked"), WALKED, ids=[f"{name}-{KINDS[locked]}" for name, locked in WALKED])
def test_a_power_cut_harms_no_file_and_takes_nothing_that_was_saved(walks, operation, locked):
    cut = walks.cut_power(operation, range(times(8, 190)), locked=locked)
    assert cut.points
    assert cut.failures == []
