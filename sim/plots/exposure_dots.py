"""The countries that stay most exposed, ranked, in scenarios and in their baseline."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from numpy.typing import NDArray

from sim.plots.chart import Chart
from sim.plots.legends import SIZE, fitted
from sim.plots.marks import mark_value
from sim.plots.pairs import spread_in, title_of
from sim.plots.several import (
    BASELINE,
    Line,
    Scenarios,
    at_most,
    beside_baseline,
    handles_of,
    lines_of,
    named,
)
from sim.plots.style import new_figure, room_in, styled, tidy
from sim.plots.words import quoted
from sim.world import Floats

PEOPLE_M: Final = 5.0
"""Million people of a country that is ranked, at least; smaller ones would fill the list."""
_LONGEST_LIST: Final = 25
_MOST_SCENARIOS: Final = 4


def large_countries(ds: xr.Dataset) -> NDArray[np.intp]:
    """Return the places of countries with so many people, or of all if none is so large."""
    large = np.flatnonzero(np.nan_to_num(ds["population_m"].values) >= PEOPLE_M)
    return large if len(large) else np.arange(ds.sizes["country"])


@styled
def exposure_dots(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Rank the larger countries by exposure at the end of a year.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One, which gets its baseline beside it, or several, of which four are shown. The first
        ranks.
    year
        The year (its fourth quarter).

    Returns
    -------
    Chart
        At most 25 countries, per cent; countries without data are left out.
    """
    names = named(ds, scenarios)
    shown, rest = at_most(beside_baseline(ds, names), _MOST_SCENARIOS)
    places = large_countries(ds)
    exposure = ds["exposure"].sel(scenario=shown, quarter=f"{year}Q4").isel(country=places)
    exposure = 100 * exposure.load()
    means = exposure.sel(scenario=shown[0]).mean("sample").values
    known = np.flatnonzero(np.isfinite(means))
    order = known[np.argsort(-means[known], kind="stable")][:_LONGEST_LIST]
    ranked = exposure.isel(country=order)
    labels = [str(name) for name in ranked["country_name"].values]
    subtitle = (
        f"Exposure: Chinese share of installed kit, weighted by class, end of {year}. Countries of "
        f"{PEOPLE_M:g} million people or more, ranked by {quoted(title_of(ds, shown[0]))}. Dots "
        f"and lines: {spread_in(ds)}.{rest}"
    )
    title = _title(labels, means[order], len(known), year)
    legend = fitted([title_of(ds, name) for name in shown], 7.2, 2)
    figure, box = new_figure(
        ds, (7.2, 2.2 + (0.19 + 0.04 * len(shown)) * len(order) + legend.inches), title, subtitle
    )
    room = room_in(box, figure, 1.85, 0.3, 0.65 + legend.inches, 0.12)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0])
    lines = lines_of(ds, shown)
    _draw(axes, ds, ranked, labels, lines)
    figure.legend(
        handles=handles_of(lines.values(), legend.labels, marked=True),
        loc="lower center",
        bbox_to_anchor=(0.5, box.bottom),
        ncols=legend.columns,
        fontsize=SIZE,
    )
    return figure


def _draw(
    axes: Axes, ds: xr.Dataset, ranked: xr.DataArray, labels: list[str], lines: dict[str, Line]
) -> None:
    reach = 0.2 if len(lines) < 3 else 0.3
    steps = np.linspace(-reach, reach, len(lines)) if len(lines) > 1 else np.zeros(1)
    for step, (name, line) in zip(steps, lines.items(), strict=True):
        for place, label in enumerate(labels):
            runs = ranked.sel(scenario=name).isel(country=place).values
            if np.isfinite(runs).any():
                _draw_dot(axes, place + step, runs, line)
                at = (float(np.nanmean(runs)), place + step)
                mark_value(axes, at, f"{label}, {title_of(ds, name)}", runs, "%")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    low, high = axes.get_xlim()
    axes.set_xlim(max(low, 0.0), min(high, 100.0))
    axes.set_xlabel("Exposure (%)")
    tidy(axes, grid="x")


def _draw_dot(axes: Axes, y: float, runs: Floats, line: Line) -> None:
    low, high = np.nanquantile(runs, [0.05, 0.95])
    fill = "white" if line is BASELINE else line.colour
    axes.plot([low, high], [y, y], color=line.colour, lw=1.4, alpha=0.6, solid_capstyle="butt")
    axes.plot([np.nanmean(runs)], [y], line.marker, color=line.colour, mfc=fill, ms=5)


def _title(labels: list[str], means: Floats, among: int, year: int) -> str:
    if not labels:
        return f"No country has a known exposure in {year}"
    most = ", ".join(f"{n} ({v:.0f} %)" for n, v in zip(labels[:3], means[:3], strict=True))
    return f"Most exposed in {year} on average, among {among} large countries: {most}"
