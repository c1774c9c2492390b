"""Which governments restrict: how often each ends at "no new kit" or above."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.pairs import baseline_of
from sim.plots.chart import Chart, mark
from sim.plots.legends import SIZE, fitted
from sim.plots.pairs import base_words, pair_words, runs_in, title_of
from sim.plots.several import BASELINE, LINES, Line, Scenarios, at_most, named
from sim.plots.style import SCENARIO_COLOUR, new_figure, room_in, styled, tidy
from sim.plots.words import quoted
from sim.terms import LEVELS, NO_NEW_KIT
from sim.world import Floats

_LONGEST_LIST: Final = 20
_MOST_SCENARIOS: Final = 4


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
def who_restricts(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Rank the governments that most often end a year at "no new kit" or above.

    Parameters
    ----------
    ds
        A result.
    scenarios
        The first is drawn as bars; its baseline is a hollow dot, further ones have other marks.
    year
        The year (its fourth quarter).

    Returns
    -------
    Chart
        At most 20 governments, by share of runs in per cent.
    """
    shown, rest = at_most(named(ds, scenarios), _MOST_SCENARIOS)
    scenario = shown[0]
    share = 100 * share_restricting(ds, scenario, year)
    others = [100 * share_restricting(ds, name, year).values for name in shown]
    most = np.max(others, axis=0)
    order = np.lexsort((-most, -share.values))[:_LONGEST_LIST]
    order = order[most[order] > 0]
    legend = fitted([title_of(ds, name) for name in shown], 7.2, 3)
    figure, box = new_figure(
        ds,
        (7.2, 1.9 + 0.23 * max(len(order), 3) + (0.15 + legend.inches if len(shown) > 1 else 0)),
        _title(share, year, ds.sizes["sample"]),
        f"{_subtitle(ds, shown, year)}{rest}",
    )
    below = 0.55 if len(shown) == 1 else 0.7 + legend.inches
    axes = figure.add_subplot(
        GridSpec(1, 1, figure, **room_in(box, figure, 1.75, 0.3, below, 0.12))[0]
    )
    names = [str(name) for name in share["country_name"].values[order]]
    _bars(axes, names, share.values[order])
    for name, line in _dotted(ds, shown).items():
        shares = 100 * share_restricting(ds, name, year).values[order]
        _dots(axes, shares, line, [f"{country}, {title_of(ds, name)}" for country in names])
    if len(shown) > 1:
        lines = _dotted(ds, shown).values()
        handles = [_handle(*each) for each in zip(legend.labels[1:], lines, strict=True)]
        figure.legend(
            handles=[Patch(color=SCENARIO_COLOUR, label=legend.labels[0]), *handles],
            loc="lower center", bbox_to_anchor=(0.5, box.bottom), ncols=legend.columns,
            fontsize=SIZE,
        )  # fmt: skip
    return figure


def _subtitle(ds: xr.Dataset, shown: list[str], year: int) -> str:
    dots = ""
    if len(shown) == 1 and baseline_of(ds, shown[0]):
        dots = f" Hollow dots: {base_words(ds)}, where it is above 0."
    told = pair_words(ds, shown[0]) if len(shown) == 1 else quoted(title_of(ds, shown[0]))
    if ds.sizes["sample"] == 1:
        return f"{told}. Bars: governments that are so at the end of {year} in the one run.{dots}"
    return (
        f"{told}. Bars: share of {runs_in(ds)} in which the "
        f"government is at {quoted(LEVELS[NO_NEW_KIT])} or above at the end of {year}.{dots}"
    )


def _dotted(ds: xr.Dataset, shown: list[str]) -> dict[str, Line]:
    """Return the scenarios that are drawn as dots: the others, or the baseline of a lone one."""
    if len(shown) == 1:
        baseline = baseline_of(ds, shown[0])
        return {baseline: BASELINE} if baseline else {}
    return dict(zip(shown[1:], LINES[1:], strict=False))


def _handle(label: str, line: Line) -> Line2D:
    return Line2D([], [], color=line.colour, marker=line.marker, mfc="white", lw=0, label=label)


def _title(share: xr.DataArray, year: int, runs: int) -> str:
    often = int((share > 50).sum())
    ever = int((share > 0).sum())
    if runs == 1:
        strict = quoted(LEVELS[NO_NEW_KIT])
        return f"Governments at {strict} or above in {year}, in the one run: {ever or 'none'}"
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
    for place, (name, height) in enumerate(zip(names, heights, strict=True)):
        mark(axes, height, place, f"{name}: {height:.0f} % of runs")
    if not names:
        axes.text(50, -0.5, "No government in any run", ha="center", va="center")


def _dots(axes: Axes, shares: Floats, line: Line, labels: list[str]) -> None:
    for place in np.flatnonzero(shares > 0).tolist():
        axes.plot(
            [shares[place]], [place], line.marker, mfc="white", mec=line.colour, ms=6, clip_on=False
        )
        mark(axes, shares[place], place, f"{labels[place]}: {shares[place]:.0f} % of runs")
