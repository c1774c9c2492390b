"""Who is awarded what: two suppliers, caps, managed markets: rule O4."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.rules.choice import market_stock, own_utilities, pick
from sim.rules.rows import copy_row
from sim.streams import TENDER_CHOICE_1, TENDER_CHOICE_2, fill
from sim.terms import CLASS_COUNT, CORE, RAN_5G, TRANSPORT

Records = Any
Room = Any
Floats = NDArray[np.float64]
CAP_ROUNDING = 1e-9


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
