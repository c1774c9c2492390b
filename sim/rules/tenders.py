"""Operators choose suppliers: who tenders when, and under which law: rules O3 and O4."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.rules.awards import cap_award, choose, draw_choices, is_managed
from sim.rules.choice import (
    barred,
    own_market_stock,
    own_stock,
    own_utilities,
    utilities,
    weights,
)
from sim.rules.rows import MARKETS_OF, copy_row
from sim.streams import MANY, TENDER_TIMING, fill
from sim.terms import CAP, CLASS_COUNT, RAN_5G

Records = Any
Room = Any
Floats = NDArray[np.float64]
NOWHERE = -1


@lean
def tenders(
    quarter: int,
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    vendors: Records,
    scene: Records,
    constant: Floats,
    price: Floats,
    edges: Floats,
    installed: Floats,
    young: Floats,
    old: Floats,
    award: Floats,
    won_5g: Floats,
    chinese_odds: Floats,
    room: Room,
    seed: int,
    replicates: NDArray[np.int64],
) -> None:
    """Stage 6, first part: operators whose turn it is choose suppliers (O3, O4).

    A 5G contract stands as it was won; the cap only holds back what is ordered under it.
    """
    for run in range(scene.size):
        p, nations = parameters[run], governments[run]
        lift_caps(countries, nations, award[run], won_5g[run])
        call_tenders(quarter, countries, vendor_facts, nations, constant[run], room)
        count = list_tenders(quarter, p, operators, room, seed, replicates[run])
        room.known[:] = NOWHERE
        for first in range(0, count, MANY):
            agenda = room.agenda[first : min(first + MANY, count)]
            compare(
                quarter,
                p,
                countries,
                operators,
                vendor_facts,
                nations,
                vendors[run],
                scene[run],
                constant[run],
                price[run],
                edges[run],
                installed[run],
                young[run],
                old[run],
                agenda,
                room,
            )
            draw_choices(quarter, operators, agenda, room, seed, replicates[run])
            choose(
                p,
                operators,
                vendor_facts,
                award[run],
                won_5g[run],
                chinese_odds[run],
                agenda,
                room,
            )
        hold_caps(
            quarter,
            p,
            countries,
            vendor_facts,
            nations,
            vendors[run],
            scene[run],
            constant[run],
            price[run],
            edges[run],
            installed[run],
            young[run],
            old[run],
            award[run],
            room,
        )


@lean
def hold_caps(
    quarter: int,
    p: Records,
    countries: Records,
    vendor_facts: Records,
    nations: Records,
    vendors: Records,
    scene: Records,
    constant: Floats,
    price: Floats,
    edges: Floats,
    installed: Floats,
    young: Floats,
    old: Floats,
    award: Floats,
    room: Room,
) -> None:
    """Hold what is ordered of 5G under the cap, where a cap is the law (O4)."""
    for c in range(countries.size):
        nations[c].capped = nations[c].level == CAP and quarter >= nations[c].launch
        if not nations[c].capped:
            continue
        know(
            quarter,
            p,
            countries[c],
            vendor_facts,
            nations[c],
            vendors,
            scene,
            constant[c],
            price[c],
            edges,
            installed[c],
            c,
            RAN_5G,
            room,
        )
        for o in range(countries[c].first_operator, countries[c].last_operator):
            own_stock(young[o], old[o], room.own)
            cap_award(p, vendor_facts, room.worth[RAN_5G], room.own, award[o, RAN_5G], room)


@lean
def lift_caps(countries: Records, nations: Records, award: Floats, won_5g: Floats) -> None:
    """Go back to 5G contracts as they were won, where a cap held orders back last quarter (O4)."""
    for c in range(countries.size):
        if nations[c].capped:
            for o in range(countries[c].first_operator, countries[c].last_operator):
                copy_row(won_5g[o], award[o, RAN_5G])


@lean
def call_tenders(
    quarter: int,
    countries: Records,
    vendor_facts: Records,
    nations: Records,
    constant: Floats,
    room: Room,
) -> None:
    """Note where everybody, or nobody, tenders a class: a tighter law, 5G launch (O3)."""
    for c in range(countries.size):
        room.calling[c] = False
        for k in range(CLASS_COUNT):
            called = must_tender(vendor_facts, constant[c], nations[c], quarter, k)
            room.called[c, k] = called
            room.open[c, k] = k != RAN_5G or quarter >= nations[c].launch
            room.calling[c] |= called


@lean
def list_tenders(
    quarter: int, p: Records, operators: Records, room: Room, seed: int, replicate: int
) -> int:
    """List who tenders which class, as operator times classes plus class; return how many (O3)."""
    count = 0
    for first in range(0, operators.size, MANY):
        some = operators[first : first + MANY]
        draw_timing(quarter, some.id, room, seed, replicate)
        likely = 0
        for at in range(some.size):
            ends = room.more_draws[0, at] * tender_gap(p, some[at]) < 1.0
            room.likely[likely] = at
            likely += ends | room.calling[some[at].country]
        for at in room.likely[:likely]:
            c, gap = some[at].country, tender_gap(p, some[at])
            for k in range(CLASS_COUNT):
                due = (room.draws[k, at] * gap < 1.0) | room.called[c, k]
                room.agenda[count] = (first + at) * CLASS_COUNT + k
                count += due & room.open[c, k]
    return count


@lean
def tender_gap(p: Records, operator: Records) -> float:
    """Return the mean number of quarters between an operator's tenders (O3, O4)."""
    return float(p.managed_gap if is_managed(p, operator) else p.tender_gap)


