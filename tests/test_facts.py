from __future__ import annotations

import numpy as np

from sim.facts import COUNTRY, COUNTRY_QUARTER, OPERATOR, SCHEDULED, VENDOR, pack
from sim.instruments import Instruments
from sim.world import Countries, Operators, Vendors
from tests.worlds import quiet, small_world


def test_records_hold_the_world_row_by_row() -> None:
    world = small_world(operators=3)
    facts = pack(world, quiet(world))
    host = facts.countries[0]
    assert host["id"] == 1
    assert (host["ally"], host["base_index"], host["host"]) == (1.0, 1.0, True)
    assert (host["first_operator"], host["last_operator"]) == (0, 3)
    assert facts.countries[1]["first_operator"] == 3
    assert facts.operators[4]["country"] == 1
    assert facts.operators["id"][4] == 1005
    assert facts.vendors["chinese"].tolist() == [True] * 3 + [False] * 5
    assert facts.home[3, 5]


def test_records_hold_the_scenario_quarter_by_quarter() -> None:
    world = small_world()
    scenario = quiet(world)
    scenario.campaign[30] = 0.4
    scenario.duty_us[31] = np.nan
    scenario.imposed_level[32, 5] = 3
    scenario.incident[33, 1] = 1.0
    world.countries.gdp_usd_m[2, 34] = 7.0
    facts = pack(world, scenario)
    assert facts.scheduled["campaign"][[29, 30]].tolist() == [0.0, 0.4]
    assert np.isnan(facts.scheduled["duty_us"][31])
    assert facts.by_country["imposed_level"][32].tolist() == [-1] * 5 + [3, -1]
    assert facts.by_country["incident"][33, 1] == 1.0
    assert facts.by_country["gdp_usd_m"][34, 2] == 7.0


def test_every_field_of_a_record_is_filled_from_something() -> None:
    renamed = {"id", "first_operator", "last_operator"}
    assert set(COUNTRY.names or ()) - set(Countries._fields) == renamed
    assert set(OPERATOR.names or ()) - set(Operators._fields) == {"id"}
    assert set(VENDOR.names or ()) <= set(Vendors._fields)
    assert set(SCHEDULED.names or ()) <= set(Instruments._fields)
    known = {*Instruments._fields, *Countries._fields}
    assert set(COUNTRY_QUARTER.names or ()) <= known
