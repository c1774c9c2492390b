"""Tidy tables: one row a run, period and place, one column an outcome, one table a set of axes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.sides import clusters, results_in

#: Rows that are held at once.
_ROWS: Final = 500_000
_WORLD: Final = "world"


@dataclass(frozen=True)
class Table:
    """Outcomes that share their axes.

    Attributes
    ----------
    axes
        After scenario and sample.
    outcomes
        Its columns.
    """

    axes: tuple[str, ...]
    outcomes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The axes besides the quarter, or ``world`` where there are none."""
        return "_".join(self.axes[1:]) or _WORLD


def tables(ds: xr.Dataset, lead: int) -> list[Table]:
    """Return the tables of a dataset, in the order of its outcomes.

    Parameters
    ----------
    lead
        How many axes come before those of a table: scenario, and sample if there is one.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for name, values in ds.data_vars.items():
        found.setdefault(tuple(map(str, values.dims[lead:])), []).append(str(name))
    return [Table(axes, tuple(names)) for axes, names in found.items()]


def row_count(ds: xr.Dataset, table: Table) -> int:
    """Return how many rows a table of runs has."""
    return prod(ds.sizes[axis] for axis in ("scenario", "sample", *table.axes))


def run_frames(ds: xr.Dataset, table: Table, rows: int = _ROWS) -> Iterator[pd.DataFrame]:
    """Yield a table of runs in pieces of about ``rows`` rows: scenario, draw, replicate, axes.

    Of several results, the result and the scenario's own name in it stand before those.
    """
    step = max(1, rows // prod(ds.sizes[axis] for axis in table.axes))
    whose = owners(ds)
    for scenario in range(ds.sizes["scenario"]):
        for start in range(0, ds.sizes["sample"], step):
            part = ds[list(table.outcomes)].isel(
                scenario=slice(scenario, scenario + 1), sample=slice(start, start + step)
            )
            lead = {**whose, "scenario": "scenario", "draw": "sample", "replicate": "sample"}
            columns = {name: part[name].values.ravel() for name in table.outcomes}
            draws, chances = clusters(part, str(part["scenario"].values[0]))
            part = part.assign_coords(draw=("sample", draws), replicate=("sample", chances))
            yield frame(part, ("scenario", "sample", *table.axes), lead, columns)


def owners(ds: xr.Dataset) -> dict[str, str]:
    """Return the columns that say whose a scenario is, with their axis; none of one result."""
    return dict.fromkeys(("result", "policy") if len(results_in(ds)) > 1 else (), "scenario")


def frame(
    ds: xr.Dataset,
    dims: Sequence[str],
    lead: Mapping[str, str],
    columns: Mapping[str, NDArray[Any]],
) -> pd.DataFrame:
    """Return a table with a column a label, then the columns given, in the order of the axes.

    Parameters
    ----------
    dims
        Axes of the values, flattened in the columns.
    lead
        Coordinate -> its axis, for the columns that come first; the other axes follow.
    """
    shape = tuple(ds.sizes[dim] for dim in dims)
    named = {**lead, **{dim: dim for dim in dims if dim not in lead.values()}}
    found: dict[str, Any] = {}
    for name, dim in named.items():
        at = _places(shape, dims.index(dim))
        labels = ds[name].values
        if labels.dtype.kind in "OUT":
            codes, words = pd.factorize(pd.Index(labels))
            found[name] = pd.Categorical.from_codes(codes[at], words)
        else:
            found[name] = labels[at]
    return pd.DataFrame({**found, **columns})


def _places(shape: tuple[int, ...], axis: int) -> NDArray[np.intp]:
    """Return the place along an axis of every value of an array, flattened."""
    place = np.arange(shape[axis]).reshape([-1 if i == axis else 1 for i in range(len(shape))])
    return np.broadcast_to(place, shape).ravel()
