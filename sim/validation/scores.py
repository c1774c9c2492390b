"""Scores: how far a prediction lies from what was observed, each with a bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from sim.world import Floats

TIMES: Final = 2_000
"""Bootstrap samples."""
_KEY: Final = 20_201_231
_INTERVAL: Final = (0.05, 0.95)

Ints = NDArray[np.int64]


class Score(NamedTuple):
    """A score with the interval that holds 90 % of its bootstrap samples.

    Attributes
    ----------
    value, low, high
        NaN where there is nothing to score.
    figures
        Figures it is made of.
    """

    value: float
    low: float
    high: float
    figures: int


def rmse(observed: Floats, predicted: Floats, weight: Floats) -> float:
    """Return the root of the weighted mean squared error, in the unit of the values."""
    return float(np.sqrt(np.average((predicted - observed) ** 2, weights=weight)))


def mae(observed: Floats, predicted: Floats, weight: Floats) -> float:
    """Return the weighted mean absolute error, in the unit of the values."""
    return float(np.average(np.abs(predicted - observed), weights=weight))


def bias(observed: Floats, predicted: Floats, weight: Floats) -> float:
    """Return by how much predictions lie too high, on average."""
    return float(np.average(predicted - observed, weights=weight))


def brier(happened: Floats, chance: Floats) -> float:
    """Return the mean squared error of chances; 0 is perfect, 0.25 a coin."""
    return float(np.mean((chance - happened) ** 2))


def log_score(happened: Floats, chance: Floats) -> float:
    """Return the mean surprise at what happened, in nats; 0 is perfect.

    Chances must lie strictly between 0 and 1 (see :func:`chance_of`).
    """
    return float(-np.mean(happened * np.log(chance) + (1 - happened) * np.log1p(-chance)))


def auc(happened: Floats, chance: Floats) -> float:
    """Return how often one to whom it happened had the higher chance; 0.5 is blind.

    NaN where it happened to all or to none.
    """
    yes, no = chance[happened == 1], chance[happened == 0]
    if not len(yes) or not len(no):
        return float("nan")
    above = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return float(above)


def concordance(when: Floats, chance: Floats) -> float:
    """Return how often the one who acted first had the higher chance (Harrell's C).

    Parameters
    ----------
    when
        Time of the act; infinite for those who had not acted by the end.
    chance
        Of acting.
    """
    earlier = (when[:, None] < when[None, :]) & np.isfinite(when)[:, None]
    if not earlier.any():
        return float("nan")
    higher = chance[:, None] > chance[None, :]
    same = chance[:, None] == chance[None, :]
    return float((higher + 0.5 * same)[earlier].mean())


def chance_of(count: NDArray[np.integer] | Floats, samples: int) -> Floats:
    """Return the chance of what happens in some of so many runs, never 0 or 1.

    The mean of Jeffreys' posterior: what no run shows may still happen.

    Examples
    --------
    >>> chance_of(np.array([0, 5, 10]), 10).round(3).tolist()
    [0.045, 0.5, 0.955]
    """
    return np.asarray((count + 0.5) / (samples + 1.0))


def place_in_range(observed: Floats, samples: Floats, error: Floats) -> Floats:
    """Return which part of a prediction lies below each observed value, 0-1.

    Parameters
    ----------
    observed
        Axis (target,).
    samples
        The model's values, axes (target, sample).
    error
        Standard deviation of the observation around them, axis (target,): the prediction is
        the mixture of as many bells.
    """
    away = (observed[:, None] - samples) / error[:, None]
    return np.asarray(ndtr(away).mean(axis=1))


def coverage(places: Floats, weight: Floats, part: float) -> float:
    """Return the share of observed values inside the middle ``part`` of their prediction."""
    inside = np.abs(places - 0.5) <= part / 2
    return float(np.average(inside, weights=weight))


def scored(
    function: Callable[..., float], *arrays: Floats, clusters: Sequence[Hashable] | None = None
) -> Score:
    """Return a score and its bootstrap interval.

    Parameters
    ----------
    function
        From arrays of one length to a number.
    arrays
        What it is given.
    clusters
        What each figure belongs to; whole clusters are drawn, because figures of one vendor,
        or of one country, err together. None: each figure is its own.
    """
    count = len(arrays[0])
    if not count:
        return Score(np.nan, np.nan, np.nan, 0)
    names = list(range(count)) if clusters is None else list(clusters)
    found = [function(*(array[rows] for array in arrays)) for rows in _drawn(names)]
    known = np.array(found)[~np.isnan(found)]
    low, high = np.quantile(known, _INTERVAL) if len(known) else (np.nan, np.nan)
    return Score(function(*arrays), float(low), float(high), count)


def _drawn(names: Sequence[Hashable]) -> list[Ints]:
    """Return the figures of each bootstrap sample: those of as many clusters, drawn anew."""
    where: dict[Hashable, list[int]] = {}
    for row, name in enumerate(names):
        where.setdefault(name, []).append(row)
    groups = [np.array(rows) for rows in where.values()]
    chance = np.random.Generator(np.random.Philox(_KEY))
    picks = chance.integers(len(groups), size=(TIMES, len(groups)))
    return [np.concatenate([groups[pick] for pick in row]) for row in picks]
