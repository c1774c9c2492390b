"""The normal distribution, many numbers at a time, beside SciPy's and beside one at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtri

from sim.normal import log_normal_cdfs, normal_quantiles
from sim.streams import normal_quantile

Floats = NDArray[np.float64]
EDGES = [0.075, np.nextafter(0.075, 0), 0.925, np.nextafter(0.925, 1), 0.5, 2e-11, 1 - 2e-11]
FAR = [0.0, 2.0**-53, 1e-12, 1.9e-11, 2.1e-11, 1e-9, 1 - 1e-9, 1 - 1e-12, 1 - 2.0**-53]


def quantiles(u: Floats) -> Floats:
    z, tail, places = np.empty_like(u), np.empty_like(u), np.empty(u.size, np.int64)
    normal_quantiles(u, places, tail, z)
    return z


def test_quantiles_are_those_of_one_number_at_a_time() -> None:
    u = np.concatenate([np.random.default_rng(1).uniform(size=5000), EDGES, FAR])
    np.testing.assert_allclose(quantiles(u), [normal_quantile(p) for p in u], rtol=1e-15)


def test_quantiles_agree_with_scipy() -> None:
    u = np.concatenate([np.linspace(0.001, 0.999, 997), EDGES, FAR[2:-1]])
    np.testing.assert_allclose(quantiles(u), ndtri(u), rtol=1e-13, atol=1e-14)


def test_a_quantile_does_not_depend_on_the_others() -> None:
    u = np.random.default_rng(2).uniform(size=41)
    for size in (1, 3, 8, 17):
        assert quantiles(u[:size]).tobytes() == quantiles(u)[:size].tobytes()


def test_logarithms_of_the_distribution_function() -> None:
    z = np.concatenate([np.linspace(-36.0, 8.2, 20_001), [-1e-9, 0.0, 1e-9]])
    result = np.empty_like(z)
    log_normal_cdfs(z, result)
    np.testing.assert_allclose(result, log_ndtr(z), rtol=2e-14)
