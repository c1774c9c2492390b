"""Quantiles of the gamma distribution, compiled: as exact as SciPy's at a fraction of the time.

With ``u`` the probability, ``a`` the shape and ``tau = -log(u) / a``, a small quantile is
``exp(t)`` with ``t = log(gamma(a + 1)) / a - tau``. For the others a table over shape and
``log(tau)`` says by how much ``log(x)`` lies above ``t``, and a step of third order does the
rest. Each part is one loop over all numbers without a branch, so that a processor works on
several at a time.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainccinv, gammaincinv, gammaln

from sim.compiled import jit, lean
from sim.elementary import exp, log

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHAPE_STEP: Final = 0.08
LOWEST: Final = -14.0  #: least log(tau) of the table; beyond it the search takes longer
HIGHEST: Final = 2.6  #: from here on log(x) lies so little above ``t`` that the step will do
STEP: Final = 0.1
TAIL: Final = 4.0  #: above this the upper tail is worked out, not the lower one
LOG_TAIL: Final = math.log(TAIL)
CLOSE: Final = 1e-4  #: after a step as short as this the next would change nothing
MOST_STEPS: Final = 20
NEAR: Final = 1.0
NEAR_TERMS: Final = 19  #: with so many the series is exact for x up to NEAR
TERMS: Final = 34  #: and with so many for x up to TAIL
TAIL_TERMS: Final = 30  #: and one more for each unit of the shape
WORK_ROWS: Final = 4


@lru_cache(maxsize=4)
def start_table(largest_shape: float) -> Floats:
    """Return the start of the search, (shape, log tau), for shapes up to the one given."""
    shapes = math.ceil(largest_shape / SHAPE_STEP) + 2
    shape = (SHAPE_STEP * (0.5 + np.arange(shapes)))[:, None]
    tau = np.exp(np.arange(LOWEST, HIGHEST + 3 * STEP, STEP))[None, :]
    below = gammaincinv(shape, np.exp(-shape * tau))
    above = gammainccinv(shape, -np.expm1(-shape * tau))
    x = np.where(shape * tau < math.log(2.0), above, below)
    seen = x > 0.0  # else the probability is no number above 0, and never drawn
    t = gammaln(shape + 1.0) / shape - tau
    table: Floats = np.log(x, out=t.copy(), where=seen) - t
    table.flags.writeable = False
    return table


@lean
def gamma_quantiles(
    shape: Floats,
    log_gamma: Floats,
    log_u: Floats,
    table: Floats,
    work: Floats,
    places: Ints,
    x: Floats,
) -> None:
    """Write quantiles of the gamma distribution with scale 1, to about 1e-13 of themselves.

    Parameters
    ----------
    shape
        Above 0, shape (number,).
    log_gamma
        Logarithm of gamma(shape + 1), shape (number,).
    log_u
        Logarithm of the probability, so that neither tail loses digits; shape (number,).
    table
        From :func:`start_table`, for shapes as large as these.
    work, places
        Room for what is worked out on the way, shape (WORK_ROWS, number) and (number,).
    x
        Written, shape (number,).
    """
    log_x, sums = work[0], work[1]
    for i in range(x.size):
        tau = -log_u[i] / shape[i]
        log_x[i] = log_gamma[i] / shape[i] - tau
        sums[i] = (log(tau) - LOWEST) / STEP
    for i in range(x.size):
        log_x[i] += interpolated(table, shape[i] / SHAPE_STEP - 0.5, sums[i])
    for i in range(x.size):
        x[i] = exp(log_x[i])
    sum_series(shape, x, work[2], work[3], places, sums)
    for i in range(x.size):
        miss = shape[i] * log_x[i] - x[i] + log(sums[i]) - log_gamma[i] - log_u[i]
        step = third_order(miss, shape[i] / sums[i], shape[i], x[i])
        sums[i] = step
        x[i] *= 1.0 - step * (1.0 - step * (0.5 - step / 6.0))
    for i in range(x.size):
        if not (abs(sums[i]) < CLOSE and log_x[i] < LOG_TAIL):
            x[i] = searched(shape[i], log_gamma[i], log_u[i], log_x[i])


@lean
def sum_series(
    shape: Floats, x: Floats, far_shape: Floats, far_x: Floats, places: Ints, sums: Floats
) -> None:
    """Write sums of the series for x up to TAIL: of few terms for most, of more for the large.

    Parameters
    ----------
    far_shape, far_x, places
        Room for those of more terms, shape (number,).
    """
    far = 0
    for i in range(x.size):
        sums[i] = series(shape[i], min(x[i], NEAR), NEAR_TERMS)
    for i in range(x.size):
        places[far], far_shape[far], far_x[far] = i, shape[i], min(x[i], TAIL)
        far += x[i] > NEAR
    for k in range(far):
        far_x[k] = series(far_shape[k], far_x[k], TERMS)
    for k in range(far):
        sums[places[k]] = far_x[k]


@jit
def searched(shape: float, log_gamma: float, log_u: float, log_x: float) -> float:
    """Return a quantile that one step does not reach, from a guess of its logarithm."""
    if log_u == 0.0 or log_u == -math.inf:
        return math.inf if log_u == 0.0 else 0.0
    beyond = -math.expm1(log_u)
    for _ in range(MOST_STEPS):
        x = math.exp(log_x)
        if x < TAIL:
            total = series(shape, x, TERMS)
            miss = shape * log_x - x + math.log(total) - log_gamma - log_u
            slope = shape / total
        else:
            fraction = tail_fraction(shape, x)
            miss = shape * log_x - x + math.log(shape * fraction / beyond) - log_gamma
            slope = -1.0 / fraction
        step = third_order(miss, slope, shape, x)
        log_x -= step
        if abs(step) < CLOSE:
            break
    return math.exp(log_x)


@lean
def third_order(miss: float, slope: float, shape: float, x: float) -> float:
    """Return Halley's step for the logarithm of a quantile."""
    newton = miss / slope
    return newton / (1.0 + 0.5 * newton * (slope - shape + x))


