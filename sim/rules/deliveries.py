"""Orders are rationed and delivered; what is missing waits: rules O5 and C2 (c)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import jit
from sim.rules.deployment import MARKET, YOUNG, chinese_kit
from sim.rules.vendors import log_cost
from sim.terms import CAP, CORE, LEGACY_RAN, RAN_5G, REMOVAL

Records = Any
Floats = NDArray[np.float64]
ROUNDING = 1e-12


@jit
def deliver(
    quarter: int,
    parameters: Records,
    operators: Records,
    vendor_facts: Records,
    scheduled: Records,
    home: NDArray[np.bool_],
    governments: Records,
    vendors: Records,
    scene: Records,
    kit: Floats,
    award: Floats,
    backlog: Floats,
    demand: Floats,
    log_price_2014: Floats,
    bought: Floats,
    waiting: Floats,
    lapsed: Floats,
    overdue: Floats,
) -> None:
    """Stage 7: deliveries, second sources, backlog (O5, O6)."""
    makers, export_bar = vendor_facts.size, scheduled[quarter].export_bar
    books = np.empty((6, makers))
    orders, home_orders, ratio, home_ratio, asked, granted = books
    unmet = np.empty(demand.shape[1:])
    for run in range(scene.size):
        p, sellers = parameters[run], vendors[run]
        books[:] = 0.0
        bought[run] = 0.0
        collect(operators, award[run], demand[run], home, orders, home_orders)
        ration(p, vendor_facts, sellers, export_bar, orders, home_orders, ratio, home_ratio)
        ship(
            operators,
            vendor_facts,
            governments[run],
            p,
            kit[run],
            award[run],
            demand[run],
            bought[run],
            home,
            ratio,
            home_ratio,
            asked,
            unmet,
        )
        if spare(p, vendor_facts, sellers, export_bar, orders, asked, granted):
            lend(
                operators,
                vendor_facts,
                governments[run],
                p,
                kit[run],
                award[run],
                demand[run],
                bought[run],
                home,
                ratio,
                home_ratio,
                granted,
                unmet,
            )
        wait(operators, p, backlog[run], unmet, waiting[run], lapsed[run])
        overstay(quarter, operators, vendor_facts, governments[run], kit[run], overdue[run])
        book(sellers, orders, home_orders, ratio, home_ratio, bought[run])
        book_costs(p, scene[run], log_price_2014[run], bought[run], sellers)


@jit
def collect(
    operators: Records,
    award: Floats,
    demand: Floats,
    home: NDArray[np.bool_],
    orders: Floats,
    home_orders: Floats,
) -> None:
    """Add operators' orders up in every vendor's books (O5)."""
    for o in range(operators.size):
        c = operators[o].country
        for k in range(demand.shape[1]):
            if demand[o, k] > 0.0:
                for v in range(orders.size):
                    placed = demand[o, k] * award[o, k, v]
                    orders[v] += placed
                    if home[v, c]:
                        home_orders[v] += placed


@jit
def usable_capacity(p: Records, facts: Records, vendor: Records, export_bar: float) -> float:
    """Return what a vendor can make; China may bar exports of what rivals make there (C2)."""
    if facts.chinese or p.use_export_bar == 0.0:
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
def second_source(vendor_facts: Records, award: Floats, v: int, capped: bool) -> int:
    """Return the other supplier with the largest award of the class, or -1 (O5).

    Under the cap a Chinese vendor does not step in for another, which would pass it (O4).
    """
    best, most = -1, 0.0
    for w in range(award.size):
        if capped and vendor_facts[w].chinese and not vendor_facts[v].chinese:
            continue
        if w != v and award[w] > most:
            best, most = w, award[w]
    return best


@jit
def ship(
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    p: Records,
    kit: Floats,
    award: Floats,
    demand: Floats,
    bought: Floats,
    home: NDArray[np.bool_],
    ratio: Floats,
    home_ratio: Floats,
    asked: Floats,
    unmet: Floats,
) -> None:
    """Deliver what can be delivered; ask second sources for part of the rest (O5).

    Parameters
    ----------
    kit : float (operator, class, vendor, age)
    bought : float (country, class, vendor)
    asked : float (vendor,)
        Requests are added.
    unmet : float (operator, class)
        Written.
    """
    for o in range(operators.size):
        c = operators[o].country
        for k in range(demand.shape[1]):
            left = wanted = demand[o, k]
            unmet[o, k] = 0.0
            if wanted <= 0.0:
                continue
            capped = k == RAN_5G and governments[c].level == CAP
            for v in range(ratio.size):
                placed = wanted * award[o, k, v]
                if placed <= 0.0:
                    continue
                part = home_ratio[v] if home[v, c] else ratio[v]
                kit[o, k, v, YOUNG] += placed * part
                bought[c, k, v] += placed * part
                left -= placed * part
                other = -1
                if part < 1.0:
                    other = second_source(vendor_facts, award[o, k], v, capped)
                if other >= 0:
                    asked[other] += p.second_offer * placed * (1.0 - part)
            if left > ROUNDING * wanted:
                unmet[o, k] = left


@jit
def spare(
    p: Records,
    vendor_facts: Records,
    vendors: Records,
    export_bar: float,
    orders: Floats,
    asked: Floats,
    granted: Floats,
) -> bool:
    """Write which part of its requests each vendor can meet; tell whether there are any (O5)."""
    requests = False
    for v in range(asked.size):
        if asked[v] <= 0.0:
            continue
        requests = True
        granted[v] = vendors[v].fill
        if p.use_capacity > 0.0:
            capacity = usable_capacity(p, vendor_facts[v], vendors[v], export_bar)
            granted[v] *= min(1.0, max(0.0, capacity - orders[v]) / asked[v])
    return requests


@jit
def lend(
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    p: Records,
    kit: Floats,
    award: Floats,
    demand: Floats,
    bought: Floats,
    home: NDArray[np.bool_],
    ratio: Floats,
    home_ratio: Floats,
    granted: Floats,
    unmet: Floats,
) -> None:
    """Second sources deliver what they can spare (O5)."""
    for o in range(operators.size):
        c = operators[o].country
        for k in range(demand.shape[1]):
            if unmet[o, k] <= 0.0:
                continue
            capped = k == RAN_5G and governments[c].level == CAP
            for v in range(ratio.size):
                part = home_ratio[v] if home[v, c] else ratio[v]
                missing = demand[o, k] * award[o, k, v] * (1.0 - part)
                other = -1
                if missing > 0.0:
                    other = second_source(vendor_facts, award[o, k], v, capped)
                if other >= 0:
                    extra = p.second_offer * missing * granted[other]
                    kit[o, k, other, YOUNG] += extra
                    bought[c, k, other] += extra
                    unmet[o, k] -= extra


@jit
def wait(
    operators: Records, p: Records, backlog: Floats, unmet: Floats, waiting: Floats, lapsed: Floats
) -> None:
    """What is missing waits, and lapses beyond a few quarters; 5G has its gap instead (O5)."""
    waiting[:] = 0.0
    lapsed[:] = 0.0
    for o in range(operators.size):
        c = operators[o].country
        for k in range(unmet.shape[1]):
            if k == RAN_5G:
                continue
            missing = max(0.0, unmet[o, k])
            most = p.backlog_quarters * operators[o].spend_usd_m[MARKET[k]]
            backlog[o, k] = min(missing, most)
            waiting[c] += backlog[o, k]
            lapsed[c] += missing - backlog[o, k]


@jit
def overstay(
    quarter: int,
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    kit: Floats,
    overdue: Floats,
) -> None:
    """Note Chinese kit that stands past its deadline (O6)."""
    overdue[:] = 0.0
    for o in range(operators.size):
        c = operators[o].country
        if governments[c].level == REMOVAL and quarter >= governments[c].deadline:
            for k in (LEGACY_RAN, RAN_5G, CORE):
                overdue[c] += chinese_kit(vendor_facts, kit[o, k])


@jit
def book(
    vendors: Records,
    orders: Floats,
    home_orders: Floats,
    ratio: Floats,
    home_ratio: Floats,
    bought: Floats,
) -> None:
    """Enter orders, revenue and delivered shares of own orders in the vendors' books (O5)."""
    for v in range(vendors.size):
        vendors[v].orders_usd_m = orders[v]
        vendors[v].revenue_usd_m = bought[:, :, v].sum()
        vendors[v].delivered_share = 1.0
        if orders[v] > 0.0:
            abroad = (orders[v] - home_orders[v]) * ratio[v]
            delivered = home_orders[v] * home_ratio[v] + abroad
            vendors[v].delivered_share = min(1.0, delivered / orders[v])


@jit
def book_costs(
    p: Records, scene: Records, log_price_2014: Floats, bought: Floats, vendors: Records
) -> None:
    """Enter what the kit delivered cost its makers, kit being valued at prices of 2014 (V2).

    Parameters
    ----------
    log_price_2014 : float (country, market, vendor)
    bought : float (country, class, vendor)
    """
    cost = math.exp(log_cost(p, scene))
    for v in range(vendors.size):
        vendors[v].cost_usd_m = 0.0
        for c in range(bought.shape[0]):
            for k in range(bought.shape[1]):
                if bought[c, k, v] > 0.0:
                    worth = math.exp(log_price_2014[c, MARKET[k], v])
                    vendors[v].cost_usd_m += bought[c, k, v] * cost / worth
