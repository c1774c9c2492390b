"""Sobol indices: which part of the variance is due to each parameter, year by year."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.sensitivity.chance import chance
from sim.analysis.sensitivity.effects import CONFIDENCE, labelled, problem_of
from sim.analysis.sensitivity.experiment import Experiment, Series, varies
from sim.world import Floats

COLUMNS: Final = ("S1", "S1_conf", "ST", "ST_conf")


def indices(played: Experiment, seed: int) -> dict[Series, xr.Dataset]:
    """Return first and total order indices of every parameter on every series.

    Parameters
    ----------
    played
        A Saltelli design without interactions of pairs.
    seed
        Of the bootstrap.

    Returns
    -------
    dict of Series to xarray.Dataset
        Axes (year, parameter): ``S1`` and ``ST``, parts of the variance, with half their 90 %
        intervals, ``S1_conf`` and ``ST_conf``; NaN in years in which the measure does not vary.
        Axis (year,): ``deviation``, the standard deviation over the parameters, in the unit of
        the measure, and ``chance`` and ``chance_left`` of
        :func:`sim.analysis.sensitivity.chance.chance`.
    """
    return {series: _of_series(played, series, seed) for series in played.runs}


def _of_series(played: Experiment, series: Series, seed: int) -> xr.Dataset:
    from SALib.analyze.sobol import analyze

    problem, means = problem_of(played), played.means(series)
    independent = _independent(means, played)
    found = np.full((len(COLUMNS), len(played.years), len(played.names)), np.nan)
    for place in range(len(played.years)):
        if varies(independent[:, place]):
            told = analyze(
                problem,
                np.ascontiguousarray(means[:, place]),
                calc_second_order=False,
                conf_level=CONFIDENCE,
                seed=seed + 1,  # of 0 the library would make a seed of its own
            )
            found[:, place] = [told[name] for name in COLUMNS]
    of_year = {
        "deviation": independent.std(axis=0, ddof=1),
        **chance(_independent(played.runs[series], played)),
    }
    return labelled(played, {**dict(zip(COLUMNS, found, strict=True)), **of_year})


def _independent(values: Floats, played: Experiment) -> Floats:
    """Return the values of the points that are drawn independently: two of each base point."""
    size = len(played.names) + 2
    return np.concatenate([values[::size], values[size - 1 :: size]])
