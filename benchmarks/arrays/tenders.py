"""Tenders with NumPy, all operators of a run at once: rules O3 and O4."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from benchmarks.arrays.run import MARKET, Array, Floats, Run, logistic, share_of
from sim import streams
from sim.terms import CAP, GUIDELINE, LEGACY_RAN, NO_NEW_KIT, RAN_5G, REMOVAL, TRANSPORT

BARRED_FROM: Final = np.array([REMOVAL, NO_NEW_KIT, CAP, REMOVAL])
DREADED_FROM: Final = np.array([NO_NEW_KIT, NO_NEW_KIT, CAP, REMOVAL])
CAP_ROUNDING: Final = 1e-9


class Rows(NamedTuple):
    """Operators and classes that tender, axis (row,)."""

    o: Array
    k: Array
    chance: Floats  #: (row, v)
    weight: Floats


def tender(run: Run, quarter: int) -> None:
    """Operators whose turn it is choose suppliers."""
    state, g = run.state, run.state["governments"]
    launched = quarter >= g["launch"][run.country]
    turns = run.draw(streams.TENDER_TIMING, quarter, run.operators["id"])
    due = (turns * run.gap[:, None] < 1.0) | forced_classes(run, quarter)[run.country]
    due[:, RAN_5G] &= launched
    worth = worth_of_vendors(run, quarter)
    rows = weigh(run, worth, *np.nonzero(due))
    contracts = state["award"].copy()
    contracts[:, RAN_5G] = state["won_5g"]
    contracts[rows.o, rows.k] = new_awards(run, quarter, rows, contracts[rows.o, rows.k])
    odds = (rows.chance * run.chinese).sum(axis=1)
    state["chinese_odds"][rows.o, rows.k] = share_of(odds, rows.weight)
    state["won_5g"][launched] = contracts[launched, RAN_5G]
    state["award"] = contracts
    capped = np.flatnonzero(launched & (g["level"][run.country] == CAP))
    if capped.size:
        state["award"][capped, RAN_5G] = capped_awards(run, worth, capped)


def forced_classes(run: Run, quarter: int) -> Array:
    """Return which classes launch or a tighter law makes a country tender, (c, k)."""
    g = run.state["governments"]
    barred = g["level"][:, None] >= BARRED_FROM
    was = g["level_before"][:, None] >= BARRED_FROM
    feasible = np.isfinite(run.state["constant"][:, :, run.chinese]).any(axis=2)
    forced = barred & ~was & feasible[:, MARKET]
    forced[:, RAN_5G] |= quarter == g["launch"]
    return forced


def worth_of_vendors(run: Run, quarter: int) -> Floats:
    """Return every vendor's utility but for an operator's own lock-in, (c, k, v)."""
    p, state = run.p, run.state
    g, vendors = state["governments"], state["vendors"]
    worth = (
        state["constant"][:, MARKET]
        + (vendors["quality"] + vendors["reputation"])
        - p["price_sensitivity"] * np.log(state["price"])[:, MARKET]
    )
    stock = ties(state["installed"])
    worth -= p["lock_in"] * share_of(stock, stock.sum(axis=2, keepdims=True))
    tilt = p["home_tilt"] * min(1.0, quarter / p["home_tilt_quarters"])
    favour = np.where(run.chinese, tilt, -vendors["disfavour"])
    worth[run.in_china] += favour
    worth[~run.in_china] -= (run.chinese * penalties(run))[~run.in_china]
    barred = g["level"][:, None] >= BARRED_FROM
    worth[barred[:, :, None] & run.chinese] = -np.inf
    return worth


def penalties(run: Run) -> Floats:
    """Return what Chinese kit loses outside China, (c, k, v)."""
    p, g, scene = run.p, run.state["governments"], run.state["scene"]
    guideline = np.full(len(MARKET), p["guideline_penalty"])
    guideline[TRANSPORT] *= p["guideline_transport"]
    believed = (
        p["credibility_floor"]
        + p["credibility_ally"] * run.countries["ally"]
        + p["credibility_five_eyes"] * run.countries["five_eyes"]
    )
    briefed = g["campaign"] * believed * (1.0 - parity_of(run))
    reach = p["breadth_weight"] * (scene["breadth"] - scene["breadth_2014"])
    edges = run.state["edges"][MARKET]
    risk = np.clip(g["suspicion_seen"][:, None, None] * edges - reach, 0.0, p["risk_max"])
    plain = (
        (g["level"] >= GUIDELINE)[:, None] * guideline
        + p["anticipation"] * ban_probabilities(run)
        + p["briefing"] * briefed[:, None]
    )
    return np.asarray(plain[:, :, None] + p["own_risk"] * risk)


def ban_probabilities(run: Run) -> Floats:
    """Return how likely operators think a ban is, (c, k)."""
    p, g = run.p, run.state["governments"]
    threshold = np.full(len(MARKET), p["threshold_no_new_kit"])
    threshold[DREADED_FROM == CAP] = p["threshold_cap"]
    threshold[DREADED_FROM == REMOVAL] = p["threshold_removal"]
    lead = g["resolve_seen"][:, None] - threshold + p["anticipation_lead"]
    imposed = run.countries["is_usa"][:, None] & (g["level"][:, None] >= DREADED_FROM)
    expected = logistic(p["anticipation_slope"] * lead)
    return np.where(run.countries["decides"][:, None], expected, imposed)


def parity_of(run: Run) -> float:
    """Return how far buyers look at where kit is made."""
    p, scene = run.p, run.state["scene"]
    value = p["parity_start"] + p["parity_reassurance"] * scene["reassurance"]
    return float(np.clip(value, 0.0, p["parity_max"]))


def weigh(run: Run, worth: Floats, o: Array, k: Array) -> Rows:
    """Return the choice weights of operators and classes that tender."""
    utility = utilities(run, worth, o, k)
    best = utility.max(axis=1, initial=-np.inf, keepdims=True)
    chance = np.exp(utility - np.where(np.isfinite(best), best, 0.0))
    return Rows(o, k, chance, chance.sum(axis=1))


def utilities(run: Run, worth: Floats, o: Array, k: Array) -> Floats:
    """Return utilities to operators of a class, own lock-in included, (row, v)."""
    young, old = run.state["young"], run.state["old"]
    stock = young[o, k] + old[o, k]
    radio = k == RAN_5G
    stock[radio] += young[o[radio], LEGACY_RAN] + old[o[radio], LEGACY_RAN]
    held = share_of(stock, stock.sum(axis=1, keepdims=True))
    return np.asarray(worth[run.country[o], k] + run.p["lock_in"] * held)


def new_awards(run: Run, quarter: int, rows: Rows, old: Floats) -> Floats:
    """Return new contracts, (row, v)."""
    p, count = run.p, np.arange(rows.o.size)
    ids = run.operators["id"][rows.o]
    first = run.draw(streams.TENDER_CHOICE_1, quarter, ids)[count, rows.k]
    second = run.draw(streams.TENDER_CHOICE_2, quarter, ids)[count, rows.k]
    shares = np.array([p["main_ran"], p["main_ran"], 1.0, p["main_transport"]])[rows.k]
    award = np.zeros_like(old)
    some = rows.weight > 0.0
    award[count, pick(rows, first)] += shares * some
    award[count, pick(rows, second)] += (1.0 - shares) * some
    managed = run.managed[rows.o] & some
    if managed.any():
        kept = np.where(rows.chance > 0.0, old, 0.0)[managed]
        held = kept.sum(axis=1, keepdims=True)
        step = np.where(held > 0.0, p["managed_weight"], 1.0)
        new = rows.chance[managed] / rows.weight[managed, None]
        award[managed] = share_of((1.0 - step) * kept, held) + step * new
    return award


def capped_awards(run: Run, worth: Floats, o: Array) -> Floats:
    """Return 5G contracts of operators held under the cap, (row, v)."""
    award = run.state["award"][o, RAN_5G]
    own = run.state["young"][o, RAN_5G] + run.state["old"][o, RAN_5G]
    share = run.p["cap_share"]
    full = own[:, run.chinese].sum(axis=1) > (share + CAP_ROUNDING) * own.sum(axis=1)
    allowed, chinese = np.where(full, 0.0, share), award[:, run.chinese].sum(axis=1)
    over = chinese > allowed
    utility = utilities(run, worth, o, np.full_like(o, RAN_5G))
    utility[:, run.chinese] = -np.inf
    scale = np.where(over, share_of(allowed, chinese), 1.0)
    award[:, run.chinese] *= scale[:, None]
    found = over & np.isfinite(utility).any(axis=1)
    award[found, utility[found].argmax(axis=1)] += (chinese - allowed)[found]
    return award


def ties(stock: Floats) -> Floats:
    """Return the kit (c, k, v) that ties a buyer: for 5G, radio kit of both generations."""
    result = stock.copy()
    result[:, RAN_5G] += stock[:, LEGACY_RAN]
    return result


def pick(rows: Rows, u: Floats) -> Array:
    """Return the vendor that a uniform number picks, (row,)."""
    passed = np.cumsum(rows.chance, axis=1) <= (u * rows.weight)[:, None]
    last = rows.chance.shape[1] - 1 - np.argmax(rows.chance[:, ::-1] > 0.0, axis=1)
    return np.minimum(passed.sum(axis=1), last)
