"""Raking the shares of operators to the share of their country."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.compiled import jit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SWEEPS: Final = 4000
TOLERANCE: Final = 1e-11


@jit
def _rake_one(shares: Floats, weight: Floats, target: Floats) -> float:
    """Rake one country and market in place; return the largest miss of a vendor."""
    operators, vendors = shares.shape
    miss = np.inf
    for _ in range(SWEEPS):
        miss = 0.0
        for vendor in range(vendors):
            total = 0.0
            for operator in range(operators):
                total += weight[operator] * shares[operator, vendor]
            miss = max(miss, abs(total - target[vendor]))
            factor = target[vendor] / total if total > 0.0 else 0.0
            for operator in range(operators):
                shares[operator, vendor] *= factor
        for operator in range(operators):
            total = 0.0
            for vendor in range(vendors):
                total += shares[operator, vendor]
            for vendor in range(vendors):
                shares[operator, vendor] /= total
        if miss < TOLERANCE:
            break
    return miss


@jit
def rake(shares: Floats, weight: Floats, start: Ints, target: Floats) -> Floats:
    """Rake all operators in place so that countries keep their shares.

    Parameters
    ----------
    shares
        Shape (operator, market, vendor); every operator has a positive share somewhere.
    weight
        Share of each operator in its country, shape (operator,).
    start
        First operator of each country, shape (country + 1,).
    target
        Shares of the countries, shape (country, market, vendor).

    Returns
    -------
    NDArray
        Largest miss of a vendor's share before the last sweep, shape (country, market).
    """
    countries, markets = target.shape[0], target.shape[1]
    miss = np.zeros((countries, markets))
    for country in range(countries):
        first, last = start[country], start[country + 1]
        for market in range(markets):
            block = np.ascontiguousarray(shares[first:last, market, :])
            miss[country, market] = _rake_one(block, weight[first:last], target[country, market])
            shares[first:last, market, :] = block
    return miss
