"""What each country spent on network kit in 2014, and what its operators' kit is worth."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.data.load import Tables
from sim.terms import MARKETS, REGIONS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BILLION_IN_MILLIONS: Final = 1000.0


def initial_value(tables: Tables, name: str) -> float:
    """Return a number of ``initial.csv`` by name."""
    table = tables["initial"]
    return float(table.number("value")[table.text("name").index(name)])


def region_spend_usd_m(tables: Tables) -> Floats:
    """Return the equipment spend of one quarter of 2014, USD million, shape (region,)."""
    table = tables["region_spend"]
    share = dict(zip(table.text("region"), table.number("share"), strict=True))
    world = initial_value(tables, "world_spend_2014_usd_bn") * BILLION_IN_MILLIONS / 4.0
    return world * np.array([share[region] for region in REGIONS])


def market_parts(tables: Tables) -> Floats:
    """Return the parts of spend that go to radio, core and transport, shape (market,)."""
    parts = np.array([initial_value(tables, f"{market}_part") for market in MARKETS])
    return np.asarray(parts / parts.sum())


def spend_usd_m(tables: Tables, region: Ints, start_gdp: Floats) -> Floats:
    """Return equipment spend of one quarter of 2014, USD million, shape (country, market).

    The spend of a region is spread over its countries by a power of their mean GDP.
    """
    weight = start_gdp ** initial_value(tables, "gdp_elasticity")
    total = np.bincount(region, weights=weight, minlength=len(REGIONS))
    country = region_spend_usd_m(tables)[region] * weight / total[region]
    return country[:, None] * market_parts(tables)[None, :]
