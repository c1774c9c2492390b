"""Vendors: prices, quality, capacity, footprint: rules V1, V2, V4, V6, C2 (b) and W4."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp, log
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT

Records = Any
Floats = NDArray[np.float64]


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
def mark_up(p: Records, share: float) -> float:
    """Return the mark-up over cost of a vendor with this local share (V1)."""
    return float(1.0 + 1.0 / (p.price_sensitivity * (1.0 - min(share, p.local_share_cap))))


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
) -> None:
    """Stage 5, second part: every vendor's price in every country and market (V1, V2, W4)."""
    for run in range(scene.size):
        cost = exp(log_cost(parameters[run], scene[run]))
        for c in range(countries.size):
            country_prices(
                parameters[run],
                countries[c],
                vendor_facts,
                governments[run, c],
                vendors[run],
                scene[run],
                installed[run, c],
                cost,
                price[run, c],
            )


@lean
def country_prices(
    p: Records,
    country: Records,
    vendor_facts: Records,
    government: Records,
    vendors: Records,
    scene: Records,
    installed: Floats,
    cost: float,
    price: Floats,
) -> None:
    """Set prices in one country: cost, mark-up, duty, and finance or aid (V2).

    Parameters
    ----------
    installed : float (class, vendor)
    cost : float
        Over that of 2014.
    price : float (market, vendor)
        Written.
    """
    financed, aided = exp(-government.finance_discount), 1.0 - government.aid_discount
    taxed = country.is_usa or country.is_china
    for market in range(price.shape[0]):
        total = 0.0
        for v in range(vendors.size):
            total += market_kit(installed, market, v)
        part = 1.0 / total if total > 0.0 else 0.0
        for v in range(vendors.size):
            price[market, v] = cost * mark_up(p, part * market_kit(installed, market, v))
    for v in range(vendors.size):
        factor = financed if vendor_facts[v].chinese else aided
        if taxed:
            factor *= duty_factor(p, country, vendor_facts[v], vendors[v].china_share, scene)
        for market in range(price.shape[0]):
            price[market, v] *= factor


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
        research(p, vendor_facts, makers)
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
def research(p: Records, vendor_facts: Records, vendors: Records) -> None:
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
