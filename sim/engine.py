"""Runs the schedule, quarter by quarter, for a block of runs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts, pack
from sim.guards import Guard
from sim.initial import operator_shares
from sim.instruments import Instruments
from sim.recorder import Recorder
from sim.results import chosen, make_results
from sim.rules.quarter import begin, play, play_eight
from sim.rules.rows import MAKERS
from sim.schedule import SCHEDULE, Stage
from sim.state import Room, State, allocate, clear, make_room
from sim.terms import MARKET_COUNT
from sim.world import Names, World

AHEAD_BYTES: Final = 2 * 2**20
"""Initial kit that is drawn ahead of playing: each of the two finds its own code and tables in
the processor's memory while it lasts."""


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
        self.room: Room = make_room(self.facts)
        self.stages = tuple(stages)
        self.quarter = 0
        self.tables: Mapping[str, Any] = {
            "parameters": parameters,
            **rename(self.facts._asdict()),
            **self.state._asdict(),
            "room": self.room,
        }
        shares = initial_kit(world, seed, replicates)
        begin(parameters, self.facts, self.state, self.room, shares)
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

    Parameters
    ----------
    world, instruments, parameters, replicates, seed, debug
        As for :class:`Block`.
    outcomes : sequence of str
        Names from ``outcomes.csv``.

    Returns
    -------
    dict of arrays
        By outcome, shape (run, *dims of ``outcomes.csv``).

    See Also
    --------
    Block : the same, quarter by quarter.
    """
    if debug:
        return _step_through(world, instruments, parameters, replicates, seed, outcomes, debug)
    facts, runs = pack(world, instruments), len(replicates)
    results = make_results(outcomes, runs, len(instruments.campaign), facts)
    history = play_eight if len(facts.vendors) == MAKERS else play
    room, state = make_room(facts), allocate(facts, seed, np.zeros(1, dtype=np.int64))
    kits = room_ahead(facts)
    for first in range(0, runs, len(kits)):
        batch = range(first, min(runs, first + len(kits)))
        for place, run in enumerate(batch):
            kits[place] = operator_shares(world, seed, int(replicates[run]))
        for place, run in enumerate(batch):
            clear(state)
            state.replicates[0] = replicates[run]
            row, kit = parameters[run : run + 1], kits[place : place + 1]
            history(row, facts, state, room, kit, results, run)
    return chosen(results, outcomes)


def call(function: Any, arguments: Sequence[str], tables: Mapping[str, Any], quarter: int) -> None:
    """Call a stage with the tables that its arguments name."""
    function(*(quarter if name == "quarter" else tables[name] for name in arguments))


def rename(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts under the names that stages use: vendors' facts beside vendors' state."""
    return {("vendor_facts" if name == "vendors" else name): table for name, table in facts.items()}


def room_ahead(facts: Facts) -> NDArray[np.float64]:
    """Return room for initial kit of some runs, at least one, (run, operator, market, vendor)."""
    one = np.empty((len(facts.operators), MARKET_COUNT, len(facts.vendors)))
    return np.empty((max(1, AHEAD_BYTES // one.nbytes), *one.shape))


def initial_kit(world: World, seed: int, replicates: Sequence[int]) -> NDArray[np.float64]:
    """Return initial shares of kit, (run, operator, market, vendor)."""
    shares = {r: operator_shares(world, seed, int(r)) for r in dict.fromkeys(replicates)}
    return np.stack([shares[r] for r in replicates])


def _step_through(
    world: World,
    instruments: Instruments,
    parameters: NDArray[np.void],
    replicates: Sequence[int],
    seed: int,
    outcomes: Sequence[str],
    debug: Names,
) -> dict[str, NDArray[Any]]:
    """Return what :func:`simulate` returns, with every quarter checked."""
    block = Block(world, instruments, parameters, replicates, seed, debug=debug)
    quarters = len(instruments.campaign)
    recorder = Recorder(outcomes, block, quarters)
    for quarter in range(quarters):
        block.step()
        recorder.record(quarter)
    return recorder.results
