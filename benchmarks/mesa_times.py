"""Plain Mesa agents beside the engine, on the same stages."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from benchmarks.agents.model import Faultlines
from benchmarks.agents.start import SWITCHES, stages, start
from benchmarks.cases import Case, block
from benchmarks.measure import best
from sim.engine import Block


class MesaTimes(NamedTuple):
    """Milliseconds a run."""

    mesa: float
    engine: float  #: the engine on the same stages


def mesa_times(case: Case, runs: int, repeats: int) -> MesaTimes:
    """Time one run of Mesa agents, and a block of the engine on the same stages.

    Neither the start nor, for Mesa, the random numbers are part of it.
    """
    beginning = start(_block(case, 1))
    agents, engine = [], []
    for _ in range(repeats):
        model = Faultlines(beginning)
        agents.append(best(partial(step_through, model, case.quarters), 1))
        made = _block(case, runs)
        engine.append(best(partial(step_through, made, case.quarters), 1) / runs)
    return MesaTimes(1e3 * min(agents), 1e3 * min(engine))


def step_through(world: Faultlines | Block, quarters: int) -> None:
    """Play so many quarters."""
    for _ in range(quarters):
        world.step()


def _block(case: Case, runs: int) -> Block:
    return block(case, runs, stages(), SWITCHES)
