"""The largest changes of an outcome: clear ones first, then by size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.change import Change, is_clear
from sim.analysis.groups import titles
from sim.analysis.quantities import WORLD


class Row(NamedTuple):
    """One difference.

    Attributes
    ----------
    scenario, against
        What is held against what.
    name
        The place, vendor or cost, as a reader sees it; empty for the world.
    change
        Mean and range of the difference.
    error
        Simulation error of the mean.
    value, baseline_value
        Means of the two sides; NaN where the outcome itself is a difference.
    """

    scenario: str
    against: str
    name: str
    change: Change
    error: float
    value: float
    baseline_value: float

    @property
    def clear(self) -> bool:
        """Whether the difference is clear among all that are listed with it."""
        return is_clear(self.change)


def largest(found: xr.Dataset, year: int) -> list[Row]:
    """Return the differences of a year, clear ones first, each part by its size.

    What is clear depends on how many there are of a scenario
    (:func:`sim.analysis.change.clear`): what is the same to the bit in every run does not count.
    Those without a value, which shares of nothing have, are left out.

    Parameters
    ----------
    found
        What :func:`sim.analysis.differences.differences` gave.
    year
        One of its years.
    """
    rows = (row for row in _rows(found.sel(year=year)) if row.change.mean == row.change.mean)
    return sorted(rows, key=lambda row: (not row.clear, -abs(row.change.mean)))


def _rows(found: xr.Dataset) -> Iterator[Row]:
    way = str(found.attrs["by"])
    split = () if way == WORLD else (way,)
    names = _names(found, way)
    samples = int(found.attrs["samples"])
    moved = (found["low"] != 0) | (found["high"] != 0) | (found["mean"] != 0)
    counts = (moved & np.isfinite(found["mean"])).sum(split).values.tolist()
    freedoms = found["freedom"].values.tolist()
    statistics = ("mean", "low", "high", "error", "value", "baseline_value")
    arrays = [found[name].transpose("scenario", *split).values for name in statistics]
    for i, scenario in enumerate(map(str, found["scenario"].values)):
        against = str(found["against"].values[i])
        for j, name in enumerate(names):
            mean, low, high, *rest = (float(a[i, j] if split else a[i]) for a in arrays)
            change = Change(mean, low, high, samples, rest[0], freedoms[i], max(1, counts[i]))
            yield Row(scenario, against, name, change, *rest)


def _names(found: xr.Dataset, way: str) -> list[str]:
    if way == WORLD:
        return [""]
    named = f"{way}_name"
    names = [str(name) for name in found[named if named in found.coords else way].values]
    short = [name.split(" (")[0] for name in names]
    if way == "group":
        return [titles().get(name, name) for name in names]
    return short if len(set(short)) == len(short) else names
