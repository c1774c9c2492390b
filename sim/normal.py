"""The normal distribution function and its quantiles, many at a time; compiled.

Each loop is without a branch and each polynomial is a function of its own, written out number
by number: only then does the compiler work on several numbers at once.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp, log
from sim.quantile import CENTRE, INNER, SQUARE, centre_bottom, centre_top, middle_bottom, middle_top
from sim.streams import normal_quantile

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST: Final = 2e-11  #: down to this the polynomials of the inner tail serve


@lean
def normal_quantiles(u: Floats, places: Ints, tail: Floats, z: Floats) -> None:
    """Write standard normal quantiles (algorithm AS 241, Wichura 1988, about 1e-16).

    Parameters
    ----------
    u
        Probabilities, shape (number,).
    places, tail
        Room for the numbers outside the middle, shape (number,).
    z
        Written, shape (number,).
    """
    outside = 0
    for i in range(z.size):
        centred = u[i] - 0.5
        x = SQUARE - centred * centred
        z[i] = centred * centre_top(x) * (1.0 / centre_bottom(x))
    for i in range(z.size):
        places[outside], tail[outside] = i, min(u[i], 1.0 - u[i])
        outside += abs(u[i] - 0.5) > CENTRE
    for k in range(outside):
        x = math.sqrt(-log(max(tail[k], LEAST))) - INNER
        tail[k] = middle_top(x) * (1.0 / middle_bottom(x))
    for k in range(outside):
        i = places[k]
        z[i] = math.copysign(tail[k], z[i])
        if min(u[i], 1.0 - u[i]) < LEAST:
            z[i] = normal_quantile(u[i])


@lean
def log_normal_cdfs(z: Floats, result: Floats) -> None:
    """Write logarithms of the standard normal distribution function, for ``z`` above -37.

    Parameters
    ----------
    z, result
        Shape (number,).
    """
    for i in range(z.size):
        result[i] = exp(-0.5 * z[i] * z[i])
    for i in range(z.size):
        x = abs(z[i])
        result[i] *= _beyond_top(x) * (1.0 / _beyond_bottom(x))
    for i in range(z.size):
        inside = result[i] if z[i] < 0.0 else 1.0 - result[i]
        lost = 0.0 if z[i] < 0.0 else (1.0 - inside) - result[i]
        result[i] = log(inside) + lost / inside


# What lies beyond x over exp(-x^2 / 2), for any x from 0 upwards: a ratio of polynomials, equal
# to it at Chebyshev points of x / (x + 4). All terms are positive, so that no digit is lost.


@lean
def _beyond_top(x: float) -> float:
    value = x * 3.444844248133779e-07 + 1.0054509410486508e-05
    value = value * x + 0.00014553684829116332
    value = value * x + 0.0013539352612631115
    value = value * x + 0.00888536708955921
    value = value * x + 0.04276593666335417
    value = value * x + 0.15255574190361323
    value = value * x + 0.39847762044180396
    value = value * x + 0.7320234267813366
    value = value * x + 0.8608879306762593
    return value * x + 0.5


@lean
def _beyond_bottom(x: float) -> float:
    value = x * 8.634943994072101e-07 + 2.5202917575868965e-05
    value = value * x + 0.000365670273326713
    value = value * x + 0.0034190153254793935
    value = value * x + 0.022635392167119316
    value = value * x + 0.11054171261622948
    value = value * x + 0.4039518693304244
    value = value * x + 1.0994979979374775
    value = value * x + 2.176350294818652
    value = value * x + 2.9744450028664335
    value = value * x + 2.5196604221553853
    return value * x + 1.0
