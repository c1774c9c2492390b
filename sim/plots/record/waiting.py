"""Orders that wait and orders that lapse, as a share of what is delivered."""

from __future__ import annotations

from typing import Final

import xarray as xr

from sim.plots.chart import Chart
from sim.plots.lines import draw_range, draw_runs
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import (
    from_zero,
    legend,
    line_key,
    panels,
    short_regions,
    short_years,
)
from sim.plots.style import RANGE, new_figure, styled
from sim.plots.words import number, quoted
from sim.terms import REGIONS

NEEDS: Final = ("sales_usd_m", "backlog_usd_m", "lapsed_usd_m")
_WAIT, _LAPSE = "#0072B2", "#D55E00"


@styled
def orders_waiting(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw orders that wait and that lapse by region, in per cent of a quarter's deliveries.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        A panel for each region, each on its own scale.
    """
    waiting, lapsed = shares_waiting(ds.sel(scenario=scenario))
    subtitle = (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. Per cent of the kit delivered in the "
        f"same quarter. Thick lines: median. Bands: {RANGE}. Hair lines: single runs. Each panel "
        "has its own scale."
    )
    figure, box = new_figure(ds, (8.6, 5.6), _title(waiting), subtitle)
    for axes, region in zip(
        panels(figure, box, short_regions(), 4, below=0.62), REGIONS, strict=True
    ):
        for values, colour, label in ((waiting, _WAIT, "waiting"), (lapsed, _LAPSE, "lapsing")):
            here = 100 * values.sel(region=region)
            draw_runs(axes, here, colour)
            draw_range(axes, here, colour, 1.8, 0.18, middle="median")
            middle = here.median("sample").values
            mark_line(axes, here, f"{region}, orders {label}", "%", heights=middle)
        short_years(axes)
        from_zero(axes)
        axes.set_ylabel("% of deliveries" if region in (REGIONS[0], REGIONS[4]) else "")
    legend(figure, box, [line_key("orders waiting", _WAIT), line_key("orders lapsing", _LAPSE)])
    return figure


def shares_waiting(ds: xr.Dataset) -> tuple[xr.DataArray, xr.DataArray]:
    """Return backlog and lapsed orders over deliveries, (sample, quarter, region)."""
    spend = ds["sales_usd_m"].astype(float).sum(["class", "vendor"])
    known = spend.where(spend > 0)
    return ds["backlog_usd_m"] / known, ds["lapsed_usd_m"] / known


def _title(waiting: xr.DataArray) -> str:
    """Name the region in which most waits, in the worst quarter of one run in twenty."""
    often = 100 * waiting.fillna(0.0).quantile(0.95, "sample").max("quarter")
    worst = str(often["region"].values[int(often.argmax("region"))])
    most = number(float(often.max()), 0)
    return f"Orders wait most in {worst}: {most} % of deliveries or more in one run of twenty"
