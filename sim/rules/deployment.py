"""Kit ages, is ordered, delivered, built and removed: rules O1, O2, O5, O6, and C2 (c)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import jit
from sim.terms import (
    CAP,
    CHINA_REGION,
    CORE,
    LEGACY_RAN,
    RAN_5G,
    REMOVAL,
    STRANDED,
    SWAP_OPERATORS,
    SWAP_STATE,
    TRANSPORT,
)

Records = Any
Floats = NDArray[np.float64]
MARKET = np.array([0, 0, 1, 2])
YOUNG, OLD = 0, 1


@jit
def roll_out_speed(p: Records, country: Records) -> float:
    """Return how fast a country rolls 5G out, per quarter (O2)."""
    if country.region == CHINA_REGION:
        return float(p.rollout_china)
    speeds = (p.rollout_low, p.rollout_lower, p.rollout_upper, p.rollout_high)
    return float(speeds[country.income])


@jit
def logistic(x: float) -> float:
    """Return the logistic function."""
    return 1.0 / (1.0 + math.exp(-x))


@jit
def coverage_wanted(p: Records, country: Records, since_launch: int) -> float:
    """Return the 5G coverage wanted so many quarters after launch, 0-1 (O2)."""
    if since_launch < 0:
        return 0.0
    start = logistic(-p.rollout_midpoint)
    now = logistic(roll_out_speed(p, country) * since_launch - p.rollout_midpoint)
    return (now - start) / (1.0 - start)


@jit
def coverage(p: Records, stock_5g: float, value_ran: float) -> float:
    """Return the 5G coverage that a stock of kit gives (O2)."""
    full = p.size_5g * value_ran
    return float(min(1.0, stock_5g / full)) if full > 0.0 else 0.0


@jit
def deploy(
    quarter: int,
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    scheduled: Records,
    by_country: Records,
    home: NDArray[np.bool_],
    governments: Records,
    vendors: Records,
    scene: Records,
    kit: Floats,
    award: Floats,
    backlog: Floats,
    demand: Floats,
    log_price: Floats,
    log_price_2014: Floats,
    bought: Floats,
    costs: Floats,
    waiting: Floats,
    lapsed: Floats,
    overdue: Floats,
) -> None:
    """Stages 6 and 7: orders, deliveries, removal (O1, O2, O5, O6)."""
    makers = vendor_facts.size
    orders, home_orders = np.empty(makers), np.empty(makers)
    ratio, home_ratio = np.empty(makers), np.empty(makers)
    asked, granted = np.empty(makers), np.empty(makers)
    for run in range(scene.size):
        p, nations, sellers = parameters[run], governments[run], vendors[run]
        bought[run] = 0.0
        costs[run] = 0.0
        waiting[run] = 0.0
        lapsed[run] = 0.0
        overdue[run] = 0.0
        orders[:] = 0.0
        home_orders[:] = 0.0
        asked[:] = 0.0
        for o in range(operators.size):
            c = operators[o].country
            plan(
                quarter,
                p,
                countries[c],
                operators[o],
                vendor_facts,
                by_country[quarter, c],
                nations[c],
                kit[run, o],
                backlog[run, o],
                demand[run, o],
                costs[run, c],
            )
            collect(award[run, o], demand[run, o], home, c, orders, home_orders)
        ration(
            p,
            vendor_facts,
            sellers,
            scheduled[quarter].export_bar,
            orders,
            home_orders,
            ratio,
            home_ratio,
        )
        for o in range(operators.size):
            c = operators[o].country
            deliver(
                operators[o],
                p,
                kit[run, o],
                award[run, o],
                backlog[run, o],
                demand[run, o],
                bought[run, c],
                home,
                c,
                ratio,
                home_ratio,
                asked,
            )
        spare(
            p, vendor_facts, sellers, scheduled[quarter].export_bar, orders, ratio, asked, granted
        )
        for o in range(operators.size):
            c = operators[o].country
            settle(
                quarter,
                operators[o],
                p,
                vendor_facts,
                nations[c],
                kit[run, o],
                award[run, o],
                backlog[run, o],
                demand[run, o],
                bought[run, c],
                home,
                ratio,
                home_ratio,
                granted,
                c,
                waiting[run],
                lapsed[run],
                overdue[run],
            )
        book(sellers, orders, bought[run])


@jit
def plan(
    quarter: int,
    p: Records,
    country: Records,
    operator: Records,
    vendor_facts: Records,
    here: Records,
    g: Records,
    kit: Floats,
    backlog: Floats,
    demand: Floats,
    costs: Floats,
) -> None:
    """Kit of one operator ages, retires and is removed; what is wanted is ordered (O1, O2, O6).

    Parameters
    ----------
    kit : float (class, vendor, age)
    backlog, demand : float (class,)
        ``demand`` is written.
    costs : float (cost,)
        Of the country; swaps and stranded value are added.
    """
    value_ran = operator.value_usd_m[0]
    stock_5g = kit[RAN_5G].sum()
    covered = coverage(p, stock_5g, value_ran)
    wanted = coverage_wanted(p, country, quarter - g.launch)
    removed = np.zeros(4)
    if p.use_removal > 0.0 and g.level >= CAP:
        remove(quarter, p, vendor_facts, operator, g, here, kit, removed, costs)
    for k in range(4):
        retired = age(p, kit[k])
        value = operator.value_usd_m[MARKET[k]]
        if k == RAN_5G:
            gap = max(0.0, p.size_5g * wanted * value_ran - stock_5g)
            room = max(0.0, value_ran / p.build_limit - removed[LEGACY_RAN] - removed[RAN_5G])
            demand[k] = retired + removed[k] + min(gap, room)
        else:
            full = value * (1.0 - p.legacy_retreat * covered) if k == LEGACY_RAN else value
            missing = max(0.0, full - kit[k].sum() - backlog[k])
            demand[k] = min(retired + removed[k], missing) + backlog[k]


@jit
def age(p: Records, stock: Floats) -> float:
    """Age one class of kit by a quarter; return what retires (O1: two stages of equal length).

    Parameters
    ----------
    stock : float (vendor, age)
    """
    rate, retired = 2.0 / p.life, 0.0
    for v in range(stock.shape[0]):
        leaving = rate * stock[v, OLD]
        ageing = rate * stock[v, YOUNG]
        stock[v, OLD] += ageing - leaving
        stock[v, YOUNG] -= ageing
        retired += leaving
    return retired


@jit
def removal_rate(quarter: int, p: Records, g: Records, k: int) -> float:
    """Return the part of Chinese kit of a class that the law makes leave this quarter (O6)."""
    if k == TRANSPORT or g.level < CAP:
        return 0.0
    rate = 1.0 / p.core_exit if k == CORE else 0.0
    if g.level == REMOVAL:
        rate = max(rate, 1.0 / max(1, g.deadline - quarter))
    return rate


@jit
def remove(
    quarter: int,
    p: Records,
    vendor_facts: Records,
    operator: Records,
    g: Records,
    here: Records,
    kit: Floats,
    removed: Floats,
    costs: Floats,
) -> None:
    """Remove Chinese kit as the law demands and crews allow; add up what it costs (O6, E4)."""
    wanted_ran = 0.0
    for k in (LEGACY_RAN, RAN_5G):
        wanted_ran += removal_rate(quarter, p, g, k) * chinese_kit(vendor_facts, kit[k])
    limit = operator.value_usd_m[0] / p.build_limit
    pace = min(1.0, limit / wanted_ran) if wanted_ran > 0.0 else 0.0
    stranded = 0.0
    for k in (LEGACY_RAN, RAN_5G, CORE):
        rate = removal_rate(quarter, p, g, k) * (1.0 if k == CORE else pace)
        for v in range(vendor_facts.size):
            if vendor_facts[v].chinese and rate > 0.0:
                stranded += rate * kit[k, v, YOUNG]
                removed[k] += rate * (kit[k, v, YOUNG] + kit[k, v, OLD])
                kit[k, v, YOUNG] *= 1.0 - rate
                kit[k, v, OLD] *= 1.0 - rate
    swap = p.removal_labour * removed.sum()
    costs[SWAP_STATE] += here.swap_paid_by_state * swap
    costs[SWAP_OPERATORS] += (1.0 - here.swap_paid_by_state) * swap - removed.sum()
    costs[STRANDED] += stranded


@jit
def chinese_kit(vendor_facts: Records, stock: Floats) -> float:
    """Return the Chinese kit in a stock (vendor, age)."""
    total = 0.0
    for v in range(vendor_facts.size):
        if vendor_facts[v].chinese:
            total += stock[v, YOUNG] + stock[v, OLD]
    return total


@jit
def collect(
    award: Floats,
    demand: Floats,
    home: NDArray[np.bool_],
    c: int,
    orders: Floats,
    home_orders: Floats,
) -> None:
    """Add one operator's orders to every vendor's books (O5)."""
    for k in range(demand.size):
        if demand[k] > 0.0:
            for v in range(orders.size):
                order = demand[k] * award[k, v]
                orders[v] += order
                if home[v, c]:
                    home_orders[v] += order


@jit
def usable_capacity(p: Records, facts: Records, vendor: Records, export_bar: float) -> float:
    """Return what a vendor can make; China may bar exports of what rivals make there (C2)."""
    if facts.chinese:
        return float(vendor.capacity)
    return float(vendor.capacity * (1.0 - vendor.china_share * export_bar))


@jit
def ration(
    p: Records,
    vendor_facts: Records,
    vendors: Records,
    export_bar: float,
    orders: Floats,
    home_orders: Floats,
    ratio: Floats,
    home_ratio: Floats,
) -> None:
    """Share capacity out, home country first, then pro rata; parts limit all alike (O5)."""
    for v in range(orders.size):
        ratio[v] = home_ratio[v] = vendors[v].fill
        if p.use_capacity == 0.0 or orders[v] <= 0.0:
            continue
        capacity = usable_capacity(p, vendor_facts[v], vendors[v], export_bar)
        if home_orders[v] > 0.0:
            home_ratio[v] *= min(1.0, capacity / home_orders[v])
        rest = orders[v] - home_orders[v]
        if rest > 0.0:
            ratio[v] *= min(1.0, max(0.0, capacity - home_orders[v]) / rest)


@jit
def second_source(award: Floats, v: int) -> int:
    """Return the other supplier with the largest award of the class, or -1 (O5)."""
    best, most = -1, 0.0
    for w in range(award.size):
        if w != v and award[w] > most:
            best, most = w, award[w]
    return best


@jit
def deliver(
    operator: Records,
    p: Records,
    kit: Floats,
    award: Floats,
    backlog: Floats,
    demand: Floats,
    bought: Floats,
    home: NDArray[np.bool_],
    c: int,
    ratio: Floats,
    home_ratio: Floats,
    asked: Floats,
) -> None:
    """Deliver what can be delivered; ask second sources for part of the rest (O5)."""
    for k in range(demand.size):
        if demand[k] <= 0.0:
            continue
        for v in range(ratio.size):
            order = demand[k] * award[k, v]
            if order <= 0.0:
                continue
            part = home_ratio[v] if home[v, c] else ratio[v]
            kit[k, v, YOUNG] += order * part
            bought[k, v] += order * part
            if part < 1.0:
                other = second_source(award[k], v)
                if other >= 0:
                    asked[other] += p.second_offer * order * (1.0 - part)


@jit
def spare(
    p: Records,
    vendor_facts: Records,
    vendors: Records,
    export_bar: float,
    orders: Floats,
    ratio: Floats,
    asked: Floats,
    granted: Floats,
) -> None:
    """Return in ``granted`` which part of second-source requests each vendor can meet (O5)."""
    for v in range(asked.size):
        granted[v] = 0.0
        if asked[v] <= 0.0:
            continue
        if p.use_capacity == 0.0:
            granted[v] = vendors[v].fill
            continue
        capacity = usable_capacity(p, vendor_facts[v], vendors[v], export_bar)
        free = max(0.0, capacity - orders[v]) * vendors[v].fill
        granted[v] = min(1.0, free / asked[v])


@jit
def settle(
    quarter: int,
    operator: Records,
    p: Records,
    vendor_facts: Records,
    g: Records,
    kit: Floats,
    award: Floats,
    backlog: Floats,
    demand: Floats,
    bought: Floats,
    home: NDArray[np.bool_],
    ratio: Floats,
    home_ratio: Floats,
    granted: Floats,
    c: int,
    waiting: Floats,
    lapsed: Floats,
    overdue: Floats,
) -> None:
    """Second sources deliver; what is still missing waits, and lapses in the end (O5, O6)."""
    for k in range(demand.size):
        unmet = demand[k]
        for v in range(ratio.size):
            order = demand[k] * award[k, v]
            if order <= 0.0:
                continue
            part = home_ratio[v] if home[v, c] else ratio[v]
            unmet -= order * part
            other = second_source(award[k], v) if part < 1.0 else -1
            if other >= 0:
                extra = p.second_offer * order * (1.0 - part) * granted[other]
                kit[k, other, YOUNG] += extra
                bought[k, other] += extra
                unmet -= extra
        backlog[k] = 0.0
        if k != RAN_5G:
            most = p.backlog_quarters * operator.value_usd_m[MARKET[k]] / p.life
            backlog[k] = min(max(unmet, 0.0), most)
            waiting[c] += backlog[k]
            lapsed[c] += max(unmet, 0.0) - backlog[k]
    if g.level == REMOVAL and quarter >= g.deadline:
        for k in (LEGACY_RAN, RAN_5G, CORE):
            overdue[c] += chinese_kit(vendor_facts, kit[k])


@jit
def book(vendors: Records, orders: Floats, bought: Floats) -> None:
    """Enter orders, revenue and delivered shares in the vendors' books (O5)."""
    for v in range(vendors.size):
        vendors[v].orders_usd_m = orders[v]
        vendors[v].revenue_usd_m = bought[:, :, v].sum()
        delivered = min(1.0, vendors[v].revenue_usd_m / orders[v]) if orders[v] > 0.0 else 1.0
        vendors[v].delivered_share = delivered
