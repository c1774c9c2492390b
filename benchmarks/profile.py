"""Where the time of a run goes: by part, compiled as in whole runs, and stage by stage."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks.cases import SEED, Case, block, fresh_replicates
from benchmarks.measure import best
from benchmarks.parts import PARTS, start
from sim.engine import Block, call, initial_kit
from sim.outcomes import default_outcomes
from sim.recorder import Recorder
from sim.schedule import Stage
from sim.state import State, allocate

INITIAL_KIT: Final = "initial kit"
START: Final = "start"
RECORDING: Final = "recording"

Pieces = Mapping[str, Callable[[int], object]]
"""What is done in a quarter, piece by piece, in order."""


class Profile(NamedTuple):
    """Milliseconds a run, each the shortest of several."""

    parts: dict[str, float]
    stages: dict[str, float]


def profile(case: Case, runs: int, repeats: int) -> Profile:
    """Time the pieces of a block of runs, less what it costs to call them from Python."""
    before = beginning(case, runs, repeats)
    parts = shortest(lambda: part_pieces(block(case, runs)), case.quarters, repeats)
    stages = shortest(lambda: stage_pieces(block(case, runs)), case.quarters, repeats)
    calls = block(case, 1)
    parts = less(parts, shortest(lambda: part_pieces(idle(calls)), case.quarters, repeats))
    stages = less(stages, shortest(lambda: stage_pieces(idle(calls)), case.quarters, repeats))
    return Profile(_a_run({**before, **parts}, runs), _a_run({**before, **stages}, runs))


def beginning(case: Case, runs: int, repeats: int) -> dict[str, float]:
    """Return the seconds that a block takes before its first quarter."""
    drawn = best(lambda: initial_kit(case.world, SEED, fresh_replicates(runs)), repeats)
    made = block(case, runs)
    shares = initial_kit(case.world, SEED, range(runs))
    state = allocate(made.facts, SEED, made.state.replicates)
    begun = partial(start, made.parameters, made.facts, state, made.room, shares)
    return {INITIAL_KIT: drawn, START: best(begun, 1 + repeats)}


def part_pieces(made: Block) -> Pieces:
    """Return the parts of a quarter, compiled as in whole runs, and recording."""
    tables = (made.parameters, made.facts, made.state, made.room)

    def piece(part: Callable[..., None], quarter: int) -> None:
        part(quarter, *tables)

    return {name: partial(piece, part) for name, part in PARTS.items()} | _recording(made)


def stage_pieces(made: Block) -> Pieces:
    """Return the stages of the schedule, and recording."""

    def piece(stage: Stage, quarter: int) -> None:
        call(stage.function, stage.arguments, made.tables, quarter)

    return {stage.name: partial(piece, stage) for stage in made.stages} | _recording(made)


def _recording(made: Block) -> dict[str, Callable[[int], object]]:
    return {RECORDING: Recorder(default_outcomes(), made, made.facts.scheduled.size).record}


def idle(made: Block) -> Block:
    """Return a block without runs: playing it takes as long as calling does."""
    state = State(*map(_no_run, made.state))
    empty = copy.copy(made)
    empty.parameters, empty.state = made.parameters[:0], state
    empty.tables = {**made.tables, **state._asdict(), "parameters": empty.parameters}
    return empty


def _no_run(table: Any) -> Any:
    return table[:0] if isinstance(table, np.ndarray) else table


def shortest(fresh: Callable[[], Pieces], quarters: int, repeats: int) -> dict[str, float]:
    """Return the least seconds of each piece over all quarters, each time from the start."""
    found = [seconds(fresh(), quarters) for _ in range(1 + repeats)]
    return {name: min(times[name] for times in found) for name in found[0]}


def seconds(pieces: Pieces, quarters: int) -> dict[str, float]:
    """Play some quarters piece by piece and return the time of each piece."""
    spent = dict.fromkeys(pieces, 0.0)
    for quarter in range(quarters):
        for name, piece in pieces.items():
            before = time.perf_counter()
            piece(quarter)
            spent[name] += time.perf_counter() - before
    return spent


def less(times: dict[str, float], calls: dict[str, float]) -> dict[str, float]:
    """Take the cost of calling off each time."""
    return {name: max(0.0, value - calls[name]) for name, value in times.items()}


def _a_run(times: dict[str, float], runs: int) -> dict[str, float]:
    return {name: 1e3 * value / runs for name, value in times.items()}
