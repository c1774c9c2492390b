"""What each run was played with: its draw of the parameters and its settings of levers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd
import xarray as xr

from sim.analysis.sides import results_in
from sim.params import registry

NAME: Final = "samples"
PARAMETERS: Final = ("parameter", "drawn")
"""Coordinates that hold what was drawn; no outcome has their axes, so no choice keeps them."""
_LEVERS: Final = "levers."
_AT_ONCE: Final = 20_000


def by_scenario(ds: xr.Dataset) -> bool:
    """Return whether scenarios differ in a lever, so that each needs rows of its own."""
    return bool(_levers(ds, "scenario"))


def sample_rows(ds: xr.Dataset) -> int:
    """Return how many rows :func:`sample_frames` makes."""
    return int(ds.sizes["sample"] * (ds.sizes["scenario"] if by_scenario(ds) else 1))


def sample_frames(ds: xr.Dataset, samples: int = _AT_ONCE) -> Iterator[pd.DataFrame]:
    """Yield the table of samples in pieces.

    A row has the draw and the replicate, the scenario where scenarios differ in a lever, then
    every lever and every parameter that differs.

    Parameters
    ----------
    samples
        How many are held at once.
    """
    for scenario in range(ds.sizes["scenario"]) if by_scenario(ds) else [None]:
        for start in range(0, ds.sizes["sample"], samples):
            part = ds.isel(sample=slice(start, start + samples))
            yield pd.DataFrame({**_lead(part, scenario), **_drawn(part)})


def told(ds: xr.Dataset, table: str | None) -> Iterator[str]:
    """Yield lines of the read-me on what samples differ in.

    Parameters
    ----------
    table
        Its file; None: it stands beside the arrays.
    """
    if len(results_in(ds)) > 1:
        yield "What the runs were played with is particular to each result: export it alone."
        return
    names = [*_levers(ds, "scenario"), *_levers(ds, "sample")]
    if table:
        who = "scenario, draw and replicate" if by_scenario(ds) else "draw and replicate"
        yield f"{table} holds what the runs were played with, one row a {who}: join it to the"
        yield "other tables by these. Its other columns:"
    else:
        yield "What the runs were played with lies beside the arrays: levers under their names, the"
        yield "parameters that were drawn in drawn, axes sample and parameter. These are:"
    yield from (f"{name}: the setting of a lever" for name in names)
    for key in _parameters(ds):
        yield f"{key} ({registry()[key].unit}): {registry()[key].meaning}"
    if not names and not _parameters(ds):
        yield "none; all parameters are held, and the runs of a scenario differ by chance alone"


def _levers(ds: xr.Dataset, dim: str) -> list[str]:
    names = map(str, ds.coords)
    return [name for name in names if name.startswith(_LEVERS) and ds[name].dims == (dim,)]


def _parameters(ds: xr.Dataset) -> list[str]:
    return [str(key) for key in ds["parameter"].values] if "drawn" in ds.coords else []


def _lead(part: xr.Dataset, scenario: int | None) -> dict[str, Any]:
    """Return the labels of the rows, and their levers."""
    found: dict[str, Any] = {}
    if scenario is not None:
        found["scenario"] = np.full(part.sizes["sample"], part["scenario"].values[scenario])
    found |= {name: part[name].values for name in ("draw", "replicate")}
    if scenario is not None:
        for name in _levers(part, "scenario"):
            found[name] = np.full(part.sizes["sample"], part[name].values[scenario])
    return found | {name: part[name].values for name in _levers(part, "sample")}


def _drawn(part: xr.Dataset) -> dict[str, Any]:
    return {key: part["drawn"].values[:, i] for i, key in enumerate(_parameters(part))}
