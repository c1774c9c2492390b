"""The operators' stages, by the engine, by C and by NumPy, on the same blocks of runs.

The engine plays a block; what its other stages had written before the operators' turn is kept
by quarter. C and NumPy then play the operators of all quarters over, each on kit and contracts
of its own, and are shown the same prices, laws and books.
"""

from __future__ import annotations

import time
from typing import Any, Final, NamedTuple

from numpy.typing import NDArray

from benchmarks.arrays.play import play
from benchmarks.arrays.run import Run
from benchmarks.c import library
from benchmarks.c.library import COperators
from benchmarks.cases import Case, block
from sim.engine import Block, call

STAGES: Final = ("tenders", "orders", "deliveries")
SEEN: Final = ("governments", "vendors", "scene", "log_price", "installed")
"""Tables that other stages write and operators read."""

Seen = list[dict[str, NDArray[Any]]]


class OperatorTimes(NamedTuple):
    """Milliseconds a run of the operators' stages; None: not measured."""

    engine: float
    c: float | None
    numpy: float


def operator_times(case: Case, runs: int, repeats: int) -> OperatorTimes:
    """Time the operators' stages of a block of runs; NumPy plays one run of it."""
    engines, cs, numpys = [], [], []
    for _ in range(repeats):
        made = block(case, runs)
        c = None if library.obstacle() else COperators(made.tables)
        run = Run(made.tables)
        seconds, seen = play_engine(made, case.quarters)
        engines.append(seconds / runs)
        cs.append(play_c(c, seen) / runs if c else None)
        numpys.append(play_numpy(run, seen))
    in_c = [seconds for seconds in cs if seconds is not None]
    return OperatorTimes(1e3 * min(engines), 1e3 * min(in_c) if in_c else None, 1e3 * min(numpys))


def play_engine(made: Block, quarters: int) -> tuple[float, Seen]:
    """Play a block; return the time of the operators' stages and what operators saw."""
    spent, seen = 0.0, []
    for quarter in range(quarters):
        for stage in made.stages:
            if stage.name == STAGES[0]:
                seen.append({name: made.tables[name].copy() for name in SEEN})
            before = time.perf_counter()
            call(stage.function, stage.arguments, made.tables, quarter)
            spent += time.perf_counter() - before if stage.name in STAGES else 0.0
    return spent, seen


def play_c(c: COperators, seen: Seen) -> float:
    """Play the operators of all quarters in C; return the time."""
    before = time.perf_counter()
    c.prepare()
    spent = time.perf_counter() - before
    for quarter, tables in enumerate(seen):
        for name, table in tables.items():
            c.tables[name][...] = table
        before = time.perf_counter()
        c.play(quarter)
        spent += time.perf_counter() - before
    return spent


def play_numpy(run: Run, seen: Seen) -> float:
    """Play the operators of one run in all quarters with NumPy; return the time."""
    spent = 0.0
    for quarter, tables in enumerate(seen):
        for name, table in tables.items():
            run.see(name, table)
        before = time.perf_counter()
        play(run, quarter)
        spent += time.perf_counter() - before
    return spent
