"""What is said of a point: whose value, when, how much, with its range."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from sim.plots.chart import mark
from sim.plots.lines import times
from sim.plots.words import change_of, number, range_words, signed
from sim.world import Floats


def value_words(runs: Floats, unit: str, decimals: int = 1, *, sign: bool = False) -> str:
    """Say the mean of runs, (sample,), with its unit and range; runs without a value do not count.

    Examples
    --------
    >>> value_words(np.array([20.0, 30.0]), "%")
    '25.0 % [20.5 to 29.5]'
    >>> value_words(np.array([20.0]), "%")
    '20.0 %'
    """
    value = change_of(np.asarray(runs, dtype=np.float64))
    if not value.samples:
        return "no data"
    write = signed if sign else number
    # Numbers below a step of the last digit get more digits; a whole count of 0 stays 0.
    words = f"{write(value.mean, decimals)} {unit}".rstrip()
    return f"{words} {range_words(value, decimals)}" if len(runs) > 1 else words


def mark_value(
    axes: Axes, at: tuple[float, float], label: str, runs: Floats, unit: str, decimals: int = 1
) -> None:
    """Mark the point ``at``, (x, y), with the mean and range of runs, (sample,)."""
    mark(axes, *at, f"{label}: {value_words(runs, unit, decimals)}")


def mark_line(
    axes: Axes,
    values: xr.DataArray,
    label: str,
    unit: str,
    decimals: int = 1,
    heights: Floats | None = None,
) -> None:
    """Mark a line of (sample, year or quarter) at each year, or each year's last quarter.

    Parameters
    ----------
    axes
        Where the line is drawn.
    values
        What the line is the mean of.
    label
        Whose line it is.
    unit, decimals
        Of the values.
    heights
        Where the line lies, (year or quarter,), if not at the mean.
    """
    when = times(values)
    runs = values.transpose("sample", ...).values
    years = values["year"].values
    for place in np.flatnonzero(np.append(years[1:] != years[:-1], True)):
        known = runs[np.isfinite(runs[:, place]), place]
        if len(known):
            y = known.mean() if heights is None else heights[place]
            words = value_words(known, unit, decimals)
            mark(axes, when[place], y, f"{label}, {int(years[place])}: {words}")