@lean
def series(shape: float, x: float, terms: int) -> float:
    """Return the sum of x^n / ((shape + 1) ... (shape + n)) over n, with one division in all."""
    top, bottom, power, factor = 1.0, 1.0, 1.0, shape
    for _ in range(terms):
        factor += 1.0
        power *= x
        bottom *= factor
        top = top * factor + power
    return top / bottom


@jit
def tail_fraction(shape: float, x: float) -> float:
    """Return the upper tail over x^shape e^-x / gamma(shape), a continued fraction."""
    value = 0.0
    for n in range(TAIL_TERMS + int(shape), 0, -1):
        value = n * (n - shape) / (x + 2.0 * n + 1.0 - shape - value)
    return 1.0 / (x + 1.0 - shape - value)


@lean
def interpolated(table: Floats, row: float, column: float) -> float:
    """Return the parabola through the 3 x 3 nodes around a place in the table."""
    i = min(max(int(row + 0.5) - 1, 0), table.shape[0] - 3)
    column = min(column if column > 1.0 else 1.0, table.shape[1] - 2.0)
    j = int(column + 0.5) - 1
    p, q = row - i - 1.0, column - j - 1.0
    before, at, after = 0.5 * q * (q - 1.0), 1.0 - q * q, 0.5 * q * (q + 1.0)
    first = before * table[i, j] + at * table[i, j + 1] + after * table[i, j + 2]
    i += 1
    second = before * table[i, j] + at * table[i, j + 1] + after * table[i, j + 2]
    i += 1
    third = before * table[i, j] + at * table[i, j + 1] + after * table[i, j + 2]
    value = 0.5 * p * (p - 1.0) * first + (1.0 - p * p) * second + 0.5 * p * (p + 1.0) * third
    return float(value)
