"""What it costs, and who bears it (E4)."""

from __future__ import annotations

import xarray as xr

from sim.analysis.years import year_sum
from sim.terms import COST_BEARER, COST_RECEIVER

WRITTEN_OFF = "stranded"
"""No money changes hands for it: replacing the kit is in the other lines."""

PAYERS = ("operators", "own government", "US government", "Chinese government")
"""The purses of those who pay for networks."""


def cost_by_bearer(ds: xr.Dataset) -> xr.DataArray:
    """Return each year's costs by who bears them, the sum over regions (E4).

    Kit written off before half its life is left out, because what replaces it is paid for in the
    other lines. What a bearer receives is not taken off: see :func:`net_by_purse`.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year, bearer), USD million a year.
    """
    costs = year_sum(ds["cost_usd_m"].sum("region")).drop_sel(cost=WRITTEN_OFF)
    bearers = [COST_BEARER[str(cost)] for cost in costs["cost"].values]
    total = costs.assign_coords(bearer=("cost", bearers)).groupby("bearer").sum()
    order = list(dict.fromkeys(bearers))
    found = total.sel(bearer=order).transpose(..., "bearer")
    return found.assign_attrs(label="Costs by who bears them", units="USD million a year")


def net_by_purse(ds: xr.Dataset) -> xr.DataArray:
    """Return what each purse pays less what it receives; payments net to zero (E4).

    Kit written off and lost exports are losses, not payments, and are left out.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year, purse), USD million a year; what a purse gains is negative.
    """
    costs = year_sum(ds["cost_usd_m"].sum("region"))
    purses = list(
        dict.fromkeys([*(COST_BEARER[cost] for cost in COST_RECEIVER), *COST_RECEIVER.values()])
    )
    parts = [_net(costs, purse) for purse in purses]
    found = xr.concat(parts, xr.DataArray(purses, dims="purse", name="purse"), coords="minimal")
    return found.transpose(..., "purse").assign_attrs(
        label="Paid less received", units="USD million a year"
    )


def paid_for_networks(ds: xr.Dataset) -> xr.DataArray:
    """Return what operators and governments pay to others than each other, by region (E4).

    Kit and the work of replacing it, with the aid and the finance that go to vendors. Duties and
    support of swaps stay among those who pay; losses are nobody's payment.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year, region), USD million a year.
    """
    leaving = [cost for cost, receiver in COST_RECEIVER.items() if receiver not in PAYERS]
    found = year_sum(ds["cost_usd_m"].sel(cost=leaving).sum("cost")).transpose(..., "region")
    return found.assign_attrs(label="All that is paid for networks", units="USD million a year")


def price_premium(ds: xr.Dataset) -> xr.DataArray:
    """Return what operators pay above the prices of 2014, duties included, by region (E4).

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year, region), USD million a year.
    """
    paid = ds["cost_usd_m"].sel(cost=["purchases", "duties"]).sum("cost")
    worth = ds["sales_usd_m"].sum(["class", "vendor"])
    found = year_sum(paid - worth).transpose(..., "region")
    return found.assign_attrs(label="Paid above the prices of 2014", units="USD million a year")


def _net(costs: xr.DataArray, purse: str) -> xr.DataArray:
    paid = [cost for cost in COST_RECEIVER if COST_BEARER[cost] == purse]
    received = [cost for cost, receiver in COST_RECEIVER.items() if receiver == purse]
    return costs.sel(cost=paid).sum("cost") - costs.sel(cost=received).sum("cost")
