"""Scares, suspicion, breadth and perceived risk: rules T1 to T3."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.rules.rows import MARKETS_OF, row_sum
from sim.streams import ELECTIONS, MANY, SCARES, fill, uniform

Records = Any
Floats = NDArray[np.float64]
Room = Any
HUAWEI = 0
RAN = 0


@lean
def credibility(p: Records, country: Records) -> float:
    """Return how far a country believes US intelligence (T1), 0-1."""
    return (
        p.credibility_floor
        + p.credibility_ally * country.ally
        + p.credibility_five_eyes * country.five_eyes
    )


@lean
def parity(p: Records, reassurance: float) -> float:
    """Return how far buyers look at where kit is made, not at who owns the vendor (T3)."""
    return min(max(p.parity_start + p.parity_reassurance * reassurance, 0.0), p.parity_max)


@lean
def shocks(
    quarter: int,
    parameters: Records,
    countries: Records,
    scheduled: Records,
    governments: Records,
    scene: Records,
    room: Room,
    seed: int,
    replicates: NDArray[np.int64],
) -> None:
    """Stage 1: scares happen, governments change hands (T1, G4)."""
    for run in range(scene.size):
        scare(quarter, parameters[run], scheduled[quarter], scene[run], seed, replicates[run])
        elections(
            quarter, parameters[run], countries, governments[run], room, seed, replicates[run]
        )


@lean
def scare(
    quarter: int, p: Records, now: Records, scene: Records, seed: int, replicate: int
) -> None:
    """Dated scares happen in every world; others come at random (T1)."""
    size = now.scare
    draw = uniform(seed, replicate, SCARES, quarter, np.uint64(0))
    if draw < p.scare_rate * now.scare_rate_factor:
        size += 1.0
    scene.scare = size > 0.0 and p.scare_jump > 0.0
    scene.news = p.scare_jump * size
    if scene.scare:
        scene.last_scare = quarter


@lean
def elections(
    quarter: int,
    p: Records,
    countries: Records,
    governments: Records,
    room: Room,
    seed: int,
    replicate: int,
) -> None:
    """Governments turn hawkish or cease to be, sooner in democracies (G4)."""
    for c in range(countries.size):
        at = c % MANY
        if at == 0:
            ids = countries.id[c : c + MANY]
            fill(seed, replicate, ELECTIONS, quarter, ids, room.words, room.draws)
        rate = p.switch_democracy if countries[c].democracy else p.switch_other
        if room.draws[0, at] < rate:
            governments[c].hawkish = not governments[c].hawkish


@lean
def suspicion(
    quarter: int,
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    by_country: Records,
    governments: Records,
    vendors: Records,
    scene: Records,
    installed: Floats,
    young: Floats,
    old: Floats,
    edges: Floats,
    room: Room,
) -> None:
    """Stage 3: suspicion, breadth and perceived risk (T1-T3)."""
    for run in range(scene.size):
        p, world = parameters[run], scene[run]
        breadth(p, operators, world, installed[run], young[run], old[run], room.stock, room.part)
        add_countries(installed[run], room.world_kit)
        risk_edges(p, vendor_facts, vendors[run], room.world_kit, world.reassurance, edges[run])
        for c in range(countries.size):
            g = governments[run, c]
            g.suspicion_seen = g.suspicion
            g.risk_ran = perceived_risk(p, g.suspicion_seen, edges[run, RAN, HUAWEI], world)
            own = p.scare_jump * by_country[quarter, c].incident if p.use_incidents > 0.0 else 0.0
            news = world.news + own
            g.suspicion = next_suspicion(p, countries[c], g.suspicion, news, g.campaign, world)


@lean
def next_suspicion(
    p: Records, country: Records, suspicion: float, news: float, campaign: float, scene: Records
) -> float:
    """Return next quarter's suspicion (T1)."""
    value = (
        (1.0 - p.forget) * suspicion
        + (news + p.suspicion_campaign * campaign) * credibility(p, country)
        - p.suspicion_reassurance * scene.reassurance * (1.0 - country.ally)
    )
    return min(max(value, 0.0), p.suspicion_max)


