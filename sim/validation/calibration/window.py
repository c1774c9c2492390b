"""The world and a scenario to the end of 2020: nothing later is played, or looked at."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeVar

from sim.build import build_world
from sim.data.load import load_tables
from sim.instruments import Instruments
from sim.scenario import compile_scenario, load_scenario
from sim.terms import FIRST_YEAR, QUARTERS, quarter_index
from sim.world import Names, World

LAST: Final = 2020
QUARTERS_PLAYED: Final = quarter_index(f"{LAST}Q4") + 1
SCENARIO: Final = "us_action"
"""Recorded moves of the United States and China."""

_Facts = TypeVar("_Facts", bound=NamedTuple)


class Window(NamedTuple):
    """What is played: a world and doses with :data:`QUARTERS_PLAYED` quarters."""

    world: World
    names: Names
    doses: Instruments

    @property
    def years(self) -> range:
        """The years that are played."""
        return range(FIRST_YEAR, FIRST_YEAR + len(self.doses.campaign) // 4)


def window(scenario: str = SCENARIO) -> Window:
    """Return the real world under a scenario, cut off after 2020Q4."""
    tables = load_tables()
    world, names = build_world(tables)
    doses = compile_scenario(load_scenario(scenario), names, tables)
    facts = _cut(world.countries, axis=1)
    return Window(world._replace(countries=facts), names, _cut(doses, axis=0))


def _cut(facts: _Facts, axis: int) -> _Facts:
    """Return facts without what they hold for later quarters."""
    short: dict[str, Any] = {}
    for name, values in facts._asdict().items():
        if values.ndim > axis and values.shape[axis] == QUARTERS:
            short[name] = values.take(range(QUARTERS_PLAYED), axis=axis)
    return facts._replace(**short)
