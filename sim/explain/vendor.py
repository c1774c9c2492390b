"""Why a vendor's prices, deliveries and quality are as they are: rules V1, V2, V4, V5, O5."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from sim.explain.moment import Moment
from sim.explain.text import grid, terms
from sim.rules import components, vendors
from sim.terms import COMPONENTS, MARKETS

LARGEST = 5


def explain_vendor(moment: Moment, vendor: str) -> list[str]:
    """Play the quarter and say what made a vendor's prices, fill and quality.

    Parameters
    ----------
    moment : Moment
        At the start of the quarter.
    vendor : str
        Word of a vendor.

    Returns
    -------
    list of str
        Lines for a terminal.
    """
    v = moment.names.vendors.index(vendor)
    moment.play("shocks", "powers")
    fill = list(_parts(moment, v))
    moment.play("suspicion", "prices")
    price = list(_prices(moment, v))
    moment.play("tenders", "outcomes")
    deliveries = _deliveries(moment, v)
    before = moment.tables["vendors"][0].copy()
    moment.play("vendors", "vendors")
    return [
        moment.names.vendor_names[v],
        moment.told,
        "",
        "PRICE by country and market, where it stands most (rules V1, V2; parts multiply)",
        *grid(["share", "cost", "mark-up", "duty", "help", "price"], price),
        "cost: scale lost to two blocs; mark-up: over cost, larger where it is large; duty: in the",
        "USA and China; help: Chinese finance or US aid.",
        "",
        "FILL: what parts allow of its orders (rule V5)",
        *grid(["denied", "exposed", "replaced", "to be had", "in stock", "fill"], fill),
        "",
        *deliveries,
        "",
        *_quality(moment, v, before),
    ]


def _parts(moment: Moment, v: int) -> Iterator[tuple[str, list[str]]]:
    tables, p = moment.tables, moment.p
    maker = tables["vendors"][0, v : v + 1].copy()[0]
    components.deny(p, tables["control_by_parts"][moment.quarter, v], maker)
    for i, name in enumerate(COMPONENTS):
        can, stock = components.accessible(maker, i), maker["inventory"][i]
        numbers = (maker["denied"][i], maker["exposed"][i], maker["substitution"][i], can)
        cells = [*(f"{100 * x:.0f} %" for x in numbers), f"{stock:.2f} q"]
        yield name.replace("_", " "), [*cells, f"{100 * min(1.0, can + stock):.0f} %"]


def _prices(moment: Moment, v: int) -> Iterator[tuple[str, list[str]]]:
    tables, p, scene = moment.tables, moment.p, moment.tables["scene"][0]
    installed, facts = tables["installed"][0], tables["vendor_facts"][v]
    largest = sorted(range(len(installed)), key=lambda c: -installed[c, :, v].sum())[:LARGEST]
    cost = math.exp(vendors.log_cost(p, scene))
    for c in largest:
        g, country = tables["governments"][0, c], tables["countries"][c]
        share_of = tables["vendors"][0, v]["china_share"]
        duty = vendors.duty_factor(p, country, facts, share_of, scene)
        help_given = math.exp(-g["finance_discount"]) if facts["chinese"] else 1 - g["aid_discount"]
        for m, market in enumerate(MARKETS):
            total = sum(vendors.market_kit(installed[c], m, w) for w in range(installed.shape[2]))
            share = vendors.market_kit(installed[c], m, v) / total if total > 0 else 0.0
            factors = (cost, vendors.mark_up(p, share), duty, help_given)
            price = tables["price"][0, c, m, v]
            name = f"{moment.names.country_names[c]}, {market.upper() if m == 0 else market}"
            yield name, [f"{100 * share:.0f} %", *(f"{x:.3f}" for x in factors), f"{price:.3f}"]


def _deliveries(moment: Moment, v: int) -> list[str]:
    maker = moment.tables["vendors"][0, v]
    return [
        "DELIVERIES (rule O5), USD million a quarter",
        f"  orders {maker['orders_usd_m']:,.0f}, capacity {maker['capacity']:,.0f}, delivered "
        f"{maker['revenue_usd_m']:,.0f} with what it lent to others; "
        f"{100 * maker['delivered_share']:.0f} % of its orders",
    ]


def _quality(moment: Moment, v: int, before: Any) -> list[str]:
    p, after = moment.p, moment.tables["vendors"][0]
    revenue = before["revenue_usd_m"]
    growth = [vendors.rd_growth(maker) for maker in before]
    mean_growth = float((revenue * growth).sum() / revenue.sum())
    mean = float((revenue * before["quality"]).sum() / revenue.sum())
    relative = min(max(growth[v] - mean_growth, -p["rd_clip"]), p["rd_clip"])
    rows = [
        ("before", float(before[v]["quality"])),
        ("R&D over others", float(p["rd_gain"] * relative)),
        ("others catch up", float(-p["catch_up"] * (before[v]["quality"] - mean))),
    ]
    return [
        "QUALITY, in utility (rule V4)",
        *terms(rows, "now"),
        f"  reputation for delivering: {float(after[v]['reputation']) + 0.0:+.2f}, beside quality",
    ]
