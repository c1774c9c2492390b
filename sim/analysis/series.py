"""The series of the summary: every headline quantity, for every group worth a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis import governments, market
from sim.analysis.groups import GROUP_LABELS, people_mean
from sim.analysis.pairs import minus_baseline
from sim.analysis.years import year_end, year_sum
from sim.terms import REGIONS

COUNTRIES: Final = (
    "AUS", "BRA", "CAN", "DEU", "EGY", "ESP", "FRA", "GBR", "IDN", "IND", "ITA", "JPN", "KOR",
    "MEX", "NGA", "PHL", "POL", "SAU", "SWE", "THA", "TUR", "TWN", "USA", "ZAF",
)  # fmt: skip
"""Countries that get lines of their own."""

_AXES: Final = ("scenario", "year", "sample")


class Series(NamedTuple):
    """One quantity of one group.

    Attributes
    ----------
    values
        Axes (scenario, year, sample).
    is_difference
        The values are against the baseline already.
    """

    outcome: str
    group: str
    values: NDArray[np.float64]
    is_difference: bool = False


def all_series(ds: xr.Dataset) -> Iterator[Series]:
    """Yield every series for which a result stores what is needed."""
    if "sales_usd_m" in ds:
        yield from _sellers(market.volumes(ds), "share_of_new_spend", _scopes())
    if "installed_usd_m" in ds:
        kit = market.volumes(ds, stock=True)
        yield from _sellers(kit, "share_of_installed_kit", ["world", "outside_china"])
    if "level" in ds:
        yield from _governments(ds)
    for name in ("exposure", "coverage"):
        if name in ds:
            yield from _by_people(ds, name)
    if "coverage" in ds:
        yield from _delay(ds)
    if "cost_usd_m" in ds:
        yield from _costs(ds)
    yield from _plain(ds)


def _scopes() -> list[str]:
    return ["world", "outside_china", *REGIONS]


def _series(outcome: str, group: str, values: xr.DataArray) -> Series:
    return Series(outcome, group, values.transpose(*_AXES).values.astype(np.float64))


def _sellers(volume: xr.DataArray, outcome: str, scopes: list[str]) -> Iterator[Series]:
    for scope in scopes:
        share = market.share_of(volume, scope)
        for vendor in share["vendor"].values:
            yield _series(f"{outcome}:{vendor}", scope, share.sel(vendor=vendor))
        yield _series(f"{outcome}:chinese", scope, market.chinese_share(share))
        yield _series(f"{outcome}:hhi", scope, (share**2).sum("vendor", skipna=False))


def _governments(ds: xr.Dataset) -> Iterator[Series]:
    level = year_end(ds["level"])
    ends = ds[["decides"]].assign(level=level.rename(year="quarter"))
    for group in GROUP_LABELS:
        count = governments.restricting(ends, group, yearly=False).rename(quarter="year")
        yield _series("governments_at_no_new_kit", group, count)
    for country in _present(ds):
        yield _series("level", country, level.sel(country=country))


def _by_people(ds: xr.Dataset, name: str) -> Iterator[Series]:
    values = year_end(ds[name]).load()
    for group in [*GROUP_LABELS, *REGIONS]:
        yield _series(name, group, people_mean(ds, values, group))
    for country in _present(ds):
        yield _series(name, country, values.sel(country=country))


def _delay(ds: xr.Dataset) -> Iterator[Series]:
    area = ds["coverage"].astype(np.float64).cumsum("quarter").assign_coords(year=ds["year"])
    late = -minus_baseline(ds, year_end(area.assign_coords(quarter=ds["quarter"])))
    for group in ["outside_china", "allies", "hosts", "eu", *REGIONS]:
        yield _series("delay_quarters", group, people_mean(ds, late, group))._replace(
            is_difference=True
        )
    for country in _present(ds):
        one = _series("delay_quarters", country, late.sel(country=country))
        yield one._replace(is_difference=True)


def _costs(ds: xr.Dataset) -> Iterator[Series]:
    costs = year_sum(ds["cost_usd_m"])
    for cost in costs["cost"].values:
        one = costs.sel(cost=cost)
        yield _series(f"cost_usd_m:{cost}", "world", one.sum("region"))
        yield _series(
            f"cost_usd_m:{cost}", "outside_china", one.sel(region=list(REGIONS[1:])).sum("region")
        )


def _plain(ds: xr.Dataset) -> Iterator[Series]:
    for name, group in (("host_exposure", "hosts"), ("bloc_index", "world")):
        if name in ds:
            yield _series(name, group, year_end(ds[name]))
    for name in ("price", "quality", "fill", "china_manufacturing"):
        if name in ds:
            values = year_end(ds[name])
            for vendor in values["vendor"].values:
                yield _series(f"{name}:{vendor}", "world", values.sel(vendor=vendor))


def _present(ds: xr.Dataset) -> list[str]:
    return [code for code in COUNTRIES if code in ds["country"].values]
