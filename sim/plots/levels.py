"""Levels of restriction: how many governments stand at each, over time."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.patches import Patch

from sim.analysis.measures import level_counts, restricting
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.plots.chart import Chart
from sim.plots.lines import times
from sim.plots.pairs import runs_in, title_of
from sim.plots.style import LEVEL_COLOURS, new_figure, room_in, shortened, styled, tidy
from sim.plots.words import change_of, change_phrase, quoted
from sim.terms import GUIDELINE, LEVELS, NO_NEW_KIT
from sim.world import Floats


@styled
def level_areas(ds: xr.Dataset, scenario: str, year: int = 2030) -> Chart:
    """Draw how many governments stand at each level, for a scenario beside its baseline.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.
    year
        The year the title speaks of (its fourth quarter).

    Returns
    -------
    Chart
        Stacked areas, number of governments, mean over the runs; level "none" is not drawn.
    """
    baseline = baseline_of(ds, scenario)
    names = [scenario, baseline] if baseline else [scenario]
    counted = in_pieces(ds, ["level"], _counted)
    means = counted["stricter"].mean("sample").transpose("scenario", "level", "quarter")
    counts = {name: means.sel(scenario=name).values for name in names}
    subtitle = (
        f"Number of governments at each level, mean of {runs_in(ds)}. The rest of the "
        f"{int(ds['decides'].sum())} governments that decide have none."
    )
    title = _title(ds, counted["strict"].sel(year=year), scenario, baseline, year)
    figure, box = new_figure(ds, (8.2, 4.6), title, subtitle)
    grid = GridSpec(1, len(names), figure, **room_in(box, figure, 0.6, 0.1, 0.65), wspace=0.12)
    top = 1.08 * max(float(count.sum(axis=0).max()) for count in counts.values()) + 1
    for column, name in enumerate(names):
        axes = figure.add_subplot(grid[0, column])
        axes.set_title(shortened(title_of(ds, name), 3.7, 10.5, "bold"))
        _stack(axes, times(means), counts[name])
        axes.set_ylim(0, top)
        axes.set_ylabel("Number of governments" if column == 0 else "")
        axes.tick_params(labelleft=column == 0)
    _legend(figure, box.bottom)
    return figure


def _counted(piece: xr.Dataset) -> xr.Dataset:
    """Return how many governments stand at each level by quarter, and at strict ones by year."""
    stricter = level_counts(piece, yearly=False).sel(level=list(LEVELS[GUIDELINE:]))
    return xr.Dataset({"stricter": stricter.astype(np.uint16), "strict": restricting(piece)})


def _stack(axes: Axes, years: Floats, counts: Floats) -> None:
    """Stack the strictest level at the bottom, where its size can be read off the axis."""
    axes.stackplot(
        years,
        counts[::-1],
        colors=LEVEL_COLOURS[:0:-1],
        edgecolor="white",
        linewidth=0.4,
    )
    axes.set_xlim(years[0], years[-1])
    axes.set_xticks([2015, 2020, 2025, 2030, 2035])
    tidy(axes)


def _legend(figure: Chart, bottom: float) -> None:
    handles = [
        Patch(facecolor=colour, edgecolor="#808080", linewidth=0.4, label=name)
        for name, colour in zip(LEVELS[1:], LEVEL_COLOURS[1:], strict=True)
    ]
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=len(handles)
    )


def _title(
    ds: xr.Dataset, strict: xr.DataArray, scenario: str, baseline: str | None, year: int
) -> str:
    mean = float(strict.sel(scenario=scenario).mean())
    rung = f"{quoted(LEVELS[NO_NEW_KIT])} or above"
    if baseline is None:
        return f"In {year} {mean:.0f} governments stand at {rung}"
    change = change_of((strict.sel(scenario=scenario) - strict.sel(scenario=baseline)).values)
    phrase = change_phrase(change, "", decimals=0)
    other = f"{title_of(ds, baseline)} in {year}"
    return f"Beside {quoted(other)} the number of governments at {rung} {phrase}"
