"""The plan: every run of a request, its identity, and the blocks in which they are done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import ConfigError
from sim.instruments import Instruments
from sim.sweeps import fingerprint
from sim.sweeps.cases import Case, cases
from sim.sweeps.design import Sample, samples
from sim.sweeps.model import Model, parameters
from sim.sweeps.request import Request
from sim.sweeps.room import block_size
from sim.synthetic.size import told

BLOCK: Final = 16
MOST_RUNS: Final = 1_000_000


class Segment(NamedTuple):
    """Consecutive samples of one case."""

    case: int
    first: int
    stop: int


@dataclass(frozen=True)
class Plan:
    """Runs in order: all samples of the first case, then of the second, and so on.

    Attributes
    ----------
    instruments
        Of each case.
    parameters
        Of each case, a structured array, axis (sample,).
    run_ids
        Fingerprint of everything that a run depends on, axis (run,).
    identity
        Fingerprint of the whole request, 8 hex digits.
    code, data
        Fingerprints of the model's code and of its facts.
    told
        What is made up of the world, in words; empty: nothing.
    block
        Runs a block.
    """

    request: Request
    cases: tuple[Case, ...]
    samples: tuple[Sample, ...]
    instruments: tuple[Instruments, ...]
    parameters: tuple[NDArray[np.void], ...]
    run_ids: tuple[str, ...]
    identity: str
    code: str
    data: str
    told: str = ""
    block: int = BLOCK

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self.cases) * len(self.samples)

    @property
    def blocks(self) -> int:
        """Number of blocks; the last may be shorter."""
        return -(-self.runs // self.block)

    def block_runs(self, block: int) -> range:
        """Return the runs of a block."""
        return range(block * self.block, min((block + 1) * self.block, self.runs))

    def in_turn(self) -> list[int]:
        """Return the blocks in the order to do them: the first samples of every case first.

        So what is stored when a sweep is stopped early can be compared.
        """
        size = len(self.samples)
        return sorted(range(self.blocks), key=lambda b: (b * self.block % size, b))

    def segments(self, block: int) -> Iterator[Segment]:
        """Yield the samples of a block, case by case: a block may straddle two cases."""
        runs, size = self.block_runs(block), len(self.samples)
        start = runs.start
        while start < runs.stop:
            case, first = divmod(start, size)
            stop = min(size, first + runs.stop - start)
            yield Segment(case, first, stop)
            start += stop - first


def make_plan(request: Request, model: Model, block: int = BLOCK) -> Plan:
    """Return the plan of a request.

    Raises
    ------
    FaultlinesError
        If a scenario, a lever or a parameter is wrong, or too many runs are asked for.
    """
    worlds = cases(request, model.card)
    _check_number(request, len(worlds))
    instruments = tuple(model.instruments(case.card.name, case.levers) for case in worlds)
    points = samples(request)
    tables = _tables(request, worlds, [point.draw for point in points])
    code, data = fingerprint.of_code(), fingerprint.of_facts(model.world)
    common = [request.seed, data, code]
    policies = [fingerprint.of_facts(doses) for doses in instruments]
    run_ids = tuple(
        fingerprint.of_words([*common, policy, row, point.draw, point.replicate])
        for policy, table in zip(policies, tables, strict=True)
        for row, point in zip(fingerprint.of_rows(table), points, strict=True)
    )
    labels = [[case.label, case.baseline] for case in worlds]
    identity = fingerprint.of_words(
        [run_ids, request.outcomes, labels, request.debug, request.every]
    )[:8]
    return Plan(
        request=request,
        cases=worlds,
        samples=points,
        instruments=instruments,
        parameters=tables,
        run_ids=run_ids,
        identity=identity,
        code=code,
        data=data,
        told=told(request.world, model.names),
        block=block_size(model.world, request.outcomes, block),
    )


def _check_number(request: Request, worlds: int) -> None:
    runs = worlds * request.draws * request.replicates
    if runs > MOST_RUNS:
        raise ConfigError(
            f"draws: {worlds} policy worlds x {request.draws} draws x {request.replicates} "
            f"replicates are {runs:,} runs; at most {MOST_RUNS:,} go into one sweep"
        )


def _tables(
    request: Request, worlds: tuple[Case, ...], draws: list[int]
) -> tuple[NDArray[np.void], ...]:
    """Return the parameters of every case; draws are the same in all, but for what a case holds."""
    common = parameters(request, draws)
    return tuple(
        parameters(replace(request, overrides={**request.overrides, **world.overrides}), draws)
        if world.overrides
        else common
        for world in worlds
    )
