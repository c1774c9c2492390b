"""A quarter and a history in compiled code: the stages of :data:`sim.schedule.SCHEDULE`, in order.

One run is played from start to end before the next begins, so that its state stays near the
processor. Playing the schedule stage by stage gives the same bytes.
"""

from __future__ import annotations

from typing import Any

from sim.compiled import lean, part
from sim.rules import (
    components,
    deliveries,
    deployment,
    governments,
    outcomes,
    powers,
    recording,
    start,
    tenders,
    trust,
    vendors,
)
from sim.rules.eight import eight_facts, eight_room, eight_state
from sim.state import State

Records = Any
Facts = Any
Room = Any
Results = Any
Floats = Any


@lean
def play(
    parameters: Records,
    facts: Facts,
    state: State,
    room: Room,
    initial_share: Floats,
    results: Results,
    first: int,
) -> None:
    """Play the histories of a block and take them down from a position of the results onwards.

    Parameters
    ----------
    parameters : records (run,)
    facts : Facts
    state : State
    room : Room
    initial_share : float (run, operator, market, vendor)
    results : Results
    first : int
        Position of the block's first run among the results.
    """
    for run in range(parameters.size):
        row, one = parameters[run : run + 1], one_run(state, run)
        begin(row, facts, one, room, initial_share[run : run + 1])
        play_through(row, facts, one, room, results, first + run)


@lean
def play_eight(
    parameters: Records,
    facts: Facts,
    state: State,
    room: Room,
    initial_share: Floats,
    results: Results,
    first: int,
) -> None:
    """Play the histories of a block in a world of eight vendors, as :func:`play` would."""
    known, work = eight_facts(facts), eight_room(room)
    for run in range(parameters.size):
        row, one = parameters[run : run + 1], eight_state(one_run(state, run))
        begin(row, known, one, work, initial_share[run : run + 1])
        play_through(row, known, one, work, results, first + run)


@part
def play_through(
    row: Records, facts: Facts, one: State, room: Room, results: Results, position: int
) -> None:
    """Play one history and take it down."""
    for quarter in range(facts.scheduled.size):
        play_quarter(quarter, row, facts, one, room)
        recording.record(quarter, row, facts, one, room, results, position)


@lean
def one_run(s: State, run: int) -> State:
    """Return the state of one run of a block, as a block of one."""
    here = slice(run, run + 1)
    return State(
        s.seed,
        s.replicates[here],
        s.governments[here],
        s.vendors[here],
        s.scene[here],
        s.young[here],
        s.old[here],
        s.award[here],
        s.won_5g[here],
        s.chinese_odds[here],
        s.backlog[here],
        s.demand[here],
        s.constant[here],
        s.price[here],
        s.price_2014[here],
        s.edges[here],
        s.bought[here],
        s.installed[here],
        s.costs[here],
        s.waiting[here],
        s.lapsed[here],
        s.overdue[here],
        s.lost_sales[here],
    )


@lean
def begin(parameters: Records, f: Facts, s: State, room: Room, initial_share: Floats) -> None:
    """Set the state of 2014Q1: money needs markets, resolve and prices need money.

    Parameters
    ----------
    initial_share : float (run, operator, market, vendor)
    """
    start.install(
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        s.vendors,
        s.young,
        s.old,
        s.award,
        s.chinese_odds,
        s.demand,
        s.bought,
        s.installed,
        initial_share,
    )
    start.settle_countries(
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        f.scheduled,
        s.governments,
        s.vendors,
        s.scene,
        s.young,
        s.old,
        s.demand,
        s.chinese_odds,
        s.bought,
        s.installed,
        s.edges,
        room,
        s.seed,
        s.replicates,
    )
    powers.powers(
        0,
        parameters,
        f.countries,
        f.vendors,
        f.scheduled,
        f.by_country,
        s.governments,
        s.scene,
        s.installed,
        room,
    )
    start.settle_resolve(
        parameters, f.countries, f.scheduled, f.by_country, f.control, s.governments, room
    )
    set_prices(parameters, f, s, room)
    start.find_constants(
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        s.governments,
        s.vendors,
        s.scene,
        s.young,
        s.old,
        s.bought,
        s.installed,
        s.constant,
        s.price,
        s.price_2014,
        s.edges,
        room,
    )


