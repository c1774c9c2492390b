"""Governments by level with the number on record, and who they are."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.ticker import MaxNLocator

from sim.analysis.measures import restricting
from sim.analysis.observed import LAST_YEAR
from sim.analysis.recorded_levels import DE_FACTO, DE_JURE, recorded_levels, standing
from sim.plots.chart import Chart, mark
from sim.plots.levels import level_areas
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import from_zero, mean_words
from sim.plots.restricting import share_restricting
from sim.plots.style import (
    BASELINE_COLOUR,
    INK,
    RANGE,
    SCENARIO_COLOUR,
    new_figure,
    room_in,
    style_context,
    styled,
    tidy,
)
from sim.plots.words import quoted
from sim.terms import FIRST_YEAR, LEVELS, NO_NEW_KIT

_STRICT: Final = f"{quoted(LEVELS[NO_NEW_KIT])} or above"
_LONGEST_LIST: Final = 18


def levels_and_record(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw governments by level over time, with the number on record at the end of 2020."""
    figure = level_areas(ds, scenario, LAST_YEAR)
    low, high = standing(LAST_YEAR)
    axes = figure.axes[0]
    with style_context():
        when = LAST_YEAR + 0.75
        axes.plot([when] * 2, [low, high], "_-", color="#D55E00", ms=9, mew=2, lw=2, zorder=4)
        mark(axes, when, high, f"On record, {LAST_YEAR}: {low} to {high} at {_STRICT}")
        axes.annotate(
            f"On record:\n{low} to {high} at\n{_STRICT.replace(' or', chr(10) + 'or')}",
            xy=(when, high),
            xytext=(FIRST_YEAR + 0.5, 0.72 * axes.get_ylim()[1]),
            size=9.5,
            color=INK,
            arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.7},
        )
    return figure


@styled
def who_and_record(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw how many governments restrict to 2020, and which, each beside the record.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        The number at "no new kit" or above at the end of each year, and the share of runs in
        which each government on record, or often in the model, is among them at the end of 2020.
    """
    count = restricting(ds).sel(scenario=scenario, year=slice(None, LAST_YEAR))
    low, high = standing(LAST_YEAR)
    title = (
        f"At the end of {LAST_YEAR} {mean_words(count.sel(year=LAST_YEAR))} governments stand at "
        f"{_STRICT} in the model, {low} to {high} on record"
    )
    subtitle = (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. Line and band: mean and {RANGE}. Dots "
        "and dark bars: on record, coded by a written rule from decisions by law or, hollow, "
        "without a law."
    )
    share = 100 * share_restricting(ds, scenario, LAST_YEAR)
    names = _listed(share)
    figure, box = new_figure(ds, (8.6, 2.1 + 0.2 * max(len(names), 12)), title, subtitle)
    room = room_in(box, figure, 0.55, 0.2, 0.6)
    grid = GridSpec(1, 2, figure, **room, wspace=0.5, width_ratios=[1.15, 1])
    _draw_count(figure.add_subplot(grid[0]), count)
    _draw_names(figure.add_subplot(grid[1]), share.sel(country=names))
    return figure


def _draw_count(axes: Axes, count: xr.DataArray) -> None:
    axes.set_title("How many, at the end of each year")
    draw_range(axes, count, SCENARIO_COLOUR, 1.8, 0.22)
    mark_line(axes, count, "Model", "governments")
    years = count["year"].values
    numbers = np.array([standing(int(year)) for year in years])
    axes.plot(years, numbers[:, 1], "o", mfc="white", mec=INK, ms=6, clip_on=False)
    axes.plot(years, numbers[:, 0], "o", color=INK, ms=5, clip_on=False)
    for year, (by_law, in_fact) in zip(years, numbers, strict=True):
        told = f"On record, {year}: {by_law} by law, {in_fact} with those without one"
        mark(axes, year, in_fact, told)
    axes.set_xticks([year for year in (2014, 2016, 2018, 2020) if year in years])
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_ylabel("Number of governments")
    from_zero(axes)
    tidy(axes)


def _listed(share: xr.DataArray) -> list[str]:
    """Return those on record, then those that the model has most often, by share of runs."""
    recorded = [code for code in _recorded(DE_FACTO) if code in share["country"].values]
    often = share.where(share > 0, drop=True).sortby(-share)["country"].values.tolist()
    chosen = list(dict.fromkeys([*recorded, *often]))[:_LONGEST_LIST]
    return sorted(chosen, key=lambda code: -float(share.sel(country=code)))


def _recorded(codes: tuple[str, ...]) -> list[str]:
    levels = recorded_levels(LAST_YEAR, codes, first=0)
    return [code for code, level in levels.items() if level >= NO_NEW_KIT]


def _draw_names(axes: Axes, share: xr.DataArray) -> None:
    axes.set_title(f"Who, at the end of {LAST_YEAR}")
    by_law, in_fact = _recorded(DE_JURE), _recorded(DE_FACTO)
    codes = share["country"].values.tolist()
    places = np.arange(len(codes))
    colours = [SCENARIO_COLOUR if code in in_fact else BASELINE_COLOUR for code in codes]
    axes.barh(places, share.values, height=0.66, color=colours)
    for place, code in enumerate(codes):
        each = share.sel(country=code)
        told = (
            "" if code not in in_fact else "; on record by law" if code in by_law else "; on record"
        )
        words = f"{each['country_name'].item()}: {float(each):.0f} % of runs{told}"
        mark(axes, float(each), place, words)
        if code in in_fact:
            fill = INK if code in by_law else "white"
            axes.plot(-4, place, "o", mfc=fill, mec=INK, ms=5, clip_on=False)
    axes.set_yticks(places, share["country_name"].values.tolist(), size=9)
    axes.tick_params(axis="y", pad=12)
    axes.set_ylim(len(codes) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xlabel("Share of runs (%)")
    tidy(axes, grid="x")
