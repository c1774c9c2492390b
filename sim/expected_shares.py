"""What a country's share of 2014 is expected to be, by what is on record of its region."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from sim.data.load import Tables
from sim.recorded_shares import RAN
from sim.spend import initial_value
from sim.terms import MARKETS

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def expected_figures(
    figure: Floats, telling: Bools, guess: Floats, region: Ints, guess_weight: float
) -> Floats:
    """Return what a country's Chinese share of radio kit is expected to be, (country,).

    Where it is not on record, the guess of the region moves towards the shares that are on
    record there, of which it counts as much as ``guess_weight``. A region without any keeps
    its guess.

    Parameters
    ----------
    figure
        Shares on record, shape (country,); nan where there is none.
    telling
        Whether a country's share tells of others in its region, shape (country,).
    guess
        What regional seeds make of them, shape (country,).
    region
        Index of each country's region, shape (country,).
    """
    known = ~np.isnan(figure)
    result = np.where(known, figure, guess)
    for place in np.unique(region[known & telling]):
        inside = known & telling & (region == place)
        before = guess[inside].mean()
        count = guess_weight + inside.sum()
        after = (guess_weight * before + figure[inside].sum()) / count
        others = ~known & (region == place)
        result[others] = expit(logit(guess[others]) + logit(after) - logit(before))
    return np.asarray(result)


def moved(tables: Tables, seed: Floats, expected: Floats) -> Floats:
    """Return the seed with all markets moved towards what is expected of radio kit.

    The Chinese odds of radio kit are multiplied by the odds ratio of what is expected against
    the regional seed, those of the other markets by a power of it.

    Parameters
    ----------
    expected
        Chinese share of radio kit, shape (country,).
    """
    chinese = tables["vendors"].flag("chinese")
    before = seed[:, RAN][:, chinese].sum(axis=1)
    some = before > 0.0
    shift = np.zeros_like(before)
    shift[some] = logit(expected[some]) - logit(before[some])
    power = np.full(len(MARKETS), initial_value(tables, "carry_over"))
    power[RAN] = 1.0
    factor = np.exp(shift[:, None, None] * power[:, None])
    result = seed * np.where(chinese, factor, 1.0)
    return np.asarray(result / result.sum(axis=2, keepdims=True))
