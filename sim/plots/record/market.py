"""Size of the market: by class of kit beside the record, and by region."""

from __future__ import annotations

from typing import Final

import xarray as xr
from matplotlib.axes import Axes

from sim.analysis.measures import market_size
from sim.analysis.observed import market_sizes
from sim.plots.chart import Chart
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import (
    draw_record,
    from_zero,
    legend,
    mean_words,
    model_keys,
    panels,
    record_key,
    record_words,
    short_regions,
    short_years,
    show_years,
)
from sim.plots.style import SCENARIO_COLOUR, new_figure, styled
from sim.plots.words import quoted
from sim.terms import REGIONS

_MARKETS: Final = {
    "all": "All kit",
    "ran": "Radio, 2G to 5G",
    "legacy_ran": "Radio, 2G to 4G",
    "5g": "Radio, 5G",
    "core": "Core",
    "transport": "Transport, fixed and IP",
}
_ON_RECORD: Final = "telecom_equipment"
_YEAR: Final = 2020
_UNIT: Final = "USD billion"


@styled
def market_by_class(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw new spend a year, in all and by class of kit, with what is on record.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        Six panels, USD billion a year, each on its own scale.
    """
    own = ds.sel(scenario=scenario)
    sizes = {market: market_size(own, market=market) for market in _MARKETS}
    recorded = [row for row in market_sizes(_ON_RECORD) if row.year == _YEAR]
    title = (
        f"The world market in {_YEAR}: USD {mean_words(sizes['all'].sel(year=_YEAR))} bn in the "
        f"model, {record_words(recorded, decimals=1)} on record"
    )
    figure, box = new_figure(
        ds, (8.6, 5.9), title, _subtitle(ds, scenario, " (the record: of the day)")
    )
    for axes, (market, size) in zip(
        panels(figure, box, list(_MARKETS.values()), 3, below=0.62), sizes.items(), strict=True
    ):
        draw_range(axes, size, SCENARIO_COLOUR, 1.8, 0.22)
        mark_line(axes, size, f"Model, {_MARKETS[market]}", _UNIT)
        if market == "all":
            draw_record(axes, market_sizes(_ON_RECORD), unit=_UNIT)
        _finish(axes, market in ("all", "5g"))
        show_years(axes)
    keys = [record_key("on record, with bounds where given"), *model_keys()]
    legend(figure, box, keys)
    return figure


@styled
def market_by_region(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw new spend a year by region, eight panels in USD billion, each on its own scale."""
    own = ds.sel(scenario=scenario)
    sizes = {region: market_size(own, region) for region in REGIONS}
    china = sizes[REGIONS[0]] / market_size(own)
    title = (
        f"China buys {mean_words(100 * china.sel(year=_YEAR))} % of all kit in the model in {_YEAR}"
    )
    figure, box = new_figure(ds, (8.6, 5.4), title, _subtitle(ds, scenario))
    for axes, (region, size) in zip(
        panels(figure, box, short_regions(), 4, below=0.62), sizes.items(), strict=True
    ):
        draw_range(axes, size, SCENARIO_COLOUR, 1.8, 0.22)
        mark_line(axes, size, f"Model, {region}", _UNIT)
        _finish(axes, region in (REGIONS[0], REGIONS[4]))
        short_years(axes)
    legend(figure, box, model_keys())
    return figure


def _finish(axes: Axes, leftmost: bool) -> None:
    from_zero(axes)
    axes.set_ylabel("USD bn a year" if leftmost else "")


def _subtitle(ds: xr.Dataset, scenario: str, more: str = "") -> str:
    return (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. Kit delivered in a year, USD billion "
        f"at the prices of 2014{more}. Each panel has its own scale."
    )
