"""From quarters to years: flows are summed, stocks and levels are taken at the year's end."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr

QUARTERS_A_YEAR: Final = 4


def year_end(values: xr.DataArray) -> xr.DataArray:
    """Return a stock or level at the fourth quarter of each year, axis ``year`` for ``quarter``.

    Raises
    ------
    ValueError
        If the quarters are not whole years.
    """
    _check_whole(values)
    last = values.isel(quarter=slice(QUARTERS_A_YEAR - 1, None, QUARTERS_A_YEAR))
    return last.swap_dims(quarter="year").drop_vars("quarter")


def year_sum(values: xr.DataArray) -> xr.DataArray:
    """Return a flow summed over each year, axis ``year`` for ``quarter``.

    Raises
    ------
    ValueError
        If the quarters are not whole years.
    """
    shell = year_end(values)
    axis = values.get_axis_num("quarter")
    shape = (*shell.shape[: axis + 1], QUARTERS_A_YEAR, *shell.shape[axis + 1 :])
    total = values.values.reshape(shape).sum(axis=axis + 1, dtype=np.float64)
    return shell.copy(data=total)


def _check_whole(values: xr.DataArray) -> None:
    first = str(values["quarter"].values[0]) if values.sizes["quarter"] else ""
    if not first.endswith("Q1") or values.sizes["quarter"] % QUARTERS_A_YEAR:
        raise ValueError("years need whole years of quarters, from a first to a fourth quarter")
