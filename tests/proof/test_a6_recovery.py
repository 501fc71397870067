"""A6: the program dies, and the one that opens what it left dies too while it recovers or folds the log in."""

import sys

import pytest

from tests.proof.scale import times

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the faults are met in forked processes"),
    pytest.mark.timeout(times(120, 7200)),
]


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
@pytest.mark.parametrize("operation", ["save", "attach", "merge", "migrate format 2"])
def test_dying_again_while_recovering_harms_nothing(walks, operation, locked):
    walked = walks.die_again(operation, range(times(13, 250)), locked=locked)
    assert walked.points
    assert walked.failures == []
