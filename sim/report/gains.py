"""The part of the report in which a reader sees who gains, by scenario and region."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import xarray as xr

from sim.plots.pairs import main_scenario, title_of
from sim.plots.style import MUTED, VENDOR_COLOURS, vendor_label
from sim.report import page
from sim.report.countries import left_out, means_of
from sim.report.lookup import SCOPES, chosen, partner_of, vendor_figures
from sim.report.parts import choice, controls

_MOST_SCENARIOS: Final = 24
_YEAR: Final = 2030


def who_gains(ds: xr.Dataset) -> list[str]:
    """Return lines and a table of vendors' shares, with their controls."""
    names = chosen(ds, _MOST_SCENARIOS)
    said = (
        "Share of new spend a year; lines: mean, bands: 5 to 95 % of the runs. Kit at constant "
        f"prices.{left_out(ds, names)}"
    )
    return [
        '<div id="sellers" data-live hidden>',
        page.element("h3", "By scenario and region"),
        controls(
            choice("gains", "Scenario"), choice("region", "Where"), choice("then", "Table for")
        ),
        '<div id="gain-chart" class="wide" tabindex="0" role="group"></div>',
        page.element("p", said, "small"),
        f'<div id="gain-table" class="table">{page.scrolled("Table")}</div></div>',
        "</div>",
        page.data(vendor_data(ds, names), "vendor-data"),
    ]


def vendor_data(ds: xr.Dataset, names: list[str]) -> dict[str, Any]:
    """Return what the script reads: vendors, places, and the figures of some scenarios."""
    years = np.unique(ds["year"].values).tolist()
    figures = vendor_figures(ds, names)
    keys = [str(vendor) for vendor in ds["vendor"].values]
    return {
        "years": years,
        "year": _YEAR if _YEAR in years else years[-1],
        "runs": ds.sizes["sample"],
        "means": means_of(ds),
        "main": main_scenario(ds),
        "scopes": list(SCOPES.items()),
        "vendors": [
            {"label": vendor_label(ds, key), "colour": VENDOR_COLOURS.get(key, MUTED)}
            for key in keys
        ],
        "scenarios": [
            {
                "name": name,
                "title": title_of(ds, name),
                "baseline": names.index(base) if (base := partner_of(ds, name)) in names else -1,
                "figures": figures[name],
            }
            for name in names
        ],
    }
