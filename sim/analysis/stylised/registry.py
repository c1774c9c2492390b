"""The stylised facts, each with its figure and its bar.

The bars come from the words of the facts and were set before any figure was seen.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from sim.analysis.stylised.adoption import first_movers, front_loading, still_standing
from sim.analysis.stylised.fact import Fact
from sim.analysis.stylised.kit import generation_gap
from sim.analysis.stylised.spend import (
    foreigners_in_china,
    group_change,
    huawei_change,
    unbound_allies,
)
from sim.analysis.stylised.worst_case import law_cost

_UNMOVED: Final = "Chinese share of new spend in 2020, with US action less without"

FACTS: Final = (
    Fact(
        "front_loaded",
        "Governments act early in the campaign",
        'first adoptions of "no new kit" or above a year, 2018Q2-2021Q1 less 2021Q2-2026Q1, by '
        "governments that decide and start without restriction",
        "governments a year",
        ">",
        0.0,
        front_loading,
    ),
    Fact(
        "five_eyes_and_rivals_first",
        "Five Eyes and China's rivals act first, exposed US-base hosts late",
        'share at "no new kit" or above in 2020Q4: {five_eyes} and {rivals}, less the others of '
        "{hosts} whose radio kit of 2014 is more Chinese than their median; of governments that "
        "decide and start without restriction",
        "points",
        ">",
        0.0,
        first_movers,
    ),
    Fact(
        "less_5g_where_restricted",
        "Where the law restricts, 5G is less Chinese than 4G",
        'Chinese share of 5G less that of 2G-4G radio kit in 2020Q4, mean over countries at "cap" '
        "or above in which 5G stands",
        "points",
        "<=",
        -5.0,
        partial(generation_gap, restricted=True),
    ),
    Fact(
        "equal_elsewhere",
        "Elsewhere 5G is about as Chinese as 4G",
        "Chinese share of 5G less that of 2G-4G radio kit in 2020Q4, mean over the other countries "
        "outside China",
        "points",
        "within",
        5.0,
        partial(generation_gap, restricted=False),
    ),
    Fact(
        "world_share_holds",
        "Huawei's share of the world is flat or up",
        "Huawei's share of new spend, 2020 less 2018",
        "points",
        ">=",
        -0.5,
        partial(huawei_change, scope="world"),
    ),
    Fact(
        "outside_china_falls",
        "Huawei's share outside China falls",
        "Huawei's share of new spend outside China, 2020 less 2018",
        "points",
        "<",
        0.0,
        partial(huawei_change, scope="outside_china"),
    ),
    Fact(
        "foreigners_squeezed_in_china",
        "Foreign vendors are squeezed in China",
        "foreign vendors' share of new radio spend in China, 2020 less 2014; no finding, because "
        "a trend put in by hand (the home tilt) carries most of it",
        "points",
        "<",
        0.0,
        foreigners_in_china,
    ),
    Fact(
        "operators_before_the_law",
        "Operators switch before the law",
        "Chinese share of new spend in 2020, with US action less without, in those of {allies} "
        'that have no law of "cap" or above by 2020Q4 in either world',
        "points",
        "<",
        0.0,
        unbound_allies,
    ),
    Fact(
        "cheap_beside_worst_case",
        "Removal costs far less than the industry's worst case",
        "what the EU's removal law costs Europe in 2026-31 (dearer kit, work of swaps, kit written "
        "off), beside the operators' association's USD {worst_case} bn for a ban on all "
        "Chinese vendors in Europe's 5G (GSMA 2019)",
        "% of worst case",
        "<",
        50.0,
        law_cost,
    ),
    Fact(
        "africa_unmoved",
        "Little changes in {Sub-Saharan Africa}",
        f"{_UNMOVED}, in {{Sub-Saharan Africa}}",
        "points",
        "within",
        5.0,
        partial(group_change, group="Sub-Saharan Africa"),
    ),
    Fact(
        "gulf_unmoved",
        "Little changes in the {gulf}",
        f"{_UNMOVED}, in the {{gulf}}",
        "points",
        "within",
        5.0,
        partial(group_change, group="gulf"),
    ),
    Fact(
        "south_east_asia_unmoved",
        "Little changes in {south_east_asia}",
        f"{_UNMOVED}, in {{south_east_asia}}",
        "points",
        "within",
        5.0,
        partial(group_change, group="south_east_asia"),
    ),
    Fact(
        "slow_removal",
        "Removal is slow",
        "Chinese radio and core kit that still stands after 8 quarters of a removal law, of what "
        "stood before it; all such laws of governments that decide, 2014-2035",
        "% of kit",
        ">",
        50.0,
        still_standing,
    ),
)

OUTCOMES: Final = (
    "sales_usd_m", "installed_usd_m", "country_sales_usd_m", "chinese_ran_core_usd_m",
    "exposure", "chinese_share_4g", "chinese_share_5g", "host_exposure", "level", "suspicion",
    "coverage", "price", "fill", "delivered_share", "stock_us_chips", "stock_foundry",
    "substitution_us_chips", "cost_usd_m", "backlog_usd_m", "lapsed_usd_m", "bloc_index",
    "duty_us", "duty_cn",
)  # fmt: skip
"""What the facts are measured on, and what the figures beside them are drawn from."""
