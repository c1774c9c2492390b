"""Rows with arrows: where each stood, where a scenario and its baseline lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.plots.chart import Chart
from sim.plots.marks import mark_value
from sim.plots.style import BASELINE_COLOUR, INK, SCENARIO_COLOUR, tidy
from sim.terms import FIRST_YEAR
from sim.world import Floats

_START: Final = 2018
#: Moves of less than this many points get a dot and no arrow head.
_STILL: Final = 0.5


class Row(NamedTuple):
    """One country, or a group: exposure in per cent by sample."""

    label: str
    start: Floats
    scenario: Floats
    baseline: Floats | None
    held: str = "baseline"  #: what the baseline is called


class Years(NamedTuple):
    """From which year to which the arrows go."""

    start: int
    end: int


def years_to(end: int) -> Years:
    """Return the years of arrows that end in a year: from 2018 on, or from the first."""
    return Years(_START if end > _START else FIRST_YEAR, end)


def draw_rows(axes: Axes, rows: Sequence[Row], years: Years, size: float = 7.0) -> None:
    """Draw rows from above, each with the arrow of the scenario over that of its baseline.

    Parameters
    ----------
    axes
        Where to draw.
    rows
        Runs without a value are left out; a row without any says so.
    years
        For the marks.
    size
        Of the heads, in points.
    """
    for place, row in enumerate(rows):
        if np.isfinite(row.scenario).any() and np.isfinite(row.start).any():
            _draw_row(axes, place, row, years, size)
        else:
            axes.text(0.5, place, "no data", va="center", size=8.5)
    axes.set_yticks(range(len(rows)), [row.label for row in rows], color=INK)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(left=0)
    tidy(axes, grid="x")


def _draw_row(axes: Axes, place: int, row: Row, years: Years, size: float) -> None:
    start = float(np.nanmean(row.start))
    label = row.label.replace("\n", " ")
    ends = [(row.scenario, SCENARIO_COLOUR, "scenario")]
    if row.baseline is not None:
        ends.append((row.baseline, BASELINE_COLOUR, row.held))
    for y, (runs, colour, whose) in zip((place - 0.15, place + 0.2), ends, strict=False):
        _arrow(axes, y, start, runs, colour, size)
        told = f"{label}, {years.end}, {whose}"
        mark_value(axes, (float(np.nanmean(runs)), y), told, runs, "%")
    axes.plot([start, start], [place - 0.3, place + 0.35], color=INK, lw=size / 3.2)
    mark_value(axes, (start, place), f"{label}, {years.start}", row.start, "%")


def _arrow(axes: Axes, y: float, start: float, ends: Floats, colour: str, size: float) -> None:
    filled = colour == SCENARIO_COLOUR
    low, high = np.nanquantile(ends, [0.05, 0.95])
    mean = float(np.nanmean(ends))
    bar, dashes = 0.7 * size, "-" if filled else (0, (3, 2))
    axes.plot([low, high], [y, y], color=colour, lw=bar, alpha=0.28, solid_capstyle="butt")
    axes.plot([start, mean], [y, y], color=colour, lw=0.23 * size, ls=dashes)
    marker = "o" if abs(mean - start) < _STILL else "<" if mean < start else ">"
    fill = colour if filled else "white"
    axes.plot([mean], [y], marker, color=colour, mfc=fill, ms=size, clip_on=False)


def arrow_legend(figure: Chart, bottom: float, years: Years, row: Row) -> None:
    """Say below a figure what the ticks and arrows are of rows such as this one."""
    scenario: dict[str, Any] = {"color": SCENARIO_COLOUR, "marker": "<", "lw": 1.6}
    baseline: dict[str, Any] = {
        "color": BASELINE_COLOUR,
        "marker": "<",
        "mfc": "white",
        "lw": 1.6,
        "ls": (0, (3, 2)),
    }
    handles = [
        Line2D([], [], color=INK, marker="|", ms=12, mew=2.2, lw=0, label=f"{years.start}"),
        Line2D([], [], label=f"{years.end}, scenario", **scenario),
    ]
    if row.baseline is not None:
        handles.append(Line2D([], [], label=f"{years.end}, {row.held}", **baseline))
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=len(handles)
    )
