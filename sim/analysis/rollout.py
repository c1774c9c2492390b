"""How soon people get 5G, and how much later a policy makes it (E5)."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.groups import people_mean
from sim.analysis.pairs import held_beside, minus_baseline
from sim.analysis.years import quarters_kept_as_one, year_end, year_sum
from sim.errors import ResultError
from sim.outcomes import PERIODS


def no_delay(ds: xr.Dataset) -> str:
    """Return why a result has no 5G delay, in a sentence; empty if it has what is needed."""
    if held_beside(ds):
        return "5G delay is left out here: it is against the baseline in the result itself."
    every = quarters_kept_as_one(ds)
    if every == 1 or "coverage" not in ds:
        return ""
    return (
        f"5G delay is left out: it is measured quarter by quarter, and this result keeps one "
        f"value a {PERIODS[every]} (every={every})."
    )


def group_coverage(ds: xr.Dataset, group: str = "world", yearly: bool = True) -> xr.DataArray:
    """Return the 5G coverage of a group, the mean over its people, axes (.., year or quarter)."""
    values = year_end(ds["coverage"]) if yearly else ds["coverage"]
    found = people_mean(ds, values, group)
    return found.assign_attrs(label="5G coverage, mean over people", units="share")


def delay_quarters(
    ds: xr.Dataset, group: str = "outside_china", yearly: bool = True
) -> xr.DataArray:
    """Return by how many quarters a scenario's 5G comes later than its baseline's (E5).

    The area between the two curves of coverage up to each quarter, the mean over people: how
    much later each level of coverage is reached, averaged over the levels from nothing to full;
    a level that neither has reached yet counts as no delay.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample, year or quarter), quarters; below 0 where 5G comes sooner. A
        scenario without a baseline has no delay.

    Raises
    ------
    ResultError
        If the result does not keep every quarter.
    """
    _check_quarters(ds)
    coverage = group_coverage(ds, group, yearly=False)
    late = -minus_baseline(ds, _area(coverage, yearly))
    return late.assign_attrs(label="5G delay against the baseline", units="quarters")


def delay_by_country(ds: xr.Dataset, coverage: xr.DataArray) -> xr.DataArray:
    """Return the delay of :func:`delay_quarters` by country, axes (.., year, country)."""
    _check_quarters(ds)
    return -minus_baseline(ds, _area(coverage, yearly=True))


def _check_quarters(ds: xr.Dataset) -> None:
    if problem := no_delay(ds):
        raise ResultError(problem)


def _area(coverage: xr.DataArray, yearly: bool) -> xr.DataArray:
    """Return the area under a curve of coverage up to each quarter, or each year's end."""
    dim = "year" if yearly else "quarter"
    steps = year_sum(coverage) if yearly else coverage.astype(np.float64)
    return steps.copy(data=steps.values.cumsum(axis=steps.get_axis_num(dim)))


def delay_to(ds: xr.Dataset, coverage: float = 0.5, group: str = "outside_china") -> xr.DataArray:
    """Return how many quarters after the start of 2014 countries reach a coverage (E5).

    Parameters
    ----------
    ds
        A result with ``coverage``, the value at the end of each quarter.
    coverage
        Above 0, at most 1.
    group
        As in :func:`sim.analysis.groups.members`.

    Returns
    -------
    xarray.DataArray
        Axes (scenario, sample), the mean over people, straight lines between quarters; a country
        that never gets there counts the whole horizon. The difference of two scenarios is the
        delay to that coverage.

    Raises
    ------
    ValueError
        If the coverage is not above 0 and at most 1.
    ResultError
        If the result does not keep every quarter.
    """
    _check_quarters(ds)
    if not 0 < coverage <= 1:
        raise ValueError(f"coverage: {coverage} is not above 0 and at most 1")
    curve = ds["coverage"].transpose(..., "quarter", "country")
    reached = curve.isel(quarter=0, drop=True).copy(data=_first_time(curve.values, coverage))
    found = people_mean(ds, reached, group)
    return found.assign_attrs(label=f"Time to {coverage:.0%} 5G coverage", units="quarters")


def _first_time(curve: NDArray[np.floating], coverage: float) -> NDArray[np.float64]:
    """Return when a curve, axes (.., quarter, country), first reaches a value, in quarters."""
    quarters = curve.shape[-2]
    above = curve >= coverage
    first = above.argmax(axis=-2)
    after = _at(curve, first)
    before = np.where(first > 0, _at(curve, np.maximum(first - 1, 0)), 0.0)
    step = np.where(after > before, after - before, 1.0)
    return np.where(above.any(axis=-2), first + (coverage - before) / step, float(quarters))


def _at(curve: NDArray[np.floating], quarter: NDArray[np.intp]) -> NDArray[np.float64]:
    picked = np.take_along_axis(curve, quarter[..., None, :], axis=-2)[..., 0, :]
    return np.asarray(picked, dtype=np.float64)
