"""The model: one step is a quarter."""

from __future__ import annotations

import mesa
import numpy as np

from benchmarks.agents.common import Parameters
from benchmarks.agents.government import Government
from benchmarks.agents.operator import Operator
from benchmarks.agents.start import Start
from benchmarks.agents.vendor import Vendor
from sim.terms import NO_NEW_KIT


class Faultlines(mesa.Model):  # type: ignore[misc]
    """The world: one step is a quarter.

    Parameters
    ----------
    start : Start
        Of the engine's block beside it.
    """

    def __init__(self, start: Start) -> None:
        super().__init__(rng=0)
        tables = start.tables
        self.p, self.draws, self.quarter = Parameters(tables["parameters"][0]), start.draws, 0
        self.scheduled, self.by_country = tables["scheduled"], tables["by_country"]
        self.doses = tables["control"][:, 0].tolist()
        p = self.p
        self.thresholds = (
            p.threshold_guideline,
            p.threshold_cap,
            p.threshold_no_new_kit,
            p.threshold_removal,
        )
        self.chinese = np.flatnonzero(tables["vendor_facts"]["chinese"])
        self.merits = self.sold = np.zeros(len(tables["vendor_facts"]))
        for record, facts in zip(tables["vendors"][0], tables["vendor_facts"], strict=True):
            Vendor(self, record, bool(facts["chinese"]))
        countries = range(len(tables["countries"]))
        self.nations = [Government(self, tables, c) for c in countries]
        for nation, facts in zip(self.nations, tables["countries"], strict=True):
            nation.neighbours = [self.nations[c] for c in facts["gdp_neighbours"]]
        for o in range(len(tables["operators"])):
            Operator(self, tables, o)
        self.governments, self.vendors = (
            self.agents_by_type[Government],
            self.agents_by_type[Vendor],
        )
        self.operators = self.agents_by_type[Operator]
        self.datacollector = mesa.DataCollector(
            model_reporters={"restricting": "restricting", "chinese_share": "chinese_share"},
            agenttype_reporters={Government: {"level": "level"}},
        )

    def step(self) -> None:
        """Play a quarter."""
        self.read_schedule()
        self.count_adopters()
        self.governments.do("look_round")
        self.governments.do("act")
        self.governments.do("set_prices")
        self.merits = np.array([v.quality + v.reputation for v in self.vendors])
        self.operators.shuffle_do("tender")
        self.operators.shuffle_do("order")
        self.sold = np.zeros(len(self.vendors))
        self.operators.do("receive")
        self.governments.do("take_stock")
        self.keep_books()
        self.vendors.do("learn")
        self.datacollector.collect(self)
        self.quarter += 1

    def read_schedule(self) -> None:
        """Note what the scenario has for the quarter."""
        now, here = self.scheduled[self.quarter], self.by_country[self.quarter]
        self.campaigning = bool(now["campaign_active"]) and self.p.campaign_peak > 0.0
        self.campaigning = self.campaigning or self.p.use_alliances_act_alone > 0.0
        self.toolbox, self.usa_level = bool(now["toolbox"]), int(now["usa_level"])
        self.control = self.doses[self.quarter]
        levels, deadlines = here["imposed_level"].tolist(), here["imposed_deadline"].tolist()
        self.imposed = list(zip(levels, deadlines, strict=True))

    def count_adopters(self) -> None:
        """Count governments, and those that allow no new kit, by region and in the bloc (G1)."""
        self.regions: dict[int, tuple[int, int]] = {}
        self.bloc = (0, 0)
        for g in self.nations:
            adopted = g.level >= NO_NEW_KIT
            members, adopters = self.regions.get(g.region, (0, 0))
            self.regions[g.region] = members + 1, adopters + adopted
            if g.in_bloc:
                self.bloc = self.bloc[0] + 1, self.bloc[1] + adopted

    def keep_books(self) -> None:
        """Note vendors' revenue and the means that R&D is measured against (V4)."""
        for vendor, revenue in zip(self.vendors, self.sold.tolist(), strict=True):
            vendor.revenue = revenue
        total = sum(v.revenue for v in self.vendors)
        self.mean_growth = sum(v.revenue * v.growth for v in self.vendors) / total
        self.mean_quality = sum(v.revenue * v.quality for v in self.vendors) / total

    @property
    def restricting(self) -> int:
        """How many governments allow no new Chinese kit."""
        return sum(g.level >= NO_NEW_KIT for g in self.nations)

    @property
    def chinese_share(self) -> float:
        """The Chinese part of all kit."""
        kit = sum(g.installed for g in self.nations)
        return float(kit[:, self.chinese].sum() / kit.sum())
