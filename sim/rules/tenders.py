"""Operators choose suppliers: who tenders when, and what is awarded: rules O3 and O4."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.rules.choice import (
    MARKETS_OF,
    barred,
    market_stock,
    own_market_stock,
    own_stock,
    own_utilities,
    pick,
    utilities,
    weights,
)
from sim.rules.rows import copy_row
from sim.streams import MANY, TENDER_CHOICE_1, TENDER_CHOICE_2, TENDER_TIMING, fill
from sim.terms import CAP, CLASS_COUNT, CORE, RAN_5G, TRANSPORT

Records = Any
Room = Any
Floats = NDArray[np.float64]
CAP_ROUNDING = 1e-9
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
        called = call_tenders(quarter, countries, vendor_facts, nations, constant[run], room)
        count = list_tenders(quarter, p, operators, called, room, seed, replicates[run])
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
) -> bool:
    """Note where everybody, or nobody, tenders a class: a tighter law, 5G launch (O3).

    Return whether everybody does anywhere.
    """
    anywhere = False
    for c in range(countries.size):
        for k in range(CLASS_COUNT):
            called = must_tender(vendor_facts, constant[c], nations[c], quarter, k)
            room.called[c, k] = called
            room.open[c, k] = k != RAN_5G or quarter >= nations[c].launch
            anywhere |= called
    return anywhere


@lean
def list_tenders(
    quarter: int,
    p: Records,
    operators: Records,
    called: bool,
    room: Room,
    seed: int,
    replicate: int,
) -> int:
    """List who tenders which class, as operator times classes plus class; return how many (O3)."""
    count, least = 0, min(p.managed_gap, p.tender_gap)
    for o in range(operators.size):
        at = o % MANY
        if at == 0:
            draw_timing(quarter, operators.id[o : o + MANY], room, seed, replicate)
        if not called and room.more_draws[0, at] * least >= 1.0:
            continue
        c = operators[o].country
        gap = p.managed_gap if is_managed(p, operators[o]) else p.tender_gap
        for k in range(CLASS_COUNT):
            due = (room.draws[k, at] * gap < 1.0 or room.called[c, k]) and room.open[c, k]
            room.agenda[count] = o * CLASS_COUNT + k
            count += 1 if due else 0
    return count


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
def choose(
    p: Records,
    operators: Records,
    vendor_facts: Records,
    award: Floats,
    won_5g: Floats,
    chinese_odds: Floats,
    agenda: NDArray[np.int64],
    room: Room,
) -> None:
    """Award what is tendered, by choice weights and uniform numbers (O4)."""
    for at in range(agenda.size):
        o, k = agenda[at] // CLASS_COUNT, agenda[at] % CLASS_COUNT
        chance, weight, won = room.chances[at], room.weight[at], award[o, k]
        first, second = room.draws[k, at], room.more_draws[k, at]
        hold_tender(p, operators[o], chance, weight, k, first, second, won)
        chinese_odds[o, k] = chinese_odds_of(vendor_facts, chance, weight)
        if k == RAN_5G:
            copy_row(won, won_5g[o])


@lean
def draw_choices(
    quarter: int,
    operators: Records,
    agenda: NDArray[np.int64],
    room: Room,
    seed: int,
    replicate: int,
) -> None:
    """Draw what picks the suppliers of the tenders of an agenda (O4)."""
    ids = room.ids[: agenda.size]
    for at in range(ids.size):
        ids[at] = operators[agenda[at] // CLASS_COUNT].id
    fill(seed, replicate, TENDER_CHOICE_1, quarter, ids, room.words, room.draws)
    fill(seed, replicate, TENDER_CHOICE_2, quarter, ids, room.words, room.more_draws)


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
def main_share(p: Records, k: int) -> float:
    """Return the main supplier's part of an award (O4)."""
    if k == CORE:
        return 1.0
    return float(p.main_transport if k == TRANSPORT else p.main_ran)


