"""The series of the summary: every headline quantity, for every group worth a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis import governments, market
from sim.analysis.groups import REPORTED, people_mean
from sim.analysis.rollout import delay_by_country, no_delay
from sim.analysis.years import year_end, year_sum
from sim.terms import CHINA_REGION, REGIONS

COUNTRIES: Final = (
    "AUS", "BRA", "CAN", "DEU", "EGY", "ESP", "FRA", "GBR", "IDN", "IND", "ITA", "JPN", "KOR",
    "MEX", "NGA", "PHL", "POL", "SAU", "SWE", "THA", "TUR", "TWN", "USA", "ZAF",
)  # fmt: skip
"""Countries that get lines of their own."""

_SCOPES: Final = ("world", "outside_china", *REGIONS)
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
    """Yield every series for which a result stores what is needed; each is read once."""
    if "sales_usd_m" in ds:
        yield from _sellers(market.volumes(ds), "share_of_new_spend", _SCOPES)
    if "installed_usd_m" in ds:
        kit = market.volumes(ds, stock=True)
        yield from _sellers(kit, "share_of_installed_kit", ("world", "outside_china"))
    if "level" in ds:
        yield from _governments(ds)
    if "exposure" in ds:
        yield from _by_people(ds, "exposure", year_end(ds["exposure"]).compute())
    if "coverage" in ds:
        yield from _rollout(ds)
    if "cost_usd_m" in ds:
        yield from _costs(ds)
    yield from _plain(ds)


def _series(outcome: str, group: str, values: xr.DataArray) -> Series:
    return Series(outcome, group, values.transpose(*_AXES).values.astype(np.float64))


def _split(values: xr.DataArray, dim: str) -> dict[str, NDArray[np.float64]]:
    """Return the values of each label of an axis, axes (scenario, year, sample)."""
    array = values.transpose(dim, *_AXES).values.astype(np.float64)
    return {str(label): array[i] for i, label in enumerate(values[dim].values)}


def _sellers(volume: xr.DataArray, outcome: str, scopes: Sequence[str]) -> Iterator[Series]:
    kit = volume.sum("class")
    for scope in scopes:
        share = market.share_of(kit, scope)
        for vendor, values in _split(share, "vendor").items():
            yield Series(f"{outcome}:{vendor}", scope, values)
        yield _series(f"{outcome}:chinese", scope, market.chinese_share(share))
        yield _series(f"{outcome}:hhi", scope, (share**2).sum("vendor", skipna=False))


def _governments(ds: xr.Dataset) -> Iterator[Series]:
    level = year_end(ds["level"]).compute()
    ends = ds[["decides"]].assign(level=level)
    for group in REPORTED:
        count = governments.restricting(ends, group, yearly=False)
        yield _series("governments_at_no_new_kit", group, count)
    for country, values in _split(level.sel(country=_present(ds)), "country").items():
        yield Series("level", country, values)


def _by_people(ds: xr.Dataset, name: str, values: xr.DataArray) -> Iterator[Series]:
    for group in (*REPORTED, *REGIONS):
        yield _series(name, group, people_mean(ds, values, group))
    for country, own in _split(values.sel(country=_present(ds)), "country").items():
        yield Series(name, country, own)


def _rollout(ds: xr.Dataset) -> Iterator[Series]:
    coverage = ds["coverage"].compute()
    yield from _by_people(ds, "coverage", year_end(coverage))
    if no_delay(ds):
        return
    for series in _by_people(ds, "delay_quarters", delay_by_country(ds, coverage)):
        yield series._replace(is_difference=True)


def _costs(ds: xr.Dataset) -> Iterator[Series]:
    costs = year_sum(ds["cost_usd_m"])
    abroad = costs.sel(region=[region for region in REGIONS if region != REGIONS[CHINA_REGION]])
    for group, part in (("world", costs), ("outside_china", abroad)):
        for cost, values in _split(part.sum("region"), "cost").items():
            yield Series(f"cost_usd_m:{cost}", group, values)


def _plain(ds: xr.Dataset) -> Iterator[Series]:
    for name, group in (("host_exposure", "hosts"), ("bloc_index", "world")):
        if name in ds:
            yield _series(name, group, year_end(ds[name]))
    for name in ("price", "quality", "fill", "china_manufacturing"):
        if name in ds:
            for vendor, values in _split(year_end(ds[name]), "vendor").items():
                yield Series(f"{name}:{vendor}", "world", values)


def _present(ds: xr.Dataset) -> list[str]:
    return [code for code in COUNTRIES if code in ds["country"].values]
