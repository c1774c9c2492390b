"""When governments act, who acts first, and how slowly kit leaves afterwards."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.groups import members
from sim.analysis.stylised.fact import END, acted
from sim.terms import NO_NEW_KIT, NONE, REMOVAL

_ENDS: Final = ("2018Q1", "2021Q1", "2026Q1")
"""Last quarters: before the campaign, of its first three years, of the five after."""
_EARLY_YEARS: Final = 3
_LATE_YEARS: Final = 5
_LAW_QUARTERS: Final = 8


def front_loading(ds: xr.Dataset) -> xr.DataArray:
    """Return first adoptions a year in the campaign's first three years less the five after.

    Returns
    -------
    xarray.DataArray
        Axis (sample,), governments a year at "no new kit" or above for the first time.
    """
    level = acted(ds)["level"].transpose("sample", "quarter", "country")
    strict = (level >= NO_NEW_KIT) & _can_adopt(ds)
    ever = strict.copy(data=np.maximum.accumulate(strict.values, axis=1)).sum("country")
    before, early, late = (ever.sel(quarter=quarter) for quarter in _ENDS)
    found: xr.DataArray = (early - before) / _EARLY_YEARS - (late - early) / _LATE_YEARS
    return found


def first_movers(ds: xr.Dataset) -> xr.DataArray:
    """Return how much likelier Five Eyes and rivals act by 2020 than other exposed hosts.

    Returns
    -------
    xarray.DataArray
        Axis (sample,), points: share of Five Eyes and rivals at "no new kit" or above, less that
        of other US-base hosts whose Chinese share of radio kit in 2014 is above their median.
    """
    world, can = acted(ds), _can_adopt(ds)
    close = members(ds, "five_eyes") | members(ds, "rivals")
    others = can & members(ds, "hosts") & ~close
    kit = world["chinese_share_4g"].isel(quarter=0).where(others)
    exposed = kit > kit.median("country")
    strict = world["level"].sel(quarter=END) >= NO_NEW_KIT
    found: xr.DataArray = 100.0 * (_share(strict, can & close) - _share(strict, exposed))
    return found


def still_standing(ds: xr.Dataset) -> xr.DataArray:
    """Return how much of the kit that a removal law found still stands after eight quarters.

    Returns
    -------
    xarray.DataArray
        Axis (sample,), % of Chinese radio and core kit, all laws of governments that decide and
        that were in force so long; NaN where there is none.
    """
    world = acted(ds)
    axes = ("sample", "quarter", "country")
    kit = world["chinese_ran_core_usd_m"].transpose(*axes).values.astype(np.float64)
    in_force = (world["level"] == REMOVAL) & ds["decides"].astype(bool)
    law = in_force.transpose(*axes).values
    starts = np.lib.stride_tricks.sliding_window_view(law[:, 1:], _LAW_QUARTERS, axis=1).all(-1)
    starts &= ~law[:, :-_LAW_QUARTERS]
    found, left = kit[:, :-_LAW_QUARTERS], kit[:, _LAW_QUARTERS:]
    stood = np.where(starts, found, 0.0).sum(axis=(1, 2))
    stands = np.where(starts, left, 0.0).sum(axis=(1, 2))
    part = np.divide(100.0 * stands, stood, out=np.full_like(stood, np.nan), where=stood > 0.0)
    return xr.DataArray(part, dims="sample")


def _can_adopt(ds: xr.Dataset) -> xr.DataArray:
    """Return who decides and starts without restriction: start levels are no events."""
    start = acted(ds)["level"].isel(quarter=0, drop=True)
    found: xr.DataArray = ds["decides"].astype(bool) & (start == NONE)
    return found


def _share(values: xr.DataArray, among: xr.DataArray) -> xr.DataArray:
    """Return the share of countries of which something is true; NaN where there are none."""
    count = among.sum("country")
    found: xr.DataArray = (values & among).sum("country") / count.where(count > 0)
    return found
