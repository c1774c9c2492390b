"""Sums over a row of vendors, in an order of their own that lets four be added at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.compiled import dot_of_eight, lean, sum_of_eight
from sim.terms import MARKET_OF_CLASS

Floats = NDArray[np.float64]
MAKERS: Final = 8
"""Length of the rows of the real world, whose sums need no loop."""
MARKETS_OF = np.array(MARKET_OF_CLASS)
"""Market of each class of kit, for rules to look up."""


@lean
def row_sum(row: Floats) -> float:
    """Return the sum of a row."""
    if row.size == MAKERS:
        return sum_of_eight(row)
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    fours = row.size // 4 * 4
    for i in range(0, fours, 4):
        a += row[i]
        b += row[i + 1]
        c += row[i + 2]
        d += row[i + 3]
    for i in range(fours, row.size):
        a += row[i]
    return (a + b) + (c + d)


@lean
def row_dot(row: Floats, other: Floats) -> float:
    """Return the sum of the products of two rows."""
    if row.size == MAKERS:
        return dot_of_eight(row, other)
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    fours = row.size // 4 * 4
    for i in range(0, fours, 4):
        a += row[i] * other[i]
        b += row[i + 1] * other[i + 1]
        c += row[i + 2] * other[i + 2]
        d += row[i + 3] * other[i + 3]
    for i in range(fours, row.size):
        a += row[i] * other[i]
    return (a + b) + (c + d)


@lean
def copy_row(source: Floats, target: Floats) -> None:
    """Write one row over another."""
    for i in range(source.size):
        target[i] = source[i]
