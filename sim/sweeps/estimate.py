"""How long a sweep will take and how large it will be, from a few runs played on this machine."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sim.sweeps.chunks import packed_bytes
from sim.sweeps.model import Model
from sim.sweeps.plan import Plan
from sim.sweeps.progress import duration
from sim.sweeps.work import Bench, Task, make_bench, make_task, simulate_task

_QUICK: Final = 0.25
"""Seconds that one run may take for a whole block of them to be timed."""
_SLOW: Final = 5.0
"""Seconds beside which the loading of code does not count."""


@dataclass(frozen=True)
class Estimate:
    """What was measured.

    Attributes
    ----------
    runs
        How many runs were timed.
    seconds
        Time a run, alone.
    raw, packed
        Bytes of the outcomes of a run, and bytes that they take on disk.
    """

    runs: int
    seconds: float
    raw: float
    packed: float

    def lines(self, runs: int, workers: int, who: str = "thread") -> list[str]:
        """Return in words what so many runs take, shared out over some workers."""
        each = f"{self.runs} run{'s' if self.runs > 1 else ''}"
        several = f"{who}es" if who.endswith("s") else f"{who}s"
        spread = f"{workers} {several}" if workers > 1 else f"1 {who}"
        total = runs * self.seconds / workers
        part = self.packed / self.raw
        return [
            f"time: about {duration(total)} on {spread}, at {1000 * self.seconds:.1f} ms a run "
            f"(measured now, on {each})",
            f"disk: about {size(runs * self.packed)}; {size(runs * self.raw)} packed to "
            f"{part:.0%} (an estimate, from {each})",
        ]


def measure(plan: Plan, model: Model) -> Estimate | None:
    """Play a few runs of a plan, keep nothing, and return what they took; None: one failed.

    The first run is not counted, unless it is very slow: it waits for code to be loaded, as
    later ones do not. Where runs are quick, a block of them is timed.
    """
    bench = make_bench(plan, model, Path())
    whole = make_task(plan, plan.blocks // 2)
    one = _first_run(whole)
    found = _timed(bench, one)
    if found is not None and found.seconds < _SLOW:
        found = _timed(bench, one)
    if found is not None and found.seconds < _QUICK:
        found = _timed(bench, whole)
    return found


def _timed(bench: Bench, task: Task) -> Estimate | None:
    start = time.perf_counter()
    arrays, failed = simulate_task(bench, task)
    if failed:
        return None
    packed = packed_bytes(arrays)
    seconds = time.perf_counter() - start
    raw, runs = sum(array.nbytes for array in arrays.values()), len(task.runs)
    return Estimate(runs, seconds / runs, raw / runs, packed / runs)


def size(count: float) -> str:
    """Return a number of bytes in words.

    Examples
    --------
    >>> size(900), size(2_500_000), size(31e9)
    ('1 kB', '2.5 MB', '31.0 GB')
    """
    for unit, bytes_ in (("GB", 1e9), ("MB", 1e6)):
        if count >= bytes_:
            return f"{count / bytes_:.1f} {unit}"
    return f"{count / 1e3:.0f} kB"


def _first_run(task: Task) -> Task:
    piece = task.pieces[0]
    one = piece._replace(parameters=piece.parameters[:1], replicates=piece.replicates[:1])
    return Task(task.block, task.runs[:1], (one,))
