"""Vendors: prices, quality, capacity, footprint: rules V1, V2, V4, V6, C2 (b) and W4."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp, log
from sim.rules.rows import row_sum
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT

Records = Any
Floats = NDArray[np.float64]
Room = Any


@lean
def market_kit(installed: Floats, market: int, v: int) -> float:
    """Return a vendor's installed radio, core or transport kit in a country.

    Parameters
    ----------
    installed : float (class, vendor)
    """
    if market == 0:
        return float(installed[LEGACY_RAN, v] + installed[RAN_5G, v])
    return float(installed[CORE if market == 1 else TRANSPORT, v])


@lean
def mark_chinese(vendor_facts: Records, ours: Floats) -> None:
    """Write 1 for each Chinese vendor, 0 for others: all of a row are multiplied at once.

    Parameters
    ----------
    ours : float (vendor,)
        Written.
    """
    for v in range(ours.size):
        ours[v] = 1.0 if vendor_facts[v].chinese else 0.0


@lean
def finance_factors(governments: Records, discounts: Floats, factors: Floats) -> None:
    """Write what China's export finance leaves of a price in each country (V2).

    Parameters
    ----------
    discounts, factors : float (country,)
        Room to work in, so that several exponentials are taken at once, and what is written.
    """
    for c in range(factors.size):
        discounts[c] = -governments[c].finance_discount
    for c in range(factors.size):
        factors[c] = exp(discounts[c])


@lean
def left_to_others(p: Records, share: float) -> float:
    """Return the part of a market that its others hold, no less than the cap leaves them (V1)."""
    return float(1.0 - min(share, p.local_share_cap))


@lean
def mark_up(p: Records, share: float) -> float:
    """Return the mark-up over cost of a vendor with this local share (V1)."""
    return float(1.0 + 1.0 / (p.price_sensitivity * left_to_others(p, share)))


@lean
def log_cost(p: Records, scene: Records) -> float:
    """Return what scale lost to blocs adds to all vendors' log cost (W4)."""
    return float(p.bloc_cost * (scene.bloc - scene.bloc_2014))


@lean
def duty_factor(
    p: Records, country: Records, facts: Records, china_share: float, scene: Records
) -> float:
    """Return by what duties multiply the price (V2)."""
    if country.is_usa:
        return float(1.0 + scene.duty_us * china_share * p.duty_coverage)
    if country.is_china:
        return float(1.0 + scene.duty_cn * facts.us_share * p.duty_coverage)
    return 1.0


@lean
def prices(
    parameters: Records,
    countries: Records,
    vendor_facts: Records,
    governments: Records,
    vendors: Records,
    scene: Records,
    installed: Floats,
    price: Floats,
    room: Room,
) -> None:
    """Stage 5, second part: every vendor's price in every country and market (V1, V2, W4)."""
    for run in range(scene.size):
        cost = exp(log_cost(parameters[run], scene[run]))
        mark_chinese(vendor_facts, room.ours)
        finance_factors(governments[run], room.discounts, room.factors)
        for c in range(countries.size):
            country_prices(
                parameters[run],
                countries[c],
                vendor_facts,
                governments[run, c],
                vendors[run],
                scene[run],
                room.factors[c],
                installed[run, c],
                cost,
                price[run, c],
                room.ours,
            )


@lean
def country_prices(
    p: Records,
    country: Records,
    vendor_facts: Records,
    government: Records,
    vendors: Records,
    scene: Records,
    financed: float,
    installed: Floats,
    cost: float,
    price: Floats,
    ours: Floats,
) -> None:
    """Set prices in one country: cost, mark-up, duty, and finance or aid (V2).

    Parameters
    ----------
    financed : float
        What finance leaves of a Chinese price.
    installed : float (class, vendor)
    cost : float
        Over that of 2014.
    price : float (market, vendor)
        Written.
    ours : float (vendor,)
        1 for Chinese vendors, 0 for others.
    """
    aided = 1.0 - government.aid_discount
    ran_part = inverse(row_sum(installed[LEGACY_RAN]) + row_sum(installed[RAN_5G]))
    core_part = inverse(row_sum(installed[CORE]))
    transport_part = inverse(row_sum(installed[TRANSPORT]))
    for v in range(ours.size):
        factor = cost * (ours[v] * financed + (1.0 - ours[v]) * aided)
        ran = left_to_others(p, ran_part * market_kit(installed, 0, v))
        core = left_to_others(p, core_part * market_kit(installed, 1, v))
        transport = left_to_others(p, transport_part * market_kit(installed, 2, v))
        # 1 + 1/(sensitivity x left): one division for three markets, since it takes longest.
        part = factor / (p.price_sensitivity * (ran * core * transport))
        price[0, v] = factor + part * (core * transport)
        price[1, v] = factor + part * (ran * transport)
        price[2, v] = factor + part * (ran * core)
    if country.is_usa or country.is_china:
        for v in range(vendors.size):
            factor = duty_factor(p, country, vendor_facts[v], vendors[v].china_share, scene)
            for market in range(price.shape[0]):
                price[market, v] *= factor


