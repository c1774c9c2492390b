"""All measures in one place: functions from a result to a number by scenario and sample.

Yearly values are sums of flows, and stocks and levels at the year's end.
"""

from __future__ import annotations

from sim.analysis.costs import cost_by_bearer, net_by_purse, price_premium
from sim.analysis.governments import (
    allied_restricting,
    exposure_by_host,
    group_exposure,
    host_exposure,
    level_counts,
    restricting,
)
from sim.analysis.groups import group_label, members, people_mean
from sim.analysis.market import (
    china_part,
    chinese_share,
    chinese_share_outside_china,
    hhi,
    huawei_world_share,
    market_size,
    shares_by_scope,
    supply_content_exposure,
    vendor_share,
)
from sim.analysis.rollout import delay_quarters, delay_to, group_coverage
from sim.analysis.years import year_end, year_sum

__all__ = [
    "allied_restricting",
    "china_part",
    "chinese_share",
    "chinese_share_outside_china",
    "cost_by_bearer",
    "delay_quarters",
    "delay_to",
    "exposure_by_host",
    "group_coverage",
    "group_exposure",
    "group_label",
    "hhi",
    "host_exposure",
    "huawei_world_share",
    "level_counts",
    "market_size",
    "members",
    "net_by_purse",
    "people_mean",
    "price_premium",
    "restricting",
    "shares_by_scope",
    "supply_content_exposure",
    "vendor_share",
    "year_end",
    "year_sum",
]
