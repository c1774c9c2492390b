"""Emulators: what runs would have, told from runs that were made, and how wrong that is.

Sums of each parameter's value and square and of products of the free ones, with a ridge. Of nine
shares, at 512 draws that 1,024 others had not seen, they left 2 to 13 % of the variance between
draws unexplained; a Gaussian process over all parameters left 4 to 9 % and took a minute or more
a share; either over the free parameters alone left 14 to 97 %, because others move shares too.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.validation.calibration.space import Points, features
from sim.world import Floats

_RIDGES: Final = (3.0, 30.0, 300.0, 3000.0)


class Emulator(NamedTuple):
    """Means of some quantities as functions of parameters.

    Attributes
    ----------
    middle, centre
        Means of the quantities and of the features: axes (quantity,), (feature,).
    weights
        Axes (feature, quantity).
    error
        Variance of its error at a draw that it does not know, axis (quantity,).
    left_out
        Share of the variance between draws that it does not explain at draws left out, axis
        (quantity,).
    """

    middle: Floats
    centre: Floats
    weights: Floats
    error: Floats
    left_out: Floats

    def mean(self, points: Points) -> Floats:
        """Return the means at some points, axes (draw, quantity)."""
        return np.asarray(self.middle + (features(points) - self.centre) @ self.weights)


def emulator(points: Points, values: Floats, chance: Floats) -> Emulator:
    """Fit an emulator; the ridge of each quantity is the one that leaves out best.

    Parameters
    ----------
    points
        The draws.
    values
        Means over a draw's replicates, axes (draw, quantity).
    chance
        Variance of those means that is chance alone, axis (quantity,): no emulator is to
        explain it.
    """
    whole = features(points)
    centre, middle = whole.mean(axis=0), values.mean(axis=0)
    left, size, right = np.linalg.svd(whole - centre, full_matrices=False)
    along = left.T @ (values - middle)
    weights = np.zeros((whole.shape[1], values.shape[1]))
    best = np.full(values.shape[1], np.inf)
    for ridge in _RIDGES:
        shrunk = size**2 / (size**2 + ridge)
        fitted = left @ (shrunk[:, None] * along)
        leverage = (left**2) @ shrunk + 1.0 / len(values)
        missed = (((values - middle - fitted) / (1.0 - leverage)[:, None]) ** 2).mean(axis=0)
        better = missed < best
        found = right.T @ ((size / (size**2 + ridge))[:, None] * along)
        weights[:, better], best[better] = found[:, better], missed[better]
    spread = values.var(axis=0)
    error = np.maximum(best - chance, 0.0)
    between = np.maximum(spread - chance, 1e-12)
    return Emulator(middle, centre, weights, error, error / between)
