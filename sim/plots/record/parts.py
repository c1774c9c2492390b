"""Parts of the Chinese vendors: what can be filled, what is in stock, what was replaced."""

from __future__ import annotations

from typing import Final, NamedTuple

import xarray as xr

from sim.plots.chart import Chart
from sim.plots.lines import draw_range, draw_runs
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import from_zero, panels, show_years
from sim.plots.style import RANGE, VENDOR_COLOURS, new_figure, styled, vendor_label
from sim.plots.words import quoted


class _Row(NamedTuple):
    title: str
    label: str
    scale: float
    unit: str


_ROWS: Final = {
    "fill": _Row("orders that parts allow", "% of orders", 100.0, "%"),
    "stock_us_chips": _Row("US chips in stock", "quarters of need", 1.0, "quarters"),
    "stock_foundry": _Row("foundry chips in stock", "quarters of need", 1.0, "quarters"),
    "substitution_us_chips": _Row("US chips replaced", "% of US chips", 100.0, "%"),
}
NEEDS: Final = tuple(_ROWS)
_VENDORS: Final = ("huawei", "zte")
_SHORT: Final = 0.95


@styled
def chinese_parts(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw fill, stocks of chips and replaced chips of Huawei and ZTE, run by run.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        A row for each quantity, a column for each vendor; single runs, median and 5-95 %.
    """
    own = ds.sel(scenario=scenario)
    vendors = [vendor for vendor in _VENDORS if vendor in ds["vendor"].values]
    names = [vendor_label(ds, vendor) for vendor in vendors]
    titles = [f"{name}: {row.title}" for row in _ROWS.values() for name in names]
    figure, box = new_figure(ds, (8.2, 9.0), _title(own), _subtitle(ds, scenario))
    axes = iter(panels(figure, box, titles, len(vendors)))
    for outcome, row in _ROWS.items():
        for vendor in vendors:
            panel, colour = next(axes), VENDOR_COLOURS[vendor]
            values = row.scale * own[outcome].sel(vendor=vendor).astype(float)
            draw_runs(panel, values, colour)
            draw_range(panel, values, colour, 2.2, 0.14, middle="median")
            middle = values.median("sample").values
            label = f"{vendor_label(ds, vendor)}, {row.title}"
            mark_line(panel, values, label, row.unit, heights=middle)
            show_years(panel)
            from_zero(panel)
            panel.set_ylabel(row.label if vendor == vendors[0] else "", size=9.5)
    return figure


def _title(own: xr.Dataset) -> str:
    """Count the runs in which Huawei is ever short of parts for more than 5 % of its orders."""
    least = own["fill"].sel(vendor=_VENDORS[0]).min("quarter")
    short = int((least < _SHORT).sum())
    return (
        f"In {short} of {least.sizes['sample']} runs a lack of parts ever costs Huawei more than "
        f"{100 * (1 - _SHORT):.0f} % of a quarter\N{RIGHT SINGLE QUOTATION MARK}s orders"
    )


def _subtitle(ds: xr.Dataset, scenario: str) -> str:
    return (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. Hair lines: single runs. Thick lines: "
        f"median. Bands: {RANGE}. No mean is shown: runs with and without a shortage are two "
        "regimes. Each row and column has its own scale."
    )
