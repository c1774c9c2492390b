"""Deliveries with NumPy: rule O5."""

from __future__ import annotations

from typing import Final

import numpy as np

from benchmarks.arrays.orders import REMOVED
from benchmarks.arrays.run import MARKET, Floats, Run, least_part
from sim.terms import CAP, RAN_5G, REMOVAL

ROUNDING: Final = 1e-12


def deliver(run: Run, quarter: int) -> None:
    """Orders are rationed and delivered; what is missing waits."""
    state, demand = run.state, run.state["demand"]
    placed = demand[:, :, None] * state["award"]
    orders, at_home = placed.sum(axis=(0, 1)), run.home.T[run.country]  # v, o v
    home_orders = (placed.sum(axis=1) * at_home).sum(axis=0)
    capacity = usable_capacity(run, quarter)
    ratio, home_ratio = ration(run, capacity, orders, home_orders)
    part = np.where(at_home, home_ratio, ratio)[:, None, :]
    came = placed * part
    left = demand - came.sum(axis=2)
    unmet = np.where(left > ROUNDING * demand, left, 0.0)
    came += lend(run, capacity, orders, placed * (1.0 - part), unmet)
    state["young"] += came
    state["bought"] = run.by_countries(came)
    wait(run, unmet)
    overstay(run, quarter)
    book(run, orders, home_orders, ratio, home_ratio)


def usable_capacity(run: Run, quarter: int) -> Floats:
    """Return what each vendor can make, (v,)."""
    vendors = run.state["vendors"]
    if run.p["use_capacity"] == 0.0:
        return np.full(len(vendors), np.inf)
    bar = run.scheduled[quarter]["export_bar"] * (run.p["use_export_bar"] > 0.0)
    kept = np.where(run.chinese, 1.0, 1.0 - vendors["china_share"] * bar)
    return np.asarray(vendors["capacity"] * kept)


def ration(run: Run, capacity: Floats, orders: Floats, home: Floats) -> tuple[Floats, Floats]:
    """Return the parts of orders from abroad and from home that are delivered, (v,)."""
    fill, rest = run.state["vendors"]["fill"], orders - home
    abroad = least_part(np.maximum(0.0, capacity - home), rest)
    return fill * abroad, fill * least_part(capacity, home)


def lend(run: Run, capacity: Floats, orders: Floats, missing: Floats, unmet: Floats) -> Floats:
    """Return what second sources deliver, (o, k, v), and take it off what is unmet."""
    extra = np.zeros_like(missing)
    o, k, v = np.nonzero((missing > 0.0) & (unmet > 0.0)[:, :, None])
    if o.size == 0:
        return extra
    rivals = run.state["award"][o, k]
    rivals[np.arange(o.size), v] = 0.0
    capped = (k == RAN_5G) & (run.state["governments"]["level"][run.country[o]] == CAP)
    rivals[np.ix_(capped & ~run.chinese[v], run.chinese)] = 0.0
    found = rivals.max(axis=1) > 0.0
    o, k, v, other = o[found], k[found], v[found], rivals[found].argmax(axis=1)
    offered = run.p["second_offer"] * missing[o, k, v]
    asked = np.bincount(other, offered, len(orders)).astype(np.float64)
    spare = least_part(np.maximum(0.0, capacity - orders), asked)
    granted = run.state["vendors"]["fill"] * spare
    np.add.at(extra, (o, k, other), offered * granted[other])
    unmet -= extra.sum(axis=2)
    return extra


def wait(run: Run, unmet: Floats) -> None:
    """Keep what is missing as backlog, but for 5G; note what lapses."""
    state = run.state
    missing = np.maximum(0.0, unmet)
    missing[:, RAN_5G] = 0.0
    limit = run.p["backlog_quarters"] * run.operators["spend_usd_m"][:, MARKET]
    state["backlog"] = np.minimum(missing, limit)
    state["waiting"] = run.by_countries(state["backlog"].sum(axis=1))
    state["lapsed"] = run.by_countries((missing - state["backlog"]).sum(axis=1))


def overstay(run: Run, quarter: int) -> None:
    """Note Chinese kit that stands past its deadline."""
    g, kit = run.state["governments"], run.state["young"] + run.state["old"]
    late = (g["level"] == REMOVAL) & (quarter >= g["deadline"])
    standing = kit[:, REMOVED][..., run.chinese].sum(axis=(1, 2))
    run.state["overdue"] = np.where(late, run.by_countries(standing), 0.0)


def book(run: Run, orders: Floats, home: Floats, ratio: Floats, home_ratio: Floats) -> None:
    """Enter orders, revenue and costs in the vendors' books."""
    p, state, vendors = run.p, run.state, run.state["vendors"]
    scene, bought = state["scene"], state["bought"]
    vendors["orders_usd_m"] = orders
    vendors["revenue_usd_m"] = bought.sum(axis=(0, 1))
    delivered = home * home_ratio + (orders - home) * ratio
    vendors["delivered_share"] = least_part(delivered, orders)
    cost = np.exp(p["bloc_cost"] * (scene["bloc"] - scene["bloc_2014"]))
    over_price = cost / state["price_2014"][:, MARKET, None]
    vendors["cost_usd_m"] = (bought * over_price).sum(axis=(0, 1))
