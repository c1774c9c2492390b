"""One run's tables, and the small sums that its stages share."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.arrays.streams import uniforms
from benchmarks.c import layout
from sim.terms import CHINA_REGION, MARKET_OF_CLASS

Array = NDArray[Any]
Floats = NDArray[np.float64]

MARKET: Final = np.array(MARKET_OF_CLASS)
WRITTEN: Final = (
    *("young", "old", "award", "won_5g", "chinese_odds", "backlog", "demand", "bought", "costs"),
    *("waiting", "lapsed", "overdue", "governments", "vendors"),
)
"""What the operators' stages write."""
READ: Final = ("scene", "constant", "price", "price_2014", "edges", "installed")


class Run:
    """The operators of one run.

    Parameters
    ----------
    tables : mapping
        Of an engine's block (``Block.tables``); they are copied, never written.
    position : int
        Which run of the block.

    Attributes
    ----------
    state : dict
        The run's own tables by the engine's names.
    """

    def __init__(self, tables: layout.Tables, position: int = 0) -> None:
        self.position = position
        self.p = tables["parameters"][position]
        self.seed, self.replicate = int(tables["seed"]), int(tables["replicates"][position])
        self.countries, self.operators = tables["countries"], tables["operators"]
        self.facts, self.home = tables["vendor_facts"], tables["home"]
        self.scheduled, self.by_country = tables["scheduled"], tables["by_country"]
        self.country = self.operators["country"]
        self.chinese = self.facts["chinese"]
        self.in_china = self.countries["region"] == CHINA_REGION
        self.managed = self.operators["state_china"] & (self.p["use_managed_market"] > 0.0)
        self.gap = np.where(self.managed, self.p["managed_gap"], self.p["tender_gap"])
        self.value = self.p["life"] * self.operators["spend_usd_m"][:, MARKET]  # o k
        self.state: dict[str, Any] = {}
        for name in (*WRITTEN, *READ):
            self.see(name, tables[name])

    def see(self, name: str, table: Array) -> None:
        """Copy the run's part of one of the engine's tables."""
        self.state[name] = table[self.position].copy()

    def draw(self, stream: int, quarter: int, ids: Array) -> Floats:
        """Return keyed uniform numbers, four an operator."""
        return uniforms(self.seed, self.replicate, stream, quarter, ids)

    def by_countries(self, values: Floats) -> Floats:
        """Return sums of operators' values (o, ...) by country (c, ...); none is without."""
        return np.add.reduceat(values, self.countries["first_operator"], axis=0)


def share_of(part: Any, whole: Any) -> Floats:
    """Return a part of a whole, 0 where there is no whole."""
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0.0)


def least_part(has: Floats, needs: Floats) -> Floats:
    """Return the part of a need that can be met, 1 where nothing is needed."""
    return np.minimum(1.0, np.divide(has, needs, out=np.ones_like(needs), where=needs > 0.0))


def logistic(x: Any) -> Any:
    """Return the logistic function."""
    return 1.0 / (1.0 + np.exp(-x))
