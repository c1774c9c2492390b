"""Operators choose suppliers: rules O3 and O4."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import streams
from sim.compiled import lean
from sim.elementary import exp, log
from sim.rules.trust import credibility, parity, perceived_risk
from sim.terms import (
    CAP,
    CHINA_REGION,
    CORE,
    GUIDELINE,
    LEGACY_RAN,
    MARKET_OF_CLASS,
    NO_NEW_KIT,
    RAN_5G,
    REMOVAL,
    TRANSPORT,
)

Records = Any
Floats = NDArray[np.float64]
Room = Any
MARKETS_OF = np.array(MARKET_OF_CLASS)
BARRED_FROM = np.array([REMOVAL, NO_NEW_KIT, CAP, REMOVAL])
"""Level from which Chinese kit of a class may not be bought (model description, section 1)."""
DREADED_FROM = np.array([NO_NEW_KIT, NO_NEW_KIT, CAP, REMOVAL])
"""Level whose threshold operators watch for a ban of a class (O3)."""
AGAINST_CHINESE_KIT = ("guideline", "law expected", "briefing", "perceived risk")
"""Names of the terms of :func:`penalty_terms`, in their order."""
CAP_ROUNDING = 1e-9


@lean
def barred(level: int, k: int) -> bool:
    """Return whether the law bars new Chinese kit of a class."""
    return bool(level >= BARRED_FROM[k])


@lean
def ban_probability(p: Records, country: Records, g: Records, k: int) -> float:
    """Return how likely operators think a ban of the class is (O3)."""
    if not country.decides:
        return 1.0 if country.is_usa and g.level >= DREADED_FROM[k] else 0.0
    threshold = p.threshold_no_new_kit
    if DREADED_FROM[k] == CAP:
        threshold = p.threshold_cap
    elif DREADED_FROM[k] == REMOVAL:
        threshold = p.threshold_removal
    lead = g.resolve_seen - threshold + p.anticipation_lead
    return 1.0 / (1.0 + exp(-p.anticipation_slope * lead))


@lean
def chinese_penalty(
    p: Records, country: Records, g: Records, scene: Records, edge: float, k: int
) -> float:
    """Return what Chinese kit of a class loses in an operator's eyes, outside China (O3)."""
    total = 0.0
    for term in penalty_terms(p, country, g, scene, edge, k):
        total += term
    return total


@lean
def penalty_terms(
    p: Records, country: Records, g: Records, scene: Records, edge: float, k: int
) -> tuple[float, float, float, float]:
    """Return the parts of :func:`chinese_penalty`, as named in :data:`AGAINST_CHINESE_KIT` (O3)."""
    if country.region == CHINA_REGION:
        return 0.0, 0.0, 0.0, 0.0
    guideline = 0.0
    if g.level >= GUIDELINE:
        guideline = p.guideline_penalty * (p.guideline_transport if k == TRANSPORT else 1.0)
    briefed = g.campaign * credibility(p, country) * (1.0 - parity(p, scene.reassurance))
    return (
        guideline,
        p.anticipation * ban_probability(p, country, g, k),
        p.briefing * briefed,
        p.own_risk * perceived_risk(p, g.suspicion_seen, edge, scene),
    )


@lean
def china_favour(
    quarter: int, p: Records, country: Records, chinese: bool, vendor: Records
) -> float:
    """Return the home tilt of China, and its disfavour of adopters' vendors (O3, C2)."""
    if country.region != CHINA_REGION:
        return 0.0
    if chinese:
        return float(p.home_tilt * min(1.0, quarter / p.home_tilt_quarters))
    return float(-vendor.disfavour)


@lean
def utilities(
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
    k: int,
    room: Room,
    worth: Floats,
) -> None:
    """Work out every vendor's utility to an operator without its own lock-in (O3).

    Parameters
    ----------
    constant, price, edges : float (market, vendor)
    installed : float (class, vendor)
        Of the country; its mean share is what own shares are compared with.
    worth : float (vendor,)
        Written; minus infinity where a vendor cannot be chosen.
    """
    market = MARKETS_OF[k]
    total = market_stock(installed, k, room.stock)
    tie = p.lock_in / total if total > 0.0 else 0.0
    for v in range(vendors.size):
        chinese = vendor_facts[v].chinese
        if chinese and barred(g.level, k):
            worth[v] = -np.inf
            continue
        worth[v] = (
            constant[market, v]
            + vendors[v].quality
            + vendors[v].reputation
            - p.price_sensitivity * log(price[market, v])
            + china_favour(quarter, p, country, chinese, vendors[v])
            - tie * room.stock[v]
        )
        if chinese:
            worth[v] -= chinese_penalty(p, country, g, scene, edges[market, v], k)


@lean
def market_stock(stock: Floats, k: int, tying: Floats) -> float:
    """Write the kit that ties a buyer of the class to each vendor; return its sum (O3).

    For 5G, radio kit of both generations counts.

    Parameters
    ----------
    stock : float (class, vendor)
    tying : float (vendor,)
        Written.
    """
    total = 0.0
    for v in range(tying.size):
        tying[v] = stock[k, v]
        if k == RAN_5G:
            tying[v] += stock[LEGACY_RAN, v]
        total += tying[v]
    return total


