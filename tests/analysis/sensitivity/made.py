"""Experiments of which everything is known: functions played at the points of a design."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import xarray as xr

from sim.analysis.headline import HEADLINES
from sim.analysis.sensitivity.choice import choose
from sim.analysis.sensitivity.effects import effects
from sim.analysis.sensitivity.experiment import CHANGE, LEVEL, Experiment, Series
from sim.analysis.sensitivity.finding import Finding
from sim.analysis.sensitivity.indices import indices
from sim.sweeps.points import morris, saltelli

Function = Callable[[np.ndarray], np.ndarray]

LEVELS = 4
KEYS = (
    "government.b_ally", "government.b_base", "vendor.rd_gain", "operator.lock_in",
    "component.substitution_gain", "vendor.catch_up", "trust.forget", "government.b_peer",
)  # fmt: skip
MEASURES = HEADLINES[:4]
YEARS = np.arange(2014, 2036)


def screened(
    functions: dict[Series, Function], keys: Sequence[str], count: int = 20, seed: int = 1
) -> Experiment:
    """Play functions of points of the unit cube, to (point, replicate, year), by trajectories."""
    points = morris(count, len(keys), seed, LEVELS)
    return _played("morris", functions, keys, points, count)


def indexed(
    functions: dict[Series, Function], keys: Sequence[str], count: int = 64, seed: int = 1
) -> Experiment:
    """Play the same functions at base points, and what stands beside them."""
    points = saltelli(count, len(keys), seed, second_order=False)
    return _played("saltelli", functions, keys, points, count)


def _played(
    method: str,
    functions: dict[Series, Function],
    keys: Sequence[str],
    points: np.ndarray,
    count: int,
) -> Experiment:
    runs = {series: function(points) for series, function in functions.items()}
    years = YEARS[-next(iter(runs.values())).shape[-1] :]
    return Experiment(method, tuple(keys), points, count, count, years, runs, LEVELS)


def once(values: np.ndarray) -> np.ndarray:
    """Return values, (point,), as those of one replicate and one year."""
    return values[:, None, None]


def made_finding(ds: xr.Dataset, keep: int = 7, replicates: int = 2) -> Finding:
    """Return a finding in which b_ally matters early and rd_gain late; ds is for its titles.

    Nothing changes before 2018, and the last measure never does.
    """
    return Finding(ds, "us_action", 2030, *_parts(keep, replicates))


@cache
def _parts(keep: int, replicates: int) -> tuple[Any, ...]:
    functions = {
        Series(item, kind): _growing(place, kind, replicates)
        for place, item in enumerate(MEASURES)
        for kind in (CHANGE, LEVEL)
    }
    moved = effects(first := screened(functions, KEYS), seed=1)
    choice = choose(moved, keep)
    second = indexed(functions, [key for key in KEYS if key in choice.kept])
    return first, second, moved, indices(second, seed=1), choice


def _growing(place: int, kind: str, replicates: int) -> Function:
    late = np.clip((YEARS - 2018) / 17, 0, 1) * (kind == CHANGE) + (kind == LEVEL) * 0.5
    start = (YEARS >= 2018) if kind == CHANGE else np.ones(len(YEARS))
    alive = 0.0 if place == len(MEASURES) - 1 else 1.0 + place

    def function(points: np.ndarray) -> np.ndarray:
        first, second, third = points[:, 0, None], points[:, 1, None], points[:, 2, None]
        once_ = alive * start * (3 * (1 - late) * first + 4 * late * third + second * first)
        chance = 0.01 * alive * start * np.arange(replicates)[:, None]
        return once_[:, None, :] + chance

    return function
