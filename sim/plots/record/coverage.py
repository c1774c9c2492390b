"""How 5G spreads by income of countries."""

from __future__ import annotations

from typing import Final

import xarray as xr
from matplotlib.gridspec import GridSpec

from sim.analysis.groups import members
from sim.analysis.measures import group_coverage
from sim.plots.chart import Chart
from sim.plots.labels import label_line_ends
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import mean_words, show_years
from sim.plots.style import RANGE, new_figure, room_in, styled, tidy
from sim.plots.words import quoted
from sim.terms import INCOME_GROUPS

_COLOURS: Final = {
    "China": "#D55E00",
    "High income": "#0072B2",
    "Upper middle income": "#009E73",
    "Lower middle income": "#B8860B",
    "Low income": "#4D4D4D",
}
_YEAR: Final = 2025


@styled
def coverage_by_income(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw 5G coverage by group of income over time, China apart.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        One panel, per cent of full coverage, mean over the people of a group.
    """
    curves = coverages(ds[["coverage"]].sel(scenario=scenario))
    high, low = (100 * curves[name].sel(year=_YEAR) for name in (INCOME_GROUPS[3], "China"))
    title = (
        f"In {_YEAR} the model covers {mean_words(low)} % of China with 5G, and "
        f"{mean_words(high)} % of high-income countries"
    )
    subtitle = (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. 5G coverage at the end of a year, % of "
        f"full coverage, mean over people. Lines and bands: mean and {RANGE}. China stands apart "
        "from its income group. Nothing is on record here."
    )
    figure, box = new_figure(ds, (8.2, 4.8), title, subtitle)
    room = room_in(box, figure, 0.6, 1.7, above=0.15)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0])
    for name, curve in curves.items():
        draw_range(axes, 100 * curve, _COLOURS[name], 1.8, 0.14)
        mark_line(axes, 100 * curve, name, "%")
    show_years(axes)
    axes.set_ylim(0, 100)
    axes.set_ylabel("5G coverage (%)")
    tidy(axes)
    ends = xr.concat(list(curves.values()), "curve").isel(year=-1).mean("sample").values
    last = int(ds["year"][-1])
    label_line_ends(axes, last, 100 * ends, list(curves), [_COLOURS[name] for name in curves])
    return figure


def coverages(ds: xr.Dataset) -> dict[str, xr.DataArray]:
    """Return 5G coverage of China and of each group of income without China, (sample, year)."""
    inside = members(ds, "region_china")
    abroad = ds.isel(country=~inside.values)
    china = group_coverage(ds.isel(country=inside.values))
    return {"China": china} | {
        name: group_coverage(abroad, name)
        for name in reversed(INCOME_GROUPS)
        if members(abroad, name).any()
    }
