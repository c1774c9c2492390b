"""The chance that each country restricts, as a function of parameters, learnt from many runs.

A handful of runs of one draw says little about what is rare. A logistic model over all draws
says more, and a draw's own runs correct it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from scipy.special import betaln, expit

from sim.validation.calibration.space import Points, scaled
from sim.world import Floats

_RIDGES: Final = (1.0, 10.0, 100.0, 1000.0)
"""Weights of a coefficient's square, parameters scaled to -1 to 1, of which one is chosen."""
_LOOKED_AT: Final = 16
"""Countries by which it is: those that restrict the most erratically."""
_WEIGHTS: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0)
_STEPS: Final = 12
_LEAST: Final = 1e-4


class Chances(NamedTuple):
    """A logistic model for each country.

    Attributes
    ----------
    weights
        Intercept, then one a parameter, axes (1 + parameter, country).
    runs
        How many runs its word counts for beside a draw's own.
    """

    weights: Floats
    runs: float

    def at(self, points: Points) -> Floats:
        """Return the chances at some points, axes (draw, country), never 0 or 1."""
        found = expit(self.weights[0] + scaled(points) @ self.weights[1:])
        return np.asarray(np.clip(found, _LEAST, 1.0 - _LEAST))

    def beside(self, points: Points, count: Floats, replicates: int) -> Floats:
        """Return the chances of draws whose own runs are known, axes (draw, country)."""
        own = self.at(points) * self.runs
        return np.asarray((count + own) / (replicates + self.runs))


def chances(points: Points, count: Floats, replicates: int) -> Chances:
    """Fit the chances.

    Parameters
    ----------
    points
        The draws.
    count
        In how many of its runs each restricts, axes (draw, country).
    replicates
        Runs a draw.
    """
    design = np.column_stack([np.ones(len(count)), scaled(points)])
    ridge, runs = _chosen(design, count, replicates)
    return Chances(_fits(design, count, replicates, ridge), runs)


def _chosen(design: Floats, count: Floats, replicates: int) -> tuple[float, float]:
    """Return the ridge, and the weight of the model's word, by draws that were not looked at."""
    some = np.argsort(count.mean(axis=0) * (replicates - count.mean(axis=0)))[-_LOOKED_AT:]
    learnt, asked = slice(0, None, 2), slice(1, None, 2)
    surprise = {}
    for ridge in _RIDGES:
        weights = _fits(design[learnt], count[learnt][:, some], replicates, ridge)
        told = np.clip(expit(design[asked] @ weights), _LEAST, 1.0 - _LEAST)
        for runs in _WEIGHTS:
            surprise[ridge, runs] = _surprise(told, count[asked][:, some], replicates, runs)
    return min(surprise, key=lambda choice: surprise[choice])


def _fits(design: Floats, count: Floats, replicates: int, ridge: float) -> Floats:
    """Return the coefficients of each country, axes (coefficient, country)."""
    columns = [_fit(design, each, replicates, ridge) for each in count.T]
    return np.stack(columns, axis=1)


def _fit(design: Floats, count: Floats, replicates: int, least: float) -> Floats:
    """Return the coefficients of one country, by Newton's method.

    Where it restricts, or does not, in fewer runs than there are coefficients, its chance is the
    same at every draw.
    """
    rate = (count.sum() + 0.5) / (replicates * len(count) + 1.0)
    weights = np.zeros(design.shape[1])
    weights[0] = np.log(rate / (1.0 - rate))
    if min(count.sum(), (replicates - count).sum()) < len(weights):
        return weights
    ridge = np.full(len(weights), least)
    ridge[0] = 0.0
    for _ in range(_STEPS):
        told = expit(design @ weights)
        slope = design.T @ (count - replicates * told) - ridge * weights
        bend = (design.T * (replicates * told * (1.0 - told))) @ design + np.diag(ridge + 1e-6)
        step = np.linalg.solve(bend, slope)
        weights = weights + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _surprise(told: Floats, count: Floats, replicates: int, runs: float) -> float:
    """Return how unlikely the counts are if draws differ from the model's word by so much."""
    yes, no = told * runs, (1.0 - told) * runs
    return -float((betaln(count + yes, replicates - count + no) - betaln(yes, no)).sum())
