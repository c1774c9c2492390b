"""Why an operator chose its suppliers: rules O3 and O4, term by term."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim.explain.moment import Moment
from sim.explain.text import grid
from sim.rules import awards, choice, tenders
from sim.terms import CLASSES, MARKET_OF_CLASS, RAN_5G, quarter_label

CLASS_WORDS = dict(zip(CLASSES, ("2G to 4G radio", "5G radio", "core", "transport"), strict=True))


def explain_operator(moment: Moment, operator: str) -> list[str]:
    """Play the quarter up to the tenders and say what one operator weighed, class by class.

    Parameters
    ----------
    moment : Moment
        At the start of the quarter.
    operator : str
        Identifier of an operator.

    Returns
    -------
    list of str
        Lines for a terminal.
    """
    o = moment.names.operators.index(operator)
    moment.play("shocks", "prices")
    before = moment.tables["award"][0, o].copy()
    stock = moment.tables["young"][0, o] + moment.tables["old"][0, o]
    parts = [_class(moment, o, k, stock) for k in range(len(CLASSES))]
    moment.play("tenders", "tenders")
    after = moment.tables["award"][0, o]
    c = int(moment.tables["operators"][o]["country"])
    lines = [f"{operator}, {moment.names.country_names[c]}", moment.told]
    for k, (why, rows) in enumerate(parts):
        lines += ["", f"{CLASS_WORDS[CLASSES[k]].upper()}: {why}"]
        if rows is None:
            continue
        head = [*_TERMS, "utility", "chance", "award before", "now"]
        cells = [
            (name, [*row, _share(before[k, v]), _share(after[k, v])])
            for v, (name, row) in enumerate(zip(moment.names.vendors, rows, strict=True))
        ]
        lines += grid(head, cells)
    return [*lines, "", *_LEGEND]


_TERMS = ("constant", "quality", "price", "tilt", "lock-in", "law", "risk")
_LEGEND = (
    "constant: taste that gives the shares of 2014; quality: with reputation for delivering;",
    "price: less where dearer; tilt: China's favour for its own; lock-in: own installed share over",
    "the country's mean; law: guideline and laws expected; risk: briefing and own perceived risk.",
    "chance: of winning a draw; main and second supplier are drawn apart (rules O3, O4).",
)


def _class(moment: Moment, o: int, k: int, stock: Any) -> tuple[str, list[list[str]] | None]:
    """Return why the class is or is not tendered, and a row of cells a vendor."""
    tables, quarter = moment.tables, moment.quarter
    c = int(tables["operators"][o]["country"])
    launch = int(tables["governments"][0, c]["launch"])
    if k == RAN_5G and quarter < launch:
        return f"not launched before {quarter_label(launch)}", None
    why = _occasion(moment, o, c, k)
    rows = _utilities(moment, c, k, stock)
    return why, rows


def _occasion(moment: Moment, o: int, c: int, k: int) -> str:
    tables, p, quarter = moment.tables, moment.p, moment.quarter
    operator, state = tables["operators"][o], moment.block.state
    g = tables["governments"][0, c]
    if k == RAN_5G and quarter == g["launch"]:
        return "tendered, because 5G is launched"
    constant = tables["constant"][0, c]
    if tenders.must_tender(tables["vendor_facts"], constant, g, quarter, k):
        return "tendered, because the law bars what it could buy"
    managed = awards.is_managed(p, operator)
    gap = p["managed_gap"] if managed else p["tender_gap"]
    turn = streams.uniforms(
        state.seed, state.replicates[0], streams.TENDER_TIMING, quarter, operator["id"]
    )[k]
    if turn * gap < 1.0:
        return "tendered, because its turn has come" + (" (shared out)" if managed else "")
    return f"not tendered this quarter (on average every {gap:.0f})"


def _utilities(moment: Moment, c: int, k: int, stock: Any) -> list[list[str]]:
    tables, p = moment.tables, moment.p
    country, g, scene = tables["countries"][c], tables["governments"][0, c], tables["scene"][0]
    makers, facts = tables["vendors"][0], tables["vendor_facts"]
    market = MARKET_OF_CLASS[k]
    own, mean = np.zeros(len(facts)), np.zeros(len(facts))
    own_total = choice.market_stock(stock, k, own)
    all_total = choice.market_stock(tables["installed"][0, c], k, mean)
    worth, rows = np.full(len(facts), -np.inf), []
    for v in range(len(facts)):
        constant = tables["constant"][0, c, market, v]
        chinese = bool(facts[v]["chinese"])
        if not np.isfinite(constant) or (chinese and choice.barred(g["level"], k)):
            word = "barred" if np.isfinite(constant) else "not sold here"
            rows.append([word, *[""] * (len(_TERMS) - 1), ""])
            continue
        edge = float(tables["edges"][0, market, v])
        against = choice.penalty_terms(p, country, g, scene, edge, k) if chinese else (0.0,) * 4
        held = own[v] / own_total if own_total > 0 else 0.0
        tied = p["lock_in"] * (held - (mean[v] / all_total if all_total > 0 else 0.0))
        values = [
            constant,
            makers[v]["quality"] + makers[v]["reputation"],
            -p["price_sensitivity"] * np.log(tables["price"][0, c, market, v]),
            choice.china_favour(moment.quarter, p, country, chinese, makers[v]),
            tied,
            -against[0] - against[1],
            -against[2] - against[3],
        ]
        worth[v] = sum(values)
        rows.append([*(f"{value + 0.0:+.2f}" for value in values), f"{worth[v]:+.2f}"])
    return [[*row, _share(chance)] for row, chance in zip(rows, _chances(worth), strict=True)]


def _chances(worth: Any) -> Any:
    if not np.isfinite(worth).any():
        return np.zeros(len(worth))
    weight = np.exp(worth - worth.max())
    return weight / weight.sum()


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"
