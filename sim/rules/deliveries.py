"""Orders are rationed and delivered; what is missing waits: rules O5 and C2 (c)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp
from sim.rules.deployment import chinese_kit
from sim.rules.rows import MARKETS_OF, row_dot, row_sum
from sim.rules.vendors import log_cost
from sim.terms import CAP, CLASS_COUNT, CORE, LEGACY_RAN, RAN_5G, REMOVAL

Records = Any
Floats = NDArray[np.float64]
Room = Any
ROUNDING = 1e-12


@lean
def deliver(
    quarter: int,
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    scheduled: Records,
    home: NDArray[np.bool_],
    governments: Records,
    vendors: Records,
    scene: Records,
    young: Floats,
    old: Floats,
    award: Floats,
    backlog: Floats,
    demand: Floats,
    price_2014: Floats,
    bought: Floats,
    waiting: Floats,
    lapsed: Floats,
    overdue: Floats,
    room: Room,
) -> None:
    """Stage 7: deliveries, second sources, backlog (O5, O6)."""
    export_bar = scheduled[quarter].export_bar
    for run in range(scene.size):
        p, sellers = parameters[run], vendors[run]
        bought[run] = 0.0
        collect(countries, award[run], demand[run], home, room)
        ration(p, vendor_facts, sellers, export_bar, room)
        count = ship(countries, young[run], award[run], demand[run], bought[run], home, room)
        late = room.late[:count]
        request(
            operators, vendor_facts, governments[run], p, award[run], demand[run], home, late, room
        )
        if spare(p, vendor_facts, sellers, export_bar, room):
            lend(
                operators,
                vendor_facts,
                governments[run],
                p,
                young[run],
                award[run],
                demand[run],
                bought[run],
                home,
                late,
                room,
            )
        wait(operators, p, backlog[run], room.unmet, waiting[run], lapsed[run])
        overstay(
            quarter, countries, vendor_facts, governments[run], young[run], old[run], overdue[run]
        )
        book_orders(sellers, room)
        book_sales(p, scene[run], price_2014[run], bought[run], sellers, room)


@lean
def collect(
    countries: Records, award: Floats, demand: Floats, home: NDArray[np.bool_], room: Room
) -> None:
    """Add operators' orders up in every vendor's books; note where some find no seller (O5)."""
    orders, home_orders, placed = room.orders, room.home_orders, room.placed
    orders[:] = 0.0
    home_orders[:] = 0.0
    for c in range(countries.size):
        placed[:] = 0.0
        wanted = 0.0
        for o in range(countries[c].first_operator, countries[c].last_operator):
            wanted += row_sum(demand[o])
            for k in range(CLASS_COUNT):
                for v in range(placed.size):
                    placed[v] += demand[o, k] * award[o, k, v]
        room.short[c] = row_sum(placed) < (1.0 - ROUNDING) * wanted
        for v in range(placed.size):
            orders[v] += placed[v]
            home_orders[v] += placed[v] if home[v, c] else 0.0


@lean
def usable_capacity(p: Records, facts: Records, vendor: Records, export_bar: float) -> float:
    """Return what a vendor can make; China may bar exports of what rivals make there (C2)."""
    if facts.chinese or p.use_export_bar == 0.0:
        return float(vendor.capacity)
    return float(vendor.capacity * (1.0 - vendor.china_share * export_bar))


@lean
def ration(
    p: Records, vendor_facts: Records, vendors: Records, export_bar: float, room: Room
) -> None:
    """Share capacity out, home country first, then pro rata; parts limit all alike (O5)."""
    orders, home_orders = room.orders, room.home_orders
    ratio, home_ratio = room.ratio, room.home_ratio
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


@lean
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


@lean
def ship(
    countries: Records,
    young: Floats,
    award: Floats,
    demand: Floats,
    bought: Floats,
    home: NDArray[np.bool_],
    room: Room,
) -> int:
    """Deliver what can be delivered; list the orders that are not met, return how many (O5).

    Parameters
    ----------
    young : float (operator, class, vendor)
    bought : float (country, class, vendor)
    """
    part, count = room.part, 0
    room.unmet[:] = 0.0
    for c in range(countries.size):
        find_parts(home, c, room)
        for v in range(part.size):
            room.short[c] |= part[v] < 1.0
        for o in range(countries[c].first_operator, countries[c].last_operator):
            for k in range(CLASS_COUNT):
                for v in range(part.size):
                    sent = demand[o, k] * award[o, k, v] * part[v]
                    young[o, k, v] += sent
                    bought[c, k, v] += sent
        if room.short[c]:
            count = list_late(countries[c], award, demand, count, room)
    return count


@lean
def find_parts(home: NDArray[np.bool_], c: int, room: Room) -> None:
    """Write which part of a country's orders each vendor delivers (O5)."""
    for v in range(room.part.size):
        room.part[v] = room.home_ratio[v] if home[v, c] else room.ratio[v]


@lean
def list_late(country: Records, award: Floats, demand: Floats, count: int, room: Room) -> int:
    """Note what is missing in a country, and append to the list of orders not met (O5)."""
    for o in range(country.first_operator, country.last_operator):
        for k in range(CLASS_COUNT):
            room.unmet[o, k] = undelivered(demand[o, k], award[o, k], room.part)
            room.late[count] = o * CLASS_COUNT + k
            count += room.unmet[o, k] > 0.0
    return count


