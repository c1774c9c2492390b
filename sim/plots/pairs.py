"""Which scenario is held against which, and what both are called."""

from __future__ import annotations

import xarray as xr

from sim.analysis.pairs import baseline_of
from sim.analysis.pairs import compared as with_baseline
from sim.plots.words import counted, quoted

_MAIN_SCENARIO = "us_action"


def scenarios(ds: xr.Dataset) -> list[str]:
    """Return the names of the scenarios in a result."""
    return [str(name) for name in ds["scenario"].values]


def compared(ds: xr.Dataset, family: str | None = None) -> list[str]:
    """Return the scenarios that have a baseline in a result, all or those of one family.

    Parameters
    ----------
    ds
        A result.
    family
        ``"past"``, ``"future"`` or None for both.
    """
    families = ds.attrs.get("families", {})
    names = with_baseline(ds)
    return [name for name in names if family in (None, families.get(name, "past"))]


def main_scenario(ds: xr.Dataset) -> str:
    """Return the scenario that figures show: US action, else the first with a baseline."""
    if _MAIN_SCENARIO in scenarios(ds):
        return _MAIN_SCENARIO
    return [*compared(ds), *scenarios(ds)][0]


def title_of(ds: xr.Dataset, scenario: str) -> str:
    """Return the title of a scenario, or its name if it has none."""
    return str(ds.attrs.get("titles", {}).get(scenario) or scenario)


def pair_words(ds: xr.Dataset, scenario: str) -> str:
    """Return ``title against baseline``, or the title alone."""
    baseline = baseline_of(ds, scenario)
    against = f" against {quoted(title_of(ds, baseline))}" if baseline else ""
    return f"{quoted(title_of(ds, scenario))}{against}"


def runs_in(ds: xr.Dataset) -> str:
    """Return how many runs each scenario has, such as ``64 runs``."""
    return counted(ds.sizes["sample"], "run")
