"""Runs the schedule, quarter by quarter, for a block of runs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts, pack
from sim.guards import Guard
from sim.initial import operator_shares
from sim.instruments import Instruments
from sim.recorder import Recorder
from sim.rules import powers, start, vendors
from sim.schedule import SCHEDULE, Stage
from sim.state import State, allocate, make_room
from sim.world import Names, World


class Block:
    """A block of runs of one scenario, stepped together.

    Parameters
    ----------
    world : World
    instruments : Instruments
        The compiled scenario.
    parameters : structured array, shape (run,)
        One row a run, as :func:`sim.params.fixed` or :func:`sim.params.sample` give them.
    replicates : sequence of int, length run
        Which draw of chance each run lives in.
    seed : int
    stages : sequence of Stage, optional
        Another schedule, for users who add a stage of their own.
    debug : Names, optional
        Check after every quarter what must always hold, and tell a breach in these names.

    Attributes
    ----------
    quarter : int
        The next quarter to be stepped, counted from 2014Q1.
    tables : mapping
        Everything by the name under which stages ask for it.
    """

    def __init__(
        self,
        world: World,
        instruments: Instruments,
        parameters: NDArray[np.void],
        replicates: Sequence[int],
        seed: int,
        stages: Sequence[Stage] = SCHEDULE,
        debug: Names | None = None,
    ) -> None:
        if len(parameters) != len(replicates):
            raise ValueError(f"{len(parameters)} rows of parameters, {len(replicates)} replicates")
        self.facts: Facts = pack(world, instruments)
        self.parameters = parameters
        self.state: State = allocate(self.facts, seed, np.asarray(replicates, dtype=np.int64))
        self.stages = tuple(stages)
        self.quarter = 0
        self.tables: Mapping[str, Any] = {
            "parameters": parameters,
            **rename(self.facts._asdict()),
            **self.state._asdict(),
            "room": make_room(len(self.facts.countries), *self.state.kit.shape[1:4:2]),
        }
        _start(self.tables, initial_kit(world, seed, replicates))
        self._guard = Guard(self.facts, parameters, self.state, debug) if debug else None

    def step(self) -> None:
        """Play the next quarter.

        Raises
        ------
        GuardError
            With ``debug``: if something that must always hold does not.
        """
        for stage in self.stages:
            call(stage.function, stage.arguments, self.tables, self.quarter)
        if self._guard:
            self._guard.check(self.quarter)
            self._guard.note()
        self.quarter += 1


def simulate(
    world: World,
    instruments: Instruments,
    parameters: NDArray[np.void],
    replicates: Sequence[int],
    seed: int,
    outcomes: Sequence[str],
    debug: Names | None = None,
) -> dict[str, NDArray[Any]]:
    """Play all quarters and return the outcomes asked for.

    Returns
    -------
    dict of arrays
        By outcome, shape (run, *dims of ``outcomes.csv``).

    See Also
    --------
    Block : the same, quarter by quarter.
    """
    block = Block(world, instruments, parameters, replicates, seed, debug=debug)
    quarters = len(instruments.campaign)
    recorder = Recorder(outcomes, block.facts, block.state, block.parameters, quarters)
    for quarter in range(quarters):
        block.step()
        recorder.record(quarter)
    return recorder.results


def call(function: Any, arguments: Sequence[str], tables: Mapping[str, Any], quarter: int) -> None:
    """Call a stage with the tables that its arguments name."""
    function(*(quarter if name == "quarter" else tables[name] for name in arguments))


def rename(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts under the names that stages use: vendors' facts beside vendors' state."""
    return {("vendor_facts" if name == "vendors" else name): table for name, table in facts.items()}


def initial_kit(world: World, seed: int, replicates: Sequence[int]) -> NDArray[np.float64]:
    """Return initial shares of kit, (run, operator, market, vendor)."""
    shares = {r: operator_shares(world, seed, int(r)) for r in dict.fromkeys(replicates)}
    return np.stack([shares[r] for r in replicates])


def _start(tables: Mapping[str, Any], shares: NDArray[np.float64]) -> None:
    """Set the state of 2014Q1: money needs markets, resolve and prices need money."""
    tables = SimpleNamespace(**tables, initial_share=shares, quarter=0).__dict__
    for rule in (
        start.install,
        start.settle_countries,
        powers.powers,
        start.settle_resolve,
        vendors.prices,
        start.find_constants,
    ):
        stage = Stage("start", "", rule)
        call(rule, stage.arguments, tables, 0)
