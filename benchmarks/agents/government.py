"""Governments, and the markets they rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from benchmarks.agents.common import BARRED_FROM, DREADED_FROM, Floats, logistic, ties
from benchmarks.c.layout import Tables
from sim.terms import (
    CHINA_REGION,
    CORE,
    GUIDELINE,
    LEGACY_RAN,
    MARKET_OF_CLASS,
    NO_NEW_KIT,
    RAN_5G,
    REMOVAL,
    TRANSPORT,
)

if TYPE_CHECKING:
    from benchmarks.agents.model import Faultlines
    from benchmarks.agents.operator import Operator


class Government(mesa.Agent):  # type: ignore[misc]
    """A government and the market it rules."""

    def __init__(self, model: Faultlines, tables: Tables, c: int) -> None:
        super().__init__(model)
        facts, state = tables["countries"][c], tables["governments"][0, c]
        self.index, self.region = c, int(facts["region"])
        self.decides, self.is_usa = bool(facts["decides"]), bool(facts["is_usa"])
        self.eu, self.in_bloc = bool(facts["eu"]), bool(facts["alliance_bloc"])
        self.in_china = self.region == CHINA_REGION
        self.income = int(facts["income"])
        self.neighbours: list[Government] = []
        self.ally, self.five_eyes = float(facts["ally"]), float(facts["five_eyes"])
        self.level, self.level_before = int(state["level"]), int(state["level_before"])
        self.launch, self.deadline = int(state["launch"]), int(state["deadline"])
        self.resolve = self.resolve_seen = float(state["resolve"])
        self.coverage, self.coverage_wanted, self.peers = float(state["coverage"]), 0.0, 0.0
        self.chinese_ran_share = float(state["chinese_ran_share"])
        self.lasting = self.lasting_target(facts, state)
        self.constant = tables["constant"][0, c].copy()
        self.log_price = np.zeros_like(self.constant)
        self.installed = tables["installed"][0, c].copy()
        self.worths: dict[int, Floats] = {}
        self.operators: list[Operator] = []

    def lasting_target(self, facts: Any, state: Any) -> float:
        """Return what of G1 stays as it is, year in, year out."""
        p = self.model.p
        suspicion = min(1.0, p.rivalry_suspicion * float(state["suspicion_seen"]))
        return (
            p.intercept
            + float(state["fixed_effect"])
            + p.b_campaign * float(state["campaign"])
            + p.b_base * float(facts["base_index"])
            + p.b_rivalry * float(facts["rivalry"]) * suspicion
            + p.b_values * float(facts["values_distance"])
            + (p.b_hawk if state["hawkish"] else 0.0)
            - p.b_trade * float(facts["trade_exposure"])
        )

    def look_round(self) -> None:
        """See how many of its peers allow no new kit (G1)."""
        p, model = self.model.p, self.model
        own = self.level >= NO_NEW_KIT
        near = sum(g.level >= NO_NEW_KIT for g in self.neighbours) / len(self.neighbours)
        members, adopters = model.regions[self.region]
        in_region = (adopters - own) / max(members - 1, 1)
        in_bloc = in_region
        if self.in_bloc:
            members, adopters = model.bloc
            in_bloc = (adopters - own) / max(members - 1, 1)
        self.peers = (
            p.peers_alliance * in_bloc + p.peers_region * in_region + p.peers_neighbours * near
        )

    def act(self) -> None:
        """Resolve moves, and in a window the law may follow (G1-G3)."""
        self.level_before, self.resolve_seen = self.level, self.resolve
        self.worths.clear()
        self.coverage_wanted = self.want_coverage()
        if self.decides:
            self.decide()
        self.obey()

    @property
    def target(self) -> float:
        """The resolve it moves towards (G1)."""
        p, model = self.model.p, self.model
        together = p.b_ally * self.ally + p.b_five_eyes * self.five_eyes
        reliable = p.reliability_floor + (1.0 - p.reliability_floor) * self.ally
        sunk = p.sunk_floor + (1.0 - p.sunk_floor) * self.coverage
        return (
            self.lasting
            + (together if model.campaigning else 0.0)
            + p.b_peer * self.peers
            + p.b_reliability * model.control * reliable
            - p.b_sunk * self.chinese_ran_share * sunk
        )

    def decide(self) -> None:
        """Move resolve; where a window opens, move the law (G2, G3)."""
        p, model = self.model.p, self.model
        noise = model.draws.noise[model.quarter][self.index]
        self.resolve += p.speed * (self.target - self.resolve) + p.noise_sd * noise
        rate = p.window * (p.toolbox_factor if model.toolbox and self.eu else 1.0)
        opens, relaxes, _, _ = model.draws.window[model.quarter][self.index]
        if model.quarter == 0 or opens >= rate:
            return
        wanted = sum(self.resolve > threshold for threshold in model.thresholds)
        if wanted > self.level:
            self.level = wanted
            if wanted == REMOVAL:
                self.set_deadline()
        elif wanted <= self.level - 2 and relaxes < p.step_down:
            self.level -= 1
            self.deadline = -1

    def set_deadline(self) -> None:
        """Give operators some years to remove Chinese kit (G3)."""
        p, model = self.model.p, self.model
        draw = model.draws.deadline[model.quarter][self.index][0]
        years = p.deadline_low + (p.deadline_high - p.deadline_low) * draw
        self.deadline = model.quarter + round(4.0 * years)

    def obey(self) -> None:
        """Take over what history imposes."""
        level, deadline = self.model.imposed[self.index]
        if self.is_usa:
            level = max(level, self.model.usa_level)
            self.level = max(level, 0)
        self.level = max(self.level, level)
        if level == REMOVAL and deadline >= 0:
            self.deadline = min(self.deadline if self.deadline >= 0 else deadline, deadline)
        elif level == REMOVAL and self.deadline < 0:
            self.set_deadline()

    def set_prices(self) -> None:
        """Vendors charge more where their share is large (V1, V2)."""
        p = self.model.p
        radio = self.installed[LEGACY_RAN] + self.installed[RAN_5G]
        for market, stock in enumerate((radio, self.installed[CORE], self.installed[TRANSPORT])):
            share = np.minimum(stock / stock.sum(), p.local_share_cap)
            self.log_price[market] = np.log(1.0 + 1.0 / (p.price_sensitivity * (1.0 - share)))

    def worth(self, k: int) -> Floats:
        """Return vendors' utility to its operators but for their own lock-in (O3)."""
        if k not in self.worths:
            self.worths[k] = self.find_worth(k)
        return self.worths[k]

    def find_worth(self, k: int) -> Floats:
        """Work out :meth:`worth`, once a quarter where it is needed (O3)."""
        p, model = self.model.p, self.model
        market, stock = MARKET_OF_CLASS[k], ties(self.installed, k)
        worth: Floats = (
            self.constant[market]
            + model.merits
            - p.price_sensitivity * self.log_price[market]
            - p.lock_in * stock / stock.sum()
        )
        if self.in_china:
            tilt = p.home_tilt * min(1.0, model.quarter / p.home_tilt_quarters)
            worth[model.chinese] += tilt
        else:
            worth[model.chinese] -= self.penalty(k)
        if self.level >= BARRED_FROM[k]:
            worth[model.chinese] = -np.inf
        return worth

    def penalty(self, k: int) -> float:
        """Return what Chinese kit loses by laws in force and expected (O3)."""
        p = self.model.p
        guideline = 0.0
        if self.level >= GUIDELINE:
            guideline = p.guideline_penalty * (p.guideline_transport if k == TRANSPORT else 1.0)
        dreaded = DREADED_FROM[k]
        if self.decides:
            threshold = self.model.thresholds[dreaded - 1]
            lead = self.resolve_seen - threshold + p.anticipation_lead
            expected = logistic(p.anticipation_slope * lead)
        else:
            expected = 1.0 if self.is_usa and self.level >= dreaded else 0.0
        return guideline + p.anticipation * expected

    def must_tender(self, k: int) -> bool:
        """Return whether launch or a tighter law calls for a tender (O3)."""
        if k == RAN_5G and self.model.quarter == self.launch:
            return True
        if self.level < BARRED_FROM[k] or self.level_before >= BARRED_FROM[k]:
            return False
        feasible = self.constant[MARKET_OF_CLASS[k]][self.model.chinese] > -np.inf
        return bool(feasible.any())

    def want_coverage(self) -> float:
        """Return the 5G coverage that operators want (O2)."""
        p, since = self.model.p, self.model.quarter - self.launch
        if since < 0:
            return 0.0
        by_income = (p.rollout_low, p.rollout_lower, p.rollout_upper, p.rollout_high)
        speed = p.rollout_china if self.in_china else by_income[self.income]
        start = logistic(-p.rollout_midpoint)
        return (logistic(speed * since - p.rollout_midpoint) - start) / (1.0 - start)

    def removal_rate(self, k: int) -> float:
        """Return the part of Chinese kit that the law makes leave this quarter (O6)."""
        rate = 1.0 / self.model.p.core_exit if k == CORE else 0.0
        if self.level == REMOVAL:
            rate = max(rate, 1.0 / max(1, self.deadline - self.model.quarter))
        return rate

    def take_stock(self) -> None:
        """Add operators' kit and coverage up (O2)."""
        self.installed = sum(operator.young + operator.old for operator in self.operators)
        self.coverage = sum(operator.share * operator.coverage for operator in self.operators)
