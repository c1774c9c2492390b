"""Groups of countries, as results know them, and means over their people."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr

from sim.errors import ConfigError, nearest

_FILE: Final = Path(__file__).parents[1] / "data" / "groups.csv"
REPORTED: Final = (
    "world",
    "outside_china",
    "allies",
    "partners",
    "alliance_bloc",
    "hosts",
    "eu27",
    "five_eyes",
)
"""Groups that a summary has lines for, besides the regions."""


@cache
def titles() -> Mapping[str, str]:
    """Return how people read each group, by its name.

    Examples
    --------
    >>> titles()["hosts"]
    'US-base hosts'
    """
    with _FILE.open(encoding="utf-8", newline="") as handle:
        return {row["group"]: row["label"] for row in csv.DictReader(handle)}


def members(ds: xr.Dataset, group: str) -> xr.DataArray:
    """Return which countries belong to a group, axis (country,).

    Parameters
    ----------
    ds
        A result.
    group
        A group of ``groups.csv`` by its name (``"hosts"``) or its title (``"Europe & Central
        Asia"``), or an ISO code.

    Raises
    ------
    ConfigError
        If there is no such group.
    """
    codes = ds["country"]
    if group in codes.values:
        return codes == group
    named = {title: name for name, title in titles().items()}
    name = named.get(group, group)
    inside = [str(words).split() for words in ds["groups"].values]
    known = {*titles(), *(word for words in inside for word in words)}
    if name not in known:
        among = [*sorted(known), *named, *map(str, codes.values)]
        raise ConfigError(f"{group!r} is not a group of countries{nearest(group, among)}")
    return codes.copy(data=np.array([name in words for words in inside]))


def group_label(ds: xr.Dataset, group: str) -> str:
    """Return a group in words, with its count: ``"US-base hosts (44)"``."""
    if group in ds["country"].values and "country_name" in ds.coords:
        return str(ds["country_name"].sel(country=group).item())
    return f"{titles().get(group, group)} ({int(members(ds, group).sum())})"


def people_mean(ds: xr.Dataset, values: xr.DataArray, group: str) -> xr.DataArray:
    """Return the mean over a group's people of a value by country.

    Countries without a population or a value do not count.
    """
    (mean,) = people_means(ds, values, [group])
    return mean


def people_means(
    ds: xr.Dataset, values: xr.DataArray, groups: Iterable[str]
) -> Iterator[xr.DataArray]:
    """Yield :func:`people_mean` of one group after another."""
    known = None if not np.isnan(values.values.sum()) else values.notnull().astype(np.float64)
    filled = values if known is None else values.fillna(0.0)
    for group in groups:
        people = ds["population_m"].where(members(ds, group), 0.0).fillna(0.0)
        total = xr.dot(filled, people, dim="country")
        if known is None:
            yield total / people.sum()
        else:
            weight = xr.dot(known, people, dim="country")
            yield total / weight.where(weight > 0)
