"""What the figures of that page have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xarray as xr
from matplotlib.axes import Axes

from sim.plots.chart import Chart
from sim.plots.style import INK, Box, new_figure, tidy

WIDTH: Final = 5.2
"""Inches: at the width of a phone letters stay legible."""
OBSERVED: Final = "#C0392B"
PLAIN: Final = "#B5B5B5"
SIZE: Final = 8.5


def sheet(height: float, title: str, subtitle: str) -> tuple[Chart, Box]:
    """Open a figure of a calibrated model and return it with the room for axes."""
    fitted = xr.Dataset(attrs={"uncalibrated": False})
    return new_figure(fitted, (WIDTH, height), title, subtitle)


def rows_down(axes: Axes, labels: Sequence[str], across: tuple[float, float], words: str) -> None:
    """Dress axes on which each row has a name: the first above, ``words`` below."""
    axes.set_yticks(range(len(labels)), labels, size=SIZE, color=INK)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(*across)
    axes.set_xlabel(words, size=SIZE)
    axes.tick_params(axis="x", labelsize=SIZE)
    tidy(axes, grid="x")
