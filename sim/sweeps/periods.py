"""Periods: the quarters that are stored as one, so that many runs fit on a disk."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes import Outcome


def thinned(values: NDArray[Any], outcome: Outcome, every: int) -> NDArray[Any]:
    """Return an outcome with one value a period, in the type in which it is stored.

    A flow is summed over the period, in double precision; anything else is its value in the
    period's last quarter.

    Parameters
    ----------
    values
        Axes (run, quarter, ...).
    outcome
        What it is.
    every
        Quarters a period, of which the number of quarters is a multiple.
    """
    if every == 1:
        return np.asarray(values, dtype=outcome.dtype)
    runs, quarters, *rest = values.shape
    parts = values.reshape(runs, quarters // every, every, *rest)
    kept = parts.sum(axis=2, dtype=np.float64) if outcome.is_flow else parts[:, :, -1]
    return np.ascontiguousarray(kept, dtype=outcome.dtype)
