"""Observed figures beside the model's range and what its rivals say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D

from sim.plots.chart import Chart, mark
from sim.plots.style import (
    BASELINE_COLOUR,
    INK,
    SCENARIO_COLOUR,
    new_figure,
    room_in,
    shortened,
    styled,
    tidy,
)

#: Markers of rivals, in the order in which they come: told apart in grey too.
_MARKERS: Final = ("^", "s", "D", "v", "P", "X", "*", "h")
_ROW_INCHES: Final = 0.23
_TWO_ROWS_INCHES: Final = 0.36
_FEWEST: Final = 4
_LABEL_INCHES: Final = 2.9
_LABEL_SIZE: Final = 8.5
#: A wide letter of a label.
_LETTER_INCHES: Final = 0.6 * _LABEL_SIZE / 72


class Line(NamedTuple):
    """One observed figure.

    Attributes
    ----------
    label
        What it is of.
    observed
        The figure, in the unit that is shown; None where only chances are shown.
    low, mean, high
        The model's 5 %, mean and 95 %.
    rivals
        By name.
    filled
        Whether what was predicted happened; for figures always.
    full
        What is said of it where there is room for more than the label.
    """

    label: str
    observed: float | None
    low: float
    mean: float
    high: float
    rivals: dict[str, float]
    filled: bool = True
    full: str = ""


@styled
def scored(ds: xr.Dataset, lines: Sequence[Line], title: str, subtitle: str, axis: str) -> Chart:
    """Draw one line a figure: the model's range, its mean, the rivals, what was observed.

    Parameters
    ----------
    ds
        A result of the variant that is drawn.
    lines
        From top to bottom.
    title, subtitle
        What is seen; what is measured, with its unit.
    axis
        The unit, for the axis.

    Returns
    -------
    Chart
        As tall as there are lines.
    """
    labels = [shortened(line.label, _LABEL_INCHES, _LABEL_SIZE) for line in lines]
    row = _TWO_ROWS_INCHES if any("\n" in label for label in labels) else _ROW_INCHES
    letters = max(len(part) for label in labels for part in label.split("\n"))
    figure, box = new_figure(ds, (7.6, 2.2 + row * max(len(lines), _FEWEST)), title, subtitle)
    left = min(_LABEL_INCHES, 0.2 + letters * _LETTER_INCHES)
    room = room_in(box, figure, left, 0.25, below=0.85, above=0.1)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0, 0])
    names = list(dict.fromkeys(name for line in lines for name in line.rivals))
    for place, line in enumerate(lines):
        _draw(axes, place, line, names)
    axes.set_yticks(range(len(lines)), labels, size=_LABEL_SIZE, color=INK)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlabel(axis)
    tidy(axes, grid="x")
    _legend(figure, box.bottom, names, lines)
    return figure


def _draw(axes: Axes, place: int, line: Line, names: Sequence[str]) -> None:
    axes.axhline(place, color="#EEEEEE", lw=0.6, zorder=0)
    if np.isfinite(line.mean):
        axes.plot([line.low, line.high], [place, place], color=SCENARIO_COLOUR, lw=4, alpha=0.35)
        fill = SCENARIO_COLOUR if line.filled else "white"
        axes.plot([line.mean], [place], "o", color=SCENARIO_COLOUR, mfc=fill, ms=6)
    for name, value in line.rivals.items():
        if np.isfinite(value):
            marker = _MARKERS[names.index(name) % len(_MARKERS)]
            axes.plot([value], [place], marker, color=BASELINE_COLOUR, mfc="none", ms=5, mew=0.9)
    if line.observed is not None:
        axes.plot([line.observed] * 2, [place - 0.38, place + 0.38], color="#C0392B", lw=2.4)
    mark(axes, line.mean, place, _said(line))


def _said(line: Line) -> str:
    seen = "" if line.observed is None else f"; observed {line.observed:.3g}"
    said = f"model {line.mean:.3g} [{line.low:.3g} to {line.high:.3g}]{seen}"
    return f"{line.full or line.label}: {said}"


def _legend(figure: Chart, bottom: float, names: Sequence[str], lines: Sequence[Line]) -> None:
    handles = [Line2D([], [], color=SCENARIO_COLOUR, marker="o", lw=4, alpha=0.8, label="model")]
    if any(line.observed is not None for line in lines):
        handles.append(Line2D([], [], color="#C0392B", marker="|", ms=11, mew=2.4, lw=0,
                              label="observed"))  # fmt: skip
    if not all(line.filled for line in lines):
        handles.append(Line2D([], [], color=SCENARIO_COLOUR, marker="o", mfc="white", lw=0,
                              label="did not happen"))  # fmt: skip
    for place, name in enumerate(names):
        marker = _MARKERS[place % len(_MARKERS)]
        handles.append(Line2D([], [], color=BASELINE_COLOUR, marker=marker, mfc="none", lw=0,
                              label=name))  # fmt: skip
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=4, fontsize=8
    )
