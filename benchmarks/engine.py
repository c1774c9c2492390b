"""The engine: a run's time by block and threads, and where the time goes."""

from __future__ import annotations

import time
from functools import partial
from typing import Final, NamedTuple

from benchmarks.cases import SEED, Case, block, fresh_replicates, play
from benchmarks.measure import best
from sim.engine import Block, call, initial_kit
from sim.outcomes import default_outcomes
from sim.recorder import Recorder

INITIAL_KIT: Final = "initial kit"
START: Final = "start"
RECORDING: Final = "recording"


class RunTimes(NamedTuple):
    """Milliseconds a run by (runs in the block, threads), and with the draws kept."""

    by_block: dict[tuple[int, int], float]
    again_ms: float  #: the largest block once more, as a second scenario finds it


def run_times(case: Case, blocks: dict[tuple[int, int], int]) -> RunTimes:
    """Time whole runs.

    Parameters
    ----------
    blocks
        (runs, threads) -> how often.
    """
    play(case, [0])
    found = {}
    for (runs, threads), repeats in blocks.items():
        seconds = best(partial(_fresh_play, case, runs, threads), repeats)
        found[runs, threads] = 1e3 * seconds / runs
    runs, repeats = max(n for n, _ in blocks), max(blocks.values())
    again = best(lambda: play(case, range(runs)), 1 + repeats)
    return RunTimes(found, 1e3 * again / runs)


def _fresh_play(case: Case, runs: int, threads: int) -> None:
    play(case, fresh_replicates(runs), threads)


def stage_times(case: Case, runs: int, repeats: int) -> dict[str, float]:
    """Return milliseconds a run of every stage, of the start and of recording.

    Each is the shortest of the repeats, so they may add up to less than a run takes.
    """
    found: dict[str, float] = {}
    for _ in range(repeats):
        for name, seconds in _profile(case, runs).items():
            milliseconds = 1e3 * seconds / runs
            found[name] = min(milliseconds, found.get(name, milliseconds))
    return found


def _profile(case: Case, runs: int) -> dict[str, float]:
    replicates = fresh_replicates(runs)
    start = time.perf_counter()
    initial_kit(case.world, SEED, replicates)
    drawn = time.perf_counter()
    made = block(case, runs)
    recorder = Recorder(default_outcomes(), made.facts, made.state, made.parameters, case.quarters)
    spent = {INITIAL_KIT: drawn - start, START: time.perf_counter() - drawn}
    spent |= {stage.name: 0.0 for stage in made.stages}
    spent[RECORDING] = 0.0
    for quarter in range(case.quarters):
        _step(made, quarter, spent)
        before = time.perf_counter()
        recorder.record(quarter)
        spent[RECORDING] += time.perf_counter() - before
    return spent


def _step(made: Block, quarter: int, spent: dict[str, float]) -> None:
    for stage in made.stages:
        before = time.perf_counter()
        call(stage.function, stage.arguments, made.tables, quarter)
        spent[stage.name] += time.perf_counter() - before
