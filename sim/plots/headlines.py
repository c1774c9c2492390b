"""The five headline outcomes, as paired differences between a scenario and its baseline."""

from __future__ import annotations

import numpy as np
import xarray as xr

from sim.analysis.headline import Headline, headlines_of, measured
from sim.analysis.pairs import baseline_of, compared
from sim.analysis.sides import clusters
from sim.plots.changes import change_in
from sim.plots.words import Change, change_of


def headline_values(ds: xr.Dataset, year: int = 2030) -> dict[str, xr.DataArray]:
    """Measure every headline that is stored once, at the end of a year.

    Returns
    -------
    dict
        By name of the headline, (scenario, sample), in the unit that is shown.
    """
    values = measured(ds, headlines_of(ds))
    return {name: by_year.sel(year=year) for name, by_year in values.items()}


def headline_change(
    ds: xr.Dataset, values: dict[str, xr.DataArray], item: Headline, scenario: str
) -> Change:
    """Return the difference of one headline between a scenario and what it is held against.

    Its range is that of the paired runs, or of any two runs where they are no pairs.

    It is one of as many as there are scenarios and headlines, but for those that are the same to
    the bit in every run, and is clear among those.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    values
        What :func:`headline_values` gave.
    item
        The headline.
    scenario
        The scenario.
    """
    measured = values[item.name]
    rows = _moved(ds, values)
    if item.is_difference:
        return change_of(measured.sel(scenario=scenario).values, rows, clusters(ds, scenario))
    return change_in(ds, measured, scenario, rows)


def _moved(ds: xr.Dataset, values: dict[str, xr.DataArray]) -> int:
    """Return how many headlines of scenarios differ in any run from what they are held against."""
    pairs = [(name, baseline_of(ds, name)) for name in compared(ds)]
    count = 0
    for item in headlines_of(ds):
        found = values[item.name].transpose("scenario", "sample")
        place = {str(name): i for i, name in enumerate(found["scenario"].values)}
        runs = found.values
        for name, base in pairs:
            other = 0.0 if item.is_difference or base is None else runs[place[base]]
            count += bool(np.any(runs[place[name]] != other))
    return max(1, count)
