"""Kit ages, is removed and ordered, with NumPy: rules O1, O2 and O6."""

from __future__ import annotations

from typing import Final

import numpy as np

from benchmarks.arrays.run import MARKET, Array, Floats, Run, logistic, share_of
from sim.terms import CAP, CORE, LEGACY_RAN, RAN_5G, REMOVAL, STRANDED, SWAP_SUPPORT, SWAPS

REMOVED: Final = (LEGACY_RAN, RAN_5G, CORE)


def order(run: Run, quarter: int) -> None:
    """Kit ages and is removed; operators order what they want."""
    p, state = run.p, run.state
    young, old = state["young"], state["old"]
    state["costs"][:] = 0.0
    state["governments"]["coverage_wanted"] = wanted_coverage(run, quarter)
    full = p["size_5g"] * run.value[:, LEGACY_RAN]
    stock_5g = (young[:, RAN_5G] + old[:, RAN_5G]).sum(axis=1)
    covered = np.minimum(1.0, share_of(stock_5g, full))
    removed = remove(run, quarter)
    leaving, ageing = 2.0 / p["life"] * old, 2.0 / p["life"] * young
    old += ageing - leaving
    young -= ageing
    retired = leaving.sum(axis=2)
    wanted = run.value.copy()
    wanted[:, LEGACY_RAN] *= 1.0 - p["legacy_retreat"] * covered
    missing = np.maximum(0.0, wanted - (young + old).sum(axis=2) - state["backlog"])
    demand = np.minimum(retired + removed, missing) + state["backlog"]
    radio = removed[:, LEGACY_RAN] + removed[:, RAN_5G]
    crews = np.maximum(0.0, run.value[:, LEGACY_RAN] / p["build_limit"] - radio)
    coverage = state["governments"]["coverage_wanted"][run.country]
    gap = np.minimum(np.maximum(0.0, full * coverage - stock_5g), crews)
    demand[:, RAN_5G] = retired[:, RAN_5G] + removed[:, RAN_5G] + gap
    state["demand"] = demand


def wanted_coverage(run: Run, quarter: int) -> Floats:
    """Return the 5G coverage wanted, (c,)."""
    p, since = run.p, quarter - run.state["governments"]["launch"]
    words = ("low", "lower", "upper", "high")
    speeds = np.array([p[f"rollout_{word}"] for word in words])[run.countries["income"]]
    speed = np.where(run.in_china, p["rollout_china"], speeds)
    start = logistic(-p["rollout_midpoint"])
    now = logistic(speed * since - p["rollout_midpoint"])
    return np.where(since < 0, 0.0, (now - start) / (1.0 - start))


def remove(run: Run, quarter: int) -> Floats:
    """Take Chinese kit out as the law demands and crews allow; return it, (o, k)."""
    p, g = run.p, run.state["governments"]
    removed = np.zeros_like(run.value)
    o = np.flatnonzero((g["level"] >= CAP)[run.country])
    if p["use_removal"] == 0.0 or o.size == 0:
        return removed
    standing, old = run.state["young"], run.state["old"]
    rate = removal_rates(run, quarter)[run.country[o]]
    young = standing[o][:, :, run.chinese].sum(axis=2)
    chinese = young + old[o][:, :, run.chinese].sum(axis=2)
    wanted = (rate * chinese)[:, [LEGACY_RAN, RAN_5G]].sum(axis=1)
    limit = run.value[o, LEGACY_RAN] / p["build_limit"]
    pace = np.minimum(1.0, share_of(limit, wanted))
    rate[:, [LEGACY_RAN, RAN_5G]] *= pace[:, None]
    removed[o] = rate * chinese
    kept = 1.0 - rate[:, :, None] * run.chinese
    standing[o] *= kept
    old[o] *= kept
    stranded = (rate * young).sum(axis=1)
    book_removal(run, quarter, o, removed[o].sum(axis=1), stranded)
    return removed


def removal_rates(run: Run, quarter: int) -> Floats:
    """Return the part of Chinese kit that the law makes leave, (c, k)."""
    g = run.state["governments"]
    rate = np.zeros((len(g), len(MARKET)))
    rate[:, CORE] = 1.0 / run.p["core_exit"]
    last = 1.0 / np.maximum(1, g["deadline"] - quarter)
    for k in REMOVED:
        rate[:, k] = np.where(g["level"] == REMOVAL, np.maximum(rate[:, k], last), rate[:, k])
    return rate


def book_removal(run: Run, quarter: int, o: Array, removed: Floats, stranded: Floats) -> None:
    """Add up by country what removal costs."""
    p, costs, c = run.p, run.state["costs"], run.country[o]
    paid = run.by_country[quarter]["swap_paid_by_state"][c] * p["removal_labour"]
    np.add.at(costs[:, SWAPS], c, (p["removal_labour"] - 1.0) * removed)
    np.add.at(costs[:, SWAP_SUPPORT], c, paid * removed)
    np.add.at(costs[:, STRANDED], c, stranded)