@lean
def draw_award(
    p: Records, chance: Floats, weight: float, k: int, u1: float, u2: float, award: Floats
) -> None:
    """Award to a main and an independently drawn second supplier (O4)."""
    award[:] = 0.0
    if weight <= 0.0:
        return
    part = main_share(p, k)
    award[pick(chance, weight, u1)] += part
    award[pick(chance, weight, u2)] += 1.0 - part


@lean
def is_managed(p: Records, operator: Records) -> bool:
    """Return whether an operator's market is shared out rather than won (O4)."""
    return bool(operator.state_china and p.use_managed_market > 0.0)


@lean
def managed_award(p: Records, chance: Floats, weight: float, award: Floats) -> None:
    """A Chinese state operator moves half-way to the choice probabilities (O4).

    What it held with vendors that may not be chosen any more goes to the others.
    """
    old = 0.0
    for v in range(award.size):
        if chance[v] == 0.0:
            award[v] = 0.0
        old += award[v]
    step = p.managed_weight if old > 0.0 else 1.0
    kept = (1.0 - step) / old if old > 0.0 else 0.0
    for v in range(award.size):
        award[v] = kept * award[v] + step * chance[v] / weight


@lean
def hold_tender(
    p: Records,
    operator: Records,
    chance: Floats,
    weight: float,
    k: int,
    first: float,
    second: float,
    award: Floats,
) -> None:
    """Award one class of one operator anew, by two uniform numbers (O4)."""
    if is_managed(p, operator) and weight > 0.0:
        managed_award(p, chance, weight, award)
        return
    draw_award(p, chance, weight, k, first, second, award)


@lean
def cap_room(p: Records, vendor_facts: Records, own_5g: Floats) -> float:
    """Return the Chinese part of a 5G award that the cap allows an operator (O4).

    Parameters
    ----------
    own_5g : float (vendor,)
        The operator's installed 5G kit.
    """
    stock, chinese = 0.0, 0.0
    for v in range(own_5g.size):
        stock += own_5g[v]
        chinese += own_5g[v] if vendor_facts[v].chinese else 0.0
    # Under the cap a stock converges to the cap itself: rounding must not make it a ban.
    full = chinese > (p.cap_share + CAP_ROUNDING) * stock
    return 0.0 if full else float(p.cap_share)


@lean
def cap_award(
    p: Records, vendor_facts: Records, worth: Floats, own: Floats, award: Floats, room: Room
) -> None:
    """Hold the Chinese part of a 5G award under the cap; the excess goes to the best other (O4).

    Parameters
    ----------
    own : float (class, vendor)
    """
    allowed, chinese = cap_room(p, vendor_facts, own[RAN_5G]), 0.0
    for v in range(award.size):
        chinese += award[v] if vendor_facts[v].chinese else 0.0
    if chinese <= allowed:
        return
    best, top, utility = -1, -np.inf, room.chance
    stock = market_stock(own, RAN_5G, room.stock)
    own_utilities(p, worth, stock, room.stock, utility)
    for v in range(award.size):
        if not vendor_facts[v].chinese and utility[v] > top:
            best, top = v, utility[v]
    for v in range(award.size):
        if vendor_facts[v].chinese:
            award[v] *= allowed / chinese
    if best >= 0:
        award[best] += chinese - allowed


@lean
def chinese_odds_of(vendor_facts: Records, chance: Floats, weight: float) -> float:
    """Return the part of an award that may be expected to go to Chinese vendors (O4, W3)."""
    chinese = 0.0
    for v in range(chance.size):
        chinese += chance[v] if vendor_facts[v].chinese else 0.0
    return chinese / weight if weight > 0.0 else 0.0


@lean
def capped_odds(p: Records, odds: float, room: float) -> float:
    """Return what may be expected of a 5G award of two draws under the cap (O4, W3)."""
    first, second = p.main_ran, 1.0 - p.main_ran
    both, one = odds * odds, odds * (1.0 - odds)
    return float(both * min(1.0, room) + one * (min(first, room) + min(second, room)))


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
