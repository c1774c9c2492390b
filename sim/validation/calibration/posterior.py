"""The posterior sample: draws weighted by what is on record, and drawn again by their weights."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import logsumexp
from scipy.stats import norm

from sim.params import quantile, uncertain_parameters
from sim.validation.calibration.space import FREE, Points, picked
from sim.world import Floats

LEAST_EFFECTIVE: Final = 100.0
"""Effective draws that a posterior needs: with fewer, its ranges would be those of a few lucky
draws, and the likelihood is raised to a power below 1 until there are as many."""
_QUANTILES: Final = (0.05, 0.5, 0.95)
_DIGITS: Final = 9
_LUCK: Final = 0.1
"""How often luck alone may name one parameter, over all of them together."""
_WAYS: Final = 3
"""In which luck can name a parameter: it narrows, or its mean moves up or down."""


class Weights(NamedTuple):
    """How much each draw counts.

    Attributes
    ----------
    share
        Axis (draw,), sums to 1.
    power
        Of the likelihood; 1 is the posterior itself.
    effective
        Draws that an unweighted sample of the same worth would have.
    untempered
        The same at a power of 1.
    """

    share: Floats
    power: float
    effective: float
    untempered: float


def weights(log_likelihood: Floats, log_density: Floats, least: float = LEAST_EFFECTIVE) -> Weights:
    """Return the weights of draws.

    Parameters
    ----------
    log_likelihood
        Of each draw, axis (draw,).
    log_density
        How much more often each was drawn than the ranges would.
    least
        Effective draws below which the likelihood is tempered.
    """

    def at(power: float) -> Floats:
        """Return the weights at a power of the likelihood; their sum is 1."""
        told = power * log_likelihood - log_density
        return np.asarray(np.exp(told - logsumexp(told)))

    untempered = effective(at(1.0))
    power = 1.0
    if untempered < least < effective(at(0.0)):
        power = float(brentq(lambda p: effective(at(p)) - least, 0.0, 1.0, xtol=1e-10))
    elif untempered < least:
        power = 0.0
    share = at(power)
    return Weights(share, power, effective(share), untempered)


def effective(share: Floats) -> float:
    """Return how many unweighted draws are worth as much.

    Examples
    --------
    >>> effective(np.array([0.5, 0.5, 0.0]))
    2.0
    """
    return float(1.0 / (share**2).sum())


def resampled(share: Floats, count: int, seed: int) -> np.ndarray:
    """Return draws in proportion to their weights: systematic, so that luck adds little."""
    start = np.random.default_rng([seed, 3]).random()
    places = np.searchsorted(np.cumsum(share), (np.arange(count) + start) / count)
    return np.minimum(places, len(share) - 1)


class Belief(NamedTuple):
    """What is believed of one parameter before and after.

    Attributes
    ----------
    prior, posterior
        5, 50 and 95 % quantiles.
    narrowed
        1 less the ratio of the two standard deviations; about 0: nothing was learnt.
    mean
        After.
    moved
        How far the mean moved, in standard deviations of before.
    """

    prior: tuple[float, ...]
    posterior: tuple[float, ...]
    narrowed: float
    mean: float
    moved: float


def told_of(known: Mapping[str, Belief], draws: float) -> set[str]:
    """Return the parameters that the record tells something of, among all that were drawn.

    Each narrows, or its mean moves, by more than the largest of so many would by luck in one
    calibration of ten.

    Parameters
    ----------
    known
        What is believed of every uncertain parameter.
    draws
        How many the posterior is worth.

    Examples
    --------
    >>> still = Belief((0.0, 1.0, 2.0), (0.0, 1.0, 2.0), narrowed=0.0, mean=1.0, moved=0.0)
    >>> told_of({"a": still, "b": still._replace(narrowed=0.5)}, 100)
    {'b'}
    """
    sure = float(norm.ppf((1.0 - _LUCK) ** (1.0 / (_WAYS * len(known)))))
    narrow_luck = sure / np.sqrt(2.0 * draws)
    move_luck = sure / np.sqrt(draws)
    return {
        key
        for key, each in known.items()
        if each.narrowed > narrow_luck or abs(each.moved) > move_luck
    }


def beliefs(points: Points, share: Floats) -> dict[str, Belief]:
    """Return what is believed of every uncertain parameter, the free ones first."""
    known = {p.key: p for p in uncertain_parameters()}
    even = (np.arange(1000) + 0.5) / 1000
    found = {}
    for key in [*FREE, *(key for key in known if key not in FREE)]:
        before = quantile(known[key], even)
        mean = share @ points[key]
        spread = np.sqrt(share @ (points[key] - mean) ** 2)
        found[key] = Belief(
            tuple(np.quantile(before, _QUANTILES).tolist()),
            tuple(weighted_quantiles(points[key], share, _QUANTILES)),
            narrowed=float(1.0 - spread / before.std()),
            mean=float(mean),
            moved=float((mean - before.mean()) / before.std()),
        )
    return found


def weighted_quantiles(values: Floats, share: Floats, parts: tuple[float, ...]) -> list[float]:
    """Return quantiles of weighted values."""
    order = np.argsort(values)
    below = np.cumsum(share[order]) - share[order] / 2
    return np.interp(parts, below, values[order]).tolist()


def write_posterior(
    file: Path, points: Points, share: Floats, count: int, seed: int
) -> Mapping[str, Floats]:
    """Write a table of parameters, one row a draw, as sweeps read tables of users.

    Rows are shuffled, so that the first of them, however many, are a fair sample too.

    Returns
    -------
    mapping
        What was written.
    """
    order = np.random.default_rng([seed, 5]).permutation(count)
    chosen = picked(points, resampled(share, count, seed)[order])
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(chosen)
        for row in zip(*chosen.values(), strict=True):
            writer.writerow([format(value, f".{_DIGITS}g") for value in row])
    return chosen
