"""Panels of one size in rows and columns, with common axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from sim.plots.chart import Chart
from sim.plots.lines import times
from sim.plots.style import Box, room_in, tidy

_STEP: Final = 5
_TICK_INCHES: Final = 0.7
_CORNER: Final = 0.05
_SECOND_LINE: Final = 0.19


def grid_of(
    figure: Chart,
    box: Box,
    count: int,
    columns: int,
    room: tuple[float, float, float, float] = (0.6, 0.15, 0.3, 0.32),
    gaps: tuple[float, float] = (0.14, 0.4),
) -> list[Axes]:
    """Return so many panels, row by row; inner ones have no labels at their ticks.

    Parameters
    ----------
    figure, box
        As :func:`sim.plots.style.new_figure` gave them.
    count, columns
        How many panels, and how many beside each other.
    room
        Inches left free on the left, on the right, below and above.
    gaps
        Between columns and rows, in parts of a panel.
    """
    rows = -(-count // columns)
    edges = room_in(box, figure, *room)
    grid = GridSpec(rows, columns, figure, **edges, wspace=gaps[0], hspace=gaps[1])
    found = []
    for place in range(count):
        axes = figure.add_subplot(grid[place // columns, place % columns])
        axes.tick_params(labelleft=place % columns == 0, labelbottom=place + columns >= count)
        found.append(axes)
    return found


def above(titles: Sequence[str], inches: float = 0.32) -> float:
    """Return the inches to leave above panels for titles, of which some may take two lines."""
    return inches + (_SECOND_LINE if any("\n" in title for title in titles) else 0.0)


def year_axis(axes: Axes, values: xr.DataArray) -> None:
    """Let the abscissa run over the years of values, with a tick at some of them."""
    when = times(values)
    axes.set_xlim(when[0], max(when[-1], when[0] + 1))
    first, last = int(when[0]), int(when[-1])
    inches = axes.bbox.width / axes.figure.dpi
    step = _STEP if inches > _TICK_INCHES * (last - first) / _STEP else 2 * _STEP
    years = range(-(-first // step) * step, last + 1, step)
    # The label of a year at the corner would cover the 0 of the other axis.
    free = when[0] + _CORNER * (when[-1] - when[0])
    axes.set_xticks([year for year in years if year >= free])
    tidy(axes)
