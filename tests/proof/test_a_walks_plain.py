"""A2 to A4 on plain files: every change that an operation makes on the disk is met by every fault."""

import sys

import pytest

from tests.proof.faults import FAULTS
from tests.proof.scale import times
from tests.proof.walk_operations import OPERATIONS

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the faults are met in forked processes"),
    pytest.mark.timeout(times(120, 7200)),
]
WALKED = [one.name for one in OPERATIONS if False in one.kinds]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
@pytest.mark.parametrize("operation", WALKED)
def test_no_fault_harms_a_plain_file_or_takes_what_was_saved(walks, operation, fault):
    walked = walks.walk(operation, fault, locked=False)
    assert walked.points
    assert walked.failures == []
