"""What the figures of that page have in common."""

from __future__ import annotations

from typing import Final

import xarray as xr

from sim.plots.chart import Chart
from sim.plots.style import Box, new_figure

WIDTH: Final = 5.2
"""Inches: at the width of a phone letters stay legible."""
OBSERVED: Final = "#C0392B"
PLAIN: Final = "#B5B5B5"
SIZE: Final = 8.5


def sheet(height: float, title: str, subtitle: str) -> tuple[Chart, Box]:
    """Open a figure of a calibrated model and return it with the room for axes."""
    fitted = xr.Dataset(attrs={"uncalibrated": False})
    return new_figure(fitted, (WIDTH, height), title, subtitle)
