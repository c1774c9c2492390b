"""What a mechanism moves besides the headlines: worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.ablation import trace
from tests.analysis.tiny import QUARTERS, tiny


def test_the_outcome_that_moves_most_for_its_size_is_named() -> None:
    bloc = np.full((3, 2, QUARTERS), 0.5)
    bloc[1, 0] = 0.6  # half of the samples by a fifth
    duty = np.ones((3, 2, QUARTERS))
    duty[1] = 1.01
    found = trace(tiny(bloc_index=(("quarter",), bloc), duty_us=(("quarter",), duty)), "press")
    assert found is not None
    assert (found.outcome, found.label) == ("bloc_index", "Bloc index")
    assert found.change == pytest.approx(0.1)


def test_what_is_nowhere_counts_as_nothing() -> None:
    nowhere = np.full((3, 2, QUARTERS), np.nan)
    assert trace(tiny(bloc_index=(("quarter",), nowhere)), "press") is None


def test_what_appears_out_of_nothing_counts_whole() -> None:
    lapsed = np.zeros((3, 2, QUARTERS))
    lapsed[1, 0, 3] = 2.0
    found = trace(tiny(bloc_index=(("quarter",), lapsed)), "press")
    assert found is not None
    assert (found.change, found.appeared) == (1.0, True)
    duty = np.ones((3, 2, QUARTERS))
    duty[1] = 1.01
    both = tiny(bloc_index=(("quarter",), lapsed), duty_us=(("quarter",), duty))
    found = trace(both, "press")
    assert found is not None
    assert found.outcome == "duty_us"  # what has a size comes first, however small its change
