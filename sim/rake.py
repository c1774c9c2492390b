"""Raking the shares of operators to the share of their country.

The raked shares are the given ones times one factor an operator and one a vendor. Sweeps find
the factors, slowly; Newton's method finds them in a few steps, where operators are few. It works
on several countries and markets side by side, one a lane, so that a processor does too.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import jit, lean, sized
from sim.rules.rows import MAKERS, row_sum

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SWEEPS: Final = 4000
TOLERANCE: Final = 1e-11
LANES: Final = 16
FEW: Final = 8  #: up to so many operators a country is raked by Newton's method
STEPS: Final = 12
LAST: Final = 1e-6  #: after a miss as small as this the next step is the last
FARTHEST: Final = 1.0  #: most that the logarithm of a factor may move at a step
LEAST_PIVOT: Final = 1e-13


class Block(NamedTuple):
    """Some countries and markets side by side. The last axis is the lane."""

    weight: Floats  #: (operator, lane), of its country; 0 where there is no such operator
    target: Floats  #: (vendor, lane)
    kit: Floats  #: (operator, vendor, lane), shares times weight
    part: Floats  #: (vendor, lane), one over the target, or 0
    total: Floats  #: (vendor, lane)
    miss: Floats  #: (operator, lane), weight less the sum of the kit; then the step
    slope: Floats  #: (operator, operator, lane), of the sums by the logarithms of factors
    worst: Floats  #: (lane,), what is missed; also a pivot


@lean
def as_constants(b: Block, vendors: int) -> Block:
    """Return a block, with sizes that the compiler knows but for the number of vendors."""
    return Block(
        sized(b.weight, (FEW, LANES)),
        sized(b.target, (vendors, LANES)),
        sized(b.kit, (FEW, vendors, LANES)),
        sized(b.part, (vendors, LANES)),
        sized(b.total, (vendors, LANES)),
        sized(b.miss, (FEW, LANES)),
        sized(b.slope, (FEW, FEW, LANES)),
        sized(b.worst, (LANES,)),
    )


@lean
def scale_vendors(b: Block, operators: int) -> None:
    """Scale the kit of every vendor to its target."""
    for v in range(b.target.shape[0]):
        for lane in range(LANES):
            b.total[v, lane] = 0.0
        for o in range(operators):
            for lane in range(LANES):
                b.total[v, lane] += b.kit[o, v, lane]
        for lane in range(LANES):
            total = b.total[v, lane]
            b.total[v, lane] = b.target[v, lane] / total if total > 0.0 else 0.0
        for o in range(operators):
            for lane in range(LANES):
                b.kit[o, v, lane] *= b.total[v, lane]


@lean
def find_misses(b: Block, operators: int) -> float:
    """Write by how much operators miss their weight; return the largest part missed."""
    for lane in range(LANES):
        b.worst[lane] = 0.0
    for o in range(operators):
        for lane in range(LANES):
            b.miss[o, lane] = b.weight[o, lane]
        for v in range(b.target.shape[0]):
            for lane in range(LANES):
                b.miss[o, lane] -= b.kit[o, v, lane]
        for lane in range(LANES):
            part = abs(b.miss[o, lane]) - LAST * b.weight[o, lane]
            b.worst[lane] = max(b.worst[lane], part)
    worst = 0.0
    for lane in range(LANES):
        worst = max(worst, b.worst[lane])
    return worst


@lean
def find_slopes(b: Block, operators: int) -> None:
    """Write how the sums of operators follow the logarithms of their factors.

    Factors that are all the same change nothing; a term is added that says they shall not.
    """
    for o in range(operators):
        for p in range(o + 1):
            for lane in range(LANES):
                b.slope[o, p, lane] = b.weight[o, lane] * b.weight[p, lane]
            for v in range(b.target.shape[0]):
                for lane in range(LANES):
                    both = b.kit[o, v, lane] * b.kit[p, v, lane] * b.part[v, lane]
                    b.slope[o, p, lane] -= both
        for lane in range(LANES):
            total = b.weight[o, lane] - b.miss[o, lane]
            b.slope[o, o, lane] += total if total > 0.0 else 1.0


@lean
def solve(b: Block, operators: int) -> None:
    """Turn misses into steps of the logarithms of factors: L D L' of the slopes, and back."""
    for o in range(operators):
        for lane in range(LANES):
            b.worst[lane] = 1.0 / max(b.slope[o, o, lane], LEAST_PIVOT)
        for p in range(o + 1, operators):
            for q in range(o + 1, p + 1):
                for lane in range(LANES):
                    taken = b.slope[p, o, lane] * b.worst[lane] * b.slope[q, o, lane]
                    b.slope[p, q, lane] -= taken
            for lane in range(LANES):
                b.miss[p, lane] -= b.slope[p, o, lane] * b.worst[lane] * b.miss[o, lane]
        for lane in range(LANES):
            b.slope[o, o, lane] = b.worst[lane]
    for o in range(operators - 1, -1, -1):
        for p in range(o + 1, operators):
            for lane in range(LANES):
                b.miss[o, lane] -= b.slope[p, o, lane] * b.miss[p, lane]
        for lane in range(LANES):
            b.miss[o, lane] *= b.slope[o, o, lane]


