"""Keyed random numbers with NumPy alone: Philox 4x64 for a whole array of entities at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

_ROUNDS: Final = 10
_MULTIPLIERS: Final = (np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157))
_WEYL: Final = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
_LOW: Final = np.uint64(0xFFFFFFFF)
_HALF: Final = np.uint64(32)
_DROP: Final = np.uint64(11)
_STEP: Final = 2.0**-53
_WORD: Final = 2**64


def uniforms(
    seed: int, replicate: int, stream: int, quarter: int, entities: Keys
) -> NDArray[np.float64]:
    """Return four uniform numbers an entity, shape (entity, 4), as the engine draws them."""
    c0, c1 = np.full_like(entities, quarter), entities
    c2, c3 = np.full_like(entities, stream), np.zeros_like(entities)
    for i in range(_ROUNDS):
        k0 = np.uint64((seed + i * _WEYL[0]) % _WORD)
        k1 = np.uint64((replicate + i * _WEYL[1]) % _WORD)
        high_0, low_0 = _product(_MULTIPLIERS[0], c0)
        high_1, low_1 = _product(_MULTIPLIERS[1], c2)
        c0, c1, c2, c3 = high_1 ^ c1 ^ k0, low_1, high_0 ^ c3 ^ k1, low_0
    words = np.stack([c0, c1, c2, c3], axis=1)
    return np.asarray((words >> _DROP) * _STEP, dtype=np.float64)


def _product(a: np.uint64, b: Keys) -> tuple[Keys, Keys]:
    """Return the upper and the lower 64 bits of 128-bit products."""
    a_low, a_high = a & _LOW, a >> _HALF
    b_low, b_high = b & _LOW, b >> _HALF
    middle = a_high * b_low + ((a_low * b_low) >> _HALF)
    other = a_low * b_high + (middle & _LOW)
    return a_high * b_high + (middle >> _HALF) + (other >> _HALF), a * b
