"""Saying how far the means of several scenarios lie apart, run by run where runs are pairs."""

from __future__ import annotations

import xarray as xr

from sim.analysis.change import few_words, is_clear
from sim.analysis.pairs import are_pairs
from sim.plots.changes import change_between
from sim.plots.pairs import title_of
from sim.plots.words import counted, number, quoted, range_words


def spread_words(
    ds: xr.Dataset, values: xr.DataArray, unit: str, decimals: int = 0, places: int = 1
) -> str:
    """Return between what the means of scenarios lie, as the end of a sentence.

    Scenarios are named only where the lowest and the highest clearly differ.

    Parameters
    ----------
    ds
        The result, for the titles.
    values
        (scenario, sample), of the scenarios that are shown.
    unit
        `` %``, written after each number, or empty for an index.
    decimals
        Digits after the point.
    places
        Of how many such sets of values this one was chosen.
    """
    means = values.mean("sample").values
    names = [str(name) for name in values["scenario"].values]
    low, high = (names[int(place)] for place in (means.argmin(), means.argmax()))
    least, most = (f"{number(float(end), decimals)}{unit}" for end in (means.min(), means.max()))
    if low == high:
        return f"is {least}"
    among = f"lies between {least} and {most} in {counted(len(names), 'scenario')}"
    runs = values.sizes["sample"]
    if runs == 1:
        return f"{among}, of one run each"
    if few := few_words(runs, "that"):
        return f"{among}; {few}"
    ends = values.sel(scenario=high).values, values.sel(scenario=low).values
    pairs = len(names) * (len(names) - 1) // 2
    change = change_between(ds, (high, low), *ends, places * pairs)
    over = "run by run" if are_pairs(ds, high, low) else "any two runs"
    if not is_clear(change):
        return f"{among}; {over}, the highest is not clearly above the lowest"
    digits = max(decimals, 1)
    points = " points" if unit else ""
    apart = f"{number(change.mean, digits)}{points} more {range_words(change, digits)}"
    return (
        f"lies between {least} in {quoted(title_of(ds, low))} and {most} in "
        f"{quoted(title_of(ds, high))}; {over}, {apart}"
    )
