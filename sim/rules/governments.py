"""How governments come to restrict Chinese vendors: rules G1 to G3, and C2 (a)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import streams
from sim.compiled import lean
from sim.elementary import tanh
from sim.streams import MANY
from sim.terms import CAP, GUIDELINE, NO_NEW_KIT, NONE, REMOVAL

Records = Any
Floats = NDArray[np.float64]
Room = Any

FOR_RESTRICTING = (
    "intercept",
    "country effect",
    "campaign",
    "alliance",
    "Five Eyes",
    "US bases",
    "rivalry with China",
    "values",
    "perceived risk",
    "peers",
    "hawkish government",
    "unreliable supply",
    "aid",
    "trade with China",
    "fear of punishment",
    "sunk cost",
    "Chinese finance",
)
"""Names of the terms of :func:`target_terms`, in their order."""


@lean
def target_terms(
    p: Records,
    country: Records,
    g: Records,
    gdp_usd_m: float,
    active: bool,
    control: float,
    punished_share: float,
) -> tuple[float, ...]:
    """Return what pulls a government towards restricting, and what holds it back (G1).

    Parameters
    ----------
    gdp_usd_m : float
        A year's GDP.
    active : bool
        Whether the scenario's campaign has begun.
    control : float
        Dose of export control on Huawei, 0-1.
    punished_share : float
        Part of recent adopters that China punished.
    """
    alliance = 1.0 if active or p.use_alliances_act_alone > 0.0 else 0.0
    sunk = g.chinese_ran_share * (p.sunk_floor + (1.0 - p.sunk_floor) * g.coverage)
    return (
        p.intercept,
        g.fixed_effect,
        p.b_campaign * g.campaign,
        p.b_ally * country.ally * alliance,
        p.b_five_eyes * country.five_eyes * alliance,
        p.b_base * country.base_index,
        p.b_rivalry * country.rivalry * min(1.0, p.rivalry_suspicion * g.suspicion_seen),
        p.b_values * country.values_distance,
        p.b_risk * g.risk_ran,
        p.b_peer * g.peers,
        p.b_hawk if g.hawkish else 0.0,
        p.b_reliability
        * control
        * (p.reliability_floor + (1 - p.reliability_floor) * country.ally),
        p.b_aid * large_money(p, g.aid_usd_m, gdp_usd_m),
        -p.b_trade * country.trade_exposure,
        -p.b_coercion * country.trade_exposure * punished_share,
        -p.b_sunk * sunk,
        -p.b_finance * large_money(p, g.finance_usd_m, gdp_usd_m),
    )


@lean
def large_money(p: Records, quarterly_usd_m: float, gdp_usd_m: float) -> float:
    """Return how large a quarterly sum is for an economy, 0-1 (G1)."""
    if gdp_usd_m <= 0.0 or quarterly_usd_m == 0.0:
        return 0.0
    return tanh(4.0 * quarterly_usd_m / gdp_usd_m / p.money_scale)


@lean
def target_resolve(
    p: Records,
    country: Records,
    g: Records,
    gdp_usd_m: float,
    active: bool,
    control: float,
    punished_share: float,
) -> float:
    """Return the resolve a government moves towards (G1)."""
    terms = target_terms(p, country, g, gdp_usd_m, active, control, punished_share)
    even, odd, last = 0.0, 0.0, len(terms) - 1
    for i in range(0, last, 2):
        even += terms[i]
        odd += terms[i + 1]
    return even + odd + (terms[last] if last % 2 == 0 else 0.0)


@lean
def desired_level(p: Records, resolve: float) -> int:
    """Return the level whose threshold resolve has passed (G3)."""
    if resolve > p.threshold_removal:
        return REMOVAL
    if resolve > p.threshold_no_new_kit:
        return NO_NEW_KIT
    if resolve > p.threshold_cap:
        return CAP
    return GUIDELINE if resolve > p.threshold_guideline else NONE


@lean
def peers(p: Records, countries: Records, governments: Records, room: Room) -> None:
    """Note for each country how many of its peers allow no new kit (G1)."""
    members, adopters, bloc = room.members, room.adopters, room.members.size - 1
    members[:] = 0.0
    adopters[:] = 0.0
    for c in range(countries.size):
        adopted = 1.0 if governments[c].level >= NO_NEW_KIT else 0.0
        members[countries[c].region] += 1.0
        adopters[countries[c].region] += adopted
        if countries[c].alliance_bloc:
            members[bloc] += 1.0
            adopters[bloc] += adopted
    for c in range(countries.size):
        governments[c].peers = peer_mean(p, countries[c], governments, c, members, adopters)


@lean
def any_level_moved(governments: Records) -> bool:
    """Return whether a level is another than at the start of the quarter before."""
    for c in range(governments.size):
        if governments[c].level != governments[c].level_before:
            return True
    return False


@lean
def peer_mean(
    p: Records, country: Records, governments: Records, c: int, members: Floats, adopters: Floats
) -> float:
    """Return the weighted part of a country's peers at "no new kit" or above (G1)."""
    own = 1.0 if governments[c].level >= NO_NEW_KIT else 0.0
    region, bloc = country.region, members.size - 1
    in_region = (adopters[region] - own) / max(members[region] - 1.0, 1.0)
    near = 0.0
    for other in country.gdp_neighbours:
        near += 1.0 if governments[other].level >= NO_NEW_KIT else 0.0
    near /= country.gdp_neighbours.size
    if not country.alliance_bloc:
        return (p.peers_alliance + p.peers_region) * in_region + p.peers_neighbours * near
    in_bloc = (adopters[bloc] - own) / max(members[bloc] - 1.0, 1.0)
    return p.peers_alliance * in_bloc + p.peers_region * in_region + p.peers_neighbours * near


