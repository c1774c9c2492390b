"""Scores: how far a prediction lies from what was observed, each with a bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from sim.world import Floats

Bools = NDArray[np.bool_]
Numbers = NDArray[np.integer] | Floats

TIMES: Final = 1_000
"""Bootstrap samples."""
FEWEST_RUNS: Final = 5
"""Runs in which something can happen of which a chance is the count, at least."""
FEWEST_CLUSTERS: Final = 4
"""Clusters of figures that err together, at least, from which an interval is told (judgement)."""
_KEY: Final = 20_201_231
_INTERVAL: Final = (0.05, 0.95)


class Score(NamedTuple):
    """A score with the interval that holds 90 % of its bootstrap samples.

    Attributes
    ----------
    value, low, high
        NaN where there is nothing to score; the last two also where the figures are of so few
        clusters that drawing among them says nothing.
    figures
        Figures it is made of; those that count half are half a figure.
    """

    value: float
    low: float
    high: float
    figures: int


def rmse(observed: Floats, predicted: Floats, weight: Floats) -> Floats:
    """Return the root of the mean squared error, in the unit of the values.

    Here and below ``weight`` has axes (.., figure), and a score is returned for each of its rows:
    those of bootstrap samples are worked out at once.
    """
    return np.asarray(np.sqrt(_mean((predicted - observed) ** 2, weight)))


def mae(observed: Floats, predicted: Floats, weight: Floats) -> Floats:
    """Return the mean absolute error, in the unit of the values."""
    return _mean(np.abs(predicted - observed), weight)


def bias(observed: Floats, predicted: Floats, weight: Floats) -> Floats:
    """Return by how much predictions lie too high, on average."""
    return _mean(predicted - observed, weight)


def skill(observed: Floats, predicted: Floats, rival: Floats, weight: Floats) -> Floats:
    """Return 1 less the ratio of a prediction's RMSE to its rival's; above 0 it is better."""
    return _less_ratio(rmse(observed, predicted, weight), rmse(observed, rival, weight))


def brier_skill(happened: Floats, chance: Floats, rival: Floats, weight: Floats) -> Floats:
    """Return 1 less the ratio of two Brier scores; above 0 the first is better."""
    return _less_ratio(brier(happened, chance, weight), brier(happened, rival, weight))


def log_skill(happened: Floats, chance: Floats, rival: Floats, weight: Floats) -> Floats:
    """Return 1 less the ratio of two log scores; above 0 the first is better."""
    return _less_ratio(log_score(happened, chance, weight), log_score(happened, rival, weight))


def brier(happened: Floats, chance: Floats, weight: Floats) -> Floats:
    """Return the mean squared error of chances; 0 is perfect, 0.25 a coin."""
    return _mean((chance - happened) ** 2, weight)


def log_score(happened: Floats, chance: Floats, weight: Floats) -> Floats:
    """Return the mean surprise at what happened, in nats; 0 is perfect.

    Chances must lie strictly between 0 and 1 (see :func:`chance_of`).
    """
    return _mean(-happened * np.log(chance) - (1 - happened) * np.log1p(-chance), weight)


def auc(happened: Floats, chance: Floats, weight: Floats) -> Floats:
    """Return how often one to whom it happened had the higher chance; 0.5 is blind.

    NaN where it happened to all or to none.
    """
    return _in_order(np.where(happened == 1, 0.0, np.inf), chance, weight)


def concordance(when: Floats, chance: Floats, weight: Floats) -> Floats:
    """Return how often the one who acted first had the higher chance (Harrell's C).

    Parameters
    ----------
    when
        Time of the act, axis (figure,); infinite for those who had not acted by the end.
    chance
        Of acting, axis (figure,).
    """
    return _in_order(when, chance, weight)


def _in_order(when: Floats, chance: Floats, weight: Floats) -> Floats:
    """Return the share of pairs, one earlier than the other, whose chances are in that order."""
    acted = np.flatnonzero(np.isfinite(when))
    earlier = (when[acted, None] < when[None, :]).astype(np.float64)
    higher = np.sign(chance[acted, None] - chance[None, :]) / 2 + 0.5
    pairs = ((weight[..., acted] @ earlier) * weight).sum(axis=-1)
    right = ((weight[..., acted] @ (earlier * higher)) * weight).sum(axis=-1)
    return np.asarray(np.divide(right, pairs, out=np.full_like(pairs, np.nan), where=pairs > 0))


def _less_ratio(own: Floats, rest: Floats) -> Floats:
    return 1.0 - np.divide(own, rest, out=np.full_like(own, np.nan), where=rest > 0)


def _mean(values: Floats, weight: Floats) -> Floats:
    return np.asarray((values * weight).sum(axis=-1) / weight.sum(axis=-1))


def chance_of(count: Numbers, samples: int | Numbers) -> Floats:
    """Return the chance of what happens in some of so many runs, never 0 or 1.

    The mean of Jeffreys' posterior: what no run shows may still happen.

    Examples
    --------
    >>> chance_of(np.array([0, 5, 10]), 10).round(3).tolist()
    [0.045, 0.5, 0.955]
    """
    return np.asarray((count + 0.5) / (samples + 1.0))


def chance_at_risk(count: Floats, at_risk: Floats) -> Floats:
    """Return the chance of what happens in some of the runs in which it can; NaN of too few.

    Examples
    --------
    >>> chance_at_risk(np.array([0, 3, 4]), np.array([9, 9, 4])).round(2).tolist()
    [0.05, 0.35, nan]
    """
    return np.where(at_risk >= FEWEST_RUNS, chance_of(count, at_risk), np.nan)


def tells(samples: Floats) -> Bools:
    """Return in which rows enough runs have a value to tell of them, axes (target, sample).

    Where in a run such kit is neither bought nor stands, it has none.

    Examples
    --------
    >>> few = np.array([[np.nan] * 4 + [0.1] * 4, [np.nan] * 3 + [0.1] * 5])
    >>> tells(few).tolist(), tells(few[:, 6:]).tolist()
    ([False, True], [True, True])
    """
    known = np.isfinite(samples).sum(axis=-1)
    return np.asarray(known >= min(FEWEST_RUNS, samples.shape[-1]))


def mean_of_known(samples: Floats) -> Floats:
    """Return the mean over runs that have a value, axis (target,); NaN where too few do."""
    return _over_known(samples, samples)


def _over_known(values: Floats, samples: Floats) -> Floats:
    there = np.isfinite(samples)
    total = np.where(there, values, 0.0).sum(axis=-1)
    nothing = np.full(total.shape, np.nan)
    return np.asarray(np.divide(total, there.sum(axis=-1), out=nothing, where=tells(samples)))


def place_in_range(observed: Floats, samples: Floats, error: Floats) -> Floats:
    """Return which part of a prediction lies below each observed value, 0-1; NaN for none.

    Parameters
    ----------
    observed
        Axis (target,).
    samples
        The model's values, axes (target, sample); runs without one do not count.
    error
        Standard deviation of the observation around them, axis (target,): the prediction is
        the mixture of as many bells.
    """
    away = (observed[:, None] - samples) / error[:, None]
    return _over_known(ndtr(away), samples)


def coverage(places: Floats, weight: Floats, part: float) -> Floats:
    """Return the share of observed values inside the middle ``part`` of their prediction."""
    return _mean((np.abs(places - 0.5) <= part / 2).astype(np.float64), weight)


def scored(
    function: Callable[..., Floats],
    *arrays: Floats,
    weight: Floats | None = None,
    clusters: Sequence[Hashable] | None = None,
) -> Score:
    """Return a score and its bootstrap interval.

    Parameters
    ----------
    function
        From arrays, and weights with axes (.., figure), to numbers, axes (..).
    arrays
        What it is given, axis (figure,).
    weight
        How much each figure counts; None: all alike.
    clusters
        What each figure belongs to; whole clusters are drawn, because figures of one vendor,
        or of one country, err together. None: each figure is its own.
    """
    own = np.ones(len(arrays[0])) if weight is None else weight
    if not len(own):
        return Score(np.nan, np.nan, np.nan, 0)
    count = max(1, round(float(own.sum())))
    names = range(len(own)) if clusters is None else clusters
    value = float(function(*arrays, own))
    if len(set(names)) < FEWEST_CLUSTERS:
        return Score(value, np.nan, np.nan, count)
    found = function(*arrays, own * _times_drawn(tuple(names)))
    known = found[~np.isnan(found)]
    low, high = np.quantile(known, _INTERVAL) if len(known) else (np.nan, np.nan)
    return Score(value, float(low), float(high), count)


@lru_cache(maxsize=16)
def _times_drawn(names: tuple[Hashable, ...]) -> Floats:
    """Return how often each bootstrap sample has each figure, axes (sample, figure)."""
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    chance = np.random.Generator(np.random.Philox(_KEY))
    even = np.full(len(places), 1.0 / len(places))
    times = chance.multinomial(len(places), even, size=TIMES)
    return times[:, [places[name] for name in names]].astype(np.float64)
