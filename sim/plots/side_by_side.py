"""Which of several results a figure holds side by side, and which scenarios it shows of them."""

from __future__ import annotations

from collections.abc import Sequence

import xarray as xr

from sim.analysis.beside import beside_first
from sim.analysis.pairs import baseline_of, compared, held_beside
from sim.plots.pairs import main_scenario, scenarios
from sim.plots.several import Scenarios, named


def side_by_side(ds: xr.Dataset, chosen: Scenarios | None) -> tuple[xr.Dataset, list[str] | None]:
    """Return several results held side by side, and the scenarios that are to be shown.

    A policy is looked at in every other result against the first. Scenarios named in full, with
    their result, stay against their own baselines, as do those of one result.

    Parameters
    ----------
    ds
        A result, or several as one.
    chosen
        Scenarios or policies; None: each figure's own choice.

    Returns
    -------
    tuple of Dataset and list of str
        The second None where ``chosen`` is.

    Raises
    ------
    ConfigError
        If a scenario is not in the result.
    """
    names = None if chosen is None else named(ds, chosen)
    beside = beside_first(ds)
    if names is None or beside is ds:
        return beside, names
    asked = [chosen] if isinstance(chosen, str) else chosen or ()
    others = [name for name in names if baseline_of(beside, name)]
    if others and not set(asked) & set(scenarios(ds)):
        return beside, others
    return ds, names


def main_ones(ds: xr.Dataset) -> list[str]:
    """Return the main scenario; of results side by side, its policy in each but the first."""
    main = main_scenario(ds)
    if not held_beside(ds):
        return [main]
    return [name for name in compared(ds) if baseline_of(ds, name) == baseline_of(ds, main)]


def with_the_first(ds: xr.Dataset, names: Sequence[str]) -> list[str]:
    """Return scenarios of results side by side with what they are held against.

    A lone one stays alone: figures put what it is held against beside it themselves.
    """
    if not held_beside(ds) or len(names) < 2:
        return list(names)
    bases = [base for name in names if (base := baseline_of(ds, name))]
    return list(dict.fromkeys([*names, *bases]))