@lean
def governments_act(
    quarter: int,
    parameters: Records,
    countries: Records,
    scheduled: Records,
    by_country: Records,
    control: Floats,
    governments: Records,
    scene: Records,
    room: Room,
    seed: int,
    replicates: NDArray[np.int64],
) -> None:
    """Stage 4: resolve, windows, laws, punishment (G1-G3, C2)."""
    now = scheduled[quarter]
    for run in range(scene.size):
        p, world, nations = parameters[run], scene[run], governments[run]
        if any_level_moved(nations):
            peers(p, countries, nations, room)
        world.punished_share = punished_share(p, nations, quarter)
        world.new_adopter = False
        for c in range(countries.size):
            g, here, at = nations[c], by_country[quarter, c], c % MANY
            if at == 0:
                draw_chances(quarter, countries.id[c : c + MANY], room, seed, replicates[run])
            g.level_before = g.level
            g.resolve_seen = g.resolve
            if countries[c].decides:
                target = target_resolve(
                    p,
                    countries[c],
                    g,
                    here.gdp_usd_m,
                    campaigning(p, now),
                    control[quarter, 0],
                    world.punished_share,
                )
                noise = room.draws[0, at]
                opens, relaxes = room.more_draws[0, at], room.more_draws[1, at]
                decide(
                    quarter,
                    p,
                    countries[c],
                    now,
                    g,
                    target,
                    noise,
                    opens,
                    relaxes,
                    seed,
                    replicates[run],
                )
            impose(quarter, p, countries[c], now, here, g, seed, replicates[run])
            adopt(quarter, p, countries[c], now, here, g, world, seed, replicates[run])


@lean
def draw_chances(
    quarter: int, ids: NDArray[np.uint64], room: Room, seed: int, replicate: int
) -> None:
    """Draw how resolve wavers and where windows open, for many countries at once (G2, G3)."""
    streams.fill_normals(
        seed, replicate, streams.COUNTRY_NOISE, quarter, ids, room.words, room.draws
    )
    streams.fill(seed, replicate, streams.WINDOW, quarter, ids, room.words, room.more_draws)


