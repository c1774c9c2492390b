"""The space of uncertain parameters: candidates drawn from it, and how emulators see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement
from typing import Final

import numpy as np

from sim.params import quantile, uncertain_parameters
from sim.world import Floats

Points = Mapping[str, Floats]
"""Values of every uncertain parameter by key, axis (draw,)."""

FREE: Final = (
    "government.intercept",
    "government.b_campaign",
    "government.b_five_eyes",
    "government.b_rivalry",
    "operator.anticipation",
    "vendor.momentum_huawei",
    "vendor.momentum_zte",
    "vendor.momentum_ericsson",
    "vendor.momentum_nokia",
    "vendor.momentum_samsung",
    "vendor.rd_gain",
)
"""What calibration is about (model.md, section 3). The other parameters vary as well, so that
what is not known of them is not mistaken for knowledge of these."""

_TOGETHER: Final = 8192


def candidates(seed: int, most: int) -> Iterator[Points]:
    """Yield draws from the ranges of all uncertain parameters, some at a time.

    Parameters
    ----------
    seed
        Of these draws alone.
    most
        How many in all.
    """
    chance = np.random.default_rng([seed, 1])
    known = uncertain_parameters()
    for first in range(0, most, _TOGETHER):
        u = chance.random((min(_TOGETHER, most - first), len(known)))
        yield {p.key: quantile(p, u[:, column]) for column, p in enumerate(known)}


def picked(points: Points, which: Floats | np.ndarray) -> dict[str, Floats]:
    """Return some of the draws."""
    return {key: values[which] for key, values in points.items()}


def stacked(parts: list[dict[str, Floats]]) -> dict[str, Floats]:
    """Return draws that come in parts, as one."""
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def scaled(points: Points) -> Floats:
    """Return parameters as emulators see them: -1 to 1 over each range, axes (draw, parameter)."""
    known = uncertain_parameters()
    middle = np.array([(p.low + p.high) / 2 for p in known])
    half = np.array([(p.high - p.low) / 2 for p in known])
    return np.asarray((np.column_stack([points[p.key] for p in known]) - middle) / half)


def features(points: Points) -> Floats:
    """Return every parameter, squares of all, and products of the free, axes (draw, feature)."""
    linear = scaled(points)
    places = [list(points).index(key) for key in FREE if key in points]
    pairs = [(a, b) for a, b in combinations_with_replacement(places, 2) if a != b]
    products = [linear[:, a] * linear[:, b] for a, b in pairs]
    return np.column_stack([linear, linear**2, *products])