@lean
def scale_operators(b: Block, operators: int) -> None:
    """Scale the kit of every operator by its step."""
    for o in range(operators):
        for lane in range(LANES):
            half = 0.5 * min(max(b.miss[o, lane], -FARTHEST), FARTHEST)
            b.miss[o, lane] = (1.0 + half) / (1.0 - half)
        for v in range(b.target.shape[0]):
            for lane in range(LANES):
                b.kit[o, v, lane] *= b.miss[o, lane]


@lean
def load(
    b: Block, lane: int, shares: Floats, weight: Floats, target: Floats, operators: int
) -> None:
    """Put one country and market into a lane.

    Parameters
    ----------
    shares
        Shape (operator, vendor).
    weight
        Shape (operator,).
    target
        Shape (vendor,).
    operators
        How many the lane is to have: at least as many as there are.
    """
    for v in range(target.size):
        b.target[v, lane] = target[v]
        b.part[v, lane] = 1.0 / target[v] if target[v] > 0.0 else 0.0
    for o in range(weight.size):
        b.weight[o, lane] = weight[o]
        for v in range(target.size):
            b.kit[o, v, lane] = weight[o] * shares[o, v]
    for o in range(weight.size, operators):
        b.weight[o, lane] = 0.0
        for v in range(target.size):
            b.kit[o, v, lane] = 0.0


@lean
def newton(b: Block, operators: int) -> None:
    """Rake all lanes, but for the last division by the sum of each operator."""
    for _ in range(STEPS):
        scale_vendors(b, operators)
        worst = find_misses(b, operators)
        find_slopes(b, operators)
        solve(b, operators)
        scale_operators(b, operators)
        if worst <= 0.0:
            break
    scale_vendors(b, operators)
    finish(b, operators)


@lean
def finish(b: Block, operators: int) -> None:
    """Turn kit into shares of 1, and find the largest miss of a vendor."""
    for o in range(operators):
        for lane in range(LANES):
            b.miss[o, lane] = 0.0
        for v in range(b.target.shape[0]):
            for lane in range(LANES):
                b.miss[o, lane] += b.kit[o, v, lane]
        for lane in range(LANES):
            b.miss[o, lane] = 1.0 / b.miss[o, lane] if b.weight[o, lane] > 0.0 else 0.0
        for v in range(b.target.shape[0]):
            for lane in range(LANES):
                b.kit[o, v, lane] *= b.miss[o, lane]
    for lane in range(LANES):
        b.worst[lane] = 0.0
    for v in range(b.target.shape[0]):
        for lane in range(LANES):
            b.total[v, lane] = -b.target[v, lane]
        for o in range(operators):
            for lane in range(LANES):
                b.total[v, lane] += b.weight[o, lane] * b.kit[o, v, lane]
        for lane in range(LANES):
            missed = abs(b.total[v, lane])
            b.worst[lane] = b.worst[lane] if missed <= b.worst[lane] else missed


@lean
def unload(b: Block, lane: int, shares: Floats) -> float:
    """Return the largest miss of a vendor in a lane; unless it is large, write the shares.

    Parameters
    ----------
    shares
        Written, shape (operator, vendor).
    """
    miss = float(b.worst[lane])
    for o in range(shares.shape[0]):
        if b.weight[o, lane] <= 0.0:
            miss = np.inf
    if miss < TOLERANCE:
        for o in range(shares.shape[0]):
            for v in range(shares.shape[1]):
                shares[o, v] = b.kit[o, v, lane]
    return miss


