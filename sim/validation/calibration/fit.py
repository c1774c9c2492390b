"""Published shares beside the calibrated model, and its errors by market and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from sim.validation.calibration.folds import Scene
from sim.validation.fitted import says_nothing_new
from sim.validation.predicted import words
from sim.world import Floats


class Fit(NamedTuple):
    """One published share.

    Attributes
    ----------
    what, market, place
        In words; the market and the place.
    used, again
        It was fitted; it was not, and tells again of something that was.
    observed, error
        0-1.
    before, after
        Means of the model over the ranges, and over the posterior.
    spread
        Standard deviation of single runs over the posterior.
    """

    what: str
    market: str
    place: str
    year: int
    used: bool
    again: bool
    observed: float
    error: float
    before: float
    after: float
    spread: float


def fits(on: Scene, share: Floats) -> list[Fit]:
    """Return each published share beside the model; shares of what is not there are NaN."""
    even = np.exp(-on.density)
    before, _ = moments(on.bank.shares, even / even.sum())
    after, spread = moments(on.bank.shares, share)
    seen = says_nothing_new(on.record.targets)
    return [
        Fit(
            what=words(target),
            market=target.market,
            place=target.place,
            year=target.year,
            used=bool(on.record.used[row]),
            again=bool(seen[row] and not on.record.used[row]),
            observed=target.value,
            error=target.error,
            before=float(before[row]),
            after=float(after[row]),
            spread=float(spread[row]),
        )
        for row, target in enumerate(on.record.targets)
    ]


def moments(shares: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of single runs by the weights of their draws.

    Parameters
    ----------
    shares
        Axes (draw, replicate, target).
    weight
        Axis (draw,), sums to 1.
    """
    mean = weight @ shares.mean(axis=1)
    return mean, np.sqrt(weight @ ((shares - mean) ** 2).mean(axis=1))


class Error(NamedTuple):
    """How far means lie from what is published in one market and place, in points (RMSE)."""

    market: str
    place: str
    before: float
    after: float
    figures: int


def errors(found: Iterable[Fit]) -> list[Error]:
    """Return the errors of the shares that are fitted, by market and place."""
    groups: dict[tuple[str, str], list[Fit]] = {}
    for each in found:
        if each.used:
            groups.setdefault((each.market, each.place), []).append(each)
    return [
        Error(
            *key,
            before=_rmse([each.before - each.observed for each in some]),
            after=_rmse([each.after - each.observed for each in some]),
            figures=len(some),
        )
        for key, some in groups.items()
    ]


def _rmse(away: Sequence[float]) -> float:
    return float(100.0 * np.sqrt(np.mean(np.square(away))))
