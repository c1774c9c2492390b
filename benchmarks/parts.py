"""Parts of a quarter, compiled as they are in whole runs, so that each can be timed by itself.

The one place that knows how whole runs are put together inside (:mod:`sim.rules.quarter`).
"""

from __future__ import annotations

from typing import Any, Final

from sim.compiled import lean
from sim.rules.eight import eight_facts, eight_room, eight_state
from sim.rules.quarter import (
    begin,
    one_run,
    operators_buy,
    powers_and_governments,
    vendors_offer,
    world_settles,
)

Table = Any


@lean
def start(parameters: Table, facts: Table, state: Table, room: Table, shares: Table) -> None:
    """Set the state of 2014Q1 of every run.

    Parameters
    ----------
    shares : float (run, operator, market, vendor)
    """
    known, work = eight_facts(facts), eight_room(room)
    for run in range(parameters.size):
        one = eight_state(one_run(state, run))
        begin(parameters[run : run + 1], known, one, work, shares[run : run + 1])


@lean
def govern(quarter: int, parameters: Table, facts: Table, state: Table, room: Table) -> None:
    """Play shocks, powers, suspicion and governments of every run."""
    known, work = eight_facts(facts), eight_room(room)
    for run in range(parameters.size):
        one = eight_state(one_run(state, run))
        powers_and_governments(quarter, parameters[run : run + 1], known, one, work)


@lean
def offer(quarter: int, parameters: Table, facts: Table, state: Table, room: Table) -> None:
    """Play components and prices of every run."""
    known, work = eight_facts(facts), eight_room(room)
    for run in range(parameters.size):
        one = eight_state(one_run(state, run))
        vendors_offer(quarter, parameters[run : run + 1], known, one, work)


@lean
def buy(quarter: int, parameters: Table, facts: Table, state: Table, room: Table) -> None:
    """Play tenders, orders and deliveries of every run."""
    known, work = eight_facts(facts), eight_room(room)
    for run in range(parameters.size):
        one = eight_state(one_run(state, run))
        operators_buy(quarter, parameters[run : run + 1], known, one, work)


@lean
def settle(quarter: int, parameters: Table, facts: Table, state: Table, room: Table) -> None:
    """Play outcomes, vendors and blocs of every run."""
    known, work = eight_facts(facts), eight_room(room)
    for run in range(parameters.size):
        one = eight_state(one_run(state, run))
        world_settles(quarter, parameters[run : run + 1], known, one, work)


PARTS: Final = {
    "shocks to governments": govern,
    "components and prices": offer,
    "tenders to deliveries": buy,
    "outcomes to blocs": settle,
}
"""Parts in the order of a quarter, named after their stages."""
