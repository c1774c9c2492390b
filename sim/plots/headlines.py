"""The five headline outcomes, as paired differences between a scenario and its baseline."""

from __future__ import annotations

import xarray as xr

from sim.analysis.contrast import contrast
from sim.analysis.headline import Headline, headlines_of, measured
from sim.analysis.pairs import are_pairs, baseline_of
from sim.analysis.sides import Sides
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
    own = measured.sel(scenario=scenario)
    if item.is_difference:
        return change_of(own.values)
    base = str(baseline_of(ds, scenario))
    other = measured.sel(scenario=base)
    if are_pairs(ds, scenario, base):
        return change_of((own - other).values)
    found = contrast(ds, Sides(scenario, base, paired=False), own.values, other.values)
    mean, low, high, error = (float(each) for each in found[:4])
    return Change(mean, low, high, own.sizes["sample"], error)
