"""Two intervals: what may happen, and how sure the mean is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.analysis.paired import simulation_error, spread


def test_quantiles_lie_between_the_samples() -> None:
    found = spread(np.arange(21.0)[::-1])
    assert (found.mean, found.p05, found.p50, found.p95) == (10, 1, 10, 19)
    assert spread(np.array([0.0, 10.0])).p95 == pytest.approx(9.5)


def test_quantiles_are_those_of_numpy() -> None:
    values = np.random.default_rng(0).normal(size=(3, 17))
    found = np.stack(spread(values)[1:])
    np.testing.assert_allclose(found, np.quantile(values, [0.05, 0.5, 0.95], axis=-1))


def test_one_sample_has_a_mean_and_no_error() -> None:
    assert spread(np.array([[3.0]])).p05.tolist() == [3.0]
    assert np.isnan(simulation_error(np.array([[3.0]]), np.array([0]), np.array([0]))).all()


def test_independent_samples_have_the_students_interval() -> None:
    # 1, 2, 3: standard error 1 / sqrt 3, two degrees of freedom
    error = simulation_error(np.array([1.0, 2.0, 3.0]), np.arange(3), np.arange(3))
    assert error == pytest.approx(stats.t.ppf(0.95, 2) / np.sqrt(3))
    alone = simulation_error(np.array([1.0, 2.0, 3.0]), np.zeros(3, dtype=int), np.arange(3))
    assert alone == pytest.approx(float(error))


def test_crossed_samples_count_each_draw_once() -> None:
    # two draws, at 0 and 1, seen by four replicates that make no difference: two samples' worth
    values = np.array([0.0] * 4 + [1.0] * 4)
    draws, replicates = np.repeat([0, 1], 4), np.tile(np.arange(4), 2)
    # draws: (2^2 + 2^2) * 2 / 64 = 1/4; replicates: 0; alone: 8 * 0.25 / 56 = 1/28
    expected = stats.t.ppf(0.95, 1) * np.sqrt(1 / 4 - 1 / 28)
    assert simulation_error(values, draws, replicates) == pytest.approx(expected)


def test_the_error_shrinks_with_samples_and_the_range_does_not() -> None:
    values = np.random.default_rng(1).normal(size=4000)
    few, many = values[:40], values
    ids = np.arange(4000)
    errors = [simulation_error(v, ids[: v.size], ids[: v.size]) for v in (few, many)]
    assert errors[1] < errors[0] / 5
    assert spread(many).p95 - spread(many).p05 == pytest.approx(3.29, abs=0.2)
