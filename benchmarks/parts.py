"""Parts of a quarter, compiled as they are in whole runs, so that each can be timed by itself.

The one place that knows how whole runs are put together inside (:mod:`sim.rules.quarter`).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

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


class Seen(NamedTuple):
    """What other stages had written before the operators' turn, by quarter and run.

    Attributes
    ----------
    governments : records (quarter, run, country)
    vendors : records (quarter, run, vendor)
    scene : records (quarter, run)
    price : float (quarter, run, country, market, vendor)
    edges : float (quarter, run, market, vendor)
    installed : float (quarter, run, country, class, vendor)
    """

    governments: Table
    vendors: Table
    scene: Table
    price: Table
    edges: Table
    installed: Table


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


@lean
def buy_through(
    parameters: Table, facts: Table, state: Table, room: Table, seen: Seen, buys: bool
) -> None:
    """Show operators every quarter in turn and let them buy, or show it only.

    All quarters in one call, so that calling from Python is no part of the time.
    """
    known, work = eight_facts(facts), eight_room(room)
    for quarter in range(seen.scene.shape[0]):
        for run in range(parameters.size):
            one = eight_state(one_run(state, run))
            show(quarter, run, seen, one)
            if buys:
                operators_buy(quarter, parameters[run : run + 1], known, one, work)


@lean
def show(quarter: int, run: int, seen: Seen, one: Table) -> None:
    """Write what other stages had written into the state of one run."""
    one.scene[0] = seen.scene[quarter, run]
    for v in range(one.vendors.shape[1]):
        one.vendors[0, v] = seen.vendors[quarter, run, v]
    for m in range(one.edges.shape[1]):
        for v in range(one.edges.shape[2]):
            one.edges[0, m, v] = seen.edges[quarter, run, m, v]
    for c in range(one.governments.shape[1]):
        one.governments[0, c] = seen.governments[quarter, run, c]
        for m in range(one.price.shape[2]):
            for v in range(one.price.shape[3]):
                one.price[0, c, m, v] = seen.price[quarter, run, c, m, v]
        for k in range(one.installed.shape[2]):
            for v in range(one.installed.shape[3]):
                one.installed[0, c, k, v] = seen.installed[quarter, run, c, k, v]


PARTS: Final = {
    "shocks to governments": govern,
    "components and prices": offer,
    "tenders to deliveries": buy,
    "outcomes to blocs": settle,
}
"""Parts in the order of a quarter, named after their stages."""
