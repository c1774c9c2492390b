"""Points: where the draws of a design lie, as fractions of the range of each factor."""

from __future__ import annotations

from typing import Any

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


def saltelli(count: int, dimensions: int, seed: int, second_order: bool) -> Points:
    """Return the points of which Sobol indices are worked out, (point, factor).

    For each of ``count`` base points there is one more a factor and one beside it, or with
    ``second_order`` two more a factor; in the order in which SALib's analysis wants them.

    Raises
    ------
    ConfigError
        If the number of base points is no power of two, or SALib is missing.
    """
    check_power_of_two("draws", count)
    try:
        from SALib.sample.sobol import sample
    except ImportError:
        raise _salib_is_missing("saltelli") from None

    rng = np.random.default_rng(seed)
    problem = _unit_cube(dimensions)
    return np.asarray(sample(problem, count, calc_second_order=second_order, seed=rng))


def morris(count: int, dimensions: int, seed: int, levels: int) -> Points:
    """Return ``count`` trajectories along which one factor moves at a time, (point, factor).

    Raises
    ------
    ConfigError
        If SALib is missing.
    """
    try:
        from SALib.sample.morris import sample
    except ImportError:
        raise _salib_is_missing("morris") from None

    rng = np.random.default_rng(seed)
    return np.asarray(sample(_unit_cube(dimensions), count, num_levels=levels, seed=rng))


def rows(method: str, count: int, dimensions: int, second_order: bool) -> int:
    """Return how many points a design has, without laying them out.

    Examples
    --------
    >>> rows("saltelli", 64, 10, second_order=False), rows("morris", 20, 10, second_order=False)
    (768, 220)
    """
    if method == "saltelli":
        return count * (2 * dimensions + 2 if second_order else dimensions + 2)
    return count * (dimensions + 1) if method == "morris" else count


def _unit_cube(dimensions: int) -> dict[str, Any]:
    names = [f"x{i}" for i in range(dimensions)]
    return {"num_vars": dimensions, "names": names, "bounds": [[0.0, 1.0]] * dimensions}


def _salib_is_missing(method: str) -> ConfigError:
    return ConfigError(
        f"design: {method} needs SALib, which is not installed: "
        "pip install -c constraints.txt '.[sensitivity]'"
    )


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