@lean
def breadth(
    p: Records,
    operators: Records,
    scene: Records,
    installed: Floats,
    young: Floats,
    old: Floats,
    kit: Floats,
    older: Floats,
) -> None:
    """How widely Huawei is present: countries and large operators (T2).

    Parameters
    ----------
    kit, older : float (vendor,)
        Room to work in.
    """
    present, large, with_huawei = 0, 0, 0
    for c in range(installed.shape[0]):
        add_classes(installed[c], kit)
        present += 1 if kit[HUAWEI] > p.breadth_threshold * row_sum(kit) else 0
    for o in range(operators.size):
        if operators[o].top50:
            add_classes(young[o], kit)
            add_classes(old[o], older)
            huawei, all_kit = kit[HUAWEI] + older[HUAWEI], row_sum(kit) + row_sum(older)
            large += 1
            with_huawei += 1 if huawei > p.breadth_threshold * all_kit else 0
    scene.breadth_countries = present
    scene.breadth_top50 = with_huawei
    scene.breadth = 0.5 * present / installed.shape[0] + 0.5 * with_huawei / max(large, 1)


@lean
def add_classes(stock: Floats, kit: Floats) -> None:
    """Write the kit of all classes by vendor; ``stock`` is (class, vendor)."""
    for v in range(kit.size):
        kit[v] = stock[0, v] + stock[1, v] + stock[2, v] + stock[3, v]


@lean
def add_countries(installed: Floats, world_kit: Floats) -> None:
    """Write the world's installed kit (class, vendor)."""
    world_kit[:] = 0.0
    for c in range(installed.shape[0]):
        for k in range(world_kit.shape[0]):
            for v in range(world_kit.shape[1]):
                world_kit[k, v] += installed[c, k, v]


@lean
def rivals_china_share(
    vendor_facts: Records, vendors: Records, world_kit: Floats, market: int
) -> float:
    """Return the kit-weighted China share of manufacturing of a market's other sellers (T3).

    Parameters
    ----------
    world_kit : float (class, vendor)
        Installed.
    """
    kit_sum, china_sum = 0.0, 0.0
    for v in range(vendors.size):
        if not vendor_facts[v].chinese:
            for k in range(world_kit.shape[0]):
                if MARKETS_OF[k] == market:
                    kit_sum += world_kit[k, v]
                    china_sum += world_kit[k, v] * vendors[v].china_share
    return china_sum / kit_sum if kit_sum > 0.0 else 0.0


@lean
def opacity(p: Records, vendor_facts: Records, v: int) -> float:
    """Return a vendor's opacity; the parameter is Huawei's, other Chinese go in proportion."""
    if not vendor_facts[v].chinese:
        return float(vendor_facts[v].opacity)
    return float(min(1.0, p.opacity * vendor_facts[v].opacity / vendor_facts[0].opacity))


@lean
def risk_edges(
    p: Records,
    vendor_facts: Records,
    vendors: Records,
    world_kit: Floats,
    reassurance: float,
    edges: Floats,
) -> None:
    """Write what one unit of suspicion makes of each vendor's ownership and factories (T3).

    Parameters
    ----------
    world_kit : float (class, vendor)
        Installed.
    edges : float (market, vendor)
        Written.
    """
    equal = parity(p, reassurance)
    for market in range(edges.shape[0]):
        best = least_opaque(vendor_facts, market)
        others = rivals_china_share(vendor_facts, vendors, world_kit, market)
        for v in range(vendors.size):
            owned = opacity(p, vendor_facts, v) - best
            made = vendors[v].china_share - others
            edges[market, v] = (1.0 - equal) * owned + equal * made


@lean
def least_opaque(vendor_facts: Records, market: int) -> float:
    """Return the opacity of the most transparent other seller of a market (T3)."""
    best = 1.0
    for v in range(vendor_facts.size):
        for k in range(MARKETS_OF.size):
            sells = MARKETS_OF[k] == market and vendor_facts[v].sells[k] > 0
            if sells and not vendor_facts[v].chinese:
                best = min(best, vendor_facts[v].opacity)
    return best


@lean
def perceived_risk(p: Records, suspicion: float, edge: float, scene: Records) -> float:
    """Return the perceived risk of a vendor (T3), 0-2.5."""
    value = suspicion * edge - p.breadth_weight * (scene.breadth - scene.breadth_2014)
    return min(max(value, 0.0), p.risk_max)
