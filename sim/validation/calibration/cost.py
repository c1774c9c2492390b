"""What a calibration takes: how many runs, how long, how many blocks at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from sim.params import draw
from sim.sweeps.executor import Crew
from sim.sweeps.progress import duration
from sim.sweeps.room import ALL_BYTES, worker_count
from sim.terms import QUARTERS
from sim.validation.calibration.bench import make_bench
from sim.validation.calibration.calibrate import Asked
from sim.validation.calibration.measure import needs, spots
from sim.validation.calibration.play import RUNS_A_BLOCK, Drawn
from sim.validation.calibration.record import Record
from sim.validation.calibration.window import LAST, QUARTERS_PLAYED, Window


def workers(over: Window, on_record: Record, most: int) -> int:
    """Return how many blocks are played at once: at most ``most``, as many as there is room for.

    Runs to 2020 take less room than those that room is reckoned for, in proportion.
    """
    outcomes = needs(spots(on_record.targets, over.world, over.names))
    room = ALL_BYTES * QUARTERS // QUARTERS_PLAYED
    return worker_count(over.world, outcomes, RUNS_A_BLOCK, most, room=room)


def lines(asked: Asked, over: Window, on_record: Record, crew: Crew) -> Iterator[str]:
    """Yield what a calibration would do, and how long its runs take; a few are played for it."""
    panel = on_record.panel
    yield (
        f"{asked.runs:,} runs to {LAST}Q4: {asked.waves} waves x {asked.draws:,} draws x "
        f"{asked.replicates} replicates"
    )
    yield (
        f"fitted: {int(on_record.used.sum())} published shares, and who of {len(panel.countries)} "
        f"governments restricts ({on_record.coding}: {int(panel.acted.sum())} do)"
    )
    seconds = seconds_a_run(asked, over, on_record)
    count = 1 if crew.executor == "serial" or crew.scheduler else crew.workers
    yield (
        f"time: about {duration(asked.runs * seconds / count)} for the runs, {count} at a time, "
        f"at {1000 * seconds:.1f} ms a run (measured now, on {RUNS_A_BLOCK}), and some minutes "
        "for the fits"
    )


def seconds_a_run(asked: Asked, over: Window, on_record: Record) -> float:
    """Return how long a run takes alone, measured on a block; the first is not counted.

    It waits for code to be loaded, as later ones do not.
    """
    drawn = Drawn(draw(range(RUNS_A_BLOCK // 2), asked.seed), 2, asked.seed, 0)
    bench = make_bench(Path(), asked.seed, over, on_record)
    (task,) = drawn.tasks()
    bench.make(task)
    start = time.perf_counter()
    bench.make(task)
    return (time.perf_counter() - start) / len(task.runs)
