"""Statistics over samples: the range of what may happen, and the error of having few runs."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]

RANGE: Final = (0.05, 0.50, 0.95)
UPPER: Final = 0.95
"""The error is half a 90 % interval: 5 % lie beyond it on either side."""


class Spread(NamedTuple):
    """Mean, and 5, 50 and 95 % quantiles, over samples."""

    mean: Floats
    p05: Floats
    p50: Floats
    p95: Floats


def spread(values: NDArray[np.floating]) -> Spread:
    """Return mean and quantiles over the last axis, which is samples."""
    ordered = np.sort(np.asarray(values, dtype=np.float64), axis=-1)
    return Spread(ordered.mean(axis=-1), *(_quantile(ordered, q) for q in RANGE))


def _quantile(ordered: Floats, q: float) -> Floats:
    place = q * (ordered.shape[-1] - 1)
    low = int(place)
    high = min(low + 1, ordered.shape[-1] - 1)
    part = place - low
    return np.asarray((1 - part) * ordered[..., low] + part * ordered[..., high])


def simulation_error(
    values: NDArray[np.floating], draws: NDArray[np.int64], replicates: NDArray[np.int64]
) -> Floats:
    """Return half the width of the 90 % interval of the mean over the last axis.

    It says whether there were enough runs, and nothing about the world. Where draws are
    crossed with replicates, samples that share either are not independent, and the variance
    is that of both groupings less what they count twice.

    Parameters
    ----------
    values
        Axes (.., sample).
    draws, replicates
        Of each sample, axis (sample,).

    Returns
    -------
    array
        Axes (..); NaN if there is one sample only.
    """
    count = values.shape[-1]
    if count < 2:
        return np.full(values.shape[:-1], np.nan)
    rest = values - values.mean(axis=-1, keepdims=True)
    alone = (rest**2).sum(axis=-1) / (count * (count - 1))
    upper = stdtrit(freedom_of(draws, replicates), UPPER)
    groups = _crossed(draws, replicates)
    if not groups:
        return np.asarray(upper * np.sqrt(alone))
    both = sum(_clustered(rest, group) for group in groups) - alone
    return np.asarray(upper * np.sqrt(np.maximum(both, alone)))


def freedom_of(draws: NDArray[np.int64], replicates: NDArray[np.int64]) -> int:
    """Return the degrees of freedom of the simulation error: crossed, of the fewer of the two.

    Examples
    --------
    >>> freedom_of(np.arange(6), np.zeros(6)), freedom_of(np.arange(6) // 2, np.arange(6) % 2)
    (5, 1)
    """
    groups = _crossed(draws, replicates)
    return (min(int(group.max()) for group in groups) + 1 if groups else len(draws)) - 1


def _crossed(draws: NDArray[np.int64], replicates: NDArray[np.int64]) -> list[NDArray[np.intp]]:
    """Return draw and replicate of each sample, numbered from 0; none where they do not cross."""
    groups = [np.unique(each, return_inverse=True)[1] for each in (draws, replicates)]
    crossed = all(1 < int(group.max(initial=0)) + 1 < len(draws) for group in groups)
    return groups if crossed else []


def _clustered(rest: NDArray[np.floating], group: NDArray[np.intp]) -> Floats:
    size = int(group.max()) + 1
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(size))
    sums = np.add.reduceat(rest[..., order], starts, axis=-1)
    return np.asarray((sums**2).sum(axis=-1) * size / (size - 1) / rest.shape[-1] ** 2)
