"""The difference of a scenario and what it is held against: run by run, or of any two runs."""

from __future__ import annotations

import numpy as np
import xarray as xr

from sim.analysis.contrast import all_differences, error_of_two
from sim.analysis.pairs import are_pairs, baseline_of
from sim.analysis.sides import clusters
from sim.plots.words import Change, change_of
from sim.world import Floats


def change_in(ds: xr.Dataset, values: xr.DataArray, scenario: str, rows: int = 1) -> Change:
    """Return by how much values differ between a scenario and what it is held against.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    values
        Axes (scenario, sample).
    scenario
        The scenario.
    rows
        How many differences are looked at together, see :func:`sim.analysis.change.clear`.
    """
    names = scenario, str(baseline_of(ds, scenario))
    own, other = (values.sel(scenario=name).values for name in names)
    return change_between(ds, names, own, other, rows)


def change_between(
    ds: xr.Dataset, names: tuple[str, str], own: Floats, other: Floats, rows: int = 1
) -> Change:
    """Return by how much the runs of one scenario differ from those of another.

    Where they are no pairs, the range is over any run of one and any of the other, and what few
    runs leave open of either mean adds up, with the freedom of the side that has less.

    Parameters
    ----------
    ds
        A result with both, for what is paired and for draws and replicates.
    names
        The two.
    own, other
        Values of each, axes (sample,).
    rows
        How many differences are looked at together.
    """
    if are_pairs(ds, *names):
        return change_of(own - other, rows, clusters(ds, names[0]))
    here, there = (
        change_of(side, rows, clusters(ds, name))
        for side, name in zip((own, other), names, strict=True)
    )
    if not (here.samples and there.samples):
        return there if here.samples else here
    apart = change_of(all_differences(own, other))
    freedoms = here.freedom, there.freedom
    error = float(error_of_two((here.error, there.error), freedoms)) if min(freedoms) else 0.0
    samples = min(here.samples, there.samples)
    mean = here.mean - there.mean
    return Change(mean, apart.low, apart.high, samples, error, min(freedoms), rows)


def differences_of(ds: xr.Dataset, names: tuple[str, str], own: Floats, other: Floats) -> Floats:
    """Return the differences that a range is over, (difference,): of pairs, or of any two runs."""
    if are_pairs(ds, *names):
        return np.asarray(own - other)
    return all_differences(own, other)