@lean
def inverse(total: float) -> float:
    """Return the inverse of a total, or 0 where there is nothing."""
    return 1.0 / total if total > 0.0 else 0.0


@lean
def vendors_learn(
    quarter: int,
    parameters: Records,
    vendor_facts: Records,
    scheduled: Records,
    home: NDArray[np.bool_],
    control: Floats,
    governments: Records,
    vendors: Records,
    scene: Records,
) -> None:
    """Stage 9: R&D, reputation, capacity, footprint, reassurance (V4, V6, C2)."""
    for run in range(scene.size):
        p, world, makers = parameters[run], scene[run], vendors[run]
        research(p, makers)
        pressed = under_pressure(p, scheduled[quarter], control[quarter], world)
        for v in range(makers.size):
            reputation(p, makers[v])
            capacity(p, makers[v])
            if not vendor_facts[v].chinese and (pressed or retaliated(home[v], governments[run])):
                leave_china(p, makers[v])
            makers[v].disfavour += disfavour(p, home[v], governments[run])
        shock = 1.0 if world.new_adopter or world.scare else 0.0
        world.reassurance = min(
            1.0, p.reassurance_keep * world.reassurance + p.reassurance_step * shock
        )


@lean
def research(p: Records, vendors: Records) -> None:
    """Quality grows with R&D relative to others, and gaps close (V4)."""
    revenue, growth_mean, quality_mean = 0.0, 0.0, 0.0
    for v in range(vendors.size):
        weight = vendors[v].revenue_usd_m
        revenue += weight
        growth_mean += weight * rd_growth(vendors[v])
        quality_mean += weight * vendors[v].quality
    if revenue <= 0.0:
        return
    growth_mean, quality_mean = growth_mean / revenue, quality_mean / revenue
    for v in range(vendors.size):
        relative = min(max(rd_growth(vendors[v]) - growth_mean, -p.rd_clip), p.rd_clip)
        gap = vendors[v].quality - quality_mean
        vendors[v].quality += p.rd_gain * relative - p.catch_up * gap


@lean
def rd_growth(vendor: Records) -> float:
    """Return the log of R&D over the vendor's own level of 2014; intensity cancels (V4)."""
    if vendor.revenue_2014_usd_m <= 0.0:
        return 0.0
    return log(max(vendor.revenue_usd_m / vendor.revenue_2014_usd_m, 1e-6))


@lean
def reputation(p: Records, vendor: Records) -> None:
    """Failing to deliver costs reputation; it is forgotten in time (V4)."""
    missed = 1.0 - vendor.delivered_share
    vendor.reputation = (1.0 - p.reputation_fade) * vendor.reputation - p.reputation_loss * missed


@lean
def capacity(p: Records, vendor: Records) -> None:
    """Capacity follows orders of the last four quarters, within limits (V6)."""
    total = 0.0
    for i in range(3, 0, -1):
        vendor.recent_orders_usd_m[i] = vendor.recent_orders_usd_m[i - 1]
    vendor.recent_orders_usd_m[0] = vendor.orders_usd_m
    for i in range(4):
        total += vendor.recent_orders_usd_m[i]
    wanted = p.capacity_headroom * total / 4.0
    low, high = p.capacity_down * vendor.capacity, p.capacity_up * vendor.capacity
    vendor.capacity = min(max(wanted, low), high)


@lean
def under_pressure(p: Records, now: Records, control: Floats, scene: Records) -> bool:
    """Return whether a duty, a control or an export bar lasts, which concerns all rivals (V6)."""
    trade = scene.duty_us > 0.0 or scene.duty_cn > 0.0
    barred = now.export_bar > 0.0 and p.use_export_bar > 0.0
    for dose in control:
        if dose > 0.0:
            return True
    return bool(trade or barred)


@lean
def retaliated(home: NDArray[np.bool_], governments: Records) -> bool:
    """Return whether China retaliates against a vendor's home country (V6)."""
    for c in range(governments.size):
        if home[c] and (governments[c].punished_left > 0 or governments[c].disfavoured_left > 0):
            return True
    return False


@lean
def leave_china(p: Records, vendor: Records) -> None:
    """A rival moves production out of China, down to a floor (V6)."""
    if vendor.china_share > p.leave_china_floor:
        vendor.china_share = max(p.leave_china_floor, (1.0 - p.leave_china) * vendor.china_share)


@lean
def disfavour(p: Records, home: NDArray[np.bool_], governments: Records) -> float:
    """Return the favour a vendor loses in China this quarter for its government's law (C2)."""
    for c in range(governments.size):
        if home[c] and governments[c].disfavoured_left > 0:
            return float(p.home_vendor_penalty)
    return 0.0
