"""Counts stand in for the values themselves."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.paired import simulation_error
from sim.report.tally import Tally


@pytest.mark.parametrize("samples", [1, 2, 3, 20, 101])
def test_ranges_are_those_of_the_values_rounded_to_a_tenth(samples: int) -> None:
    values = np.random.default_rng(samples).uniform(-40, 100, (samples, 2, 3))
    tally = Tally((2, 3), -100, 100)
    for part in np.array_split(values, 4):
        tally.add(part)
    mean, low, high = tally.ranges()
    np.testing.assert_allclose(mean, values.mean(axis=0))
    wanted = np.quantile(values.round(1), [0.05, 0.95], axis=0)
    np.testing.assert_allclose([low, high], wanted, atol=1e-9)


def test_errors_are_those_of_the_mean() -> None:
    values = np.random.default_rng(5).uniform(-40, 100, (20, 2, 3))
    tally = Tally((2, 3), -100, 100)
    for part in np.array_split(values, 3):
        tally.add(part)
    own = np.arange(20)
    wanted = simulation_error(np.moveaxis(values, 0, -1), own, own)
    np.testing.assert_allclose(tally.errors(), wanted)
    one = Tally((1,), 0, 100)
    one.add(np.array([[4.0]]))
    assert np.isnan(one.errors()).all()


def test_what_is_missing_is_left_out() -> None:
    tally = Tally((3,), 0, 100)
    tally.add(np.array([[np.nan, 4.0, np.nan], [np.nan, np.nan, 8.0], [np.nan, 6.0, 8.0]]))
    mean, low, high = tally.ranges()
    np.testing.assert_allclose(mean, [np.nan, 5.0, 8.0])
    np.testing.assert_allclose(low, [np.nan, 4.1, 8.0])
    np.testing.assert_allclose(high, [np.nan, 5.9, 8.0])


def test_more_places_than_are_summed_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.tally._SLAB", 2)
    tally = Tally((5,), 0, 10)
    tally.add(np.arange(5.0)[None])
    assert tally.ranges().low.tolist() == [0, 1, 2, 3, 4]
