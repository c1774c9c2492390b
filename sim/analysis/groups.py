"""Groups of countries, as results know them, and means over their people."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr

from sim.errors import ConfigError, nearest
from sim.terms import INCOME_GROUPS, REGIONS

CHINA_MARKET: Final = ("CHN", "HKG", "MAC")
"""Countries of the region China."""

GROUP_LABELS: Final = {
    "world": "World",
    "outside_china": "Outside China",
    "allies": "US treaty allies",
    "partners": "Other US partners",
    "alliance_bloc": "US alliance bloc",
    "hosts": "US-base hosts",
    "eu": "EU",
    "five_eyes": "Five Eyes",
}


MEASURED_LABELS: Final = {
    "rivals": "China's rivals",
    "gulf": "Gulf states",
    "south_east_asia": "South-East Asia",
}
"""Groups that the summary has no lines for."""


def group_names(ds: xr.Dataset) -> list[str]:
    """Return the groups that a result can be asked for: named ones, then regions."""
    regions = list(REGIONS) if "country_region" in ds.coords else []
    optional = ("five_eyes", "alliance_bloc")
    named = [name for name in GROUP_LABELS if name not in optional or name in ds.coords]
    return [*named, *regions]


def members(ds: xr.Dataset, group: str) -> xr.DataArray:
    """Return which countries belong to a group, axis (country,).

    Parameters
    ----------
    ds
        A result.
    group
        ``"world"``, ``"outside_china"``, ``"allies"`` (by treaty), ``"partners"`` (of half
        weight, without the USA), ``"alliance_bloc"`` (NATO, bilateral pacts, EU), ``"hosts"``,
        ``"eu"``, ``"five_eyes"``, ``"rivals"``, ``"gulf"``, ``"south_east_asia"``, a region, a
        group by income, or an ISO code.

    Raises
    ------
    ConfigError
        If there is no such group.
    """
    codes = ds["country"]
    if group in ("world", "outside_china"):
        inside = np.isin(codes.values, CHINA_MARKET)
        return codes.copy(data=~inside if group == "outside_china" else np.ones_like(inside))
    if group == "allies":
        return ds["ally"] == 1.0
    if group == "partners":
        return (ds["ally"] > 0.0) & (ds["ally"] < 1.0) & (ds["country"] != "USA")
    if group == "hosts":
        return ds["host"].astype(bool)
    if group in ("eu", "five_eyes", "alliance_bloc", *MEASURED_LABELS) and group in ds.coords:
        return ds[group].astype(bool)
    if group in REGIONS:
        return ds["country_region"] == group
    if group in INCOME_GROUPS and "income" in ds.coords:
        return ds["income"] == group
    if group in codes.values:
        return codes == group
    known = [*GROUP_LABELS, *MEASURED_LABELS, *REGIONS, *map(str, codes.values)]
    raise ConfigError(f"{group!r} is not a group of countries{nearest(group, known)}")


def group_label(ds: xr.Dataset, group: str) -> str:
    """Return a group in words, with its count: ``"US-base hosts (44)"``."""
    if group in ds["country"].values and "country_name" in ds.coords:
        return str(ds["country_name"].sel(country=group).item())
    label = {**GROUP_LABELS, **MEASURED_LABELS}.get(group, group)
    return f"{label} ({int(members(ds, group).sum())})"


def people_mean(ds: xr.Dataset, values: xr.DataArray, group: str) -> xr.DataArray:
    """Return the mean over a group's people of a value by country.

    Countries without a population or a value do not count.
    """
    people = ds["population_m"].where(members(ds, group), 0.0).fillna(0.0)
    if not np.isnan(values.values.sum()):
        plain: xr.DataArray = xr.dot(values, people, dim="country") / people.sum()
        return plain
    known = values.notnull()
    total = xr.dot(values.fillna(0.0), people, dim="country")
    weight = xr.dot(known.astype(np.float64), people, dim="country")
    mean: xr.DataArray = total / weight.where(weight > 0)
    return mean
