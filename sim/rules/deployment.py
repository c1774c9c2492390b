"""Kit ages and is removed; what is wanted is ordered: rules O1, O2 and O6."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp
from sim.rules.rows import MARKETS_OF, row_sum
from sim.terms import (
    CAP,
    CHINA_REGION,
    CLASS_COUNT,
    CORE,
    LEGACY_RAN,
    RAN_5G,
    REMOVAL,
    STRANDED,
    SWAP_SUPPORT,
    SWAPS,
    TRANSPORT,
)

Records = Any
Floats = NDArray[np.float64]
Room = Any


@lean
def roll_out_speed(p: Records, country: Records) -> float:
    """Return how fast a country rolls 5G out, per quarter (O2)."""
    if country.region == CHINA_REGION:
        return float(p.rollout_china)
    speeds = (p.rollout_low, p.rollout_lower, p.rollout_upper, p.rollout_high)
    return float(speeds[country.income])


@lean
def logistic(x: float) -> float:
    """Return the logistic function."""
    return 1.0 / (1.0 + exp(-x))


@lean
def coverage_wanted(p: Records, country: Records, since_launch: int, start: float) -> float:
    """Return the 5G coverage wanted so many quarters after launch, 0-1 (O2).

    Parameters
    ----------
    start : float
        Of the logistic curve, at launch.
    """
    if since_launch < 0:
        return 0.0
    now = logistic(roll_out_speed(p, country) * since_launch - p.rollout_midpoint)
    return (now - start) / (1.0 - start)


@lean
def replacement_value(p: Records, operator: Records, market: int) -> float:
    """Return V: a life's worth of spend, so that 2014 is renewed at its own spend (O1)."""
    return float(p.life * operator.spend_usd_m[market])


@lean
def coverage(p: Records, stock_5g: float, value_ran: float) -> float:
    """Return the 5G coverage that a stock of kit gives (O2)."""
    full = p.size_5g * value_ran
    return float(min(1.0, stock_5g / full)) if full > 0.0 else 0.0


@lean
def order(
    quarter: int,
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    by_country: Records,
    governments: Records,
    scene: Records,
    young: Floats,
    old: Floats,
    backlog: Floats,
    demand: Floats,
    costs: Floats,
    room: Room,
) -> None:
    """Stage 6, second part: kit ages and is removed; operators order what they want (O1-O6)."""
    for run in range(scene.size):
        p, nations = parameters[run], governments[run]
        costs[run] = 0.0
        start, rate = logistic(-p.rollout_midpoint), ageing_rate(p)
        for c in range(countries.size):
            since_launch = quarter - nations[c].launch
            nations[c].coverage_wanted = coverage_wanted(p, countries[c], since_launch, start)
        for o in range(operators.size):
            c = operators[o].country
            plan(
                quarter,
                rate,
                p,
                operators[o],
                vendor_facts,
                by_country[quarter, c],
                nations[c],
                young[run, o],
                old[run, o],
                backlog[run, o],
                demand[run, o],
                costs[run, c],
                room,
            )


@lean
def plan(
    quarter: int,
    rate: float,
    p: Records,
    operator: Records,
    vendor_facts: Records,
    here: Records,
    g: Records,
    young: Floats,
    old: Floats,
    backlog: Floats,
    demand: Floats,
    costs: Floats,
    room: Room,
) -> None:
    """Kit of one operator is removed, ages and retires; what is wanted is ordered (O1, O2, O6).

    Parameters
    ----------
    rate : float
        Part of kit that passes from one stage of its life to the next, as for :func:`age`.
    young, old : float (class, vendor)
    backlog, demand : float (class,)
        ``demand`` is written.
    costs : float (cost,)
        Of the country; swaps and stranded value are added.
    """
    removed, retired, standing = room.removed, room.retired, room.standing
    removed[:] = 0.0
    if p.use_removal > 0.0 and g.level >= CAP:
        remove(quarter, p, vendor_facts, operator, g, here, young, old, removed, costs)
    for k in range(CLASS_COUNT):
        retired[k], standing[k] = age(rate, young[k], old[k])
    value_ran = replacement_value(p, operator, 0)
    stock_5g = standing[RAN_5G] + retired[RAN_5G] + removed[RAN_5G]
    for k in range(CLASS_COUNT):
        value = replacement_value(p, operator, MARKETS_OF[k])
        if k == LEGACY_RAN:
            value *= 1.0 - p.legacy_retreat * coverage(p, stock_5g, value_ran)
        missing = max(0.0, value - standing[k] - backlog[k])
        demand[k] = min(retired[k] + removed[k], missing) + backlog[k]
    demand[RAN_5G] = 0.0
    if quarter >= g.launch:
        gap = max(0.0, p.size_5g * g.coverage_wanted * value_ran - stock_5g)
        crews = max(0.0, value_ran / p.build_limit - removed[LEGACY_RAN] - removed[RAN_5G])
        demand[RAN_5G] = retired[RAN_5G] + removed[RAN_5G] + min(gap, crews)


