"""What the model has for each published share: the same sellers, place, kit and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.pieces import in_pieces
from sim.terms import REGIONS
from sim.validation.sellers import Sellers
from sim.validation.target import Target
from sim.world import Floats

NEEDS: Final = (
    "sales_usd_m",
    "installed_usd_m",
    "new_kit_usd_m",
    "country_kit_usd_m",
    "operator_kit_usd_m",
    "operator_award",
)
"""Outcomes that targets of all sorts are measured on."""


def observe(ds: xr.Dataset, targets: Sequence[Target]) -> Floats:
    """Return the model's share for each target, axes (target, sample).

    Shares of what is bought are of all that is bought in the quarters of the target; of one
    operator they are of its awards at the end of them. Shares of what is installed are of what
    stands at their end.

    Parameters
    ----------
    ds
        A result with one scenario that keeps every quarter.
    targets
        What to measure. A year that is not simulated, or an outcome that is not stored, gives
        NaN; so does a place where nothing is bought or stands.
    """
    shares = np.full((len(targets), ds.sizes["sample"]), np.nan)
    found = [_find(ds, target) for target in targets]
    for name in dict.fromkeys(each.outcome for each in found if each):
        rows = [row for row, each in enumerate(found) if each and each.outcome == name]
        some = [(each, targets[row].sellers) for row in rows if (each := found[row])]

        def measure(piece: xr.Dataset, name: str = name, some: _Asked = some) -> xr.DataArray:
            """Return the shares that are asked of one outcome."""
            parts = [_share(piece[name], *each) for each in some]
            return xr.concat(parts, "target", coords="minimal", compat="override")

        shares[rows] = in_pieces(ds, [name], measure).transpose("target", "sample").values
    return shares


class _Found(NamedTuple):
    """Where in a result something stands: an outcome, and the labels along its axes."""

    outcome: str
    labels: Mapping[str, str | list[str]]


_Asked = Sequence[tuple[_Found, Sellers]]


def _find(ds: xr.Dataset, target: Target) -> _Found | None:
    """Return where a result has what a target is about; None if it does not."""
    first, last = target.quarters
    wanted = [f"{target.year}Q{quarter}" for quarter in range(first, last + 1)]
    outcome, where = place_of(ds, target)
    held = target.what.installed or bool(target.operator)
    times = wanted[-1:] if held else wanted
    if outcome not in ds or not set(times) <= set(ds["quarter"].values.tolist()):
        return None
    return _Found(outcome, {"quarter": times, "class": list(target.what.classes), **where})


def place_of(ds: xr.Dataset, target: Target) -> tuple[str, dict[str, str | list[str]]]:
    """Return the smallest outcome that holds what a target is about, and where in it.

    Parameters
    ----------
    ds
        Anything that says in which region each country lies.
    target
        What to measure.
    """
    installed = target.what.installed
    if target.operator:
        name = "operator_kit_usd_m" if installed else "operator_award"
        return name, {"operator": [target.operator]}
    if regions := _regions(ds, target.countries):
        return "installed_usd_m" if installed else "sales_usd_m", {"region": regions}
    name = "country_kit_usd_m" if installed else "new_kit_usd_m"
    return name, {"country": list(target.countries)}


def _regions(ds: xr.Dataset, countries: Sequence[str]) -> list[str]:
    """Return the regions that some countries make up; none if they cut through one."""
    where = ds["country_region"]
    inside = where["country"].isin(list(countries))
    parts = {str(region) for region in where.values[inside.values]}
    whole = int(where.isin(list(parts)).sum()) == int(inside.sum())
    return [region for region in REGIONS if region in parts] if whole else []


def _share(values: xr.DataArray, found: _Found, sellers: Sellers) -> xr.DataArray:
    """Return the share of some sellers, axis (sample,)."""
    there = values.isel(scenario=0, drop=True).sel(found.labels)
    kit = there.sum(list(found.labels), dtype=np.float64)
    total = kit.sum("vendor")
    share = (kit / total.where(total > 0)).sel(vendor=list(sellers.names))
    ranked = np.sort(share.transpose("sample", "vendor").values, axis=-1)
    summed = ranked[:, -sellers.largest :].sum(axis=-1)
    return xr.DataArray(summed, dims="sample")
