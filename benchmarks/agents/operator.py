"""Operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mesa
import numpy as np

from benchmarks.agents.common import Floats, ties
from benchmarks.c.layout import Tables
from sim.terms import CAP, CORE, LEGACY_RAN, MARKET_OF_CLASS, RAN_5G, TRANSPORT

if TYPE_CHECKING:
    from benchmarks.agents.model import Faultlines

CLASSES: Final = (LEGACY_RAN, RAN_5G, CORE, TRANSPORT)
CAP_ROUNDING: Final = 1e-9


class Operator(mesa.Agent):  # type: ignore[misc]
    """An operator: what it runs, under which contracts."""

    def __init__(self, model: Faultlines, tables: Tables, o: int) -> None:
        super().__init__(model)
        facts = tables["operators"][o]
        self.index, self.share = o, float(facts["share"])
        self.government = model.nations[int(facts["country"])]
        self.government.operators.append(self)
        self.managed = bool(facts["state_china"]) and model.p.use_managed_market > 0.0
        self.young, self.old = tables["young"][0, o].copy(), tables["old"][0, o].copy()
        self.award = tables["award"][0, o].copy()
        self.won_5g = tables["won_5g"][0, o].copy()
        spend = facts["spend_usd_m"]
        self.value = [float(model.p.life * spend[MARKET_OF_CLASS[k]]) for k in CLASSES]
        self.demand = [0.0] * len(CLASSES)

    @property
    def coverage(self) -> float:
        """The 5G coverage that its kit gives (O2)."""
        full = self.model.p.size_5g * self.value[LEGACY_RAN]
        stock = float(self.young[RAN_5G].sum() + self.old[RAN_5G].sum())
        return min(1.0, stock / full) if full > 0.0 else 0.0

    def tender(self) -> None:
        """Choose suppliers in the classes whose turn it is (O3, O4)."""
        p, model, g = self.model.p, self.model, self.government
        gap = p.managed_gap if self.managed else p.tender_gap
        turns = model.draws.turns[model.quarter][self.index]
        for k in CLASSES:
            if k == RAN_5G and model.quarter < g.launch:
                continue
            due = turns[k] * gap < 1.0 or g.must_tender(k)
            if due and k == RAN_5G:
                self.won_5g = self.new_award(k, self.won_5g)
            elif due:
                self.award[k] = self.new_award(k, self.award[k])
            if k == RAN_5G:
                self.award[k] = self.capped() if g.level == CAP else self.won_5g

    def utility(self, k: int) -> Floats:
        """Return every vendor's utility (O3)."""
        stock = ties(self.young + self.old, k)
        return self.government.worth(k) + self.model.p.lock_in * stock / stock.sum()

    def new_award(self, k: int, old: Floats) -> Floats:
        """Return the outcome of a tender (O4)."""
        p, model = self.model.p, self.model
        utility = self.utility(k)
        chance = np.exp(utility - utility.max())
        if self.managed:
            held = np.where(chance > 0.0, old, 0.0)
            step = p.managed_weight if held.any() else 1.0
            kept = (1.0 - step) / held.sum() * held if held.any() else held
            return kept + step * chance / chance.sum()
        award = np.zeros_like(old)
        weights = chance.tolist()
        part = {CORE: 1.0, TRANSPORT: p.main_transport}.get(k, p.main_ran)
        award[pick(weights, model.draws.first[model.quarter][self.index][k])] += part
        award[pick(weights, model.draws.second[model.quarter][self.index][k])] += 1.0 - part
        return award

    def capped(self) -> Floats:
        """Return the 5G contract with its Chinese part held under the cap (O4)."""
        model, award = self.model, self.won_5g.copy()
        own = self.young[RAN_5G] + self.old[RAN_5G]
        share, chinese = model.p.cap_share, float(award[model.chinese].sum())
        full = own[model.chinese].sum() > (share + CAP_ROUNDING) * own.sum()
        allowed = 0.0 if full else share
        if chinese <= allowed:
            return award
        utility = self.utility(RAN_5G)
        utility[model.chinese] = -np.inf
        award[model.chinese] *= allowed / chinese
        award[utility.argmax()] += chinese - allowed
        return award

    def order(self) -> None:
        """Kit ages and is removed; what is wanted is ordered (O1, O2, O6)."""
        p, g = self.model.p, self.government
        full = p.size_5g * self.value[LEGACY_RAN]
        stock_5g = float(self.young[RAN_5G].sum() + self.old[RAN_5G].sum())
        covered = min(1.0, stock_5g / full) if full > 0.0 else 0.0
        removed = self.remove() if p.use_removal > 0.0 and g.level >= CAP else [0.0] * 4
        rate = 2.0 / p.life
        leaving, ageing = rate * self.old, rate * self.young
        self.old += ageing - leaving
        self.young -= ageing
        retired = leaving.sum(axis=1).tolist()
        stock = (self.young + self.old).sum(axis=1).tolist()
        for k in (LEGACY_RAN, CORE, TRANSPORT):
            wanted = self.value[k]
            if k == LEGACY_RAN:
                wanted *= 1.0 - p.legacy_retreat * covered
            self.demand[k] = min(retired[k] + removed[k], max(0.0, wanted - stock[k]))
        gap = max(0.0, full * g.coverage_wanted - stock_5g)
        crews = self.value[LEGACY_RAN] / p.build_limit - removed[LEGACY_RAN] - removed[RAN_5G]
        self.demand[RAN_5G] = retired[RAN_5G] + removed[RAN_5G] + min(gap, max(0.0, crews))

    def remove(self) -> list[float]:
        """Remove Chinese kit as the law demands and crews allow (O6)."""
        p, g, chinese = self.model.p, self.government, self.model.chinese
        stock = (self.young + self.old)[:, chinese].sum(axis=1).tolist()
        rates = [g.removal_rate(k) for k in (LEGACY_RAN, RAN_5G, CORE)]
        wanted = rates[LEGACY_RAN] * stock[LEGACY_RAN] + rates[RAN_5G] * stock[RAN_5G]
        limit = self.value[LEGACY_RAN] / p.build_limit
        pace = min(1.0, limit / wanted) if wanted > 0.0 else 0.0
        removed = [0.0] * len(CLASSES)
        for k in (LEGACY_RAN, RAN_5G, CORE):
            rate = rates[k] * (1.0 if k == CORE else pace)
            if rate > 0.0:
                removed[k] = rate * stock[k]
                self.young[k, chinese] *= 1.0 - rate
                self.old[k, chinese] *= 1.0 - rate
        return removed

    def receive(self) -> None:
        """Take delivery of what was ordered (O5, without limits of capacity)."""
        came = np.array(self.demand)[:, None] * self.award
        self.young += came
        self.model.sold += came.sum(axis=0)


def pick(chance: list[float], u: float) -> int:
    """Return the vendor that a uniform number picks from choice weights."""
    mark, last = u * sum(chance), 0
    for v, weight in enumerate(chance):
        if weight > 0.0:
            last = v
            mark -= weight
            if mark < 0.0:
                return v
    return last
