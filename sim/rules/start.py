"""The state in 2014Q1: rules O1, O3 (constants), G1 and G2 (start), section 4."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import streams
from sim.compiled import lean
from sim.elementary import exp, log
from sim.rules.choice import chinese_penalty, market_stock
from sim.rules.deliveries import book_sales
from sim.rules.deployment import replacement_value
from sim.rules.governments import campaigning, peers, target_resolve
from sim.rules.outcomes import bloc_index, spend, take_stock
from sim.rules.powers import shares
from sim.rules.rows import MARKETS_OF, copy_row, row_dot
from sim.rules.trust import HUAWEI, RAN, add_countries, breadth, perceived_risk, risk_edges
from sim.rules.vendors import mark_chinese
from sim.terms import CORE, LEGACY_RAN, TRANSPORT

Records = Any
Floats = NDArray[np.float64]
Room = Any
LONG_AGO = -99
SWEEPS = 500
TOLERANCE = 1e-6
CLASS_OF = np.array([LEGACY_RAN, CORE, TRANSPORT])


@lean
def install(
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    vendors: Records,
    young: Floats,
    old: Floats,
    award: Floats,
    chinese_odds: Floats,
    demand: Floats,
    bought: Floats,
    installed: Floats,
    initial_share: Floats,
) -> None:
    """Stand the kit of 2014, half of it young; vendors start in a steady state (O1, V6).

    Parameters
    ----------
    initial_share : float (run, operator, market, vendor)
    """
    for run in range(young.shape[0]):
        p = parameters[run]
        for o in range(operators.size):
            c = operators[o].country
            for k in (LEGACY_RAN, CORE, TRANSPORT):
                value = replacement_value(p, operators[o], MARKETS_OF[k])
                demand[run, o, k] = value / p.life
                for v in range(vendor_facts.size):
                    share = initial_share[run, o, MARKETS_OF[k], v]
                    young[run, o, k, v] = old[run, o, k, v] = 0.5 * value * share
                    award[run, o, k, v] = share
                    if vendor_facts[v].chinese:
                        chinese_odds[run, o, k] += share
                    bought[run, c, k, v] += value * share / p.life
        take_stock(countries, young[run], old[run], installed[run])
        for v in range(vendor_facts.size):
            orders = 0.0
            for c in range(bought.shape[1]):
                for k in range(bought.shape[2]):
                    orders += bought[run, c, k, v]
            start_vendor(p, vendor_facts[v], vendors[run, v], orders)
        vendors[run, 0].quality = p.momentum_huawei
        vendors[run, 1].quality = p.momentum_zte
        vendors[run, 3].quality = p.momentum_ericsson
        vendors[run, 4].quality = p.momentum_nokia
        vendors[run, 5].quality = p.momentum_samsung


@lean
def start_vendor(p: Records, facts: Records, vendor: Records, orders: float) -> None:
    """Give a vendor its books of 2014 (V4, V5, V6)."""
    vendor.orders_usd_m = vendor.revenue_usd_m = vendor.revenue_2014_usd_m = orders
    vendor.capacity = p.capacity_start * orders
    vendor.china_share = facts.china_share
    vendor.fill = vendor.delivered_share = 1.0
    for i in range(4):
        vendor.recent_orders_usd_m[i] = orders
    for i in range(vendor.inventory.size):
        vendor.inventory[i] = p.base_stock
        vendor.substitution[i] = p.substitution_start


@lean
def settle_countries(
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    scheduled: Records,
    governments: Records,
    vendors: Records,
    scene: Records,
    young: Floats,
    old: Floats,
    demand: Floats,
    chinese_odds: Floats,
    bought: Floats,
    installed: Floats,
    edges: Floats,
    room: Room,
    seed: int,
    replicates: NDArray[np.int64],
) -> None:
    """Start governments with their level and temper, and the world without news (G3, G4, T1)."""
    for run in range(scene.size):
        p, world, nations = parameters[run], scene[run], governments[run]
        breadth(p, operators, world, installed[run], young[run], old[run], room.stock, room.part)
        world.breadth_2014 = world.breadth
        world.last_scare = LONG_AGO
        mark_chinese(vendor_facts, room.ours)
        add_countries(installed[run], room.world_kit)
        risk_edges(p, vendor_facts, vendors[run], room.world_kit, world.reassurance, edges[run])
        for c in range(countries.size):
            g = nations[c]
            shares(room.ours, g, installed[run, c], room)
            spend(room.ours, g, bought[run, c], room.sold)
            start_government(p, countries[c], scheduled[0], g, seed, replicates[run])
            g.risk_ran = perceived_risk(p, g.suspicion, edges[run, RAN, HUAWEI], world)
        index = bloc_index(
            p,
            countries,
            vendor_facts,
            nations,
            young[run],
            old[run],
            demand[run],
            chinese_odds[run],
            bought[run],
            room,
        )
        world.bloc = world.bloc_2014 = index


@lean
def settle_resolve(
    parameters: Records,
    countries: Records,
    scheduled: Records,
    by_country: Records,
    control: Floats,
    governments: Records,
    room: Room,
) -> None:
    """Start every government's resolve at its own target, money of 2014 included (G1, G2)."""
    for run in range(parameters.size):
        p, nations = parameters[run], governments[run]
        peers(p, countries, nations, room)
        for c in range(countries.size):
            if countries[c].decides:
                start_resolve(
                    p,
                    countries[c],
                    nations[c],
                    by_country[0, c].gdp_usd_m,
                    campaigning(p, scheduled[0]),
                    control[0, 0],
                )


