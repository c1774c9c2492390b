"""What the figures of the record share: small panels, marks of the record, their legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from sim.analysis.observed import Observed
from sim.plots.chart import Chart
from sim.plots.chart import mark as note
from sim.plots.style import INK, RANGE, SCENARIO_COLOUR, Box, room_in, tidy
from sim.plots.words import change_of, number, range_words
from sim.terms import FIRST_YEAR, LAST_YEAR, REGIONS

_SIZE: Final = 9.5
_TICKS: Final = (2015, 2020, 2025, 2030, 2035)


class Mark(NamedTuple):
    """How figures on record are marked: shape, fill and colour of its edge."""

    shape: str
    fill: str
    edge: str


ON_RECORD: Final = Mark("o", INK, "white")
ELSEWHERE: Final = Mark("s", "white", INK)


def panels(
    figure: Chart, box: Box, titles: Sequence[str], columns: int, below: float = 0.3
) -> list[Axes]:
    """Return small axes in rows, one for each title, with inches free below for a legend."""
    rows = -(-len(titles) // columns)
    room = room_in(box, figure, left=0.55, right=0.15, below=below, above=0.3)
    grid = GridSpec(rows, columns, figure, **room, wspace=0.28, hspace=0.42)
    found = []
    for place, title in enumerate(titles):
        axes = figure.add_subplot(grid[place // columns, place % columns])
        axes.set_title(title, size=_SIZE)
        axes.tick_params(labelsize=_SIZE - 0.5)
        axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        tidy(axes)
        found.append(axes)
    figure.align_ylabels(found)
    return found


def show_years(axes: Axes, ticks: Iterable[int] = _TICKS, first: float = FIRST_YEAR) -> None:
    """Show the years from a first one to the last tick, or of the whole run."""
    axes.set_xticks(list(ticks))
    axes.set_xlim(first, max(*ticks, first))


def short_regions() -> list[str]:
    """Return the names of the regions, short enough for narrow panels."""
    short = {
        "Rest of East Asia & Pacific": "Rest of East Asia",
        "Middle East & North Africa": "Middle East, N. Africa",
        "Europe & Central Asia": "Europe, Central Asia",
    }
    return [short.get(region, region) for region in REGIONS]


def short_years(axes: Axes) -> None:
    """Show the whole run with few ticks, for narrow panels."""
    show_years(axes, (2015, 2025, LAST_YEAR))


def draw_record(
    axes: Axes,
    rows: Iterable[Observed],
    scale: float = 1.0,
    mark: Mark = ON_RECORD,
    unit: str = "",
) -> None:
    """Mark figures on record at their years, with their bounds where there are some."""
    for row in rows:
        told = f"On record, {row.year}, {row.publisher}: {number(scale * row.value)} {unit}"
        note(axes, row.year, scale * row.value, told.rstrip())
        below, above = scale * (row.value - row.low), scale * (row.high - row.value)
        axes.errorbar(
            row.year,
            scale * row.value,
            yerr=[[below], [above]] if below or above else None,
            fmt=mark.shape,
            mfc=mark.fill,
            mec=mark.edge,
            ecolor=INK,
            ms=5,
            mew=0.7,
            elinewidth=1.2,
            zorder=4,
            clip_on=False,
        )


def record_key(label: str, mark: Mark = ON_RECORD) -> Artist:
    """Return the entry of a legend for figures on record."""
    return Line2D([], [], ls="", marker=mark.shape, mfc=mark.fill, mec=mark.edge, label=label)


def line_key(label: str, colour: str, dashed: bool = False) -> Artist:
    """Return the entry of a legend for a line."""
    return Line2D([], [], color=colour, lw=1.6, ls="--" if dashed else "-", label=label)


def model_keys() -> list[Artist]:
    """Return the entries of a legend for the mean and the range of a scenario."""
    band = Patch(color=SCENARIO_COLOUR, alpha=0.25, lw=0, label=f"model, {RANGE}")
    return [line_key("model, mean", SCENARIO_COLOUR), band]


def legend(figure: Chart, box: Box, keys: Sequence[Artist], columns: int | None = None) -> None:
    """Write a legend at the bottom of a box."""
    figure.legend(
        handles=list(keys),
        loc="lower center",
        bbox_to_anchor=(0.5, box.bottom),
        ncols=columns or len(keys),
        fontsize=_SIZE,
        columnspacing=1.4,
        handletextpad=0.5,
    )


def from_zero(axes: Axes) -> None:
    """Let the ordinate start at 0 and hold all that is drawn."""
    top = float(axes.dataLim.y1)
    axes.set_ylim(0, 1.06 * top if np.isfinite(top) and top > 0 else 1.0)


def mean_words(values: xr.DataArray, decimals: int = 0) -> str:
    """Return the mean over samples with its range, such as ``31 [24 to 38]``."""
    change = change_of(values.values)
    return f"{number(change.mean, decimals)} {range_words(change, decimals)}"


def record_words(rows: Iterable[Observed], scale: float = 1.0, decimals: int = 0) -> str:
    """Return figures on record, such as ``31`` or ``28 to 29``; ``none`` without any."""
    texts = [number(scale * value, decimals) for value in sorted(row.value for row in rows)]
    if not texts:
        return "none"
    return texts[0] if texts[0] == texts[-1] else f"{texts[0]} to {texts[-1]}"