@lean
def draw_timing(
    quarter: int, ids: NDArray[np.uint64], room: Room, seed: int, replicate: int
) -> None:
    """Draw when contracts end, a class a row, and note the least of the four besides (O3)."""
    fill(seed, replicate, TENDER_TIMING, quarter, ids, room.words, room.draws)
    for at in range(ids.size):
        first = min(room.draws[0, at], room.draws[1, at])
        room.more_draws[0, at] = min(first, min(room.draws[2, at], room.draws[3, at]))


@lean
def compare(
    quarter: int,
    p: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    nations: Records,
    vendors: Records,
    scene: Records,
    constant: Floats,
    price: Floats,
    edges: Floats,
    installed: Floats,
    young: Floats,
    old: Floats,
    agenda: NDArray[np.int64],
    room: Room,
) -> None:
    """Write choice weights and their sums for the tenders of an agenda (O3).

    First all utilities, then all weights: a tender need not wait for the one before.
    """
    for at in range(agenda.size):
        o, k = agenda[at] // CLASS_COUNT, agenda[at] % CLASS_COUNT
        c = operators[o].country
        know(
            quarter,
            p,
            countries[c],
            vendor_facts,
            nations[c],
            vendors,
            scene,
            constant[c],
            price[c],
            edges,
            installed[c],
            c,
            k,
            room,
        )
        stock = own_market_stock(young[o], old[o], k, room.stock)
        own_utilities(p, room.worth[k], stock, room.stock, room.chances[at])
    for at in range(agenda.size):
        room.weight[at] = weights(room.chances[at])


@lean
def know(
    quarter: int,
    p: Records,
    country: Records,
    vendor_facts: Records,
    g: Records,
    vendors: Records,
    scene: Records,
    constant: Floats,
    price: Floats,
    edges: Floats,
    installed: Floats,
    c: int,
    k: int,
    room: Room,
) -> None:
    """Work out what vendors are worth in a country, unless its last tender has done so (O3)."""
    if room.known[k] != c:
        room.known[k] = c
        utilities(
            quarter,
            p,
            country,
            vendor_facts,
            g,
            vendors,
            scene,
            constant,
            price,
            edges,
            installed,
            k,
            room,
            room.worth[k],
        )


@lean
def must_tender(vendor_facts: Records, constant: Floats, g: Records, quarter: int, k: int) -> bool:
    """Return whether launch or a tighter law calls for a tender of the class (O3).

    Parameters
    ----------
    constant : float (market, vendor)
        Of the country; a law shrinks the choice only where a Chinese vendor was feasible.
    """
    if k == RAN_5G and quarter == g.launch:
        return True
    if not barred(g.level, k) or barred(g.level_before, k):
        return False
    for v in range(vendor_facts.size):
        if vendor_facts[v].chinese and constant[MARKETS_OF[k], v] > -np.inf:
            return True
    return False
