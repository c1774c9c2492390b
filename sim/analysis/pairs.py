"""Pairs: each scenario beside the baseline that it is measured against."""

from __future__ import annotations

import numpy as np
import xarray as xr


def baseline_of(ds: xr.Dataset, scenario: str) -> str | None:
    """Return the baseline of a scenario, None if it is only a baseline itself."""
    baseline = ds.attrs.get("baselines", {}).get(scenario)
    present = baseline in ds["scenario"].values
    return str(baseline) if baseline != scenario and present else None


def compared(ds: xr.Dataset) -> list[str]:
    """Return the scenarios that have a baseline in the same result, in its order."""
    return [str(s) for s in ds["scenario"].values if baseline_of(ds, str(s)) is not None]


def held_beside(ds: xr.Dataset) -> str:
    """Return the result that all is held against; empty: each scenario has a baseline of its own.

    See :func:`sim.analysis.beside.beside_first`.
    """
    return str(ds.attrs.get("beside", ""))


def are_pairs(ds: xr.Dataset, scenario: str, other: str) -> bool:
    """Return whether the runs of two scenarios share draws and chance, sample by sample."""
    if "chance" not in ds.coords:
        return True
    return bool(ds["chance"].sel(scenario=scenario) == ds["chance"].sel(scenario=other))


def minus_baseline(ds: xr.Dataset, values: xr.DataArray) -> xr.DataArray:
    """Return values less those of each scenario's baseline, sample by sample.

    The scenarios of ``values`` are those of ``ds``; one without a baseline gets 0.
    """
    names = [str(scenario) for scenario in ds["scenario"].values]
    rows = np.array([names.index(baseline_of(ds, name) or name) for name in names])
    axis = values.get_axis_num("scenario")
    return values.copy(data=values.values - values.values.take(rows, axis=axis))
