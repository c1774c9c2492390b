"""Saying how far the means of several scenarios lie apart, without ranking what overlaps."""

from __future__ import annotations

import xarray as xr

from sim.plots.pairs import title_of
from sim.plots.words import counted, number, quoted


def spread_words(ds: xr.Dataset, values: xr.DataArray, unit: str, decimals: int = 0) -> str:
    """Return between what the means of scenarios lie, as the end of a sentence.

    Scenarios are named only where the range of the lowest ends below that of the highest.

    Parameters
    ----------
    ds
        The result, for the titles.
    values
        (scenario, sample), of the scenarios that are shown.
    unit
        Written after each number, with its space; may be empty.
    decimals
        Digits after the point.
    """
    means = values.mean("sample").values
    names = [str(name) for name in values["scenario"].values]
    low, high = (names[int(place)] for place in (means.argmin(), means.argmax()))
    least, most = (f"{number(float(end), decimals)}{unit}" for end in (means.min(), means.max()))
    if low == high:
        return f"is {least}"
    if values.sizes["sample"] > 1:
        if not _apart(values.sel(scenario=low), values.sel(scenario=high)):
            return (
                f"lies between {least} and {most} in {counted(len(names), 'scenario')}, of which "
                "the ranges of the lowest and the highest overlap"
            )
        return (
            f"lies between {least} in {quoted(title_of(ds, low))} and {most} in "
            f"{quoted(title_of(ds, high))}"
        )
    return f"lies between {least} and {most} in {counted(len(names), 'scenario')}, of one run each"


def _apart(low: xr.DataArray, high: xr.DataArray) -> bool:
    """Return whether 95 % of one lie below 95 % of the other."""
    return float(low.quantile(0.95)) < float(high.quantile(0.05))
