"""The operators' stages, by the engine, by C and by NumPy, on the same blocks of runs.

The engine plays a block; what its other stages had written before the operators' turn is kept by
quarter. Then each plays the operators of all quarters over, on kit and contracts of its own, and
is shown the same prices, laws and books. The engine and C do so in one call each, compiled and
sized as whole runs are; what showing alone takes is taken off.
"""

from __future__ import annotations

import math
import time
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks.arrays.play import play
from benchmarks.arrays.run import Run
from benchmarks.c import library
from benchmarks.c.layout import SEEN
from benchmarks.c.library import COperators
from benchmarks.cases import Case, block
from benchmarks.measure import best
from benchmarks.parts import Seen, buy_through
from sim.engine import Block, call

STAGES: Final = ("tenders", "orders", "deliveries")
LARGE_BLOCK: Final = 4
"""Blocks of fewer runs are timed more often: the shorter a time, the more noise is in it."""


class OperatorTimes(NamedTuple):
    """Milliseconds a run of the operators' stages; None: not measured."""

    engine: float
    c: float | None
    numpy: float


def operator_times(case: Case, runs: int, repeats: int) -> OperatorTimes:
    """Time the operators' stages of a block of runs; NumPy plays one run of it."""
    seen = watch(block(case, runs), case.quarters)
    players = {"engine": engine_seconds} | ({} if library.obstacle() else {"C": c_seconds})
    least = {(name, buys): math.inf for name in players for buys in (True, False)}
    for _ in range(1 + repeats * max(1, LARGE_BLOCK // runs)):
        for name, buys in least:
            seconds = players[name](case, runs, seen, buys)
            least[name, buys] = min(least[name, buys], seconds)
    a_run = {name: 1e3 * (least[name, True] - least[name, False]) / runs for name in players}
    numpy = min(numpy_seconds(Run(block(case, runs).tables), seen) for _ in range(repeats))
    return OperatorTimes(a_run["engine"], a_run.get("C"), 1e3 * numpy)


def watch(made: Block, quarters: int) -> Seen:
    """Play a block and return what its operators saw, by quarter."""
    kept: dict[str, list[Any]] = {name: [] for name in SEEN}
    for quarter in range(quarters):
        for stage in made.stages:
            if stage.name == STAGES[0]:
                for name in SEEN:
                    kept[name].append(made.tables[name].copy())
            call(stage.function, stage.arguments, made.tables, quarter)
    return Seen(**{name: np.stack(tables) for name, tables in kept.items()})


def engine_seconds(case: Case, runs: int, seen: Seen, buys: bool) -> float:
    """Return the seconds the engine's operators take in all quarters, what they see included."""
    made = block(case, runs)
    tables = (made.parameters, made.facts, made.state, made.room)
    return best(partial(buy_through, *tables, seen, buys), 1)


def c_seconds(case: Case, runs: int, seen: Seen, buys: bool) -> float:
    """Return the seconds the operators in C take in all quarters, what they see included."""
    c = COperators(block(case, runs).tables)
    return best(partial(c.play_through, seen._asdict(), buys), 1)


def numpy_seconds(run: Run, seen: Seen) -> float:
    """Return the seconds the operators of one run take with NumPy, in all quarters."""
    spent = 0.0
    for quarter in range(len(seen.scene)):
        for name, table in seen._asdict().items():
            run.see(name, table[quarter])
        before = time.perf_counter()
        play(run, quarter)
        spent += time.perf_counter() - before
    return spent
