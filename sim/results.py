"""Tables that compiled rules write outcomes into: one an outcome, empty where none is wanted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts
from sim.outcomes import registry
from sim.terms import CLASSES, COMPONENTS, COSTS, REGIONS

Array = NDArray[Any]


class Results(NamedTuple):
    """One table for each outcome of ``outcomes.csv``, shape (run, *dims); no run if not wanted."""

    sales_usd_m: Array
    installed_usd_m: Array
    country_sales_usd_m: Array
    country_installed_usd_m: Array
    new_kit_usd_m: Array
    country_kit_usd_m: Array
    operator_kit_usd_m: Array
    operator_award: Array
    exposure: Array
    chinese_share_installed: Array
    huawei_share_installed: Array
    chinese_share_4g: Array
    chinese_share_5g: Array
    base_traffic_exposure: Array
    host_exposure: Array
    level: Array
    resolve: Array
    suspicion: Array
    campaign: Array
    coverage: Array
    coverage_wanted: Array
    chinese_ran_core_usd_m: Array
    overdue_usd_m: Array
    price: Array
    quality: Array
    fill: Array
    delivered_share: Array
    stock_us_chips: Array
    stock_foundry: Array
    substitution_us_chips: Array
    china_manufacturing: Array
    cost_usd_m: Array
    lost_sales_usd_m: Array
    backlog_usd_m: Array
    lapsed_usd_m: Array
    bloc_index: Array
    duty_us: Array
    duty_cn: Array
    reassurance: Array
    breadth_countries: Array
    breadth_top50: Array


def make_results(wanted: Collection[str], runs: int, quarters: int, facts: Facts) -> Results:
    """Return empty tables for the outcomes wanted."""
    sizes = {
        "quarter": quarters,
        "region": len(REGIONS),
        "class": len(CLASSES),
        "vendor": len(facts.vendors),
        "country": len(facts.countries),
        "operator": len(facts.operators),
        "component": len(COMPONENTS),
        "cost": len(COSTS),
    }
    tables = {
        name: np.zeros(
            (runs if name in wanted else 0, *(sizes[dim] for dim in outcome.dims)), outcome.dtype
        )
        for name, outcome in registry().items()
    }
    return Results(**tables)


def chosen(results: Results, wanted: Collection[str]) -> dict[str, Array]:
    """Return the tables of the outcomes wanted, by name."""
    return {name: getattr(results, name) for name in wanted}
