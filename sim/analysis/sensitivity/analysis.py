"""The whole analysis of two results: the screening, and the indices of what it left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import xarray as xr

from sim.analysis.headline import Headline
from sim.analysis.sensitivity.choice import choose
from sim.analysis.sensitivity.effects import effects
from sim.analysis.sensitivity.experiment import Experiment, Series, experiment
from sim.analysis.sensitivity.finding import Finding
from sim.analysis.sensitivity.indices import indices


class Screening(NamedTuple):
    """What was played for a screening, and the effects of every parameter, by series."""

    played: Experiment
    effects: Mapping[Series, xr.Dataset]


def screen(ds: xr.Dataset, scenario: str, items: Sequence[Headline]) -> Screening:
    """Return the effects of every parameter that varies in a result of design ``morris``.

    Parameters
    ----------
    ds
        The result.
    scenario
        The one to look at.
    items
        Headline measures, the one that matters most first.

    Raises
    ------
    ResultError
        If too few trajectories are whole.
    """
    played = experiment(ds, scenario, items)
    return Screening(played, effects(played, int(ds.attrs["seed"])))


def analyse(
    screening: Screening, ds: xr.Dataset, scenario: str, items: Sequence[Headline], year: int
) -> Finding:
    """Return which parameters drive some measures of a scenario, year by year.

    Parameters
    ----------
    screening
        Of all parameters.
    ds
        A result of design ``saltelli``, in which the parameters that are kept vary.
    scenario, items
        As of the screening.
    year
        That tables and words speak of.

    Raises
    ------
    ResultError
        If too few base points are whole.
    """
    indexed = experiment(ds, scenario, items)
    return Finding(
        ds=ds,
        scenario=scenario,
        year=year,
        screened=screening.played,
        indexed=indexed,
        effects=screening.effects,
        indices=indices(indexed, int(ds.attrs["seed"])),
        choice=choose(screening.effects, indexed.names),
    )
