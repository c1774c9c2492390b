"""Vendors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import mesa

if TYPE_CHECKING:
    from benchmarks.agents.model import Faultlines

FEW: Final = 1e-6


class Vendor(mesa.Agent):  # type: ignore[misc]
    """A vendor: its quality, reputation and books."""

    def __init__(self, model: Faultlines, record: Any, chinese: bool) -> None:
        super().__init__(model)
        self.chinese = chinese
        self.quality, self.reputation = float(record["quality"]), float(record["reputation"])
        self.capacity = float(record["capacity"])
        self.revenue_2014 = float(record["revenue_2014_usd_m"])
        self.revenue = float(record["revenue_usd_m"])
        self.recent_orders = [float(order) for order in record["recent_orders_usd_m"]]

    @property
    def growth(self) -> float:
        """Log of R&D over the vendor's own level of 2014 (V4)."""
        if self.revenue_2014 <= 0.0:
            return 0.0
        return math.log(max(self.revenue / self.revenue_2014, FEW))

    def learn(self) -> None:
        """Quality follows R&D, and capacity orders (V4, V6); all that is ordered is delivered."""
        p, model = self.model.p, self.model
        relative = min(max(self.growth - model.mean_growth, -p.rd_clip), p.rd_clip)
        gap = self.quality - model.mean_quality
        self.quality += p.rd_gain * relative - p.catch_up * gap
        self.reputation *= 1.0 - p.reputation_fade
        self.recent_orders = [self.revenue, *self.recent_orders[:3]]
        wanted = p.capacity_headroom * sum(self.recent_orders) / 4.0
        low, high = p.capacity_down * self.capacity, p.capacity_up * self.capacity
        self.capacity = min(max(wanted, low), high)