@lean
def weights(p: Records, worth: Floats, own: Floats, k: int, tying: Floats, chance: Floats) -> float:
    """Write choice weights of one operator; return their sum (O3).

    Parameters
    ----------
    worth : float (vendor,)
    own : float (class, vendor)
        The operator's installed kit.
    tying, chance : float (vendor,)
        Written: kit that ties, and exp(utility - largest utility).
    """
    best = own_utilities(p, worth, own, k, tying, chance)
    weight = 0.0
    for v in range(chance.size):
        chance[v] = exp(chance[v] - best) if best > -np.inf else 0.0
        weight += chance[v]
    return weight


@lean
def own_utilities(
    p: Records, worth: Floats, own: Floats, k: int, tying: Floats, utility: Floats
) -> float:
    """Write what vendors are worth to one operator, lock-in included; return the largest (O3)."""
    total = market_stock(own, k, tying)
    tie, best = p.lock_in / total if total > 0.0 else 0.0, -np.inf
    for v in range(worth.size):
        utility[v] = worth[v] + tie * tying[v]
        best = max(best, utility[v])
    return best


@lean
def pick(chance: Floats, weight: float, u: float) -> int:
    """Return the vendor that a uniform number picks from choice weights."""
    mark, last = u * weight, 0
    for v in range(chance.size):
        if chance[v] > 0.0:
            last = v
            mark -= chance[v]
            if mark < 0.0:
                return v
    return last


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
    own_utilities(p, worth, own, RAN_5G, room.stock, utility)
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
    kit: Floats,
    award: Floats,
    won_5g: Floats,
    chinese_odds: Floats,
    room: Room,
    seed: int,
    replicates: NDArray[np.int64],
) -> None:
    """Stage 6, first part: operators whose turn it is choose suppliers (O3, O4).

    What a vendor is worth in a country is worked out when the first operator there asks.
    """
    for run in range(scene.size):
        for c in range(countries.size):
            room.known[:] = False
            for o in range(countries[c].first_operator, countries[c].last_operator):
                operator_tenders(
                    quarter,
                    parameters[run],
                    countries[c],
                    operators[o],
                    vendor_facts,
                    governments[run, c],
                    vendors[run],
                    scene[run],
                    constant[run, c],
                    price[run, c],
                    edges[run],
                    installed[run, c],
                    kit[run, o],
                    award[run, o],
                    won_5g[run, o],
                    chinese_odds[run, o],
                    room,
                    seed,
                    replicates[run],
                )


@lean
def operator_tenders(
    quarter: int,
    p: Records,
    country: Records,
    operator: Records,
    vendor_facts: Records,
    g: Records,
    vendors: Records,
    scene: Records,
    constant: Floats,
    price: Floats,
    edges: Floats,
    installed: Floats,
    kit: Floats,
    award: Floats,
    won_5g: Floats,
    chinese_odds: Floats,
    room: Room,
    seed: int,
    replicate: int,
) -> None:
    """One operator tenders the classes whose turn it is, and orders within the cap (O3, O4).

    A 5G contract stands as it was won; the cap only holds back what is ordered under it.

    Parameters
    ----------
    kit : float (class, vendor, age)
    award : float (class, vendor)
    chinese_odds : float (class,)
    """
    gap = p.managed_gap if is_managed(p, operator) else p.tender_gap
    turns = streams.uniforms(seed, replicate, streams.TENDER_TIMING, quarter, operator.id)
    for k in range(award.shape[0]):
        if k == RAN_5G and quarter < g.launch:
            continue
        contract = won_5g if k == RAN_5G else award[k]
        capped = k == RAN_5G and g.level == CAP
        due = turns[k] * gap < 1.0 or must_tender(vendor_facts, constant, g, quarter, k)
        if due or capped:
            own_stock(kit, room.own)
            if not room.known[k]:
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
                room.known[k] = True
        if due:
            weight = weights(p, room.worth[k], room.own, k, room.stock, room.chance)
            hold_tender(quarter, p, operator, room.chance, weight, k, seed, replicate, contract)
            chinese_odds[k] = chinese_odds_of(vendor_facts, room.chance, weight)
        if k == RAN_5G:
            for v in range(won_5g.size):
                award[k, v] = won_5g[v]
        if capped:
            cap_award(p, vendor_facts, room.worth[k], room.own, award[k], room)


@lean
def own_stock(kit: Floats, own: Floats) -> None:
    """Write an operator's installed kit (class, vendor), both ages together."""
    for k in range(own.shape[0]):
        for v in range(own.shape[1]):
            own[k, v] = kit[k, v, 0] + kit[k, v, 1]


@lean
def hold_tender(
    quarter: int,
    p: Records,
    operator: Records,
    chance: Floats,
    weight: float,
    k: int,
    seed: int,
    replicate: int,
    award: Floats,
) -> None:
    """Award one class of one operator anew (O4)."""
    if is_managed(p, operator) and weight > 0.0:
        managed_award(p, chance, weight, award)
        return
    first = streams.uniforms(seed, replicate, streams.TENDER_CHOICE_1, quarter, operator.id)
    second = streams.uniforms(seed, replicate, streams.TENDER_CHOICE_2, quarter, operator.id)
    draw_award(p, chance, weight, k, first[k], second[k], award)
