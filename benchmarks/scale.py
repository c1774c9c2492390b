"""One run of worlds with more and more operators: time, memory, and how they grow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from benchmarks.processes import worker

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)


class Point(NamedTuple):
    """One run of one world."""

    operators: int
    seconds: float
    peak_mb: float


def points(sizes: Sequence[int], repeats: int) -> list[Point]:
    """Play one run of each size, each in a process of its own; keep the shortest."""
    found = []
    for size in sizes:
        told = [worker("operators", size) for _ in range(repeats if size < max(SIZES) else 1)]
        seconds, peak = min(t["play_s"] for t in told), max(t["peak_mb"] for t in told)
        found.append(Point(int(told[0]["operators"]), seconds, peak))
    return found


def exponent(found: Sequence[Point]) -> float:
    """Return the power of the number of operators with which time grows, by least squares.

    Examples
    --------
    >>> round(exponent([Point(10, 3.0, 0.0), Point(100, 30.0, 0.0), Point(1000, 300.0, 0.0)]), 6)
    1.0
    """
    operators = np.log([point.operators for point in found])
    seconds = np.log([point.seconds for point in found])
    slope, _ = np.polyfit(operators, seconds, 1)
    return float(slope)


def steps(found: Sequence[Point]) -> list[float]:
    """Return the power from each number of operators to the next: a fit may average unlike ones.

    Examples
    --------
    >>> steps([Point(10, 1.0, 0.0), Point(100, 10.0, 0.0), Point(1000, 1000.0, 0.0)])
    [1.0, 2.0]
    """
    return [round(exponent(pair), 2) for pair in pairwise(found)]
