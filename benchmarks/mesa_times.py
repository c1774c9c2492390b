"""Plain Mesa agents beside the engine, on the same stages."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from benchmarks.agents.model import Faultlines
from benchmarks.agents.start import SWITCHES, stages, start
from benchmarks.cases import TOGETHER, Case, block
from benchmarks.measure import best
from benchmarks.profile import idle
from sim.engine import Block


class MesaTimes(NamedTuple):
    """Milliseconds a run."""

    mesa: float
    engine: float  #: the engine on the same stages


def mesa_times(case: Case, runs: int, repeats: int) -> MesaTimes:
    """Time one run of Mesa agents, and so many of the engine on the same stages.

    Neither the start nor, for Mesa, the random numbers are part of it; nor, for the engine,
    what it costs to call stage after stage from Python, which whole runs do not.
    """
    beginning = start(_block(case, 1))
    agents, engine = [], []
    for _ in range(repeats):
        model = Faultlines(beginning)
        agents.append(best(partial(step_through, model, case.quarters), 1))
        engine.append(_engine_seconds(case, runs))
    calls = best(partial(step_through, idle(_block(case, 1)), case.quarters), 5)
    return MesaTimes(1e3 * min(agents), 1e3 * (min(engine) - calls / TOGETHER))


def step_through(world: Faultlines | Block, quarters: int) -> None:
    """Play so many quarters."""
    for _ in range(quarters):
        world.step()


def _engine_seconds(case: Case, runs: int) -> float:
    """Return the seconds a run on the same stages, a few runs at a time."""
    spent = 0.0
    for _ in range(runs // TOGETHER):
        spent += best(partial(step_through, _block(case, TOGETHER), case.quarters), 1)
    return spent / runs


def _block(case: Case, runs: int) -> Block:
    return block(case, runs, stages(), SWITCHES)
