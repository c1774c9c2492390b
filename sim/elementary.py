"""Exponential, logarithm and tanh from sums and products: fast in loops, the same everywhere.

The C library's differ in their last bit from one system to the next, and its calls keep a
compiler from working on several vendors at once. The first two are right to two units in the
last place.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sim.compiled import lean

LOG2_E: Final = 1.0 / math.log(2.0)
LOG_2_HIGH: Final = 2977044471 / 2.0**32
"""The logarithm of 2 to 32 binary places, so that a whole multiple of it is exact."""
LOG_2_LOW: Final = 1.9082149292705877e-10
LOWEST: Final = -708.0
SMALLEST: Final = 2.0**-1022
LARGEST: Final = (2.0 - 2.0**-52) * 2.0**1023
HIGHEST: Final = 709.4
"""Next to 1023.5 times the logarithm of 2: beyond, the power of 2 is no finite number."""
ROUNDER: Final = 1.5 * 2.0**52
"""Added to a number, it leaves the nearest whole one in the lowest bits of the sum."""
_ROUNDER_BITS: Final = int(np.float64(ROUNDER).view(np.int64))
_MANTISSA_BITS: Final = 52
_MANTISSA: Final = (1 << _MANTISSA_BITS) - 1
_BIAS: Final = 1023
_ONE_BITS: Final = _BIAS << _MANTISSA_BITS


@lean
def exp(x: float) -> float:
    """Return the exponential of ``x``; 0 below -708, infinite above 709.4.

    The power of 2 nearest to the result, times the Taylor series of what is left, at most
    half the logarithm of 2.
    """
    rounded = x * LOG2_E + ROUNDER
    whole = rounded - ROUNDER
    r = (x - whole * LOG_2_HIGH) - whole * LOG_2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (1.0 + r) + r2 * (1.0 / 2.0 + r * (1.0 / 6.0))
    middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0))
    high = (1.0 / 40320.0 + r * (1.0 / 362880.0)) + r2 * (1.0 / 3628800.0 + r * (1.0 / 39916800.0))
    top = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0)
    series = low + r4 * (middle + r4 * (high + r4 * top))
    power = np.int64(np.float64(rounded).view(np.int64)) - _ROUNDER_BITS + _BIAS
    value: float = series * np.int64(power << _MANTISSA_BITS).view(np.float64)
    if x > HIGHEST:
        value = math.inf
    return 0.0 if x < LOWEST else value


@lean
def log(x: float) -> float:
    """Return the natural logarithm of a number from 2.3e-308 upwards, of others NaN.

    The exponent of 2, and the series of the inverse hyperbolic tangent for the rest, which
    lies between the roots of 1/2 and 2.
    """
    bits = np.int64(np.float64(x).view(np.int64))
    power = np.float64((bits >> _MANTISSA_BITS) - _BIAS)
    rest = np.int64((bits & _MANTISSA) | _ONE_BITS).view(np.float64)
    if rest > math.sqrt(2.0):
        rest *= 0.5
        power += 1.0
    f = rest - 1.0
    s = f / (2.0 + f)
    z = s * s
    z2 = z * z
    z4 = z2 * z2
    low = (1.0 / 3.0 + z * (1.0 / 5.0)) + z2 * (1.0 / 7.0 + z * (1.0 / 9.0))
    high = (1.0 / 11.0 + z * (1.0 / 13.0)) + z2 * (1.0 / 15.0 + z * (1.0 / 17.0))
    top = 1.0 / 19.0 + z * (1.0 / 21.0)
    series = 2.0 * z * (low + z4 * (high + z4 * top))
    # f - s f is 2 s, more exactly than s itself is known
    value = power * LOG_2_HIGH + (f - s * (f - series) + power * LOG_2_LOW)
    return value if SMALLEST <= x <= LARGEST else math.nan


@lean
def tanh(x: float) -> float:
    """Return the hyperbolic tangent of ``x``, to 2e-16 of 1."""
    return 1.0 - 2.0 / (1.0 + exp(2.0 * x))
