"""Who sells: shares of new spend and of installed kit, concentration, content made in China."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.pieces import in_pieces
from sim.analysis.years import year_end, year_sum
from sim.errors import ConfigError, nearest
from sim.terms import CHINA_REGION, REGIONS

MARKET_CLASSES: Final = {
    "all": ("legacy_ran", "ran_5g", "core", "transport"),
    "ran": ("legacy_ran", "ran_5g"),
    "legacy_ran": ("legacy_ran",),
    "5g": ("ran_5g",),
    "core": ("core",),
    "transport": ("transport",),
}
_MILLIONS_A_BILLION: Final = 1000.0
_CHINA: Final = REGIONS[CHINA_REGION]
_SCOPES: Final = ("world", "outside_china", "china")


def vendor_share(
    ds: xr.Dataset,
    scope: str = "world",
    market: str = "all",
    stock: bool = False,
    yearly: bool = True,
) -> xr.DataArray:
    """Return each vendor's share of new spend, or of installed kit (E2).

    Parameters
    ----------
    ds
        A result with ``sales_usd_m``, or ``installed_usd_m`` for ``stock``.
    scope
        ``"world"``, ``"outside_china"``, ``"china"`` or a region.
    market
        ``"all"``, ``"ran"`` (both generations), ``"legacy_ran"``, ``"5g"``, ``"core"`` or
        ``"transport"``.
    stock
        Shares of installed kit instead of new spend.
    yearly
        By year (spend summed, kit at the year's end) instead of by quarter.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year or quarter, vendor); NaN where nothing is sold or stands.

    Raises
    ------
    ConfigError
        If scope or market is unknown.
    """
    return share_of(volumes(ds, stock, yearly), scope, market)


def shares_by_scope(ds: xr.Dataset, scopes: Sequence[str]) -> xr.Dataset:
    """Return each vendor's share of new spend in several scopes, each under its own name.

    As :func:`vendor_share` gives them, of any number of samples in bounded memory.
    """

    def shares(piece: xr.Dataset) -> xr.Dataset:
        volume = volumes(piece)
        return xr.Dataset({scope: share_of(volume, scope) for scope in scopes})

    return in_pieces(ds, ["sales_usd_m"], shares)


def volumes(ds: xr.Dataset, stock: bool = False, yearly: bool = True) -> xr.DataArray:
    """Return kit sold, or standing, with axes (.., year or quarter, region, class, vendor)."""
    values = ds["installed_usd_m" if stock else "sales_usd_m"]
    if not yearly:
        return values
    return year_end(values).astype(np.float64) if stock else year_sum(values)


def share_of(volume: xr.DataArray, scope: str = "world", market: str = "all") -> xr.DataArray:
    """Return vendors' shares of what :func:`volumes` gave; arguments as in `vendor_share`.

    Where many shares of all classes are asked for, volumes may be summed over ``class`` before.
    """
    kit = _within(volume, scope, market)
    total = kit.sum("vendor")
    share = kit / total.where(total > 0)
    return share.assign_attrs(label="Vendor's share", units="share")


def market_size(ds: xr.Dataset, scope: str = "world", market: str = "all") -> xr.DataArray:
    """Return new spend a year in USD billion at constant 2014 prices, axes (.., year).

    Scope and market as in :func:`vendor_share`.
    """
    spend = _spend(volumes(ds), scope, market) / _MILLIONS_A_BILLION
    return spend.assign_attrs(label="New spend", units="USD billion a year")


def china_part(ds: xr.Dataset, market: str = "all") -> xr.DataArray:
    """Return China's part of the world's new spend, axes (.., year); NaN where none is spent."""
    spend = volumes(ds)
    world = _spend(spend, "world", market)
    part = _spend(spend, "china", market) / world.where(world > 0)
    return part.assign_attrs(label="China's part of new spend", units="share")


def huawei_world_share(ds: xr.Dataset, yearly: bool = True) -> xr.DataArray:
    """Return Huawei's share of the world's new spend, axes (scenario, sample, year)."""
    share = vendor_share(ds, yearly=yearly).sel(vendor="huawei", drop=True)
    return share.assign_attrs(label="Huawei's share of the world's new spend")


def chinese_share_outside_china(ds: xr.Dataset, yearly: bool = True) -> xr.DataArray:
    """Return Chinese vendors' share of new spend outside China, axes (scenario, sample, year)."""
    share = chinese_share(vendor_share(ds, "outside_china", yearly=yearly))
    return share.assign_attrs(label="Chinese vendors' share of new spend outside China")


def chinese_share(shares: xr.DataArray) -> xr.DataArray:
    """Return the sum of the Chinese vendors' shares; NaN stays NaN."""
    chinese = shares["chinese"].values.astype(bool)
    total = shares.isel(vendor=chinese).sum("vendor", skipna=False)
    return total.assign_attrs(units="share")


def hhi(
    ds: xr.Dataset,
    scope: str = "world",
    market: str = "all",
    stock: bool = False,
    yearly: bool = True,
) -> xr.DataArray:
    """Return the concentration of a market, the sum of squared shares, 0-1 (E2).

    Arguments as in :func:`vendor_share`; "other" vendors count as one seller each.
    """
    shares = vendor_share(ds, scope, market, stock, yearly)
    total = (shares**2).sum("vendor", skipna=False)
    return total.assign_attrs(label="Concentration of sellers (HHI)", units="index 0-1")


def supply_content_exposure(
    ds: xr.Dataset, scope: str = "world", market: str = "all"
) -> xr.DataArray:
    """Return how much of new kit, whoever sells it, is made in China (E2), axes (.., year).

    The sum over vendors of share of new spend x China's share of the vendor's manufacturing
    at the year's end.
    """
    made = year_end(ds["china_manufacturing"])
    total = (vendor_share(ds, scope, market) * made).sum("vendor", skipna=False)
    return total.assign_attrs(label="New kit made in China", units="share")


def _within(volume: xr.DataArray, scope: str, market: str) -> xr.DataArray:
    """Return volumes summed over the regions of a scope and the classes of a market."""
    parts = {"class": _classes(market), "region": _regions(scope)}
    kit = volume
    for dim, labels in parts.items():
        if dim not in kit.dims:
            continue
        kit = (kit if len(labels) == kit.sizes[dim] else kit.sel({dim: labels})).sum(dim)
    return kit


def _spend(volume: xr.DataArray, scope: str, market: str) -> xr.DataArray:
    return _within(volume, scope, market).sum("vendor")


def _regions(scope: str) -> list[str]:
    named = {
        "world": list(REGIONS),
        "outside_china": [region for region in REGIONS if region != _CHINA],
        "china": [_CHINA],
    }
    if scope not in named and scope not in REGIONS:
        hint = nearest(scope, [*_SCOPES, *REGIONS])
        raise ConfigError(f"scope: {scope!r} is not world, outside_china, china or a region{hint}")
    return named.get(scope, [scope])


def _classes(market: str) -> list[str]:
    if market not in MARKET_CLASSES:
        allowed = ", ".join(MARKET_CLASSES)
        hint = nearest(market, MARKET_CLASSES)
        raise ConfigError(f"market: {market!r} is not one of {allowed}{hint}")
    return list(MARKET_CLASSES[market])
