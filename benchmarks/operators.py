"""The operators' stages, by the engine, by C and by NumPy, on the same blocks of runs.

The engine plays a block, its operators compiled as in whole runs; what its other stages had
written before the operators' turn is kept by quarter. C and NumPy then play the operators of
all quarters over, each on kit and contracts of its own, and are shown the same prices, laws
and books. What it costs to call compiled code from Python is taken off.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from numpy.typing import NDArray

from benchmarks.arrays.play import play
from benchmarks.arrays.run import Run
from benchmarks.c import library
from benchmarks.c.library import COperators
from benchmarks.cases import Case, block
from benchmarks.parts import buy
from benchmarks.profile import idle
from sim.engine import Block, call

STAGES: Final = ("tenders", "orders", "deliveries")
SEEN: Final = ("governments", "vendors", "scene", "price", "edges", "installed")
"""Tables that other stages write and operators read."""

LARGE_BLOCK: Final = 4
"""Blocks of fewer runs are timed more often: the shorter a time, the more noise is in it."""

Seen = list[dict[str, NDArray[Any]]]


class OperatorTimes(NamedTuple):
    """Milliseconds a run of the operators' stages; None: not measured."""

    engine: float
    c: float | None
    numpy: float


def operator_times(case: Case, runs: int, repeats: int) -> OperatorTimes:
    """Time the operators' stages of a block of runs; NumPy plays one run of it."""
    in_c = not library.obstacle()
    engines, cs, numpys = [], [], []
    for turn in range(repeats * max(1, LARGE_BLOCK // runs)):
        made = block(case, runs)
        c = COperators(made.tables) if in_c else None
        run = Run(made.tables)
        spent, seen = play_engine(made, case.quarters)
        engines.append(spent)
        cs += [play_c(c, seen)] if c else []
        numpys += [play_numpy(run, seen)] if turn < repeats else []
    engine = (min(engines) - calling_engine(case)) / runs
    c_time = (min(cs) - calling_c(case)) / runs if in_c else None
    return OperatorTimes(1e3 * engine, 1e3 * c_time if c_time else None, 1e3 * min(numpys))


def play_engine(made: Block, quarters: int) -> tuple[float, Seen]:
    """Play a block; return the time of the operators and what they saw."""
    spent, seen = 0.0, []
    for quarter in range(quarters):
        for stage in made.stages:
            if stage.name == STAGES[0]:
                seen.append({name: made.tables[name].copy() for name in SEEN})
                spent += _timed(partial(_buy, made, quarter))
            elif stage.name not in STAGES:
                call(stage.function, stage.arguments, made.tables, quarter)
    return spent, seen


def play_c(c: COperators, seen: Seen) -> float:
    """Play the operators of all quarters in C; return the time."""
    spent = 0.0
    for quarter, tables in enumerate(seen):
        for name, table in tables.items():
            c.tables[name][...] = table
        spent += _timed(partial(c.play, quarter))
    return spent


def play_numpy(run: Run, seen: Seen) -> float:
    """Play the operators of one run in all quarters with NumPy; return the time."""
    spent = 0.0
    for quarter, tables in enumerate(seen):
        for name, table in tables.items():
            run.see(name, table)
        spent += _timed(partial(play, run, quarter))
    return spent


def calling_engine(case: Case) -> float:
    """Return how long calling the engine's operators once a quarter takes."""
    empty = idle(block(case, 1))
    return min(sum(_timed(partial(_buy, empty, q)) for q in range(case.quarters)) for _ in range(5))


def calling_c(case: Case) -> float:
    """Return how long calling the operators in C once a quarter takes."""
    c = COperators(idle(block(case, 1)).tables)
    return min(sum(_timed(partial(c.play, q)) for q in range(case.quarters)) for _ in range(5))


def _buy(made: Block, quarter: int) -> None:
    buy(quarter, made.parameters, made.facts, made.state, made.room)


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before
