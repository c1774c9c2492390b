"""Chance: which part of the variance between runs it has, and what averaging leaves of it."""

from __future__ import annotations

import numpy as np

from sim.world import Floats


def chance(runs: Floats) -> dict[str, Floats]:
    """Return which part of the variance is chance, year by year.

    All points meet the same replicates. What a replicate adds to all points alike drops out of
    their comparison; what it adds to each otherwise is averaged, and what is left of it is read
    as an effect of the parameters.

    Parameters
    ----------
    runs
        Axes (point, replicate, year), of points that are drawn independently.

    Returns
    -------
    dict of str to array
        ``chance``: the part of the variance of single runs that is not due to the parameters;
        ``chance_left``: the part of the variance of the means over replicates that is left of it.
        Axis (year,); NaN with one replicate, or where nothing varies.
    """
    points, replicates, years = runs.shape
    if replicates < 2:
        return {name: np.full(years, np.nan) for name in ("chance", "chance_left")}
    means = runs.mean(axis=1)
    within = runs.var(axis=1, ddof=1).mean(axis=0)
    rest = runs - means[:, None] - runs.mean(axis=0) + runs.mean(axis=(0, 1))
    crossed = (rest**2).sum(axis=(0, 1)) / ((points - 1) * (replicates - 1))
    between = means.var(axis=0, ddof=1)
    left = crossed / replicates
    parameters = np.maximum(between - left, 0.0)
    return {
        "chance": _part(within, within + parameters),
        "chance_left": np.minimum(_part(left, between), 1.0),
    }


def _part(some: Floats, whole: Floats) -> Floats:
    return np.divide(some, whole, out=np.full_like(whole, np.nan), where=whole > 0)
