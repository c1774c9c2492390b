"""What a mechanism moves besides the headline measures."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import pieces_of
from sim.outcomes import registry


class Trace(NamedTuple):
    """The stored outcome that turning a mechanism moves most."""

    outcome: str
    label: str
    change: float  #: absolute change over absolute value, summed over everything stored
    appeared: bool = False  #: the whole model has none of it, so that there is no size to compare


def trace(ds: xr.Dataset, scenario: str) -> Trace | None:
    """Return the outcome that a case of an ablation moves most, or None if it moves none.

    Parameters
    ----------
    ds
        A result.
    scenario
        A case that has its baseline in the result.
    """
    pair = ds.sel(scenario=[scenario, baseline_of(ds, scenario)])
    known = registry()
    found = [
        Trace(name, known[name].label, *_change(pair[[name]]))
        for name in map(str, ds.data_vars)
        if name in known
    ]
    largest = max(found, key=lambda each: (each.change > 0.0 and not each.appeared, each.change))
    return largest if largest.change > 0.0 else None


def _change(pair: xr.Dataset) -> tuple[float, bool]:
    """Return how much an outcome differs as a part of its size, and whether it has none."""
    moved = size = 0.0
    for piece in pieces_of(pair):
        (values,) = piece.data_vars.values()
        turned, whole = np.nan_to_num(values.values.astype(np.float64))
        moved += float(np.abs(turned - whole).sum())
        size += float(np.abs(whole).sum())
    return (moved / size, False) if size > 0.0 else (float(moved > 0.0), True)
