"""Published shares beside the model: those that were fitted, and those that never were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D

from sim.plots.chart import Chart, mark
from sim.plots.evidence.sheet import PLAIN, SIZE, sheet
from sim.plots.style import INK, SCENARIO_COLOUR, room_in, styled, tidy

_KINDS: Final = {
    "the world, parts": ("o", SCENARIO_COLOUR, "the world and its parts"),
    "a country": ("s", "#D55E00", "countries"),
    "an operator": ("^", "#5B9BD5", "operators"),
}
_HEIGHT: Final = 7.6


class Point(NamedTuple):
    """A published share and what the model says of it, per cent.

    Attributes
    ----------
    of
        The world or a part of it, a country, an operator.
    low, high
        5 and 95 % of single runs; NaN: none is known.
    """

    label: str
    of: str
    observed: float
    mean: float
    low: float
    high: float


@styled
def shares(fitted: Sequence[Point], others: Sequence[Point]) -> Chart:
    """Draw what the model says over what is published, one panel above the other.

    Parameters
    ----------
    fitted, others
        Shares that were fitted, and that never were.

    Returns
    -------
    Chart
        Per cent over per cent, with the line on which both agree.
    """
    panels = {"Fitted": fitted, "Never fitted": others}
    title = f"Fitted: {_error(fitted):.1f} points off; never fitted: {_errors(others)}"
    subtitle = (
        "Each mark is one published share. Upright: the model's mean, with 5 to 95 % of runs; on "
        "the line both agree."
    )
    figure, box = sheet(_HEIGHT, title, subtitle)
    room = room_in(box, figure, 0.55, 0.12, below=0.8, above=0.3)
    grid = GridSpec(2, 1, figure, **room, hspace=0.24)
    for place, (name, points) in enumerate(panels.items()):
        axes = figure.add_subplot(grid[place])
        _draw(axes, points)
        axes.set_title(f"{name} ({len(points)} figures)")
        axes.set_ylabel("Model (%)", size=SIZE)
    axes.set_xlabel("Published (%)", size=SIZE)
    handles = [
        Line2D([], [], color=colour, marker=shape, mfc="none", lw=0, ms=5.5, label=label)
        for shape, colour, label in _KINDS.values()
    ]
    below = (0.5, box.bottom)
    figure.legend(handles=handles, ncols=3, fontsize=SIZE, loc="lower center", bbox_to_anchor=below)
    return figure


def _error(points: Sequence[Point]) -> float:
    away = np.array([each.mean - each.observed for each in points])
    return float(np.sqrt(np.mean(away**2))) if len(away) else np.nan


def _errors(points: Sequence[Point]) -> str:
    """Return the error of each kind of figure that there is."""
    found = {of: [each for each in points if each.of == of] for of in _KINDS}
    words = [f"{_error(some):.1f} for {_KINDS[of][2]}" for of, some in found.items() if some]
    return ", ".join(words) or "no figures"


def _draw(axes: Axes, points: Sequence[Point]) -> None:
    ends = [value for each in points for value in (each.observed, each.mean, each.high)]
    most = 5.0 + max((value for value in ends if np.isfinite(value)), default=95.0)
    axes.plot([0, most], [0, most], color=INK, lw=0.8, zorder=1)
    for each in points:
        shape, colour, _ = _KINDS.get(each.of, _KINDS["the world, parts"])
        if np.isfinite(each.low):
            axes.plot([each.observed] * 2, [each.low, each.high], color=PLAIN, lw=1.4, zorder=2)
        axes.plot([each.observed], [each.mean], shape, color=colour, mfc="none", ms=5, zorder=3)
        told = f"{each.label}: model {each.mean:.0f} %, published {each.observed:.0f} %"
        mark(axes, each.observed, each.mean, told)
    axes.set_xlim(-2, most)
    axes.set_ylim(-2, most)
    axes.tick_params(labelsize=SIZE)
    tidy(axes)
