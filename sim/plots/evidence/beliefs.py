"""Parameters before and after: what the record told of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D

from sim.plots.chart import Chart, mark
from sim.plots.evidence.sheet import PLAIN, SIZE, rows_down, sheet
from sim.plots.style import SCENARIO_COLOUR, room_in, styled

_ROW_INCHES: Final = 0.29
_LABEL_INCHES: Final = 1.75
_PERCENT: Final = 100.0


class Before(NamedTuple):
    """One parameter.

    Attributes
    ----------
    low, high
        Its range, as the registry of parameters has it.
    prior, posterior
        5, 50 and 95 % quantiles, in its unit.
    is_told
        The record says something of it.
    """

    label: str
    low: float
    high: float
    prior: tuple[float, ...]
    posterior: tuple[float, ...]
    is_told: bool

    def placed(self, quantiles: Sequence[float]) -> list[float]:
        """Return values as parts of the range, per cent."""
        width = self.high - self.low
        return [_PERCENT * (value - self.low) / width for value in quantiles]


@styled
def beliefs(rows: Sequence[Before]) -> Chart:
    """Draw each parameter's range before and after, one row a parameter.

    Parameters
    ----------
    rows
        From top to bottom.

    Returns
    -------
    Chart
        Per cent of each parameter's range; as tall as there are rows.
    """
    told = sum(row.is_told for row in rows)
    title = f"The record to 2020 says something of {told} of {len(rows)} free parameters"
    subtitle = (
        "Middle and 5 to 95 %, as a part of the range that each may lie in. Hollow: what is seen "
        "could be luck."
    )
    figure, box = sheet(2.1 + _ROW_INCHES * len(rows), title, subtitle)
    room = room_in(box, figure, _LABEL_INCHES, 0.12, below=0.78, above=0.1)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0, 0])
    for place, row in enumerate(rows):
        _draw(axes, place, row)
    rows_down(axes, [row.label for row in rows], (0, _PERCENT), "Place in the range (%)")
    handles = [
        Line2D([], [], color=PLAIN, lw=7, marker="|", mec="white", ms=7, label="before"),
        Line2D([], [], color=SCENARIO_COLOUR, lw=2, marker="o", ms=5.5, label="after"),
    ]
    below = (0.5, box.bottom)
    figure.legend(handles=handles, ncols=2, fontsize=SIZE, loc="lower center", bbox_to_anchor=below)
    return figure


def _draw(axes: Axes, place: int, row: Before) -> None:
    low, middle, high = row.placed(row.prior)
    axes.plot([low, high], [place] * 2, color=PLAIN, lw=9, solid_capstyle="butt")
    axes.plot([middle] * 2, [place - 0.16, place + 0.16], color="white", lw=1.6)
    low, middle, high = row.placed(row.posterior)
    axes.plot([low, high], [place] * 2, color=SCENARIO_COLOUR, lw=2, solid_capstyle="butt")
    fill = SCENARIO_COLOUR if row.is_told else "white"
    axes.plot([middle], [place], "o", color=SCENARIO_COLOUR, mfc=fill, ms=5.5)
    first, centre, last = row.posterior
    mark(axes, middle, place, f"{row.label}: {centre:.3g} [{first:.3g} to {last:.3g}]")