@lean
def start_government(
    p: Records, country: Records, now: Records, g: Records, seed: int, replicate: int
) -> None:
    """Give a government its level, its temper and its launch date."""
    g.level = g.level_before = now.usa_level if country.is_usa else country.start_level
    g.deadline = g.adopted = -1
    g.suspicion = g.suspicion_seen = p.suspicion_start
    effect = streams.normal(seed, replicate, streams.COUNTRY_EFFECT, 0, country.id)
    g.fixed_effect = p.fixed_effect_sd * effect
    temper = streams.uniforms(seed, replicate, streams.ELECTIONS, 0, country.id)[1]
    g.hawkish = temper < p.hawkish_start
    g.launch = country.launch_quarter
    if country.launch_is_drawn:
        draw = streams.uniform(seed, replicate, streams.LAUNCH, 0, country.id)
        g.launch += int(math.floor((2.0 * p.launch_jitter + 1.0) * draw) - p.launch_jitter)


@lean
def start_resolve(
    p: Records, country: Records, g: Records, gdp_usd_m: float, active: bool, control: float
) -> None:
    """Set resolve to its target; a start law is always supported by its government (G1)."""
    target = target_resolve(p, country, g, gdp_usd_m, active, control, 0.0)
    thresholds = (
        -np.inf,
        p.threshold_guideline,
        p.threshold_cap,
        p.threshold_no_new_kit,
        p.threshold_removal,
    )
    needed = thresholds[g.level] + p.start_margin
    if target < needed:
        g.fixed_effect += needed - target
        target = needed
    g.resolve = g.resolve_seen = target


@lean
def find_constants(
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    vendors: Records,
    scene: Records,
    young: Floats,
    old: Floats,
    bought: Floats,
    installed: Floats,
    constant: Floats,
    price: Floats,
    price_2014: Floats,
    edges: Floats,
    room: Room,
) -> None:
    """Find the utility constants with which awards equal installed shares in expectation (O3).

    Quality is left out: what vendors start with beyond their shares is momentum.
    """
    for run in range(scene.size):
        p, world = parameters[run], scene[run]
        for c in range(countries.size):
            for market in range(CLASS_OF.size):
                k, delta, target = CLASS_OF[market], constant[run, c, market], room.part
                leads(p, countries[c], installed[run, c], young[run], old[run], k, room)
                invert(countries[c], operators, target, delta, room)
                paid, edge = price[run, c, market], edges[run, market]
                price_2014[run, c, market] = row_dot(target, paid)
                for v in range(delta.size):
                    delta[v] += p.price_sensitivity * log(paid[v])
                for v in range(delta.size):
                    if vendor_facts[v].chinese and target[v] > 0.0:
                        g = governments[run, c]
                        delta[v] += chinese_penalty(p, countries[c], g, world, edge[v], k)
        book_sales(p, world, price_2014[run], bought[run], vendors[run], room)


@lean
def leads(
    p: Records,
    country: Records,
    installed: Floats,
    young: Floats,
    old: Floats,
    k: int,
    room: Room,
) -> None:
    """Write by what lock-in multiplies each vendor's odds with each operator of a country (O3).

    The country's shares of the class are left in ``room.part``.

    Parameters
    ----------
    installed : float (class, vendor)
        Of the country.
    young, old : float (operator, class, vendor)
    """
    mean, tying, aged = room.part, room.stock, room.chance
    part = 1.0 / market_stock(installed, k, mean)
    for v in range(mean.size):
        mean[v] *= part
    for o in range(country.first_operator, country.last_operator):
        own_total = market_stock(young[o], k, tying) + market_stock(old[o], k, aged)
        tie = p.lock_in / own_total if own_total > 0.0 else 0.0
        lead, base = room.lead[o], p.lock_in if own_total > 0.0 else 0.0
        for v in range(mean.size):
            lead[v] = exp(tie * (tying[v] + aged[v]) - base * mean[v])


@lean
def invert(country: Records, operators: Records, target: Floats, delta: Floats, room: Room) -> None:
    """Find mean utilities whose expected awards equal the target shares (O3).

    What is corrected sweep by sweep is their exponentials, so that only the last needs a logarithm.

    Parameters
    ----------
    target : float (vendor,)
    delta : float (vendor,)
        Written; minus infinity where the target is 0.
    """
    first, last = country.first_operator, country.last_operator
    base, expected = room.chance, room.granted
    copy_row(target, base)
    for _ in range(SWEEPS):
        expect(operators, first, last, room.lead, base, expected)
        far = 0
        for v in range(target.size):
            far += abs(expected[v] - target[v]) >= TOLERANCE
            base[v] *= target[v] / expected[v] if target[v] > 0.0 else 1.0
        if far == 0:
            break
    for v in range(target.size):
        delta[v] = log(base[v]) if target[v] > 0.0 else -np.inf


@lean
def expect(
    operators: Records, first: int, last: int, lead: Floats, base: Floats, expected: Floats
) -> None:
    """Write a country's expected awards by vendor, operators weighted by their share.

    Parameters
    ----------
    lead : float (operator, vendor)
    base, expected : float (vendor,)
        Exponentials of mean utilities, and what is written.
    """
    expected[:] = 0.0
    for o in range(first, last):
        share = operators[o].share / row_dot(base, lead[o])
        for v in range(expected.size):
            expected[v] += share * base[v] * lead[o, v]
