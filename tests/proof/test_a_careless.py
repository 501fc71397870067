"""The walks themselves are tried on programs that are careless on purpose: each must be found out."""

import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the faults are met in forked processes")


def failures(walks, operation, **asked):
    return [one["problems"] for one in walks.ask(operation=operation, locked=False, **asked)["failures"]]


def test_a_list_that_is_written_one_by_one_is_found_out_by_a_kill(walks):
    found = failures(walks, "careless: one by one", fault="kill", most=25, shift=0.5)
    assert any("half there" in " ".join(problems) for problems in found)


def test_what_is_called_saved_without_a_sync_is_found_out_by_a_power_cut(walks):
    found = failures(walks, "careless: no sync", seeds=list(range(12)))
    assert any("acknowledged and is lost" in " ".join(problems) for problems in found)


@pytest.mark.parametrize("fault", ["kill", "torn"])
def test_a_document_that_is_written_over_in_place_is_found_out(walks, fault):
    found = failures(walks, "careless: in place", fault=fault, most=0, shift=0.0)
    assert any("half there" in " ".join(problems) for problems in found)
