"""The difference of two sides: mean, range and simulation error, of pairs or without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.analysis.paired import RANGE, UPPER, Floats, freedom_of, simulation_error, spread
from sim.analysis.sides import Sides, clusters

SIDES: Final = ("value", "baseline_value")
"""Means of either side, which a measure that is a difference by nature does not have."""
MOST_RANKS: Final = 256
"""Of more unpaired samples than this, so many, evenly ranked, stand for all in the range."""
#: Differences between two sides without pairs that are held at once.
_AT_ONCE: Final = 2**22


class Contrast(NamedTuple):
    """What a difference amounts to, each with the axes of a value but for the sample.

    Attributes
    ----------
    mean, low, high
        Of the difference: its mean, and the 5 and 95 % quantiles over pairs of samples.
    error
        Simulation error: half the 90 % interval of the mean.
    value, baseline_value
        Means of the two sides.
    """

    mean: Floats
    low: Floats
    high: Floats
    error: Floats
    value: Floats
    baseline_value: Floats


def contrast(
    ds: xr.Dataset, sides: Sides, value: NDArray[np.floating], other: NDArray[np.floating]
) -> Contrast:
    """Return the difference of a scenario and what it is held against.

    Paired, the range is that of the differences sample by sample. Without pairs any sample of
    one side may meet any of the other: the range is over all those differences, and therefore
    wider than that of pairs, in which what both share cancels out.

    Parameters
    ----------
    ds
        The dataset both are from, for draws and replicates.
    sides
        The two.
    value, other
        Of each, axes (.., sample).
    """
    own: Floats = np.asarray(value, dtype=np.float64)
    against: Floats = np.asarray(other, dtype=np.float64)
    if sides.paired:
        difference = own - against
        found = spread(difference)
        low, high, mean = found.p05, found.p95, found.mean
        error = simulation_error(difference, *clusters(ds, sides.scenario))
    else:
        mean = own.mean(axis=-1) - against.mean(axis=-1)
        low, high = unpaired_range(own, against)
        groups = [clusters(ds, name) for name in (sides.scenario, sides.against)]
        error = error_of_two(
            (simulation_error(own, *groups[0]), simulation_error(against, *groups[1])),
            [freedom_of(*group) for group in groups],
        )
    return Contrast(mean, low, high, error, own.mean(axis=-1), against.mean(axis=-1))


def error_of_two(errors: Sequence[Floats | float], freedoms: Sequence[int]) -> Floats:
    """Return the error of a difference of two means, with the freedom of the smaller side.

    Parameters
    ----------
    errors
        Simulation error of either mean, of any axes.
    freedoms
        Degrees of freedom of each.
    """
    first, second = (
        error / stdtrit(freedom, UPPER) for error, freedom in zip(errors, freedoms, strict=True)
    )
    return np.asarray(stdtrit(min(freedoms), UPPER) * np.hypot(first, second))


def unpaired_range(value: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Return 5 and 95 % quantiles of the differences over all pairs of samples, axes (..).

    Of more than :data:`MOST_RANKS` samples a side, so many evenly ranked ones stand for all.
    """
    first = _ranked(value).reshape(-1, min(value.shape[-1], MOST_RANKS))
    second = _ranked(other).reshape(-1, min(other.shape[-1], MOST_RANKS))
    step = max(1, _AT_ONCE // (first.shape[1] * second.shape[1]))
    found = np.empty((2, len(first)))
    for start in range(0, len(first), step):
        some = slice(start, start + step)
        pairs = first[some, :, None] - second[some, None, :]
        found[:, some] = _ends(pairs.reshape(len(pairs), -1))
    low, high = found.reshape(2, *value.shape[:-1])
    return low, high


def all_differences(value: Floats, other: Floats) -> Floats:
    """Return the differences of any sample of one side and any of the other, (difference,).

    Samples without a value are left out; of many, evenly ranked ones stand for all.
    """
    first, second = (_ranked(side[np.isfinite(side)]) for side in (value, other))
    return np.asarray(first[:, None] - second[None, :]).ravel()


def _ends(values: Floats) -> Floats:
    """Return the 5 and 95 % quantiles over the last axis, axes (quantile, ..), without sorting."""
    places = np.array([RANGE[0], RANGE[-1]]) * (values.shape[-1] - 1)
    low = places.astype(np.intp)
    high = np.minimum(low + 1, values.shape[-1] - 1)
    ordered = np.partition(values, np.unique([*low, *high]), axis=-1)
    return np.moveaxis(
        (1 - (places - low)) * ordered[..., low] + (places - low) * ordered[..., high], -1, 0
    )


def _ranked(values: Floats) -> Floats:
    """Return samples in order; of many, some that stand evenly for all."""
    ordered = np.sort(values, axis=-1)
    count = ordered.shape[-1]
    if count <= MOST_RANKS:
        return ordered
    places = (np.arange(MOST_RANKS) + 0.5) / MOST_RANKS * count - 0.5
    low = np.floor(places).astype(np.intp)
    part = places - low
    return np.asarray((1 - part) * ordered[..., low] + part * ordered[..., low + 1])
