"""What governments do, and how exposed their countries stay."""

from __future__ import annotations

import numpy as np
import xarray as xr

from sim.analysis.groups import members, people_mean
from sim.analysis.years import year_end
from sim.terms import LEVELS, NO_NEW_KIT


def allied_restricting(ds: xr.Dataset, yearly: bool = True) -> xr.DataArray:
    """Return how many allied governments stand at "no new kit" or above.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year or quarter). Allies are those by treaty whose government
        decides (the USA does not): NATO members and bilateral pacts at the end of 2019.
    """
    found = restricting(ds, "allies", yearly)
    return found.assign_attrs(label="Allied governments at no new kit or above")


def restricting(ds: xr.Dataset, group: str = "world", yearly: bool = True) -> xr.DataArray:
    """Return how many governments of a group, of those that decide, are at "no new kit" or above.

    Groups as in :func:`sim.analysis.groups.members`.
    """
    level = _levels(ds, group, yearly)
    found: xr.DataArray = (level >= NO_NEW_KIT).sum("country")
    return found.assign_attrs(label="Governments at no new kit or above", units="governments")


def level_counts(ds: xr.Dataset, group: str = "world", yearly: bool = True) -> xr.DataArray:
    """Return how many governments, of those that decide, stand at each level.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year or quarter, level), the level in words.
    """
    level = _levels(ds, group, yearly)
    axis = xr.DataArray(np.arange(len(LEVELS)), coords={"level": list(LEVELS)}, dims="level")
    counts: xr.DataArray = (level == axis).sum("country")
    order = [*(dim for dim in level.dims if dim != "country"), "level"]
    return counts.transpose(*order).assign_attrs(label="Governments", units="governments")


def host_exposure(ds: xr.Dataset, yearly: bool = True) -> xr.DataArray:
    """Return the troop-weighted exposure of US-base hosts (E3), axes (scenario, sample, year)."""
    values = ds["host_exposure"]
    return year_end(values) if yearly else values


def exposure_by_host(ds: xr.Dataset, yearly: bool = True) -> xr.DataArray:
    """Return the exposure of base traffic in each host, by its two largest operators (E3).

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year or quarter, country), hosts only (E3): take the mean or the
        maximum over ``country``.
    """
    values = year_end(ds["base_traffic_exposure"]) if yearly else ds["base_traffic_exposure"]
    hosts = values.isel(country=np.flatnonzero(ds["host"].values))
    return hosts.assign_attrs(label="Exposure of US-base traffic", units="share")


def group_exposure(ds: xr.Dataset, group: str = "world", yearly: bool = True) -> xr.DataArray:
    """Return the exposure of a group of countries, the mean over its people (E1).

    Groups as in :func:`sim.analysis.groups.members`. Axes (scenario, sample, year or quarter).
    """
    values = year_end(ds["exposure"]) if yearly else ds["exposure"]
    found = people_mean(ds, values, group)
    return found.assign_attrs(label="Exposure, mean over people", units="share")


def _levels(ds: xr.Dataset, group: str, yearly: bool) -> xr.DataArray:
    level = year_end(ds["level"]) if yearly else ds["level"]
    inside = (members(ds, group) & ds["decides"].astype(bool)).values
    return level.isel(country=np.flatnonzero(inside))
