"""The difference of a scenario and what it is held against: run by run, or of any two runs."""

from __future__ import annotations

import numpy as np
import xarray as xr

from sim.analysis.contrast import all_differences
from sim.analysis.pairs import are_pairs, baseline_of
from sim.plots.words import Change, change_of
from sim.world import Floats


def change_in(ds: xr.Dataset, values: xr.DataArray, scenario: str) -> Change:
    """Return by how much values differ between a scenario and what it is held against.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    values
        Axes (scenario, sample).
    scenario
        The scenario.
    """
    names = scenario, str(baseline_of(ds, scenario))
    own, other = (values.sel(scenario=name).values for name in names)
    return change_between(ds, names, own, other)


def change_between(ds: xr.Dataset, names: tuple[str, str], own: Floats, other: Floats) -> Change:
    """Return by how much the runs of one scenario differ from those of another, axes (sample,).

    Where they are no pairs, what few runs leave open of either mean adds up.
    """
    if are_pairs(ds, *names):
        return change_of(own - other)
    here, there = change_of(own), change_of(other)
    samples = min(here.samples, there.samples)
    if not samples:
        return here if not here.samples else there
    apart = change_of(all_differences(own, other))
    error = float(np.hypot(here.error, there.error))
    return Change(here.mean - there.mean, apart.low, apart.high, samples, error)


def differences_of(ds: xr.Dataset, names: tuple[str, str], own: Floats, other: Floats) -> Floats:
    """Return the differences that a range is over, (difference,): of pairs, or of any two runs."""
    if are_pairs(ds, *names):
        return np.asarray(own - other)
    return all_differences(own, other)
