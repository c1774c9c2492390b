"""Morris screening: by how much each parameter moves a measure, year by year."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.sensitivity.experiment import Experiment, Series, varies

CONFIDENCE: Final = 0.9
COLUMNS: Final = ("mu", "mu_star", "mu_star_conf", "sigma")


def effects(played: Experiment, seed: int) -> dict[Series, xr.Dataset]:
    """Return the elementary effects of every parameter on every series, summed up.

    An effect is how much a measure moves per step of a parameter, stretched to its whole range;
    steps are equal in probability, and not in the parameter's unit.

    Parameters
    ----------
    played
        A Morris design.
    seed
        Of the bootstrap.

    Returns
    -------
    dict of Series to xarray.Dataset
        Axes (year, parameter), in the unit of the measure: ``mu``, the mean of the effects;
        ``mu_star``, the mean of their sizes, with half its 90 % interval, ``mu_star_conf``;
        ``sigma``, their standard deviation. NaN in years in which the measure does not vary.
    """
    return {series: _of_series(played, series, seed) for series in played.runs}


def _of_series(played: Experiment, series: Series, seed: int) -> xr.Dataset:
    from SALib.analyze.morris import analyze

    problem = problem_of(played)
    found = np.full((len(COLUMNS), len(played.years), len(played.names)), np.nan)
    for place, values in enumerate(played.means(series).T):
        if varies(values):
            told = analyze(
                problem,
                played.points,
                np.ascontiguousarray(values),
                num_levels=played.levels,
                conf_level=CONFIDENCE,
                seed=seed,
            )
            found[:, place] = [np.asarray(told[name]) for name in COLUMNS]
    return labelled(played, dict(zip(COLUMNS, found, strict=True)))


def problem_of(played: Experiment) -> dict[str, object]:
    """Return what SALib wants to know of the parameters; effects are over their whole range."""
    count = len(played.names)
    return {"num_vars": count, "names": list(played.names), "bounds": [[0.0, 1.0]] * count}


def labelled(played: Experiment, columns: dict[str, np.ndarray]) -> xr.Dataset:
    """Return statistics with their labels; axes (year, parameter), or (year,)."""
    axes = ("year", "parameter")
    variables = {name: (axes[: values.ndim], values) for name, values in columns.items()}
    return xr.Dataset(variables, {"year": played.years, "parameter": list(played.names)})
