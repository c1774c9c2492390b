"""Vendors' market shares over time: the world beside the world outside China, or by scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xarray as xr
from matplotlib.axes import Axes

from sim.analysis.measures import shares_by_scope
from sim.analysis.pairs import baseline_of
from sim.plots.changes import change_in
from sim.plots.chart import Chart
from sim.plots.labels import label_line_ends
from sim.plots.lines import draw_baseline, draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import base_label, base_words, pair_words, spread_in, title_of
from sim.plots.panels import above, grid_of, year_axis
from sim.plots.several import Scenarios, at_most, named
from sim.plots.style import (
    MUTED,
    VENDOR_COLOURS,
    new_figure,
    shortened,
    styled,
    vendor_label,
)
from sim.plots.words import change_phrase

_SCOPES: Final = {"world": "World", "outside_china": "Outside China"}
_LEADER: Final = "huawei"
#: More lines than this cannot be told apart, nor their labels be set.
_MOST_LINES: Final = 10
_MOST_PANELS: Final = 4


@styled
def market_share(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw every vendor's share of new spend in scenarios against their baselines.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One, for the world and outside China; or several, of which four are shown outside
        China. Lines with 5-95 % of the runs; a baseline's mean is dashed.
    year
        The year the title speaks of.

    Returns
    -------
    Chart
        Panels with common axes, in per cent of new spend.
    """
    names = named(ds, scenarios)
    shown, rest = at_most(names, _MOST_PANELS)
    against = [base for name in shown if (base := baseline_of(ds, name))]
    part = ds.sel(scenario=list(dict.fromkeys([*shown, *against])))
    shares = 100 * shares_by_scope(part, list(_SCOPES))
    title = _title(part, shares, shown, year)
    lines = f"{_subtitle(part, shown)}{rest}"
    rows = -(-len(shown) // 2)
    figure, box = new_figure(ds, (8.8, 1.7 + 3.7 * rows), title, lines)
    panels = _panels(part, shares, shown)
    titles = [shortened(words, 3.2, 10.5, "bold") for words, _, _ in panels]
    room = (0.6, 1.35, 0.3, above(titles))
    drawn = grid_of(figure, box, len(panels), 2, room, (0.6, 0.22))
    top = 1.05 * max(float(share.quantile(0.95, "sample").max()) for _, share, _ in panels)
    for axes, words, (_, share, name) in zip(drawn, titles, panels, strict=True):
        axes.set_title(words)
        axes.set_ylim(0, top)
        _draw_vendors(axes, part, share, name)
    drawn[0].set_ylabel("Share of new spend (%)")
    return figure


def _panels(
    ds: xr.Dataset, shares: xr.Dataset, names: Sequence[str]
) -> list[tuple[str, xr.DataArray, str]]:
    """Return title, shares and scenario of each panel."""
    if len(names) == 1:
        return [(words, shares[scope], names[0]) for scope, words in _SCOPES.items()]
    return [(title_of(ds, name), shares["outside_china"], name) for name in names]


def _title(ds: xr.Dataset, shares: xr.Dataset, names: Sequence[str], year: int) -> str:
    """Speak of the first scenario, in the world or, where panels show no more, outside China."""
    scenario, alone = names[0], len(names) == 1
    leader = shares["world" if alone else "outside_china"].sel(vendor=_LEADER, year=year)
    baseline = baseline_of(ds, scenario)
    market = "the world market" if alone else "the market outside China"
    subject = f"In {year} Huawei\N{RIGHT SINGLE QUOTATION MARK}s share of {market}"
    if baseline is None:
        return f"{subject} is {float(leader.sel(scenario=scenario).mean()):.0f} %"
    return f"{subject} {change_phrase(change_in(ds, leader, scenario), 'points')}"


def _subtitle(ds: xr.Dataset, names: Sequence[str]) -> str:
    alone = len(names) == 1
    told = f"{pair_words(ds, names[0])}. Share of new spend a year."
    if not alone:
        told = (
            f"Share of new spend a year outside China. The title is of {pair_words(ds, names[0])}."
        )
    dashes = f" Dashed: mean of {base_words(ds)}." if any(baseline_of(ds, n) for n in names) else ""
    hidden = ds.sizes["vendor"] - len(drawn_vendors(ds))
    others = f" Not drawn: {hidden} made-up vendors." if hidden else ""
    return f"{told} Lines and bands: {spread_in(ds)}.{dashes}{others}"


def drawn_vendors(share: xr.DataArray | xr.Dataset) -> list[str]:
    """Return the vendors that are drawn: all, or those with a colour if there are many more."""
    vendors = [str(vendor) for vendor in share["vendor"].values]
    coloured = [vendor for vendor in vendors if vendor in VENDOR_COLOURS]
    return vendors if len(vendors) <= _MOST_LINES or not coloured else coloured


def _draw_vendors(axes: Axes, ds: xr.Dataset, share: xr.DataArray, scenario: str) -> None:
    baseline = baseline_of(ds, scenario)
    vendors = drawn_vendors(share)
    colours = [VENDOR_COLOURS.get(vendor, MUTED) for vendor in vendors]
    labels = [vendor_label(ds, vendor) for vendor in vendors]
    for vendor, colour, label in zip(vendors, colours, labels, strict=True):
        line = share.sel(vendor=vendor)
        width, shade = (2.6, 0.2) if vendor == _LEADER else (1.5, 0.09)
        draw_range(axes, line.sel(scenario=scenario), colour, width, shade)
        mark_line(axes, line.sel(scenario=scenario), label, "%")
        if baseline:
            draw_baseline(axes, line.sel(scenario=baseline), colour)
            if vendor == _LEADER:
                mark_line(axes, line.sel(scenario=baseline), f"{label}, {base_label(ds)}", "%")
    year_axis(axes, share)
    last = int(share["year"][-1])
    ends = share.sel(scenario=scenario, year=last, vendor=vendors).mean("sample").values
    label_line_ends(axes, last, ends, labels, colours)
