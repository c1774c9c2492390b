"""Small multiples: one vendor's share outside China, one panel a scenario."""

from __future__ import annotations

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from sim.analysis.measures import vendor_share
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.plots.changes import change_in
from sim.plots.chart import Chart
from sim.plots.lines import draw_baseline, draw_range
from sim.plots.marks import mark_line
from sim.plots.moved import moved_words
from sim.plots.pairs import base_label, spread_in, title_of, told_against
from sim.plots.panels import year_axis
from sim.plots.several import Scenarios, named
from sim.plots.style import (
    BASELINE_COLOUR,
    INK,
    VENDOR_COLOURS,
    new_figure,
    room_in,
    shortened,
    styled,
    vendor_label,
)
from sim.plots.words import change_phrase, counted, quoted

_COLUMNS = 3
#: Earlier years are drawn only where the title speaks of one.
_FIRST = 2020


@styled
def share_multiples(
    ds: xr.Dataset, scenarios: Scenarios, year: int = 2030, vendor: str = "huawei"
) -> Chart:
    """Draw one vendor's share outside China in several scenarios, each with its baseline.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One panel each, with their baselines where the result has them.
    year
        The year the title speaks of.
    vendor
        The vendor to follow.

    Returns
    -------
    Chart
        Small panels with common axes, in per cent of new spend, from 2020 on, or from an earlier
        year of the title.
    """

    def of_vendor(piece: xr.Dataset) -> xr.DataArray:
        return vendor_share(piece, scope="outside_china").sel(vendor=vendor)

    names = named(ds, scenarios)
    part = ds.sel(scenario=_shown(ds, names))
    share = 100 * in_pieces(part, ["sales_usd_m"], of_vendor).sel(
        year=slice(min(_FIRST, year), None)
    )
    rows = -(-len(names) // _COLUMNS)
    label = vendor_label(ds, vendor)
    figure, box = new_figure(
        ds, (8.2, 1.85 + 1.8 * rows), _title(ds, share, names, label, year), _subtitle(ds)
    )
    room = room_in(box, figure, 0.6, 0.2, above=0.48)
    grid = GridSpec(rows, _COLUMNS, figure, **room, wspace=0.14, hspace=0.5)
    top = 1.08 * float(share.quantile(0.95, "sample").max())
    for place, name in enumerate(names):
        axes = figure.add_subplot(grid[place // _COLUMNS, place % _COLUMNS])
        _draw_panel(axes, ds, share, name, VENDOR_COLOURS.get(vendor, INK))
        axes.set_ylim(0, top)
        axes.tick_params(
            labelleft=place % _COLUMNS == 0, labelbottom=place + _COLUMNS >= len(names)
        )
        axes.set_ylabel("Share (%)" if place % _COLUMNS == 0 else "")
    return figure


def _shown(ds: xr.Dataset, names: list[str]) -> list[str]:
    """Return the scenarios and their baselines, each once."""
    baselines = (baseline_of(ds, name) for name in names)
    return list(dict.fromkeys([*names, *(name for name in baselines if name)]))


def _draw_panel(axes: Axes, ds: xr.Dataset, share: xr.DataArray, name: str, colour: str) -> None:
    axes.set_title(shortened(title_of(ds, name), 2.3, 9.5, "bold"), size=9.5)
    draw_range(axes, share.sel(scenario=name), colour, 2.0)
    mark_line(axes, share.sel(scenario=name), title_of(ds, name), "%")
    baseline = baseline_of(ds, name)
    if baseline:
        draw_baseline(axes, share.sel(scenario=baseline), BASELINE_COLOUR)
        mark_line(axes, share.sel(scenario=baseline), base_label(ds).capitalize(), "%")
    year_axis(axes, share)


def _title(ds: xr.Dataset, share: xr.DataArray, names: list[str], label: str, year: int) -> str:
    """Count the scenarios that clearly differ from their baselines; say how much of one alone."""
    then = share.sel(year=year)
    against = [name for name in names if baseline_of(ds, name)]
    changes = [change_in(ds, then, name, len(against)) for name in against]
    share_words = f"{label}\N{RIGHT SINGLE QUOTATION MARK}s share outside China"
    if not changes:
        return f"{share_words} in {counted(len(names), 'scenario')}"
    if len(changes) == 1:
        (name,) = against
        phrase = change_phrase(changes[0], "points")
        return f"In {year} {share_words} {phrase} in {quoted(title_of(ds, name))}"
    return moved_words(changes, f"In {year} {share_words}", "scenarios")


def _subtitle(ds: xr.Dataset) -> str:
    return (
        f"Share of new spend a year outside China. Line and band: {spread_in(ds)}. "
        f"Dashed: mean of {told_against(ds)}."
    )