@part
def play_quarter(quarter: int, parameters: Records, f: Facts, s: State, room: Room) -> None:
    """Play the stages of a quarter in their order."""
    powers_and_governments(quarter, parameters, f, s, room)
    vendors_offer(quarter, parameters, f, s, room)
    operators_buy(quarter, parameters, f, s, room)
    world_settles(quarter, parameters, f, s, room)


@part
def powers_and_governments(
    quarter: int, parameters: Records, f: Facts, s: State, room: Room
) -> None:
    """News, the two powers, suspicion and laws: stages 1 to 4."""
    trust.shocks(
        quarter,
        parameters,
        f.countries,
        f.scheduled,
        s.governments,
        s.scene,
        room,
        s.seed,
        s.replicates,
    )
    powers.powers(
        quarter,
        parameters,
        f.countries,
        f.vendors,
        f.scheduled,
        f.by_country,
        s.governments,
        s.scene,
        s.installed,
        room,
    )
    trust.suspicion(
        quarter,
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        f.by_country,
        s.governments,
        s.vendors,
        s.scene,
        s.installed,
        s.young,
        s.old,
        s.edges,
        room,
    )
    governments.governments_act(
        quarter,
        parameters,
        f.countries,
        f.scheduled,
        f.by_country,
        f.control,
        s.governments,
        s.scene,
        room,
        s.seed,
        s.replicates,
    )


@part
def vendors_offer(quarter: int, parameters: Records, f: Facts, s: State, room: Room) -> None:
    """Parts and prices: stage 5."""
    components.components(
        quarter, parameters, f.vendors, f.control_by_parts, s.vendors, s.scene, s.lost_sales
    )
    set_prices(parameters, f, s, room)


@part
def set_prices(parameters: Records, f: Facts, s: State, room: Room) -> None:
    """Prices of the quarter, or of 2014."""
    vendors.prices(
        parameters,
        f.countries,
        f.vendors,
        s.governments,
        s.vendors,
        s.scene,
        s.installed,
        s.price,
        room,
    )


@part
def operators_buy(quarter: int, parameters: Records, f: Facts, s: State, room: Room) -> None:
    """Tenders, orders and deliveries: stages 6 and 7."""
    tenders.tenders(
        quarter,
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        s.governments,
        s.vendors,
        s.scene,
        s.constant,
        s.price,
        s.edges,
        s.installed,
        s.young,
        s.old,
        s.award,
        s.won_5g,
        s.chinese_odds,
        room,
        s.seed,
        s.replicates,
    )
    deployment.order(
        quarter,
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        f.by_country,
        s.governments,
        s.scene,
        s.young,
        s.old,
        s.backlog,
        s.demand,
        s.costs,
        room,
    )
    deliveries.deliver(
        quarter,
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        f.scheduled,
        f.home,
        s.governments,
        s.vendors,
        s.scene,
        s.young,
        s.old,
        s.award,
        s.backlog,
        s.demand,
        s.price_2014,
        s.bought,
        s.waiting,
        s.lapsed,
        s.overdue,
        room,
    )


@part
def world_settles(quarter: int, parameters: Records, f: Facts, s: State, room: Room) -> None:
    """Outcomes, vendors and blocs: stages 8 to 10."""
    outcomes.outcomes(
        quarter,
        parameters,
        f.countries,
        f.operators,
        f.vendors,
        f.by_country,
        s.governments,
        s.vendors,
        s.scene,
        s.young,
        s.old,
        s.price,
        s.price_2014,
        s.bought,
        s.installed,
        s.costs,
        room,
    )
    vendors.vendors_learn(
        quarter,
        parameters,
        f.vendors,
        f.scheduled,
        f.home,
        f.control,
        s.governments,
        s.vendors,
        s.scene,
    )
    outcomes.blocs(
        parameters,
        f.countries,
        f.vendors,
        s.governments,
        s.scene,
        s.young,
        s.old,
        s.demand,
        s.chinese_odds,
        s.bought,
        room,
    )
