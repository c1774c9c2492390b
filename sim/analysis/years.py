"""From quarters to years: flows are summed, stocks and levels are taken at the year's end."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr

QUARTERS_A_YEAR: Final = 4


def quarters_kept_as_one(values: xr.DataArray | xr.Dataset) -> int:
    """Return how many quarters each period of a result holds: 1, 2 or 4 (``every``)."""
    return int(values["quarters"].values[0]) if "quarters" in values.coords else 1


def year_end(values: xr.DataArray) -> xr.DataArray:
    """Return a stock or level at the fourth quarter of each year, axis ``year`` for ``quarter``.

    Raises
    ------
    ValueError
        If the quarters are not whole years.
    """
    periods = _periods_a_year(values)
    last = values.isel(quarter=slice(periods - 1, None, periods))
    return last.swap_dims(quarter="year").drop_vars(["quarter", "quarters"], errors="ignore")


def year_sum(values: xr.DataArray) -> xr.DataArray:
    """Return a flow summed over each year, axis ``year`` for ``quarter``.

    Raises
    ------
    ValueError
        If the quarters are not whole years.
    """
    shell = year_end(values)
    axis = values.get_axis_num("quarter")
    shape = (*shell.shape[: axis + 1], _periods_a_year(values), *shell.shape[axis + 1 :])
    total = values.values.reshape(shape).sum(axis=axis + 1, dtype=np.float64)
    return shell.copy(data=total)


def _periods_a_year(values: xr.DataArray) -> int:
    every = quarters_kept_as_one(values)
    periods = QUARTERS_A_YEAR // every
    first = str(values["quarter"].values[0]) if values.sizes["quarter"] else ""
    if not first.endswith(f"Q{every}") or values.sizes["quarter"] % periods:
        raise ValueError("years need whole years of quarters, from a first to a fourth quarter")
    return periods
