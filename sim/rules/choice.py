"""What vendors are worth to an operator, and the odds of its choice: rule O3."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp, log
from sim.rules.rows import MARKETS_OF, row_sum
from sim.rules.trust import credibility, parity, perceived_risk
from sim.terms import (
    CAP,
    CHINA_REGION,
    GUIDELINE,
    LEGACY_RAN,
    NO_NEW_KIT,
    RAN_5G,
    REMOVAL,
    TRANSPORT,
)

Records = Any
Room = Any
Floats = NDArray[np.float64]
LEAST_UTILITY = -1e300
"""Of a vendor that can be chosen; minus infinity is that of one that cannot."""
BARRED_FROM = np.array([REMOVAL, NO_NEW_KIT, CAP, REMOVAL])
"""Level from which Chinese kit of a class may not be bought (model description, section 1)."""
DREADED_FROM = np.array([NO_NEW_KIT, NO_NEW_KIT, CAP, REMOVAL])
"""Level whose threshold operators watch for a ban of a class (O3)."""
AGAINST_CHINESE_KIT = ("guideline", "law expected", "briefing", "perceived risk")
"""Names of the terms of :func:`penalty_terms`, in their order."""


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
    lost = 0.0
    for term in penalty_terms(p, country, g, scene, edge, k):
        lost += term
    return lost


@lean
def penalty_terms(
    p: Records, country: Records, g: Records, scene: Records, edge: float, k: int
) -> tuple[float, float, float, float]:
    """Return the parts of :func:`chinese_penalty`, as named in :data:`AGAINST_CHINESE_KIT` (O3)."""
    if country.region == CHINA_REGION:
        return 0.0, 0.0, 0.0, 0.0
    guideline, expected, briefed = common_terms(p, country, g, scene, k)
    return (
        guideline,
        expected,
        briefed,
        p.own_risk * perceived_risk(p, g.suspicion_seen, edge, scene),
    )


@lean
def common_terms(
    p: Records, country: Records, g: Records, scene: Records, k: int
) -> tuple[float, float, float]:
    """Return the parts of :func:`penalty_terms` that are the same for all Chinese vendors (O3)."""
    guideline = 0.0
    if g.level >= GUIDELINE:
        guideline = p.guideline_penalty * (p.guideline_transport if k == TRANSPORT else 1.0)
    briefed = g.campaign * credibility(p, country) * (1.0 - parity(p, scene.reassurance))
    return guideline, p.anticipation * ban_probability(p, country, g, k), p.briefing * briefed


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
    stock = market_stock(installed, k, room.stock)
    tie = p.lock_in / stock if stock > 0.0 else 0.0
    for v in range(worth.size):
        dear = p.price_sensitivity * log(price[market, v])
        worth[v] = constant[market, v] - dear - tie * room.stock[v]
    for v in range(vendors.size):
        worth[v] += vendors[v].quality + vendors[v].reputation
    if country.region == CHINA_REGION:
        for v in range(vendors.size):
            worth[v] += china_favour(quarter, p, country, vendor_facts[v].chinese, vendors[v])
    else:
        penalise(p, country, vendor_facts, g, scene, edges[market], k, worth)
    if barred(g.level, k):
        for v in range(vendors.size):
            if vendor_facts[v].chinese:
                worth[v] = -np.inf


@lean
def penalise(
    p: Records,
    country: Records,
    vendor_facts: Records,
    g: Records,
    scene: Records,
    edges: Floats,
    k: int,
    worth: Floats,
) -> None:
    """Take from Chinese vendors what :func:`chinese_penalty` says, working it out once (O3).

    Parameters
    ----------
    edges, worth : float (vendor,)
        ``worth`` is written.
    """
    guideline, expected, briefed = common_terms(p, country, g, scene, k)
    for v in range(worth.size):
        if vendor_facts[v].chinese:
            risk = perceived_risk(p, g.suspicion_seen, edges[v], scene)
            worth[v] -= guideline + expected + briefed + p.own_risk * risk


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
    for v in range(tying.size):
        tying[v] = stock[k, v]
        if k == RAN_5G:
            tying[v] += stock[LEGACY_RAN, v]
    return row_sum(tying)


@lean
def own_stock(young: Floats, old: Floats, own: Floats) -> None:
    """Write an operator's installed kit (class, vendor), both ages together."""
    for k in range(own.shape[0]):
        for v in range(own.shape[1]):
            own[k, v] = young[k, v] + old[k, v]


@lean
def own_market_stock(young: Floats, old: Floats, k: int, tying: Floats) -> float:
    """Write an operator's kit that ties it to each vendor, as :func:`market_stock` does.

    Parameters
    ----------
    young, old : float (class, vendor)
    tying : float (vendor,)
        Written.
    """
    for v in range(tying.size):
        tying[v] = young[k, v] + old[k, v]
        if k == RAN_5G:
            tying[v] += young[LEGACY_RAN, v] + old[LEGACY_RAN, v]
    return row_sum(tying)


@lean
def own_utilities(p: Records, worth: Floats, stock: float, tying: Floats, utility: Floats) -> None:
    """Write what vendors are worth to one operator, lock-in included (O3).

    Parameters
    ----------
    worth, tying : float (vendor,)
    stock : float
        Sum of the kit that ties.
    utility : float (vendor,)
        Written.
    """
    tie = p.lock_in / stock if stock > 0.0 else 0.0
    for v in range(worth.size):
        utility[v] = worth[v] + tie * tying[v]


@lean
def weights(chance: Floats) -> float:
    """Turn one operator's utilities into choice weights, exp(utility); return their sum (O3).

    The largest weight is 1, so that no lock-in is too strong for a number.

    Parameters
    ----------
    chance : float (vendor,)
        Utilities; the weights are written over them.
    """
    top = LEAST_UTILITY
    for v in range(chance.size):
        top = max(top, chance[v])
    for v in range(chance.size):
        chance[v] = exp(chance[v] - top)
    return row_sum(chance)


@lean
def pick(chance: Floats, weight: float, u: float) -> int:
    """Return the vendor that a uniform number picks from choice weights."""
    mark, passed, picked = u * weight, 0.0, 0
    for v in range(chance.size):
        passed += chance[v]
        picked += passed <= mark
    while picked > 0 and (picked == chance.size or chance[picked] == 0.0):
        picked -= 1  # rounding has carried the mark past the last vendor
    return picked
