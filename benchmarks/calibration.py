"""A fixed piece of work, timed in the same go: what times of different machines are held against.

It has nothing of the model in it, so that it stays the same whatever the model becomes:
exponentials, sums and whole-number products on arrays that fit the cache, with NumPy.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from benchmarks.measure import best

SIZE: Final = 16_384
ROUNDS: Final = 40
REPEATS: Final = 25
_FACTOR: Final = np.uint64(0xD2E7470EE14C6C93)
_SHIFT: Final = np.uint64(11)


def calibrate() -> float:
    """Return the milliseconds that the fixed work takes."""
    return 1e3 * best(fixed_work, REPEATS)


def fixed_work() -> float:
    """Do it; the result only keeps it from being skipped.

    Examples
    --------
    >>> 0.0 < fixed_work() < 1.0
    True
    """
    words = np.arange(1, SIZE + 1, dtype=np.uint64)
    stock = np.linspace(0.0, 1.0, SIZE)
    for _ in range(ROUNDS):
        words = words * _FACTOR
        chance = (words >> _SHIFT) * 2.0**-53
        weight = np.exp(stock - 1.0)
        stock = 0.9 * stock + 0.1 * chance * weight
    return float(stock.mean())
