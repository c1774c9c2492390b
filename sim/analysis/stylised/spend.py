"""Who sells: the world and China's share of it, and buyers that no law binds."""

from __future__ import annotations

import numpy as np
import xarray as xr

from sim.analysis.groups import members
from sim.analysis.market import chinese_share, vendor_share
from sim.analysis.pairs import baseline_of
from sim.analysis.stylised.fact import END, SCENARIO, acted
from sim.terms import CAP

_YEAR = 2020


def huawei_change(ds: xr.Dataset, scope: str) -> xr.DataArray:
    """Return Huawei's share of new spend of 2020 less that of 2018, points, axis (sample,)."""
    share = vendor_share(acted(ds), scope).sel(vendor="huawei", drop=True)
    return 100.0 * _change(share, 2018)


def foreigners_in_china(ds: xr.Dataset) -> xr.DataArray:
    """Return foreign vendors' share of China's radio spend, 2020 less 2014, points, (sample,)."""
    share = chinese_share(vendor_share(acted(ds), "china", "ran"))
    return -100.0 * _change(share, 2014)


def unbound_allies(ds: xr.Dataset) -> xr.DataArray:
    """Return what US action moves where allied operators are bound by no law yet.

    Returns
    -------
    xarray.DataArray
        Axis (sample,), points: Chinese share of the new spend of 2020 in treaty allies that have
        no law of "cap" or above in 2020Q4, neither with US action nor without, less the baseline.
    """
    pair = ds["level"].sel(scenario=[SCENARIO, _baseline(ds)], quarter=END)
    free = (pair < CAP).all("scenario") & ds["decides"].astype(bool)
    return _paired(ds, members(ds, "allies") & free)


def group_change(ds: xr.Dataset, group: str) -> xr.DataArray:
    """Return what US action moves a group's Chinese share of new spend of 2020, points."""
    return _paired(ds, members(ds, group))


def _paired(ds: xr.Dataset, inside: xr.DataArray) -> xr.DataArray:
    """Return the Chinese share of 2020's new spend of some countries, less the baseline's."""
    year = np.flatnonzero(ds["year"].values == _YEAR)
    pair = ds["country_sales_usd_m"].sel(scenario=[SCENARIO, _baseline(ds)])
    spent = pair.isel(quarter=year).sum("quarter", dtype=np.float64)
    spent = spent.where(inside, 0.0).sum("country")
    total = spent.sum("vendor")
    share = chinese_share(spent / total.where(total > 0))
    found: xr.DataArray = 100.0 * (share.isel(scenario=0) - share.isel(scenario=1))
    return found


def _baseline(ds: xr.Dataset) -> str:
    return str(baseline_of(ds, SCENARIO))


def _change(share: xr.DataArray, since: int) -> xr.DataArray:
    return share.sel(year=_YEAR, drop=True) - share.sel(year=since, drop=True)
