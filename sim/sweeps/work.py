"""Doing one block of runs, in whatever thread or process it happens to be."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.instruments import Instruments
from sim.outcomes import registry
from sim.sweeps import fingerprint
from sim.sweeps.chunks import empty_block, write_block
from sim.sweeps.ledger import Entry
from sim.sweeps.model import Model, Simulate
from sim.sweeps.plan import Doses, Plan
from sim.world import Names, World

Block = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Bench:
    """What every block of a sweep needs."""

    world: World
    instruments: tuple[Instruments, ...]
    simulate: Simulate
    seed: int
    outcomes: tuple[str, ...]
    store: Path
    block: int
    debug: Names | None = None


class Piece(NamedTuple):
    """Runs of one case: parameters (run,), replicates (run,), and doses unlike the case's own."""

    case: int
    parameters: NDArray[np.void]
    replicates: tuple[int, ...]
    doses: Doses


class Task(NamedTuple):
    """One block of runs."""

    block: int
    runs: range
    pieces: tuple[Piece, ...]


def make_bench(plan: Plan, model: Model, store: Path) -> Bench:
    """Return the bench on which a plan is worked."""
    request = plan.request
    return Bench(
        model.world,
        plan.instruments,
        model.simulate,
        request.seed,
        request.outcomes,
        store,
        plan.block,
        model.names if request.debug else None,
    )


def make_task(plan: Plan, block: int) -> Task:
    """Return what is to be done for one block of a plan."""
    pieces = tuple(
        Piece(
            segment.case,
            plan.parameters[segment.case][segment.first : segment.stop],
            tuple(s.replicate for s in plan.samples[segment.first : segment.stop]),
            plan.doses(segment),
        )
        for segment in plan.segments(block)
    )
    return Task(block, plan.block_runs(block), pieces)


def do_task(bench: Bench, task: Task) -> Entry:
    """Simulate a block, write it to the store and return its entry for the ledger.

    A run that fails is left empty and named in the entry; the others of its block go on.
    """
    start = time.perf_counter()
    arrays, failed = simulate_task(bench, task)
    write_block(bench.store, task.block, arrays, bench.block)
    seconds = round(time.perf_counter() - start, 3)
    return Entry(task.block, fingerprint.of_arrays(arrays), failed, seconds)


def simulate_task(bench: Bench, task: Task) -> tuple[Block, dict[int, str]]:
    """Return the outcomes of a block, and what went wrong by run."""
    done: dict[int, Block] = {}
    failed: dict[int, str] = {}
    first = task.runs.start
    for piece in task.pieces:
        size = len(piece.replicates)
        try:
            done[first] = _simulate(bench, piece)
        except Exception as error:
            if size == 1:
                failed[first] = _one_line(error)
            else:
                _one_by_one(bench, piece, first, done, failed)
        first += size
    return _joined(task.runs, done), failed


def _one_by_one(
    bench: Bench, piece: Piece, first: int, done: dict[int, Block], failed: dict[int, str]
) -> None:
    for run, single in enumerate(_singles(piece), start=first):
        try:
            done[run] = _simulate(bench, single)
        except Exception as error:
            failed[run] = _one_line(error)


def _singles(piece: Piece) -> Iterator[Piece]:
    for i, replicate in enumerate(piece.replicates):
        yield piece._replace(parameters=piece.parameters[i : i + 1], replicates=(replicate,))


def _simulate(bench: Bench, piece: Piece) -> Block:
    found = bench.simulate(
        bench.world,
        bench.instruments[piece.case]._replace(**piece.doses),
        piece.parameters,
        piece.replicates,
        bench.seed,
        bench.outcomes,
        bench.debug,
    )
    known = registry()
    return {name: np.asarray(found[name], dtype=known[name].dtype) for name in bench.outcomes}


def _joined(runs: range, done: dict[int, Block]) -> Block:
    if not done:
        return {}
    block = empty_block(len(runs), next(iter(done.values())))
    for run, arrays in done.items():
        for name, array in arrays.items():
            start = run - runs.start
            block[name][start : start + len(array)] = array
    return block


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
