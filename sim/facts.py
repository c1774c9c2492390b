"""The world and a scenario, packed into tables of records that compiled rules read.

A rule gets one record an actor (``country.ally``) instead of dozens of arrays: the code reads
like its sentence, and one function compiles for a world of any size.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.instruments import Instruments
from sim.world import World

Records = NDArray[Any]

COUNTRY = np.dtype(
    [("id", np.uint64)]
    + [(name, np.float64) for name in ("low_income", "ally", "five_eyes", "base_index", "troops")]
    + [(name, np.float64) for name in ("trade_exposure", "rivalry", "values_distance", "bri")]
    + [(name, np.int64) for name in ("start_level", "region", "income", "launch_quarter")]
    + [("first_operator", np.int64), ("last_operator", np.int64), ("largest_two", np.int64, (2,))]
    + [("gdp_neighbours", np.int64, (10,)), ("spend_usd_m", np.float64, (3,))]
    + [(name, np.bool_) for name in ("decides", "eu", "alliance_bloc", "host", "campaign_target")]
    + [(name, np.bool_) for name in ("democracy", "launch_is_drawn", "is_usa", "is_china")],
    align=True,
)
"""A country. ``last_operator`` is one past its last operator."""

OPERATOR = np.dtype(
    [
        ("id", np.uint64),
        ("country", np.int64),
        ("share", np.float64),
        ("spend_usd_m", np.float64, (3,)),
        ("state_china", np.bool_),
        ("top50", np.bool_),
    ],
    align=True,
)
"""An operator; ``spend_usd_m`` is what it bought a quarter in 2014, by market (O1)."""

VENDOR = np.dtype(
    [
        ("china_share", np.float64),
        ("us_share", np.float64),
        ("opacity", np.float64),
        ("sells", np.int8, (4,)),
        ("chinese", np.bool_),
    ],
    align=True,
)
"""A vendor; ``china_share`` is where it manufactured in 2018."""

SCHEDULED = np.dtype(
    [
        ("campaign", np.float64),
        ("aid_usd_m", np.float64),
        ("finance_usd_m", np.float64),
        ("retaliation", np.float64),
        ("export_bar", np.float64),
        ("duty_us", np.float64),
        ("duty_cn", np.float64),
        ("scare", np.float64),
        ("scare_rate_factor", np.float64),
        ("usa_level", np.int64),
        ("campaign_active", np.bool_),
        ("home_vendor_punished", np.bool_),
        ("toolbox", np.bool_),
    ],
    align=True,
)
"""What a scenario schedules for one quarter, for the world as a whole."""

COUNTRY_QUARTER = np.dtype(
    [
        ("gdp_usd_m", np.float64),
        ("population_m", np.float64),
        ("exports_to_china_usd_m", np.float64),
        ("incident", np.float64),
        ("swap_paid_by_state", np.float64),
        ("imposed_level", np.int64),
        ("imposed_deadline", np.int64),
    ],
    align=True,
)
"""What is known beforehand of one country in one quarter."""


class Facts(NamedTuple):
    """A world and a scenario as compiled rules read them.

    Attributes
    ----------
    countries : COUNTRY records (country,)
    operators : OPERATOR records (operator,)
    vendors : VENDOR records (vendor,)
    home : bool (vendor, country)
    scheduled : SCHEDULED records (quarter,)
    by_country : COUNTRY_QUARTER records (quarter, country)
    control : float (quarter, vendor), export-control dose
    control_by_parts : float (quarter, vendor, parts), the same by what is withheld
        (sim.terms.DENIED)
    """

    countries: Records
    operators: Records
    vendors: Records
    home: NDArray[np.bool_]
    scheduled: Records
    by_country: Records
    control: NDArray[np.float64]
    control_by_parts: NDArray[np.float64]


def pack(world: World, instruments: Instruments) -> Facts:
    """Pack a world and a compiled scenario."""
    return Facts(
        countries=_countries(world),
        operators=_operators(world),
        vendors=_vendors(world),
        home=np.ascontiguousarray(world.vendors.home),
        scheduled=_fill(np.zeros(len(instruments.campaign), SCHEDULED), instruments),
        by_country=_by_country(world, instruments),
        control=np.ascontiguousarray(instruments.control.max(axis=-1)),
        control_by_parts=np.ascontiguousarray(instruments.control),
    )


def _fill(table: Records, source: NamedTuple) -> Records:
    for name in table.dtype.names or ():
        if hasattr(source, name):
            table[name] = getattr(source, name)
    return table


def _countries(world: World) -> Records:
    facts = world.countries
    table = _fill(np.zeros(len(facts.ally), COUNTRY), facts)
    table["id"] = facts.stream_id
    table["first_operator"] = facts.operator_start[:-1]
    table["last_operator"] = facts.operator_start[1:]
    return table


def _operators(world: World) -> Records:
    table = _fill(np.zeros(len(world.operators.share), OPERATOR), world.operators)
    table["id"] = world.operators.stream_id
    return table


def _vendors(world: World) -> Records:
    return _fill(np.zeros(len(world.vendors.chinese), VENDOR), world.vendors)


def _by_country(world: World, instruments: Instruments) -> Records:
    table = np.zeros(instruments.imposed_level.shape, COUNTRY_QUARTER)
    _fill(table, instruments)
    for name in ("gdp_usd_m", "population_m", "exports_to_china_usd_m"):
        table[name] = getattr(world.countries, name).T
    return table
