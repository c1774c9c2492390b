"""A designed result as arrays: the points that were played, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.headline import Headline, measured
from sim.analysis.pairs import baseline_of
from sim.errors import ResultError
from sim.world import Floats

LEVEL: Final = "level"
CHANGE: Final = "change"
LEAST: Final = {"morris": 4, "saltelli": 8}
"""Trajectories, and base points, below which nothing is worked out."""
GROUPS: Final = {"morris": "trajectories", "saltelli": "base points"}
#: Of the unit that is shown, a point or a government: single precision keeps no less of a share.
_TINY: Final = 1e-4


class Series(NamedTuple):
    """A headline measure, in the scenario itself or as what it changes."""

    item: Headline
    kind: str  #: :data:`LEVEL` in the scenario, or :data:`CHANGE` against its baseline

    @property
    def name(self) -> str:
        """For files, such as ``"host_exposure, change"``."""
        return f"{self.item.name}, {self.kind}"


@dataclass(frozen=True)
class Experiment:
    """What was played of a design, without trajectories or base points that are not whole.

    Attributes
    ----------
    method
        The design, ``"morris"`` or ``"saltelli"``.
    names
        Keys of the parameters that vary.
    points
        Their values, axes (point, parameter), in the order of the design.
    asked, whole
        Trajectories or base points that were asked for, and those without a failed run.
    years
        Axis (year,).
    runs
        Of each series its values, axes (point, replicate, year), in the unit that is shown.
    levels
        Morris: levels of each parameter.
    """

    method: str
    names: tuple[str, ...]
    points: Floats
    asked: int
    whole: int
    years: NDArray[np.int64]
    runs: dict[Series, Floats]
    levels: int = 0

    @property
    def left_out(self) -> int:
        """Trajectories or base points with a failed run."""
        return self.asked - self.whole

    def means(self, series: Series) -> Floats:
        """Return the values of a series, chance averaged out, axes (point, year)."""
        return np.asarray(self.runs[series].mean(axis=1))


def experiment(ds: xr.Dataset, scenario: str, items: Sequence[Headline]) -> Experiment:
    """Return the points of a Morris or Saltelli result and what came of each.

    A trajectory or a base point of which a run failed, or is missing, is left out whole: its
    other runs alone would be compared with nothing.

    Parameters
    ----------
    ds
        A result whose design is ``morris`` or ``saltelli``.
    scenario
        The one to look at; what it changes is looked at too where it has a baseline.
    items
        Headline measures, for which the result stores the outcomes.

    Raises
    ------
    ResultError
        If too few trajectories or base points are whole.
    """
    told = ds.attrs["design"]
    method, replicates = str(told["method"]), int(told["replicates"])
    chosen, whole = _whole(ds, int(told["rows"]), int(told["draws"]), replicates)
    if whole < LEAST[method]:
        raise ResultError(
            f"sensitivity: {whole} of {told['draws']} {GROUPS[method]} have no failed or missing "
            f"run, and at least {LEAST[method]} are needed; retry=failed does failed runs again"
        )
    runs = {
        series: values[chosen].reshape(-1, replicates, values.shape[-1])
        for series, values in _values(ds, scenario, items).items()
    }
    return Experiment(
        method=method,
        names=tuple(map(str, ds["parameter"].values)),
        points=ds["drawn"].values[chosen][::replicates].astype(np.float64),
        asked=int(told["draws"]),
        whole=whole,
        years=np.unique(ds["year"].values),
        runs=runs,
        levels=int(told.get("levels", 0)),
    )


def _whole(
    ds: xr.Dataset, points: int, groups: int, replicates: int
) -> tuple[NDArray[np.bool_], int]:
    """Return the samples, (sample,), whose trajectory or base point is whole; how many are."""
    draw = ds["draw"].values
    done = np.bincount(draw, minlength=points) == replicates
    whole = done.reshape(groups, points // groups).all(axis=1)
    return whole[draw // (points // groups)], int(whole.sum())


def _values(ds: xr.Dataset, scenario: str, items: Sequence[Headline]) -> dict[Series, Floats]:
    """Return every series of a scenario, axes (sample, year)."""
    baseline = baseline_of(ds, scenario)
    found: dict[Series, Floats] = {}
    for name, values in measured(ds, items).items():
        (item,) = (each for each in items if each.name == name)
        ordered = values.transpose("scenario", "sample", "year").astype(np.float64)
        own = ordered.sel(scenario=scenario).values
        if item.is_difference:
            found[Series(item, CHANGE)] = own
            continue
        if baseline is not None:
            found[Series(item, CHANGE)] = own - ordered.sel(scenario=baseline).values
        found[Series(item, LEVEL)] = own
    return found


def varies(values: Floats) -> bool:
    """Return whether values differ by more than what is lost when a number is stored."""
    return bool(np.ptp(values) > _TINY)