@lean
def request(
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    p: Records,
    award: Floats,
    demand: Floats,
    home: NDArray[np.bool_],
    late: NDArray[np.int64],
    room: Room,
) -> None:
    """Ask second sources for part of what is missing (O5)."""
    room.asked[:] = 0.0
    for order in late:
        o, k = order // CLASS_COUNT, order % CLASS_COUNT
        c = operators[o].country
        capped = k == RAN_5G and governments[c].level == CAP
        find_parts(home, c, room)
        ask(p, vendor_facts, award[o, k], demand[o, k], capped, room.part, room.asked)


@lean
def undelivered(wanted: float, award: Floats, part: Floats) -> float:
    """Return what is missing of an order, of which vendors deliver these parts (O5)."""
    delivered = row_dot(award, part)
    return wanted * (1.0 - delivered) if delivered < 1.0 - ROUNDING else 0.0


@lean
def ask(
    p: Records,
    vendor_facts: Records,
    award: Floats,
    wanted: float,
    capped: bool,
    part: Floats,
    asked: Floats,
) -> None:
    """Ask the second source of every vendor that cannot deliver for part of what is missing (O5).

    Parameters
    ----------
    award, part, asked : float (vendor,)
        Shares of the order, what of them is delivered, and requests, which are added.
    """
    for v in range(award.size):
        missing = wanted * award[v] * (1.0 - part[v])
        if missing > 0.0:
            other = second_source(vendor_facts, award, v, capped)
            if other >= 0:
                asked[other] += p.second_offer * missing


@lean
def spare(
    p: Records, vendor_facts: Records, vendors: Records, export_bar: float, room: Room
) -> bool:
    """Write which part of its requests each vendor can meet; tell whether there are any (O5)."""
    requests = False
    for v in range(vendors.size):
        if room.asked[v] <= 0.0:
            continue
        requests = True
        room.granted[v] = vendors[v].fill
        if p.use_capacity > 0.0:
            capacity = usable_capacity(p, vendor_facts[v], vendors[v], export_bar)
            left = max(0.0, capacity - room.orders[v])
            room.granted[v] *= min(1.0, left / room.asked[v])
    return requests


@lean
def lend(
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    p: Records,
    young: Floats,
    award: Floats,
    demand: Floats,
    bought: Floats,
    home: NDArray[np.bool_],
    late: NDArray[np.int64],
    room: Room,
) -> None:
    """Second sources deliver what they can spare (O5)."""
    unmet, part = room.unmet, room.part
    for order in late:
        o, k = order // CLASS_COUNT, order % CLASS_COUNT
        c = operators[o].country
        capped = k == RAN_5G and governments[c].level == CAP
        find_parts(home, c, room)
        for v in range(part.size):
            missing = demand[o, k] * award[o, k, v] * (1.0 - part[v])
            other = -1
            if missing > 0.0:
                other = second_source(vendor_facts, award[o, k], v, capped)
            if other >= 0:
                extra = p.second_offer * missing * room.granted[other]
                young[o, k, other] += extra
                bought[c, k, other] += extra
                unmet[o, k] -= extra


@lean
def wait(
    operators: Records, p: Records, backlog: Floats, unmet: Floats, waiting: Floats, lapsed: Floats
) -> None:
    """What is missing waits, and lapses beyond a few quarters; 5G has its gap instead (O5)."""
    waiting[:] = 0.0
    lapsed[:] = 0.0
    for o in range(operators.size):
        c = operators[o].country
        for k in range(CLASS_COUNT):
            if k == RAN_5G:
                continue
            missing = max(0.0, unmet[o, k])
            most = p.backlog_quarters * operators[o].spend_usd_m[MARKETS_OF[k]]
            backlog[o, k] = min(missing, most)
            waiting[c] += backlog[o, k]
            lapsed[c] += missing - backlog[o, k]


@lean
def overstay(
    quarter: int,
    countries: Records,
    vendor_facts: Records,
    governments: Records,
    young: Floats,
    old: Floats,
    overdue: Floats,
) -> None:
    """Note Chinese kit that stands past its deadline (O6)."""
    for c in range(countries.size):
        overdue[c] = 0.0
        if governments[c].level == REMOVAL and quarter >= governments[c].deadline:
            for o in range(countries[c].first_operator, countries[c].last_operator):
                for k in (LEGACY_RAN, RAN_5G, CORE):
                    overdue[c] += chinese_kit(vendor_facts, young[o, k], old[o, k])


@lean
def book_orders(vendors: Records, room: Room) -> None:
    """Enter orders and delivered shares of own orders in the vendors' books (O5)."""
    for v in range(vendors.size):
        orders, at_home = room.orders[v], room.home_orders[v]
        vendors[v].orders_usd_m = orders
        vendors[v].delivered_share = 1.0
        if orders > 0.0:
            delivered = at_home * room.home_ratio[v] + (orders - at_home) * room.ratio[v]
            vendors[v].delivered_share = min(1.0, delivered / orders)


@lean
def book_sales(
    p: Records, scene: Records, price_2014: Floats, bought: Floats, vendors: Records, room: Room
) -> None:
    """Enter revenue, and what the kit cost its makers, kit being valued at prices of 2014 (V2).

    Parameters
    ----------
    price_2014 : float (country, market)
    bought : float (country, class, vendor)
    """
    cost, sold, made = exp(log_cost(p, scene)), room.sold, room.made
    sold[:] = 0.0
    made[:] = 0.0
    for c in range(bought.shape[0]):
        for k in range(bought.shape[1]):
            part = cost / price_2014[c, MARKETS_OF[k]]
            for v in range(sold.size):
                sold[v] += bought[c, k, v]
                made[v] += bought[c, k, v] * part
    for v in range(vendors.size):
        vendors[v].revenue_usd_m = sold[v]
        vendors[v].cost_usd_m = made[v]
