"""A difference over runs, and the one test of whether it may be called clear."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.analysis.paired import UPPER, freedom_of, simulation_error
from sim.world import Floats

LEAST_RUNS: Final = 10
"""With fewer runs nothing is clear: 5 and 95 % of them are no more than their two ends."""
TINY: Final = 5e-3
"""Smaller numbers are written as 0, and count as none."""
#: The share of lists of differences made by chance alone that may hold a clear one.
_CHANCE: Final = 0.05


class Change(NamedTuple):
    """A difference between a scenario and what it is held against, over samples.

    Attributes
    ----------
    mean, low, high
        Its mean; 5 and 95 % of the samples, or of their pairs, lie below low and high.
    samples
        How many runs; without pairs, those of the smaller side.
    error
        Half the 90 % interval of the mean: what so few runs leave open.
    freedom
        Degrees of freedom of that error; 0: one less than the samples.
    rows
        How many differences are looked at together: of many, some lie far off by chance.
    """

    mean: float
    low: float
    high: float
    samples: int
    error: float = 0.0
    freedom: int = 0
    rows: int = 1


def change_of(
    differences: Floats,
    rows: int = 1,
    groups: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None,
) -> Change:
    """Sum up paired differences; samples without a value are left out.

    Parameters
    ----------
    differences
        Axes (sample,).
    rows
        How many differences are looked at together.
    groups
        Draw and replicate of each sample, axes (sample,); None: no two samples share either.
    """
    known = np.isfinite(differences)
    values = differences[known]
    if not len(values):
        return Change(float("nan"), float("nan"), float("nan"), 0, rows=rows)
    own = np.arange(len(values))
    draws, replicates = (group[known] for group in groups) if groups else (own, own)
    low, high = np.quantile(values, [0.05, 0.95])
    error = float(simulation_error(values, draws, replicates)) if len(values) > 1 else 0.0
    ends = float(values.mean()), float(low), float(high)
    return Change(*ends, len(values), error, freedom_of(draws, replicates), rows)


def is_clear(change: Change) -> bool:
    """Tell whether a difference is clear, see :func:`clear`.

    Examples
    --------
    >>> is_clear(Change(2.0, 1.0, 2.5, 64)), is_clear(Change(2.0, 1.0, 2.5, 3))
    (True, False)
    """
    mean, low, high, samples, error, freedom, rows = change
    return bool(clear(mean, low, high, error, samples, freedom, rows))


def clear(
    mean: Floats | float,
    low: Floats | float,
    high: Floats | float,
    error: Floats | float,
    samples: int,
    freedom: int = 0,
    rows: NDArray[np.integer] | int = 1,
) -> NDArray[np.bool_]:
    """Tell which differences lie wholly on one side of zero, and not by chance or for want of runs.

    The range must lie on one side, and the mean beyond what chance makes of so many differences
    in one list of twenty. Arguments are those of :class:`Change`, each one number or with axes
    that fit.

    Examples
    --------
    >>> clear(np.array([2.0, 2.0]), 1.0, 3.0, np.array([0.5, 1.9]), 16, rows=198).tolist()
    [True, False]
    """
    if samples < LEAST_RUNS:
        return np.zeros(np.shape(mean), bool)
    free = freedom or samples - 1
    beyond = _CHANCE / (2 * np.maximum(rows, 1))
    wider = stdtrit(free, 1 - beyond) / stdtrit(free, UPPER)
    one_sided = (np.asarray(low) > TINY) | (np.asarray(high) < -TINY)
    return np.asarray(one_sided & (np.abs(mean) > wider * np.asarray(error)))


def is_one_sided(change: Change) -> bool:
    """Tell whether the whole range lies on one side of zero, however few the runs."""
    return change.low > TINY or change.high < -TINY


def is_few(samples: int) -> bool:
    """Tell whether there are too few runs to call anything clear."""
    return samples < LEAST_RUNS


def few_words(samples: int, what: str = "anything") -> str:
    """Say that so few runs make nothing clear; empty where there are enough.

    Examples
    --------
    >>> few_words(3), few_words(1, "a change"), few_words(64)
    ('3 runs are too few to call anything clear', 'one run is too few to call a change clear', '')
    """
    if not is_few(samples):
        return ""
    runs = "one run is" if samples == 1 else f"{samples} runs are"
    return f"{runs} too few to call {what} clear"
