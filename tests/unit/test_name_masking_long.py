"""Words without end: what a fallen book on the keyboard writes is masked and looked through all the same."""

import pytest

from kotaham_desktop.domain.exposure_patterns import spans_in
from kotaham_desktop.domain.name_masking import name_mask

# Quadratic patterns needed hours for these; the time limit of a test is the proof.
ENDLESS = ["x", "X", "1", "a.", "Aa ", "08", "x@a-", "Jl. A ", "+", "P-"]


@pytest.mark.parametrize("piece", ENDLESS)
def test_an_endless_word_is_masked(piece):
    mask = name_mask(["Sumarni Widodo"], every_contact=True)
    assert mask(piece * 150_000 + " Sumarni Widodo a.b@c.id").endswith("[nama disamarkan] [kontak disamarkan]")


@pytest.mark.parametrize("piece", ENDLESS)
def test_an_endless_word_is_looked_through(piece):
    found = spans_in(piece * 150_000 + " NIK 3374014508790001", None, frozenset())
    assert any(kind == "nik" for kind, _start, _end in found)
