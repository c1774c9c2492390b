"""What it costs, and who bears it (E4)."""

from __future__ import annotations

import xarray as xr

from sim.analysis.years import year_sum
from sim.terms import COST_BEARER


def cost_by_bearer(ds: xr.Dataset) -> xr.DataArray:
    """Return each year's costs by who bears them, the sum over regions.

    Aid, finance and duties are transfers: they appear with the purse that pays them.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year, bearer), USD million a year.
    """
    costs = year_sum(ds["cost_usd_m"].sum("region"))
    bearers = [COST_BEARER[str(cost)] for cost in costs["cost"].values]
    total = costs.assign_coords(bearer=("cost", bearers)).groupby("bearer").sum()
    order = list(dict.fromkeys(bearers))
    found = total.sel(bearer=order).transpose(..., "bearer")
    return found.assign_attrs(label="Costs by who bears them", units="USD million a year")
