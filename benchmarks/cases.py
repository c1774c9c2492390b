"""The world, the scenario and the runs that everything is measured on."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import count
from typing import Final, NamedTuple

import numpy as np

from sim.build import build_world
from sim.data.load import load_tables
from sim.engine import Block, simulate
from sim.instruments import Instruments
from sim.outcomes import default_outcomes
from sim.params import Value, fixed, sample
from sim.scenario import compile_scenario, load_scenario
from sim.schedule import SCHEDULE, Stage
from sim.sweeps.plan import BLOCK
from sim.synthetic.size import WorldSize
from sim.synthetic.world import make_up
from sim.terms import CLASSES
from sim.world import World

SCENARIO: Final = "us_action"
SEED: Final = 1
TOGETHER: Final = 4
"""Runs of a block that is played stage by stage: enough to make up for the calls, few enough to
stay near the processor."""

_fresh = count(1000)


class Case(NamedTuple):
    """What is played."""

    world: World
    instruments: Instruments

    @property
    def quarters(self) -> int:
        """Length of a run."""
        return len(self.instruments.campaign)

    @property
    def cells(self) -> int:
        """Operators x vendors x classes x quarters: what the time of a run is divided by."""
        operators, vendors = len(self.world.operators.share), len(self.world.vendors.chinese)
        return operators * vendors * len(CLASSES) * self.quarters


@cache
def real() -> Case:
    """Return the real world under US action."""
    return made_up(WorldSize())


def made_up(size: WorldSize) -> Case:
    """Return a made-up world under US action; the real one if nothing is to be made up."""
    tables = load_tables()
    world, names, _ = make_up(*build_world(tables), tables, size, SEED)
    return Case(world, compile_scenario(load_scenario(SCENARIO), names, tables))


def fresh_replicates(runs: int) -> list[int]:
    """Return draws of chance that nobody has played yet, so that nothing is kept from before."""
    return [next(_fresh) for _ in range(runs)]


def play(case: Case, replicates: Sequence[int], threads: int = 1) -> None:
    """Play whole runs with the default outcomes, each with its own draw of the parameters.

    On several threads they are shared out in blocks, as a sweep does it.
    """
    rows = sample(range(len(replicates)), SEED)
    world, instruments = case

    def some(runs: slice) -> None:
        simulate(world, instruments, rows[runs], replicates[runs], SEED, default_outcomes())

    if threads == 1:
        some(slice(None))
        return
    with ThreadPoolExecutor(threads) as pool:
        firsts = range(0, len(replicates), BLOCK)
        list(pool.map(some, [slice(first, first + BLOCK) for first in firsts]))


def block(
    case: Case,
    runs: int,
    stages: Sequence[Stage] = SCHEDULE,
    overrides: dict[str, Value] | None = None,
) -> Block:
    """Return a block at its start; with overrides all runs have the default parameters."""
    rows = np.repeat(fixed(overrides), runs) if overrides else sample(range(runs), SEED)
    return Block(case.world, case.instruments, rows, range(runs), SEED, stages=stages)