@lean
def ageing_rate(p: Records) -> float:
    """Return the part of kit that passes from one half of its life to the next a quarter (O1)."""
    return float(2.0 / p.life)


@lean
def age(rate: float, young: Floats, old: Floats) -> tuple[float, float]:
    """Age one class of kit by a quarter; return what retires and what stands after (O1).

    Kit lives through two stages of equal mean length.

    Parameters
    ----------
    rate : float
        Part of kit that passes from one stage to the next, or retires: one over their length.
    young, old : float (vendor,)
    """
    aged = row_sum(old)
    standing, retired = row_sum(young) + (1.0 - rate) * aged, rate * aged
    for v in range(young.size):
        ageing = rate * young[v]
        old[v] += ageing - rate * old[v]
        young[v] -= ageing
    return retired, standing


@lean
def removal_rate(quarter: int, p: Records, g: Records, k: int) -> float:
    """Return the part of Chinese kit of a class that the law makes leave this quarter (O6)."""
    if k == TRANSPORT or g.level < CAP:
        return 0.0
    rate = 1.0 / p.core_exit if k == CORE else 0.0
    if g.level == REMOVAL:
        rate = max(rate, 1.0 / max(1, g.deadline - quarter))
    return rate


@lean
def remove(
    quarter: int,
    p: Records,
    vendor_facts: Records,
    operator: Records,
    g: Records,
    here: Records,
    young: Floats,
    old: Floats,
    removed: Floats,
    costs: Floats,
) -> None:
    """Remove Chinese kit as the law demands and crews allow; add up what it costs (O6, E4)."""
    wanted_ran = 0.0
    for k in (LEGACY_RAN, RAN_5G):
        wanted_ran += removal_rate(quarter, p, g, k) * chinese_kit(vendor_facts, young[k], old[k])
    limit = replacement_value(p, operator, 0) / p.build_limit
    pace = min(1.0, limit / wanted_ran) if wanted_ran > 0.0 else 0.0
    stranded = 0.0
    for k in (LEGACY_RAN, RAN_5G, CORE):
        rate = removal_rate(quarter, p, g, k) * (1.0 if k == CORE else pace)
        for v in range(vendor_facts.size):
            if vendor_facts[v].chinese and rate > 0.0:
                stranded += rate * young[k, v]
                removed[k] += rate * (young[k, v] + old[k, v])
                young[k, v] *= 1.0 - rate
                old[k, v] *= 1.0 - rate
    swapped = removed[LEGACY_RAN] + removed[RAN_5G] + removed[CORE]
    costs[SWAPS] += (p.removal_labour - 1.0) * swapped
    costs[SWAP_SUPPORT] += here.swap_paid_by_state * p.removal_labour * swapped
    costs[STRANDED] += stranded


@lean
def chinese_kit(vendor_facts: Records, young: Floats, old: Floats) -> float:
    """Return the Chinese kit in a stock, young and old (vendor,)."""
    total = 0.0
    for v in range(vendor_facts.size):
        if vendor_facts[v].chinese:
            total += young[v] + old[v]
    return total
