"""Keys and keyed numbers from which a made-up world is drawn."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.streams import MADE_UP_WORLD, uniform_table
from sim.world import Floats, Ints

Keys = NDArray[np.uint64]

(COUNTRY_CHOICE, COUNTRY_SIZE, OPERATOR_SHARE, VENDOR_SHARE) = range(4)
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)


def numbers(seed: int, purpose: int, keys: Keys) -> Floats:
    """Return four uniform numbers a key, shape (key, 4); they do not depend on a replicate."""
    return uniform_table(seed, 0, MADE_UP_WORLD, purpose, keys)


def uneven(seed: int, purpose: int, keys: Keys, spread: float) -> Floats:
    """Return a positive number for each key, 1 on average, at most ``spread`` away from it."""
    return np.asarray(1.0 + spread * (2.0 * numbers(seed, purpose, keys)[:, 0] - 1.0))


def joined(first: Keys, second: Keys) -> Keys:
    """Return a key for each pair of keys, by the mixing steps of SplitMix64."""
    return _mixed(_mixed(first) ^ second)


def in_proportion(weights: Ints, total: int) -> Ints:
    """Return whole numbers that add up to ``total``, in proportion to weights.

    What is left after rounding down goes to the largest remainders, the first of equal ones.

    Examples
    --------
    >>> in_proportion(np.array([1, 1, 2]), 5).tolist()
    [1, 1, 3]
    """
    exact = weights.astype(np.int64) * np.int64(total)
    whole, rest = np.divmod(exact, weights.sum())
    left = total - int(whole.sum())
    whole[np.argsort(-rest, kind="stable")[:left]] += 1
    return whole


def _mixed(key: Keys) -> Keys:
    key = np.atleast_1d(key) + _STEP
    key = (key ^ (key >> np.uint64(30))) * _FIRST
    key = (key ^ (key >> np.uint64(27))) * _SECOND
    return key ^ (key >> np.uint64(31))
