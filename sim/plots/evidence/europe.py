"""Chinese shares of countries, each told without its own figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D

from sim.plots.chart import Chart, mark
from sim.plots.evidence.sheet import OBSERVED, SIZE, rows_down, sheet
from sim.plots.style import INK, SCENARIO_COLOUR, room_in, styled

_ROW_INCHES: Final = 0.3
_LABEL_INCHES: Final = 1.2
_APART: Final = 0.2
"""The two means often agree: one is drawn above, the other below its row's line."""


class Told(NamedTuple):
    """One country, per cent.

    Attributes
    ----------
    low, mean, high
        The model: 5 % of runs, mean, 95 %.
    others, region
        Means of all other countries, and of those of the region.
    """

    name: str
    observed: float
    mean: float
    low: float
    high: float
    others: float
    region: float


@styled
def europe(rows: Sequence[Told], title: str) -> Chart:
    """Draw each country's share as published, in the model and as two plain means have it.

    Parameters
    ----------
    rows
        The countries.
    title
        What is seen, in a sentence.

    Returns
    -------
    Chart
        Per cent; the highest published share above.
    """
    ranked = sorted(rows, key=lambda row: -row.observed)
    subtitle = (
        "Chinese share of the 4G radio kit that stands, 2020 (%). Of each country everything is "
        "told without its own figure."
    )
    figure, box = sheet(2.8 + _ROW_INCHES * len(rows), title, subtitle)
    room = room_in(box, figure, _LABEL_INCHES, 0.15, below=0.95, above=0.1)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0, 0])
    for place, row in enumerate(ranked):
        _draw(axes, place, row)
    rows_down(axes, [row.name for row in ranked], (-3, 103), "Per cent")
    _legend(figure, box.bottom)
    return figure


def _draw(axes: Axes, place: int, row: Told) -> None:
    axes.plot([row.low, row.high], [place] * 2, color=SCENARIO_COLOUR, lw=5, alpha=0.3)
    axes.plot([row.mean], [place], "o", color=SCENARIO_COLOUR, ms=6)
    axes.plot([row.others], [place - _APART], "^", color=INK, mfc="none", ms=6)
    axes.plot([row.region], [place + _APART], "s", color=INK, mfc="none", ms=5)
    axes.plot([row.observed] * 2, [place - 0.36, place + 0.36], color=OBSERVED, lw=2.6)
    told = f"{row.name}: published {row.observed:.0f} %, model {row.mean:.0f} %"
    mark(axes, row.mean, place, told)


def _legend(figure: Chart, bottom: float) -> None:
    colour = SCENARIO_COLOUR
    handles = [
        Line2D([], [], color=OBSERVED, marker="|", ms=11, mew=2.6, lw=0, label="published"),
        Line2D([], [], color=colour, lw=5, alpha=0.6, marker="o", ms=6, label="model, 5 to 95 %"),
        Line2D([], [], color=INK, marker="^", mfc="none", lw=0, label="mean of all others"),
        Line2D([], [], color=INK, marker="s", mfc="none", lw=0, ms=5, label="mean of the region"),
    ]
    below = (0.5, bottom)
    figure.legend(handles=handles, ncols=2, fontsize=SIZE, loc="lower center", bbox_to_anchor=below)
