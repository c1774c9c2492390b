"""Points: where the draws of a design lie, as fractions of the range of each factor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.errors import ConfigError

Points = NDArray[np.float64]


def latin_hypercube(count: int, dimensions: int, seed: int) -> Points:
    """Return points of which each lies alone in its slice of every factor, (point, factor).

    Another number of points gives other points.
    """
    from scipy.stats import qmc

    sampler = qmc.LatinHypercube(dimensions, rng=np.random.default_rng(seed))
    return np.asarray(sampler.random(count))


def sobol(count: int, dimensions: int, seed: int, key: str = "draws") -> Points:
    """Return points of a scrambled Sobol sequence, (point, factor).

    More points begin with those of fewer. ``key`` is the setting that gives their number.

    Raises
    ------
    ConfigError
        If their number is no power of two: only then do they fill the space evenly.
    """
    check_power_of_two(key, count)
    from scipy.stats import qmc

    sampler = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    return np.asarray(sampler.random(count))


def beside_draws(count: int, parameters: int, levers: int, seed: int) -> Points:
    """Return points of the levers that go with keyed draws of the parameters, (point, lever).

    They are later dimensions of the sequence that the parameters are drawn from, scrambled on
    their own, so that the levers leave the parameters where they are.
    """
    from scipy.stats import qmc

    if not levers:
        return np.empty((count, 0))
    size = 1 << (count - 1).bit_length()
    both = qmc.Sobol(parameters + levers, scramble=True, rng=np.random.default_rng([seed, 1]))
    return np.asarray(both.random(size))[:count, parameters:]


def check_power_of_two(key: str, count: int) -> None:
    """Refuse a number of points that is not 1, 2, 4, 8 and so on.

    Raises
    ------
    ConfigError
        With the two nearest that are.
    """
    if count & (count - 1):
        below = 1 << (count.bit_length() - 1)
        raise ConfigError(
            f"{key}: {count} is not a power of two, which a Sobol sequence needs to fill the "
            f"space evenly; take {below} or {2 * below}"
        )
