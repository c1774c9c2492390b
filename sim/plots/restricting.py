"""Which governments restrict: how often each ends at "no new kit" or above."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from sim.analysis.pairs import baseline_of
from sim.plots.chart import Chart
from sim.plots.pairs import pair_words, runs_in
from sim.plots.style import (
    BASELINE_COLOUR,
    SCENARIO_COLOUR,
    new_figure,
    room_in,
    styled,
    tidy,
)
from sim.plots.words import quoted
from sim.terms import LEVELS, NO_NEW_KIT
from sim.world import Floats

_LONGEST_LIST = 20


def share_restricting(ds: xr.Dataset, scenario: str, year: int) -> xr.DataArray:
    """Return the share of runs in which each government ends a year at no new kit or above.

    Returns
    -------
    DataArray
        (country,), 0-1, of the governments that decide.
    """
    level = ds["level"].sel(scenario=scenario, quarter=f"{year}Q4")
    decides = ds["decides"].values.astype(bool)
    return (level >= NO_NEW_KIT).mean("sample").isel(country=decides)


@styled
def who_restricts(ds: xr.Dataset, scenario: str, year: int = 2030) -> Chart:
    """Rank the governments that most often end a year at "no new kit" or above.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw as bars; its baseline is a hollow dot.
    year
        The year (its fourth quarter).

    Returns
    -------
    Chart
        At most 20 governments, by share of runs in per cent.
    """
    share = 100 * share_restricting(ds, scenario, year)
    order = np.argsort(-share.values, kind="stable")[:_LONGEST_LIST]
    order = order[share.values[order] > 0]
    baseline = baseline_of(ds, scenario)
    dots = " Hollow dots: the baseline, where it is above 0." if baseline else ""
    subtitle = (
        f"{pair_words(ds, scenario)}. Bars: share of {runs_in(ds)} in which the "
        f"government is at {quoted(LEVELS[NO_NEW_KIT])} or above at the end of {year}.{dots}"
    )
    size = (7.2, 1.9 + 0.23 * max(len(order), 3))
    figure, box = new_figure(ds, size, _title(share, year), subtitle)
    axes = figure.add_subplot(
        GridSpec(1, 1, figure, **room_in(box, figure, 1.75, 0.3, 0.55, 0.12))[0]
    )
    names = [str(name) for name in share["country_name"].values[order]]
    _bars(axes, names, share.values[order])
    if baseline:
        _dots(axes, 100 * share_restricting(ds, baseline, year).values[order])
    return figure


def _title(share: xr.DataArray, year: int) -> str:
    often = int((share > 50).sum())
    ever = int((share > 0).sum())
    return (
        f"Governments at {quoted(LEVELS[NO_NEW_KIT])} or above in {year}: {often or 'none'} in "
        f"more than half of the runs, {ever or 'none'} in at least one"
    )


def _bars(axes: Axes, names: list[str], heights: Floats) -> None:
    places = np.arange(len(names))
    axes.barh(places, heights, height=0.68, color=SCENARIO_COLOUR)
    axes.set_yticks(places, names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xlabel("Share of runs (%)")
    tidy(axes, grid="x")
    if not names:
        axes.text(50, -0.5, "No government in any run", ha="center", va="center")


def _dots(axes: Axes, shares: Floats) -> None:
    places = np.flatnonzero(shares > 0)
    axes.plot(shares[places], places, "o", mfc="white", mec=BASELINE_COLOUR, ms=6, clip_on=False)
