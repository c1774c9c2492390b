"""Definitions by country, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import country_facts as facts
from sim.terms import quarter_index
from tests.real import built, country, groups, tables

C = built()[0].countries


def test_base_index_by_hand() -> None:
    index = facts.base_index(np.array([0.0, 100.0, 50_000.0, 60_000.0]))
    assert index[0] == 0.0
    assert index[1] == pytest.approx(math.log(2) / math.log(501))
    assert index[2] == pytest.approx(1.0)
    assert index[3] == 1.0


@pytest.mark.parametrize(("iso3", "value"), [("JPN", 1.0), ("DEU", 0.95), ("ITA", 0.77)])
def test_base_index_of_hosts(iso3: str, value: float) -> None:
    assert C.base_index[country(iso3)] == pytest.approx(value, abs=0.005)


def test_no_hosted_troops_in_war_zones() -> None:
    for iso3 in ("AFG", "IRQ", "SYR", "CUB", "USA"):
        assert C.troops[country(iso3)] == 0.0


@pytest.mark.parametrize(
    ("iso3", "value"),
    [("DEU", 1.0), ("JPN", 1.0), ("PAK", 0.5), ("NZL", 0.5), ("SWE", 0.5), ("MEX", 0.0)],
)
def test_ally(iso3: str, value: float) -> None:
    assert C.ally[country(iso3)] == value


def test_trade_exposure_by_hand() -> None:
    exposure = facts.trade_exposure(np.array([0.0, 0.12, 0.5, 9.0]))
    expected = [0.0, math.tanh(1.0), math.tanh(0.5 / 0.12), math.tanh(0.5 / 0.12)]
    assert exposure == pytest.approx(expected)


def test_trade_gaps_take_the_regional_median() -> None:
    ratio = facts.trade_ratio(tables(), groups())
    europe = [country(iso3) for iso3 in ("AND", "LIE", "MCO", "XKX")]
    assert len(set(ratio[europe])) == 1
    assert ratio[country("CHN")] == 0.0


def test_exports_are_half_of_trade_in_a_quarter() -> None:
    years = tables()["country_year"]
    keys = zip(years.text("iso3"), years.number("year"), strict=True)
    row = list(keys).index(("DEU", 2018.0))
    expected = years.number("trade_cn_usd")[row] / 2 / 4 / 1e6
    exports = C.exports_to_china_usd_m[country("DEU")]
    assert exports[quarter_index("2018Q1")] == pytest.approx(expected)
    assert exports[quarter_index("2018Q4")] == exports[quarter_index("2018Q1")]


def test_exports_where_china_reports_none() -> None:
    at = country("LIE")
    ratio = facts.trade_ratio(tables(), groups())[at]
    expected = ratio * C.gdp_usd_m[at, 0] / 2 / 4
    assert C.exports_to_china_usd_m[at, 0] == pytest.approx(expected)
    assert C.exports_to_china_usd_m[country("CHN")].max() == 0.0


def test_gdp_steps_by_year_and_is_held_after_2024() -> None:
    germany = C.gdp_usd_m[country("DEU")]
    assert germany[quarter_index("2018Q3")] == pytest.approx(4.05e6, rel=0.01)
    assert germany[quarter_index("2035Q4")] == germany[quarter_index("2024Q1")]
    assert germany[quarter_index("2015Q1")] != germany[quarter_index("2014Q4")]


def test_gdp_of_north_korea_is_its_income_groups_a_head() -> None:
    at = country("PRK")
    poor = (C.income == 0) & (np.arange(198) != at)
    a_head = np.median(C.gdp_usd_m[poor, 0] / C.population_m[poor, 0])
    assert C.gdp_usd_m[at, 0] == pytest.approx(a_head * 25.451262)


def test_neighbours_in_gdp_by_hand() -> None:
    log_gdp = np.array([0.0, 10.0, 1.0] + [100.0 + 7 * i for i in range(10)])
    near = facts.gdp_neighbours(log_gdp)
    assert near.shape == (13, 10)
    assert near[0, :2].tolist() == [2, 1]
    assert near[1, :2].tolist() == [2, 0]
    assert all(own not in row for own, row in enumerate(near.tolist()))


@pytest.mark.parametrize("count", [11, 12, 25, 198])
def test_neighbours_in_gdp_are_the_nearest_of_all(count: int) -> None:
    log_gdp = np.random.default_rng(count).normal(size=count)
    distance = np.abs(log_gdp[:, None] - log_gdp[None, :])
    np.fill_diagonal(distance, np.inf)
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :10]
    np.testing.assert_array_equal(facts.gdp_neighbours(log_gdp), nearest)


def test_values_distance_runs_from_0_to_1() -> None:
    assert C.values_distance.min() == 0.0
    assert C.values_distance.max() == 1.0
    assert C.values_distance[country("CHN")] == 0.0
    assert C.values_distance[country("GBR")] > 10 * C.values_distance[country("BLR")]


def test_democracies() -> None:
    inside = [bool(C.democracy[country(iso3)]) for iso3 in ("DEU", "JPN", "TWN", "CHN", "SAU")]
    assert inside == [True, True, True, False, False]


def test_rivalry_blank_is_0() -> None:
    assert C.rivalry[country("CHN")] == 0.0
    assert C.rivalry[country("TWN")] == 1.0


def test_launch_known_and_drawn() -> None:
    assert C.launch_quarter[country("KOR")] == quarter_index("2019Q2")
    assert not C.launch_is_drawn[country("KOR")]
    late = country("NER")
    assert C.launch_is_drawn[late]
    assert C.launch_quarter[late] == quarter_index("2025Q3")


def test_no_launch_between_the_data_and_the_rule() -> None:
    assert C.launch_quarter[~C.launch_is_drawn].max() <= quarter_index("2020Q4")
    assert C.launch_quarter[C.launch_is_drawn].min() == quarter_index("2021Q2")


def test_levels_at_the_start() -> None:
    level = dict(zip(built()[1].countries, C.start_level.tolist(), strict=True))
    assert {iso3: value for iso3, value in level.items() if value} == {
        "AUS": 1,
        "TWN": 3,
        "USA": 2,
    }


def test_low_income_weights() -> None:
    weights = [float(C.low_income[country(iso3)]) for iso3 in ("ETH", "IND", "BRA", "DEU")]
    assert weights == [1.0, 0.6, 0.2, 0.0]


def test_steps_hold_the_last_year() -> None:
    steps = facts.by_quarter(np.array([[1.0, 2.0, 3.0]]))[0]
    assert steps[:12].tolist() == [1.0] * 4 + [2.0] * 4 + [3.0] * 4
    assert (steps[12:] == 3.0).all()
