"""Doing one block of runs, in whatever thread or process it happens to be."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.instruments import Instruments
from sim.outcomes import registry
from sim.sweeps import fingerprint
from sim.sweeps.chunks import MISSING, DamagedChunk, empty_block, read_chunks, write_block
from sim.sweeps.failures import Fault, fault_of
from sim.sweeps.ledger import Entry
from sim.sweeps.model import Model, Simulate
from sim.sweeps.periods import thinned
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
    every: int = 1

    @property
    def folder(self) -> Path:
        """The result folder."""
        return self.store.parent

    def make(self, task: Task) -> tuple[Entry, Block]:
        """Simulate a block; return its entry for the ledger, and its outcomes.

        A run that fails is left empty and named in the entry; the others of its block go on.
        Where failures are done again, the other runs stay as they are on disk, unless they are
        no longer what the ledger says: then the whole block is done again.
        """
        start = time.perf_counter()
        known = _standing(self, task)
        if known is None:
            arrays, failed = simulate_task(self, task)
        else:
            arrays, failed = _failures_again(self, task, known)
        return entry_of(task.block, arrays, failed, time.perf_counter() - start), arrays

    def keep(self, entry: Entry, arrays: Block) -> None:
        """Write the outcomes of a block to the store."""
        write_block(self.store, entry.block, arrays, self.block)


class Piece(NamedTuple):
    """Runs of one case: parameters (run,), replicates (run,), and doses unlike the case's own."""

    case: int
    parameters: NDArray[np.void]
    replicates: tuple[int, ...]
    doses: Doses


class Task(NamedTuple):
    """One block of runs; ``before``: its entry in the ledger, if only failures are done again."""

    block: int
    runs: range
    pieces: tuple[Piece, ...]
    before: Entry | None = None


def make_bench(plan: Plan, model: Model, store: Path) -> Bench:
    """Return the bench on which a plan is worked."""
    request = plan.request
    return Bench(
        model.world,
        plan.instruments,
        model.simulate,
        request.seed,
        request.outcomes,
        store.resolve(),
        plan.block,
        model.names if request.debug else None,
        request.every,
    )


def make_task(plan: Plan, block: int, before: Entry | None = None) -> Task:
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
    return Task(block, plan.block_runs(block), pieces, before)


def entry_of(block: int, arrays: Block, failed: Mapping[int, Fault], seconds: float) -> Entry:
    """Return the entry of a block for the ledger.

    Parameters
    ----------
    arrays
        What is kept of it.
    failed
        What went wrong, by run.
    """
    errors = {run: fault.error for run, fault in failed.items()}
    traces = {run: fault.trace for run, fault in failed.items()}
    return Entry(block, fingerprint.of_arrays(arrays), errors, round(seconds, 3), traces)


def standing(
    store: Path, runs: range, outcomes: tuple[str, ...], entry: Entry
) -> tuple[Block, bool]:
    """Return a block as it is on disk with its failed runs empty, and if it fits its entry.

    Raises
    ------
    DamagedChunk
        If it cannot be read.
    """
    if len(entry.failed) == len(runs):
        return {}, entry.hash == fingerprint.of_arrays({})
    arrays = read_chunks(store, entry.block, len(runs), outcomes)
    rows = [run - runs.start for run in entry.failed if run in runs]
    for array in arrays.values():
        array[rows] = MISSING[str(array.dtype)]
    return arrays, entry.hash == fingerprint.of_arrays(arrays)


def simulate_task(bench: Bench, task: Task) -> tuple[Block, dict[int, Fault]]:
    """Return the outcomes of a block, and what went wrong by run."""
    done: dict[int, Block] = {}
    failed: dict[int, Fault] = {}
    for first, piece in _placed(task):
        try:
            done[first] = _simulate(bench, piece)
        except Exception as error:
            if len(piece.replicates) == 1:
                failed[first] = fault_of(error)
            else:
                _one_by_one(bench, enumerate(_singles(piece), start=first), done, failed)
    return _joined(task.runs, done, {}), failed


def simulate_run(bench: Bench, task: Task, run: int) -> Block:
    """Return the outcomes of one run of a block, axes (1, the outcome's own)."""
    (single,) = [piece for number, piece in _runs(task) if number == run]
    return _simulate(bench, single)


def _standing(bench: Bench, task: Task) -> Block | None:
    """Return what is done of a block already; None if all of it is to be done."""
    if task.before is None:
        return None
    try:
        arrays, fits = standing(bench.store, task.runs, bench.outcomes, task.before)
    except DamagedChunk:
        return None
    return arrays if fits else None


def _failures_again(bench: Bench, task: Task, known: Block) -> tuple[Block, dict[int, Fault]]:
    done: dict[int, Block] = {}
    failed: dict[int, Fault] = {}
    before = task.before.failed if task.before else {}
    again = ((run, piece) for run, piece in _runs(task) if run in before)
    _one_by_one(bench, again, done, failed)
    return _joined(task.runs, done, known), failed


def _placed(task: Task) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces of a block, each with its first run."""
    first = task.runs.start
    for piece in task.pieces:
        yield first, piece
        first += len(piece.replicates)


def _runs(task: Task) -> Iterator[tuple[int, Piece]]:
    for first, piece in _placed(task):
        yield from enumerate(_singles(piece), start=first)


def _one_by_one(
    bench: Bench,
    singles: Iterable[tuple[int, Piece]],
    done: dict[int, Block],
    failed: dict[int, Fault],
) -> None:
    for run, single in singles:
        try:
            done[run] = _simulate(bench, single)
        except Exception as error:
            failed[run] = fault_of(error)


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
    return {name: thinned(found[name], known[name], bench.every) for name in bench.outcomes}


def _joined(runs: range, done: dict[int, Block], known: Block) -> Block:
    """Return the runs that are done as one block, over what is known of it."""
    if not done:
        return known
    first = next(iter(done.values()))
    if not known and len(done) == 1 and len(next(iter(first.values()))) == len(runs):
        return first
    block = known or empty_block(len(runs), first)
    for run, arrays in done.items():
        for name, array in arrays.items():
            start = run - runs.start
            block[name][start : start + len(array)] = array
    return block
