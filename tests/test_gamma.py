"""Quantiles of the gamma distribution beside SciPy's, in the middle and in both tails."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammainccinv, gammaincinv, gammaln, log_ndtr

from sim.gamma import WORK_ROWS, gamma_quantiles, start_table

Floats = NDArray[np.float64]
SHAPES = np.concatenate([[0.005, 0.0172, 0.079, 0.081], np.arange(0.1, 2.6, 0.1)])


def quantiles(shape: Floats, log_u: Floats, largest: float = 2.5) -> Floats:
    x, work = np.empty_like(shape), np.empty((WORK_ROWS, shape.size))
    places, log_gamma = np.empty(shape.size, np.int64), np.asarray(gammaln(shape + 1.0))
    gamma_quantiles(shape, log_gamma, log_u, start_table(largest), work, places, x)
    return x


@pytest.mark.parametrize("u", [1e-9, 1e-3, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_lower_tail_and_middle(u: float) -> None:
    expected = gammaincinv(SHAPES, u)
    seen = expected > 1e-280
    found = quantiles(SHAPES, np.full(SHAPES.size, np.log(u)))
    np.testing.assert_allclose(found[seen], expected[seen], rtol=1e-12)
    assert (found[~seen] < 1e-279).all()


@pytest.mark.parametrize("beyond", [0.03, 1e-3, 1e-5, 1e-9, 1e-14])
def test_upper_tail_keeps_its_digits(beyond: float) -> None:
    found = quantiles(SHAPES, np.full(SHAPES.size, np.log1p(-beyond)))
    np.testing.assert_allclose(found, gammainccinv(SHAPES, beyond), rtol=1e-12)


def test_many_at_random() -> None:
    rng = np.random.default_rng(3)
    shape, z = rng.uniform(0.01, 2.5, 20_000), rng.normal(size=20_000)
    upper = gammainccinv(shape, np.exp(log_ndtr(-z)))
    expected = np.where(z > 0.0, upper, gammaincinv(shape, np.exp(log_ndtr(z))))
    seen = expected > 1e-280
    found = quantiles(shape, log_ndtr(z))
    np.testing.assert_allclose(found[seen], expected[seen], rtol=1e-12)


def test_exponential_by_hand() -> None:
    u = np.array([0.2, 0.5, 0.9])
    np.testing.assert_allclose(quantiles(np.ones(3), np.log(u)), -np.log1p(-u), rtol=1e-14)


def test_larger_shapes_have_a_table_of_their_own() -> None:
    shape = np.array([3.0, 6.5, 10.0])
    found = quantiles(shape, np.log(np.array([0.01, 0.5, 0.99])), largest=10.0)
    np.testing.assert_allclose(found, gammaincinv(shape, [0.01, 0.5, 0.99]), rtol=1e-12)


def test_the_ends() -> None:
    found = quantiles(np.array([1.0, 1.0]), np.array([-np.inf, 0.0]))
    assert found.tolist() == [0.0, np.inf]


def test_a_table_for_very_large_shapes_has_no_gaps() -> None:
    assert np.isfinite(start_table(200.0)).all()
    shape = np.array([60.0, 120.0, 199.0])
    found = quantiles(shape, np.log(np.array([0.1, 0.5, 0.999])), largest=200.0)
    np.testing.assert_allclose(found, gammaincinv(shape, [0.1, 0.5, 0.999]), rtol=1e-11)
