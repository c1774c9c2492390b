"""Whether new 5G radio kit is less Chinese than what stands, where the law restricts and not."""

from __future__ import annotations

import xarray as xr

from sim.analysis.groups import members
from sim.analysis.stylised.fact import END, acted
from sim.terms import CAP


def generation_gap(ds: xr.Dataset, restricted: bool) -> xr.DataArray:
    """Return the Chinese share of 5G radio kit less that of 2G-4G kit in 2020Q4.

    Parameters
    ----------
    ds
        A result.
    restricted
        Over countries outside China where the law is "cap" or above, or over the others.

    Returns
    -------
    xarray.DataArray
        Axis (sample,), points, the mean over countries in which 5G radio kit stands.
    """
    world = acted(ds).sel(quarter=END)
    gap = 100.0 * (world["chinese_share_5g"] - world["chinese_share_4g"])
    strict = world["level"] >= CAP
    inside = members(ds, "outside_china") & (strict if restricted else ~strict)
    found: xr.DataArray = gap.where(inside).mean("country")
    return found
