"""Runs of small worlds, and what tests read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine import Block, simulate
from sim.instruments import Instruments
from sim.outcomes import registry
from sim.params import fixed
from sim.world import World
from tests.worlds import COUNTRIES, quiet, small_world

AAA, BBB, CHN, DDD, EEE, SWE, USA = range(len(COUNTRIES))
OUTCOMES = tuple(registry())


def apart(world: World | None = None) -> World:
    """Return the small world with the allied host in a region of its own (Latin America)."""
    world = world or small_world()
    region = world.countries.region.copy()
    region[AAA] = 5
    return world._replace(countries=world.countries._replace(region=region))


def rows(count: int, overrides: Mapping[str, float | bool] | None = None) -> NDArray[Any]:
    return np.repeat(fixed(overrides), count)


def play(
    scenario: Instruments,
    outcomes: Sequence[str] = OUTCOMES,
    replicates: int = 4,
    overrides: Mapping[str, float | bool] | None = None,
    world: World | None = None,
) -> dict[str, NDArray[Any]]:
    p = rows(replicates, overrides)
    return simulate(world or apart(), scenario, p, range(replicates), 7, outcomes)


def block(
    scenario: Instruments,
    quarters: int,
    overrides: Mapping[str, float | bool] | None = None,
    world: World | None = None,
    replicates: int = 1,
) -> Block:
    """Return a block that has been played for some quarters."""
    made = Block(world or apart(), scenario, rows(replicates, overrides), range(replicates), seed=7)
    for _ in range(quarters):
        made.step()
    return made


def law(country: int, level: int, start: int, deadline: int = -1) -> Instruments:
    """Return a quiet scenario in which one country gets a law."""
    scenario = quiet(small_world())
    scenario.imposed_level[start:, country] = level
    scenario.imposed_deadline[start:, country] = deadline
    return scenario


def pressing(start: int = 8) -> Instruments:
    scenario = quiet(small_world())
    scenario.campaign[start:] = 1.0
    scenario.campaign_active[start:] = True
    return scenario
