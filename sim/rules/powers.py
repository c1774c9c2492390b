"""What Washington and Beijing do: rules U1, U2, U3, C1 and W1."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp, log
from sim.rules.rows import row_dot, row_sum
from sim.rules.vendors import mark_chinese
from sim.terms import CAP, CORE, INCOME_GROUPS, LEGACY_RAN, RAN_5G, REMOVAL, TRANSPORT

Records = Any
Floats = NDArray[np.float64]
Room = Any
HIGH_INCOME = len(INCOME_GROUPS) - 1


@lean
def powers(
    quarter: int,
    parameters: Records,
    countries: Records,
    vendor_facts: Records,
    scheduled: Records,
    by_country: Records,
    governments: Records,
    scene: Records,
    installed: Floats,
    room: Room,
) -> None:
    """Stage 2: campaign, aid, finance and duties (U1, U2, C1, W1)."""
    now = scheduled[quarter]
    for run in range(scene.size):
        p, nations = parameters[run], governments[run]
        mark_chinese(vendor_facts, room.ours)
        for c in range(countries.size):
            shares(room.ours, nations[c], installed[run, c], room)
        campaign(p, countries, by_country[quarter], nations, now.campaign * p.campaign_peak)
        aid(p, countries, by_country[quarter], nations, now.aid_usd_m)
        finance(p, countries, nations, now.finance_usd_m)
        duties(quarter, p, now, scene[run])


@lean
def shares(ours: Floats, government: Records, installed: Floats, room: Room) -> None:
    """Note the Chinese part of all installed kit and of installed radio kit.

    Parameters
    ----------
    ours : float (vendor,)
        1 for Chinese vendors, 0 for others.
    installed : float (class, vendor)
    """
    ran, kit = room.stock, room.chance
    for v in range(kit.size):
        ran[v] = installed[LEGACY_RAN, v] + installed[RAN_5G, v]
        kit[v] = ran[v] + installed[CORE, v] + installed[TRANSPORT, v]
    total, chinese = row_sum(kit), row_dot(kit, ours)
    ran_total, ran_chinese = row_sum(ran), row_dot(ran, ours)
    government.chinese_share = chinese / total if total > 0.0 else 0.0
    government.chinese_ran_share = ran_chinese / ran_total if ran_total > 0.0 else 0.0


@lean
def campaign_weight(p: Records, country: Records, government: Records, people_m: float) -> float:
    """Return how much pressure a country draws: exposed, resistant hosts and allies (U1)."""
    if not country.campaign_target:
        return 0.0
    draw = p.campaign_base * country.base_index + p.campaign_poor * country.low_income
    if country.ally > 0.0:
        people = exp(p.campaign_size_exponent * log(people_m)) if people_m > 0.0 else 0.0
        size = p.campaign_size_floor + people / p.campaign_size_divisor
        draw += p.campaign_ally * country.ally * size
    exposed = p.campaign_share_floor + government.chinese_ran_share
    return float(draw * exposed * (1.0 - government.level / REMOVAL))


@lean
def campaign(
    p: Records, countries: Records, by_country: Records, governments: Records, budget: float
) -> None:
    """Spread the campaign over countries; what is over the cap is not redistributed (U1)."""
    if budget == 0.0:
        governments.campaign[:] = 0.0
        return
    total = 0.0
    for c in range(countries.size):
        weight = campaign_weight(p, countries[c], governments[c], by_country[c].population_m)
        governments[c].campaign = weight
        total += weight
    for c in range(countries.size):
        part = governments[c].campaign / total if total > 0.0 else 0.0
        governments[c].campaign = min(p.campaign_cap, budget * part)


@lean
def aid_score(p: Records, country: Records, government: Records, people_m: float) -> float:
    """Return a country's claim on aid: poor, exposed, and refusing or about to refuse (U2)."""
    refuses = government.level >= CAP
    pledges = government.resolve > p.threshold_cap - p.aid_margin
    if not country.decides or not (refuses or pledges):
        return 0.0
    return float(country.low_income * government.chinese_share * math.sqrt(people_m))


@lean
def aid(
    p: Records, countries: Records, by_country: Records, governments: Records, budget: float
) -> None:
    """Share the aid budget out; it makes non-Chinese kit cheaper (U2)."""
    total = 0.0
    for c in range(countries.size):
        score = aid_score(p, countries[c], governments[c], by_country[c].population_m)
        governments[c].aid_usd_m = score
        total += score
    for c in range(countries.size):
        g = governments[c]
        part = g.aid_usd_m / total if total > 0.0 else 0.0
        g.aid_usd_m = min(p.aid_spend_cap * g.spend_usd_m, budget * part)
        others = g.spend_usd_m - g.chinese_spend_usd_m
        g.aid_discount = min(p.aid_discount_max, g.aid_usd_m / others) if others > 0.0 else 0.0


@lean
def finance_weight(p: Records, country: Records, government: Records) -> float:
    """Return how much Chinese export finance a country draws (C1)."""
    if government.level >= CAP or not country.decides:
        return 0.0
    return float(country.low_income + p.finance_bri * country.bri)


@lean
def finance(p: Records, countries: Records, governments: Records, budget: float) -> None:
    """Share China's export finance out; it makes Chinese kit cheaper (C1)."""
    total = 0.0
    for c in range(countries.size):
        total += finance_weight(p, countries[c], governments[c])
    for c in range(countries.size):
        g = governments[c]
        offered = budget * finance_weight(p, countries[c], g) / total if total > 0.0 else 0.0
        most = p.finance_discount_max
        if countries[c].income == HIGH_INCOME:
            most = min(most, p.finance_rich_max)
        spend = g.chinese_spend_usd_m
        g.finance_discount = min(most, offered / spend) if spend > 0.0 else 0.0
        g.finance_usd_m = g.finance_discount * spend


@lean
def duties(quarter: int, p: Records, now: Records, scene: Records) -> None:
    """Follow recorded duties, then answer each other (W1)."""
    us, cn = scene.duty_us, scene.duty_cn
    calm = quarter - scene.last_scare >= p.duty_calm
    scene.duty_us = next_duty(p, now.duty_us, us, cn, p.duty_follow_us, scene.scare, calm)
    scene.duty_cn = next_duty(p, now.duty_cn, cn, us, p.duty_follow_cn, scene.scare, calm)


@lean
def next_duty(
    p: Records, recorded: float, own: float, other: float, follow: float, scare: bool, calm: bool
) -> float:
    """Return a power's next duty; ``recorded`` is NaN where history has ended (W1)."""
    if not math.isnan(recorded):
        return recorded
    value = own + follow * max(0.0, other - own)
    if scare:
        value += p.duty_scare
    if calm:
        value -= p.duty_decay * (own - p.duty_floor)
    return min(max(value, 0.0), 1.0)