@lean
def decide(
    quarter: int,
    p: Records,
    country: Records,
    now: Records,
    g: Records,
    target: float,
    noise: float,
    opens: float,
    relaxes: float,
    seed: int,
    replicate: int,
) -> None:
    """Resolve moves to its target; in a window the law may follow (G2, G3).

    Parameters
    ----------
    noise, opens, relaxes : float
        A standard normal number, and uniform ones, as of :func:`draw_chances`.
    """
    g.resolve += p.speed * (target - g.resolve) + p.noise_sd * noise
    rate = p.window * (p.toolbox_factor if now.toolbox and country.eu else 1.0)
    if quarter == 0 or opens >= rate:
        return
    wanted = desired_level(p, g.resolve)
    if wanted > g.level:
        g.level = wanted
        if wanted == REMOVAL:
            g.deadline = deadline(quarter, p, country, seed, replicate)
    elif wanted <= g.level - 2 and relaxes < p.step_down:
        g.level -= 1
        g.deadline = -1


@lean
def deadline(quarter: int, p: Records, country: Records, seed: int, replicate: int) -> int:
    """Return the quarter by which Chinese kit must be gone (G3)."""
    draw = streams.uniform(seed, replicate, streams.DEADLINE, quarter, country.id)
    years = p.deadline_low + (p.deadline_high - p.deadline_low) * draw
    return quarter + round(4.0 * years)


@lean
def campaigning(p: Records, now: Records) -> bool:
    """Tell whether Washington has begun to press (G1); not with the campaign switched off."""
    return bool(now.campaign_active and p.campaign_peak > 0.0)


@lean
def impose(
    quarter: int,
    p: Records,
    country: Records,
    now: Records,
    here: Records,
    g: Records,
    seed: int,
    replicate: int,
) -> None:
    """Apply laws that a scenario or history imposes, in the USA and elsewhere."""
    level = max(here.imposed_level, now.usa_level) if country.is_usa else here.imposed_level
    if country.is_usa:
        g.level = max(level, 0)
    elif level > g.level:
        g.level = level
    if level != REMOVAL:
        return
    if here.imposed_deadline >= 0:
        own = g.deadline if g.deadline >= 0 else here.imposed_deadline
        g.deadline = min(own, here.imposed_deadline)  # the earlier removal counts
    elif g.deadline < 0:
        g.deadline = deadline(quarter, p, country, seed, replicate)


@lean
def punished_share(p: Records, governments: Records, quarter: int) -> float:
    """Return the part of recent adopters that China punished (G1, C2)."""
    recent, punished = 0, 0
    for c in range(governments.size):
        if governments[c].adopted >= 0 and quarter - governments[c].adopted <= p.coercion_memory:
            recent += 1
            punished += 1 if governments[c].punished else 0
    return punished / recent if recent > 0 else 0.0


@lean
def adopt(
    quarter: int,
    p: Records,
    country: Records,
    now: Records,
    here: Records,
    g: Records,
    scene: Records,
    seed: int,
    replicate: int,
) -> None:
    """A country that comes to "no new kit" is noticed, and may be punished (C2, V6)."""
    g.punished_left = max(0, g.punished_left - 1)
    g.disfavoured_left = max(0, g.disfavoured_left - 1)
    if g.level < NO_NEW_KIT or g.level_before >= NO_NEW_KIT:
        return
    scene.new_adopter = True
    if now.home_vendor_punished:
        g.disfavoured_left = int(p.punish_quarters)
    if not country.decides:
        return
    g.adopted = quarter
    chance = p.punish_probability * now.retaliation
    if here.gdp_usd_m < 1000.0 * p.punish_gdp_usd_bn:
        chance *= p.punish_small
    draw = streams.uniform(seed, replicate, streams.PUNISHMENT, quarter, country.id)
    g.punished = draw < chance
    if g.punished:
        g.punished_left = int(p.punish_quarters)
