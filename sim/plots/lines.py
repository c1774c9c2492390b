"""Lines over years: the mean of a scenario with its range, the mean of its baseline dashed."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes


def draw_range(
    axes: Axes, values: xr.DataArray, colour: str, width: float, shade: float = 0.16
) -> None:
    """Draw the mean of (sample, year) and the band that holds 5-95 % of the samples.

    ``shade`` is how opaque the band is, 0-1.
    """
    years = values["year"].values
    runs = values.transpose("sample", "year").values
    low, high = np.quantile(runs, [0.05, 0.95], axis=0)
    axes.fill_between(years, low, high, color=colour, alpha=shade, lw=0)
    axes.plot(years, runs.mean(axis=0), color=colour, lw=width)


def draw_baseline(axes: Axes, values: xr.DataArray, colour: str) -> None:
    """Draw the mean of (sample, year) as a dashed line."""
    axes.plot(values["year"].values, values.mean("sample").values, color=colour, lw=1.1, ls="--")
