"""Opening the real model: tables, world, scenarios and the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.build import build_world
from sim.data.load import load_tables
from sim.folders import search_path
from sim.instruments import Instruments
from sim.scenario import Scenario, compile_scenario, load_scenario, scenario_texts
from sim.sweeps.model import Card, Levers, Model
from sim.sweeps.request import Request
from sim.synthetic.world import make_up, with_budgets
from sim.world import Names, World


def open_model(request: Request) -> Model:
    """Return the model for a request, with the tables that it replaces, or made up from them.

    Raises
    ------
    DataError
        If a table is wrong.
    ConfigError
        If a made-up world would be too small.
    """
    tables = load_tables(request.data)
    world, names = build_world(tables)
    times = 1.0
    if not request.world.is_real:
        world, names, times = make_up(world, names, tables, request.world, request.seed)
    search = request.scenario_folders or search_path("scenarios")

    opened: dict[str, Scenario] = {}

    def card(name: str) -> Card:
        found = load_scenario(name, search)
        opened[found.name] = found
        return Card(
            name=found.name,
            title=found.title,
            question=found.question,
            family=found.family,
            baseline=found.baseline,
            instruments=frozenset(found.instruments),
        )

    def instruments(name: str, levers: Levers) -> Instruments:
        doses = compile_scenario(opened[name], names, tables, levers)
        return doses if times == 1.0 else with_budgets(doses, times)

    def prepare(note: Callable[[str], None]) -> None:
        from sim.warm import warm

        warm(len(names.vendors), note)

    texts = partial(scenario_texts, search=search)
    return Model(world, names, card, instruments, simulate, prepare, texts)


def simulate(
    world: World,
    instruments: Instruments,
    parameters: NDArray[np.void],
    replicates: Sequence[int],
    seed: int,
    outcomes: Sequence[str],
    debug: Names | None = None,
) -> dict[str, NDArray[Any]]:
    """Call the engine, which is imported only where runs are made."""
    from sim import engine

    return engine.simulate(world, instruments, parameters, replicates, seed, outcomes, debug)
