"""Differences of two sides, with and without pairs, against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.analysis.contrast import MOST_RANKS, contrast, unpaired_range
from sim.analysis.paired import simulation_error
from sim.analysis.sides import Sides
from tests.analysis.tiny import tiny

PAIRS = Sides("press", "calm", paired=True)
APART = Sides("press", "calm", paired=False)
SAMPLES = arrays(np.float64, (2, 2), elements=st.floats(-1e3, 1e3, width=32))


def test_with_pairs_what_both_share_cancels() -> None:
    found = contrast(tiny(), PAIRS, np.array([[11.0, 23.0]]), np.array([[10.0, 20.0]]))
    assert (found.mean.item(), found.value.item(), found.baseline_value.item()) == (2, 17, 15)
    assert (found.low.item(), found.high.item()) == pytest.approx((1.1, 2.9))


def test_without_pairs_any_run_meets_any_other() -> None:
    low, high = unpaired_range(np.array([[0.0, 10.0]]), np.array([[1.0, 3.0]]))
    # The four differences are -3, -1, 7 and 9.
    assert (low.item(), high.item()) == pytest.approx((-2.7, 8.7))


def test_without_pairs_the_errors_of_both_sides_count() -> None:
    value, other = np.array([[0.0, 10.0]]), np.array([[1.0, 3.0]])
    found = contrast(tiny(), APART, value, other)
    numbers = np.arange(2)
    alone = [simulation_error(side, numbers, numbers).item() for side in (value, other)]
    assert found.error.item() == pytest.approx(np.hypot(*alone))


@given(SAMPLES, SAMPLES)
def test_without_pairs_the_mean_is_that_of_pairs_and_the_range_turns_with_the_sides(
    value: np.ndarray, other: np.ndarray
) -> None:
    there, back = contrast(tiny(), APART, value, other), contrast(tiny(), APART, other, value)
    paired = contrast(tiny(), PAIRS, value, other)
    near = {"rtol": 1e-9, "atol": 1e-9}
    np.testing.assert_allclose(there.mean, paired.mean, **near)
    np.testing.assert_allclose(there.mean, -back.mean, **near)
    np.testing.assert_allclose(there.low, -back.high, **near)
    assert (there.low <= paired.mean + 1e-9).all()
    assert (paired.mean <= there.high + 1e-9).all()


def test_of_many_runs_evenly_ranked_ones_stand_for_all() -> None:
    rng = np.random.default_rng(1)
    value, other = rng.normal(2.0, 1.0, (2, 600)), rng.normal(0.0, 1.0, (2, 600))
    assert value.shape[1] > MOST_RANKS
    low, high = unpaired_range(value, other)
    whole = (value[:, :, None] - other[:, None, :]).reshape(2, -1)
    np.testing.assert_allclose(low, np.quantile(whole, 0.05, axis=1), atol=0.02)
    np.testing.assert_allclose(high, np.quantile(whole, 0.95, axis=1), atol=0.02)
