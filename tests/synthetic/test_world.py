"""A made-up world has the real one's statistics, within stated tolerances."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import xarray as xr
from numpy.typing import NDArray

import sim
from sim.analysis.headline import HEADLINES
from sim.scenario import compile_scenario, load_scenario
from sim.sweeps.fingerprint import of_facts
from sim.synthetic.world import with_budgets
from sim.world import Countries, World
from tests.real import built, tables
from tests.synthetic.made import made_up

Floats = NDArray[np.float64]
W, N = built()
SEEDS = (1, 2, 3)
FACTS = (
    "ally",
    "five_eyes",
    "alliance_bloc",
    "base_index",
    "host",
    "campaign_target",
    "low_income",
    "rivalry",
    "values_distance",
    "democracy",
    "bri",
    "eu",
    "trade_exposure",
    "decides",
)


def columns(facts: Countries) -> Floats:
    """Return facts and log GDP of all but the powers, shape (fact, country)."""
    others = ~(facts.is_usa | facts.is_china)
    rows = [*(getattr(facts, name).astype(float) for name in FACTS), facts.log_gdp_2014]
    return np.stack(rows)[:, others]


def sold(world: World) -> Floats:
    """Return what vendors sell, shape (country, vendor)."""
    return (world.seed_share * world.countries.spend_usd_m[:, :, None]).sum(axis=1)


def chinese_share(world: World, region: int | None = None) -> float:
    inside = world.countries.region == region if region is not None else slice(None)
    sales = sold(world)[inside].sum(axis=0)
    return float(sales[world.vendors.chinese].sum() / sales.sum())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("countries", "tolerance"), [(198, 0.001), (500, 0.02), (3000, 0.004)])
def test_means_of_facts(countries: int, tolerance: float, seed: int) -> None:
    facts = columns(made_up(countries=countries, seed=seed).world.countries)[:-1]
    np.testing.assert_allclose(
        facts.mean(axis=1), columns(W.countries)[:-1].mean(axis=1), atol=tolerance
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("countries", "tolerance"), [(198, 0.02), (500, 0.05), (3000, 0.02)])
def test_facts_go_together(countries: int, tolerance: float, seed: int) -> None:
    made = np.corrcoef(columns(made_up(countries=countries, seed=seed).world.countries))
    np.testing.assert_allclose(made, np.corrcoef(columns(W.countries)), atol=tolerance)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("countries", [198, 500, 3000])
def test_sizes_of_countries(countries: int, seed: int) -> None:
    at = np.linspace(0.05, 0.95, 10)
    made = np.quantile(columns(made_up(countries=countries, seed=seed).world.countries)[-1], at)
    np.testing.assert_allclose(made, np.quantile(columns(W.countries)[-1], at), atol=0.3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("countries", [198, 500, 3000])
def test_shares_of_vendors(countries: int, seed: int) -> None:
    made = made_up(countries=countries, seed=seed).world
    world = sold(made).sum(axis=0) / sold(made).sum()
    np.testing.assert_allclose(world, sold(W).sum(axis=0) / sold(W).sum(), atol=0.01)
    assert chinese_share(made) == pytest.approx(chinese_share(W), abs=0.01)
    for region in range(8):
        assert chinese_share(made, region) == pytest.approx(chinese_share(W, region), abs=0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_world_of_fifty_is_roughly_like_the_real_one(seed: int) -> None:
    made = made_up(countries=50, seed=seed).world
    assert chinese_share(made) == pytest.approx(chinese_share(W), abs=0.05)
    facts = columns(made.countries)[:-1].mean(axis=1)
    np.testing.assert_allclose(facts, columns(W.countries)[:-1].mean(axis=1), atol=0.1)


def test_operators_alone_leave_countries_as_they_are() -> None:
    made = made_up(operators=2000).world
    for name, fact in made.countries._asdict().items():
        if name not in ("operator_start", "largest_two"):
            np.testing.assert_array_equal(fact, getattr(W.countries, name))
    np.testing.assert_array_equal(made.seed_share, W.seed_share)


def test_no_two_worlds_have_the_same_fingerprint() -> None:
    sizes = ({"operators": 600}, {"operators": 601}, {"countries": 198}, {"vendors": 9})
    worlds = [W, *(made_up(**size).world for size in sizes), made_up(countries=198, seed=2).world]
    assert len({of_facts(world) for world in worlds}) == len(worlds)


def test_budgets_grow_with_the_number_of_countries() -> None:
    doses = compile_scenario(load_scenario("us_action"), N, tables())
    more = with_budgets(doses, 2.5)
    for name in ("campaign", "aid_usd_m", "finance_usd_m"):
        np.testing.assert_allclose(getattr(more, name), 2.5 * getattr(doses, name))
    assert more.control is doses.control


@cache
def outcomes_of_the_real_world() -> xr.Dataset:
    return sim.compare(sim.run("us_action", replicates=12))


@pytest.mark.parametrize("size", [{"operators": 1500}, {"countries": 394}, {"vendors": 12}])
def test_outcomes_are_like_those_of_the_real_world(size: dict[str, int]) -> None:
    real, made = (
        outcomes_of_the_real_world(),
        sim.compare(sim.run("us_action", replicates=12, world=size)),
    )
    names = [headline.name for headline in HEADLINES if headline.unit == "points"]
    for side in ("value", "baseline_value"):
        both = [each[side].sel(measure=names, year=2030).values for each in (real, made)]
        np.testing.assert_allclose(both[1], both[0], atol=2.5)