@lean
def sweep_rows(kit: Floats, weight: Floats, target: Floats, total: Floats, factor: Floats) -> float:
    """Do as :func:`sweep` does; rows of eight, known to the compiler, are one step each."""
    miss = np.inf
    factor[:] = 1.0
    for _ in range(SWEEPS):
        total[:] = 0.0
        for o in range(weight.size):
            for v in range(target.size):
                kit[o, v] *= factor[v]
            whole = 1.0 / row_sum(kit[o])
            for v in range(target.size):
                kit[o, v] *= whole
                total[v] += weight[o] * kit[o, v]
        if miss < TOLERANCE:
            break
        miss = 0.0
        for v in range(target.size):
            miss = max(miss, abs(total[v] - target[v]))
            factor[v] = target[v] / total[v] if total[v] > 0.0 else 0.0
    return miss


@lean
def sweep(kit: Floats, weight: Floats, target: Floats, total: Floats, factor: Floats) -> float:
    """Rake one country and market in place by sweeps; return the largest miss of a vendor.

    Parameters
    ----------
    kit
        Shares, shape (operator, vendor).
    total, factor
        Room, shape (vendor,).
    """
    if target.size == MAKERS:
        row = (MAKERS,)
        grid = sized(kit, (weight.size, MAKERS))
        return sweep_rows(grid, weight, sized(target, row), sized(total, row), sized(factor, row))
    return sweep_rows(kit, weight, target, total, factor)


@lean
def rake_side_by_side(
    block: Block,
    countries: Ints,
    shares: Floats,
    weight: Floats,
    start: Ints,
    target: Floats,
    miss: Floats,
) -> None:
    """Rake countries of FEW operators or fewer, but for those that Newton's method misses.

    Parameters
    ----------
    countries
        Which, by number of operators; the other parameters are those of :func:`rake`.
    miss
        Written, shape (country, market).
    """
    b = as_constants(block, target.shape[2])
    markets = target.shape[1]
    lanes = countries.size * markets
    for first in range(0, lanes, LANES):
        last = min(first + LANES, lanes)
        largest = countries[(last - 1) // markets]
        operators = start[largest + 1] - start[largest]
        for i in range(first, last):
            c, m = countries[i // markets], i % markets
            own = slice(start[c], start[c + 1])
            load(b, i - first, shares[own, m], weight[own], target[c, m], operators)
        newton(b, operators)
        for i in range(first, last):
            c, m = countries[i // markets], i % markets
            miss[c, m] = unload(b, i - first, shares[start[c] : start[c + 1], m])


@jit
def rake_others(
    room: Floats, shares: Floats, weight: Floats, start: Ints, target: Floats, miss: Floats
) -> None:
    """Rake what still misses its target, one country and market after the other.

    Parameters
    ----------
    room
        Shape (operator of a country + 2, vendor); the others are those of :func:`rake`.
    miss
        Read and written, shape (country, market).
    """
    for c in range(target.shape[0]):
        own = slice(start[c], start[c + 1])
        kit = room[2 : 2 + start[c + 1] - start[c]]
        for m in range(target.shape[1]):
            if not miss[c, m] < TOLERANCE:
                kit[:] = shares[own, m]
                miss[c, m] = sweep(kit, weight[own], target[c, m], room[0], room[1])
                shares[own, m] = kit


def empty_block(vendors: int) -> Block:
    """Return a block of nothing yet."""
    return Block(
        weight=np.zeros((FEW, LANES)),
        target=np.zeros((vendors, LANES)),
        kit=np.zeros((FEW, vendors, LANES)),
        part=np.zeros((vendors, LANES)),
        total=np.zeros((vendors, LANES)),
        miss=np.zeros((FEW, LANES)),
        slope=np.zeros((FEW, FEW, LANES)),
        worst=np.zeros(LANES),
    )


def rake(shares: Floats, weight: Floats, start: Ints, target: Floats) -> Floats:
    """Rake all operators in place so that countries keep their shares.

    Parameters
    ----------
    shares
        Shape (operator, market, vendor); every operator has a positive share somewhere.
    weight
        Share of each operator in its country, shape (operator,).
    start
        First operator of each country, shape (country + 1,).
    target
        Shares of the countries, shape (country, market, vendor).

    Returns
    -------
    NDArray
        Largest miss of a vendor's share, shape (country, market).
    """
    operators, vendors = np.diff(start), target.shape[2]
    order = np.argsort(operators, kind="stable")
    few = order[: np.searchsorted(operators[order], FEW, side="right")]
    miss = np.full(target.shape[:2], np.inf)
    rake_side_by_side(empty_block(vendors), few, shares, weight, start, target, miss)
    if not miss.max() < TOLERANCE:
        room = np.empty((operators.max() + 2, vendors))
        rake_others(room, shares, weight, start, target, miss)
    return miss
