"""One run of worlds with more and more operators: time, memory, and how they grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.processes import worker
from sim.world import InitialKit, Operators, World

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)


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


def large_world(world: World, operators: int) -> World:
    """Return a world with about so many operators.

    A stand-in: every operator of the real world stands several times in its country, each with
    an equal part of its market and random numbers of its own.
    """
    copies = max(1, round(operators / len(world.operators.share)))
    first = world.countries.operator_start
    everyone = _copied(world.operators, copies)
    countries = world.countries._replace(
        operator_start=first * copies,
        largest_two=np.repeat(world.countries.largest_two[:, :1] * copies, 2, axis=1)
        + np.array([0, min(1, copies - 1)]),
    )
    kit = _copied_kit(world.initial_kit, everyone, first * copies, copies)
    return world._replace(countries=countries, operators=everyone, initial_kit=kit)


def _copied(operators: Operators, copies: int) -> Operators:
    shared = {"share", "spend_usd_m"}
    table = {
        name: np.repeat(values, copies, axis=0) / (copies if name in shared else 1)
        for name, values in operators._asdict().items()
        if name not in ("stream_id", "country", "state_china", "top50")
    }
    top50 = np.zeros(len(operators.share) * copies, dtype=np.bool_)
    top50[::copies] = operators.top50
    return operators._replace(
        stream_id=_own_keys(operators.stream_id, copies),
        country=np.repeat(operators.country, copies),
        state_china=np.repeat(operators.state_china, copies),
        top50=top50,
        **table,
    )


def _own_keys(keys: NDArray[np.uint64], copies: int) -> NDArray[np.uint64]:
    offsets: Any = np.arange(copies, dtype=np.uint64) * _SPREAD
    return np.asarray((keys[:, None] + offsets).ravel())


def _copied_kit(
    kit: InitialKit, everyone: Operators, start: NDArray[np.int64], copies: int
) -> InitialKit:
    return replace(
        kit,
        own_key=everyone.stream_id,
        group_key=np.repeat(kit.group_key, copies),
        in_group=np.repeat(kit.in_group, copies),
        country=everyone.country,
        weight=everyone.share,
        start=start,
        contract=np.repeat(kit.contract, copies, axis=0),
        possible=np.repeat(kit.possible, copies, axis=0),
    )
