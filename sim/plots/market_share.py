"""Vendors' market shares over time: the world beside the world outside China."""

from __future__ import annotations

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from sim.analysis.measures import shares_by_scope
from sim.analysis.pairs import baseline_of
from sim.plots.chart import Chart
from sim.plots.labels import label_line_ends
from sim.plots.lines import draw_baseline, draw_range
from sim.plots.pairs import pair_words, runs_in
from sim.plots.style import (
    MUTED,
    RANGE,
    VENDOR_COLOURS,
    new_figure,
    room_in,
    styled,
    tidy,
    vendor_label,
)
from sim.plots.words import change_of, change_phrase

_SCOPES = {"world": "World", "outside_china": "Outside China"}
_LEADER = "huawei"
#: More lines than this cannot be told apart, nor their labels be set.
_MOST_LINES = 10


@styled
def market_share(ds: xr.Dataset, scenario: str, year: int = 2030) -> Chart:
    """Draw every vendor's share of new spend in a scenario against its baseline.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw: lines with 5-95 % of the runs; its baseline's mean is dashed.
    year
        The year the title speaks of.

    Returns
    -------
    Chart
        Two panels, in per cent of new spend.
    """
    shares = 100 * shares_by_scope(ds, list(_SCOPES))
    title = _title(ds, shares["world"], scenario, year)
    figure, box = new_figure(ds, (8.8, 5.4), title, _subtitle(ds, scenario))
    grid = GridSpec(1, 2, figure, **room_in(box, figure, 0.6, 1.35), wspace=0.52)
    panels = [figure.add_subplot(grid[0, column]) for column in range(2)]
    top = 1.05 * max(float(share.sel(scenario=scenario).max()) for share in shares.values())
    for axes, (scope, words) in zip(panels, _SCOPES.items(), strict=True):
        axes.set_title(words)
        axes.set_ylim(0, top)
        _draw_vendors(axes, ds, shares[scope], scenario)
    panels[0].set_ylabel("Share of new spend (%)")
    panels[1].tick_params(labelleft=False)
    return figure


def _title(ds: xr.Dataset, share: xr.DataArray, scenario: str, year: int) -> str:
    leader = share.sel(vendor=_LEADER, year=year)
    baseline = baseline_of(ds, scenario)
    subject = f"In {year} Huawei\N{RIGHT SINGLE QUOTATION MARK}s share of the world market"
    if baseline is None:
        return f"{subject} is {float(leader.sel(scenario=scenario).mean()):.0f} %"
    difference = leader.sel(scenario=scenario) - leader.sel(scenario=baseline)
    return f"{subject} {change_phrase(change_of(difference.values), 'points')}"


def _subtitle(ds: xr.Dataset, scenario: str) -> str:
    dashes = " Dashed: mean of the baseline." if baseline_of(ds, scenario) else ""
    hidden = ds.sizes["vendor"] - len(_named(ds))
    others = f" Not drawn: {hidden} made-up vendors." if hidden else ""
    return (
        f"{pair_words(ds, scenario)}. Share of new spend a year. Lines and bands: mean and "
        f"{RANGE} of {runs_in(ds)}.{dashes}{others}"
    )


def _named(share: xr.DataArray | xr.Dataset) -> list[str]:
    """Return the vendors that are drawn: all, or those with a colour if there are many more."""
    vendors = [str(vendor) for vendor in share["vendor"].values]
    coloured = [vendor for vendor in vendors if vendor in VENDOR_COLOURS]
    return vendors if len(vendors) <= _MOST_LINES or not coloured else coloured


def _draw_vendors(axes: Axes, ds: xr.Dataset, share: xr.DataArray, scenario: str) -> None:
    baseline = baseline_of(ds, scenario)
    vendors = _named(share)
    colours = [VENDOR_COLOURS.get(vendor, MUTED) for vendor in vendors]
    for vendor, colour in zip(vendors, colours, strict=True):
        line = share.sel(vendor=vendor)
        width, shade = (2.6, 0.2) if vendor == _LEADER else (1.5, 0.09)
        draw_range(axes, line.sel(scenario=scenario), colour, width, shade)
        if baseline:
            draw_baseline(axes, line.sel(scenario=baseline), colour)
    last = int(share["year"][-1])
    axes.set_xlim(int(share["year"][0]), last)
    axes.set_xticks([2015, 2020, 2025, 2030, 2035])
    tidy(axes)
    ends = share.sel(scenario=scenario, year=last, vendor=vendors).mean("sample").values
    label_line_ends(axes, last, ends, [vendor_label(ds, vendor) for vendor in vendors], colours)
