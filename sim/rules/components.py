"""Chips and other parts: denial, stock, substitution, lost sales: rules U3 and V5."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.terms import (
    CHINA_FOUNDRY,
    CHIPS,
    COMPONENTS,
    FOREIGN_PARTS,
    JAPAN_EU_RF,
    KOREA_MEMORY,
    TAIWAN_FOUNDRY,
    US_CHIPS,
    US_PARTS,
    quarter_index,
)

Records = Any
Floats = NDArray[np.float64]
HUAWEI = 0
STOCKPILE_FROM = quarter_index("2018Q4")
STOCKPILE_UNTIL = quarter_index("2020Q2")
FULL_CONTROL = 1.0


@lean
def components(
    quarter: int,
    parameters: Records,
    vendor_facts: Records,
    control_by_parts: Floats,
    vendors: Records,
    scene: Records,
    lost_sales: Floats,
) -> None:
    """Stage 5, first part: denial, fill, stocks, substitution (U3, V5)."""
    for run in range(scene.size):
        lost_sales[run] = 0.0
        for v in range(vendor_facts.size):
            p, vendor = parameters[run], vendors[run, v]
            deny(p, control_by_parts[quarter, v], vendor)
            add_lost_sales(p, vendor_facts[v], vendor, lost_sales[run])
            supply(quarter, p, v, vendor)


@lean
def deny(p: Records, doses: Floats, vendor: Records) -> None:
    """Note which parts are denied, and how much of the kit stops without them (U3, V5).

    Parameters
    ----------
    doses : float (parts,)
        Of the controls in force, by what they withhold (:data:`sim.terms.DENIED`).
    """
    chips, us, foreign = doses[CHIPS], doses[US_PARTS], doses[FOREIGN_PARTS]
    withhold(p, vendor, US_CHIPS, chips, max(us, foreign))
    withhold(p, vendor, TAIWAN_FOUNDRY, in_full(chips), max(in_full(us), foreign))
    for i in (KOREA_MEMORY, JAPAN_EU_RF):
        vendor.denied[i] = foreign
        vendor.exposed[i] = p.exposed_all_denied if foreign > 0.0 else 0.0


@lean
def in_full(dose: float) -> float:
    """Return the dose of a US control on foundries abroad: only a full one reaches them (U3)."""
    return dose if dose >= FULL_CONTROL else 0.0


@lean
def withhold(p: Records, vendor: Records, i: int, chips: float, everything: float) -> None:
    """Deny a part by the control that bites harder: on chips alone, or on everything (V5)."""
    hard = everything * p.exposed_all_denied >= chips * p.exposed_us_chips and everything > 0.0
    vendor.denied[i] = everything if hard else chips
    vendor.exposed[i] = p.exposed_all_denied if hard else p.exposed_us_chips


@lean
def accessible(vendor: Records, i: int) -> float:
    """Return the part of a quarter's need that can be bought or made without the part (V5)."""
    return float(1.0 - vendor.exposed[i] * vendor.denied[i] * (1.0 - vendor.substitution[i]))


@lean
def supply(quarter: int, p: Records, v: int, vendor: Records) -> None:
    """Fill orders from what can be bought and what is in stock; buy, stockpile, replace (V5)."""
    normal = vendor.capacity / p.capacity_headroom
    activity = vendor.orders_usd_m / normal if normal > 0.0 else 0.0
    vendor.fill = 1.0
    for i in range(len(COMPONENTS)):
        can_buy, stock = accessible(vendor, i), vendor.inventory[i]
        vendor.fill = min(vendor.fill, can_buy + stock)
        wanted = activity + max(0.0, p.base_stock - stock)
        bought = min(can_buy * max(1.0, wanted), wanted)
        extra = stockpiling(quarter, p, v, i, stock)
        vendor.inventory[i] = max(0.0, stock + bought + extra - activity)
        vendor.substitution[i] = replaced(p, vendor.substitution[i], vendor.denied[i])


@lean
def replaced(p: Records, s: float, denied: float) -> float:
    """Return how far a part is replaced next quarter: nobody replaces what can be bought (V5)."""
    if denied == 0.0 and p.use_replacement_undenied == 0.0:
        return s
    pushed = p.substitution_push if denied > 0.0 else 0.0
    return float(min(1.0, s + p.substitution_gain * s * (1.0 - s) + pushed))


@lean
def stockpiling(quarter: int, p: Records, v: int, i: int, stock: float) -> float:
    """Return what Huawei adds to its stock of chips ahead of the controls (V5)."""
    if v != HUAWEI or i not in (US_CHIPS, TAIWAN_FOUNDRY):
        return 0.0
    if quarter < STOCKPILE_FROM or quarter > STOCKPILE_UNTIL:
        return 0.0
    return max(0.0, min(p.stockpile_rate, p.stockpile_max - stock))


@lean
def cost_share(p: Records, chinese: bool, i: int) -> float:
    """Return a component's share of a vendor's cost (V5); what is not sourced is split evenly."""
    china = p.cost_china_chinese if chinese else p.cost_china_other
    if i == US_CHIPS:
        return float(p.cost_us)
    if i == CHINA_FOUNDRY:
        return float(china)
    return float((1.0 - p.cost_us - china) / (len(COMPONENTS) - 2))


@lean
def add_lost_sales(p: Records, facts: Records, vendor: Records, lost_sales: Floats) -> None:
    """Add up what suppliers do not sell because it is denied (V5)."""
    for i in range(len(COMPONENTS)):
        part = vendor.denied[i] * vendor.exposed[i] * cost_share(p, facts.chinese, i)
        lost_sales[i] += part * vendor.cost_usd_m
