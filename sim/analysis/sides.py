"""What is held against what: scenarios and baselines, or one policy in two results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.paired import Floats, freedom_of, simulation_error
from sim.analysis.pairs import are_pairs, baseline_of, compared
from sim.errors import ConfigError, ResultError, nearest

BASELINE: Final = "baseline"
FIRST: Final = "first"
AGAINST: Final = (BASELINE, FIRST)


class Sides(NamedTuple):
    """A scenario and what it is held against.

    Attributes
    ----------
    scenario, against
        Their names in the dataset.
    paired
        Whether their runs are pairs, sample by sample.
    """

    scenario: str
    against: str
    paired: bool


def sides_of(ds: xr.Dataset, against: str = BASELINE) -> list[Sides]:
    """Return what is held against what.

    Parameters
    ----------
    ds
        A result, or several as one.
    against
        ``"baseline"``: each scenario and its baseline; ``"first"``: the same policy in each
        other result and in the first.

    Raises
    ------
    ConfigError
        If ``against`` is neither.
    ResultError
        If there is nothing to be held against.
    """
    if against not in AGAINST:
        raise ConfigError(
            f"against: {against!r} is not one of: {', '.join(AGAINST)}{nearest(against, AGAINST)}"
        )
    found = list(_baselines(ds) if against == BASELINE else _policies(ds))
    if found:
        return found
    present = ", ".join(map(str, ds["scenario"].values))
    if against == BASELINE:
        raise ResultError(f"compare: no scenario here has its baseline beside it ({present})")
    if len(results_in(ds)) < 2:
        raise ResultError("compare: against=first needs several results, and this is one")
    raise ResultError(f"compare: no scenario is in the first result and in another ({present})")


def side_coords(
    ds: xr.Dataset, pairs: Sequence[Sides]
) -> dict[str, tuple[str, NDArray[np.generic]]]:
    """Return the coordinates that say what is held against what, axis (scenario,)."""
    found: dict[str, tuple[str, NDArray[np.generic]]] = {
        "against": ("scenario", np.array([side.against for side in pairs])),
        "paired": ("scenario", np.array([side.paired for side in pairs])),
        "freedom": ("scenario", np.array([freedom(ds, side) for side in pairs])),
    }
    names = [side.scenario for side in pairs]
    for key in ("result", "policy"):
        if key in ds.coords:
            found[key] = ("scenario", ds[key].sel(scenario=names).values)
    return found


def another_policy(ds: xr.Dataset, scenario: str, against: str) -> str | None:
    """Return what a scenario of one result is held against in another, None: the same policy."""
    policy = dict(zip(map(str, ds["scenario"].values), map(str, ds["policy"].values), strict=True))
    return None if policy[scenario] == policy[against] else against


def results_in(ds: xr.Dataset) -> list[str]:
    """Return the labels of the results that a dataset holds, in its order."""
    if "result" not in ds.coords:
        return [str(ds.attrs.get("name", "result"))]
    return list(dict.fromkeys(map(str, ds["result"].values)))


def policies_in_common(ds: xr.Dataset) -> bool:
    """Return whether a policy of the first result is in another too."""
    return next(_policies(ds), None) is not None


def clusters(ds: xr.Dataset, scenario: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return draw and replicate of each sample of a scenario, axes (sample,)."""
    if "own_draw" not in ds.coords:
        return ds["draw"].values, ds["replicate"].values
    own = ds[["own_draw", "own_replicate"]].sel(scenario=scenario)
    return own["own_draw"].values, own["own_replicate"].values


def freedom(ds: xr.Dataset, sides: Sides) -> int:
    """Return the degrees of freedom of the mean difference; without pairs, of the smaller side."""
    names = [sides.scenario] if sides.paired else [sides.scenario, sides.against]
    return min(freedom_of(*clusters(ds, name)) for name in names)


def errors(ds: xr.Dataset, values: NDArray[np.floating]) -> Floats:
    """Return the simulation error of the mean of each scenario, axes (scenario, ..).

    Parameters
    ----------
    values
        Axes (scenario, .., sample).
    """
    if "own_draw" not in ds.coords:
        return simulation_error(values, ds["draw"].values, ds["replicate"].values)
    names = map(str, ds["scenario"].values)
    return np.stack(
        [
            simulation_error(own, *clusters(ds, name))
            for own, name in zip(values, names, strict=True)
        ]
    )


def _baselines(ds: xr.Dataset) -> Iterator[Sides]:
    for name in compared(ds):
        base = str(baseline_of(ds, name))
        yield Sides(name, base, are_pairs(ds, name, base))


def _policies(ds: xr.Dataset) -> Iterator[Sides]:
    """Yield the same policy in each other result and in the first.

    Where all that they share are baselines, which are alike, the scenarios of the others are held
    against the first scenario of the first result.
    """
    if "result" not in ds.coords:
        return
    names, results, policies = (
        [str(word) for word in ds[key].values] for key in ("scenario", "result", "policy")
    )
    first = {policies[i]: i for i in range(len(names)) if results[i] == results[0]}
    others = [i for i in range(len(names)) if results[i] != results[0]]
    asked = [names.index(name) for name in compared(ds)]
    own = [i for i in asked if results[i] == results[0]]
    shared = [i for i in others if policies[i] in first]
    if shared and own and set(others) & set(asked) and not set(shared) & set(asked):
        found = [(i, own[0]) for i in others if i in asked]
    else:
        found = [(i, first[policies[i]]) for i in shared]
    for i, other in found:
        yield Sides(names[i], names[other], are_pairs(ds, names[i], names[other]))
