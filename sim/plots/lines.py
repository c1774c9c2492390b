"""Lines over time: the middle of a scenario's runs with their range, its baseline dashed."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from sim.analysis.years import QUARTERS_A_YEAR
from sim.world import Floats

#: More single runs than these are a smear.
_MOST_RUNS: Final = 40


def times(values: xr.DataArray) -> Floats:
    """Return the abscissa of values by year, or by quarter as fractions of a year."""
    if "quarter" not in values.dims:
        return np.asarray(values["year"].values, dtype=np.float64)
    labels = values["quarter"].values
    return np.array([int(str(q)[:4]) + (int(str(q)[5]) - 1) / QUARTERS_A_YEAR for q in labels])


def draw_range(
    axes: Axes,
    values: xr.DataArray,
    colour: str,
    width: float,
    shade: float = 0.16,
    dashes: str | tuple[int, tuple[int, ...]] = "-",
    middle: Literal["mean", "median"] = "mean",
) -> None:
    """Draw the middle of (sample, year or quarter) and the band that holds 5-95 % of the samples.

    ``shade`` is how opaque the band is, 0-1, ``dashes`` the style of the line. A time
    at which no sample has a value is a gap.
    """
    when, runs = times(values), _runs(values)
    low, centre, high = np.full((3, len(when)), np.nan)
    there = ~np.isnan(runs).all(axis=0)
    low[there], high[there] = np.nanquantile(runs[:, there], [0.05, 0.95], axis=0)
    take = np.nanmean if middle == "mean" else np.nanmedian
    centre[there] = take(runs[:, there], axis=0)
    axes.fill_between(when, low, high, color=colour, alpha=shade, lw=0)
    axes.plot(when, centre, color=colour, lw=width, ls=dashes)


def draw_runs(axes: Axes, values: xr.DataArray, colour: str) -> None:
    """Draw single runs of (sample, year or quarter) as hair lines, the first 40 at most."""
    axes.plot(times(values), _runs(values)[:_MOST_RUNS].T, color=colour, lw=0.4, alpha=0.35)


def draw_baseline(axes: Axes, values: xr.DataArray, colour: str) -> None:
    """Draw the mean of (sample, year) as a dashed line."""
    axes.plot(values["year"].values, values.mean("sample").values, color=colour, lw=1.1, ls="--")


def _runs(values: xr.DataArray) -> Floats:
    return values.transpose("sample", ...).values
