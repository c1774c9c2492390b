"""Made-up countries: joint facts, real regions, one USA and one China."""

from __future__ import annotations

import numpy as np
import pytest

from sim.synthetic import countries as rules
from sim.world import World
from tests.real import built, country, vendor
from tests.synthetic.made import made_up

W, N = built()
SIZES = (20, 50, 198, 700)


def by_region(world: World) -> np.ndarray:  # type: ignore[type-arg]
    """Return spend, shape (region, market)."""
    spend = world.countries.spend_usd_m
    rows = [np.bincount(world.countries.region, spend[:, m], 8) for m in range(3)]
    return np.stack(rows, axis=1)


@pytest.mark.parametrize("count", SIZES)
def test_there_are_as_many_as_asked_for_with_names_that_are_plainly_made_up(count: int) -> None:
    names = made_up(countries=count).names
    assert len(names.countries) == len(set(names.countries)) == count
    assert names.countries[:3] == ("CHN", "USA", "X001")
    assert names.country_names[:3] == ("China", "United States", "X001")
    assert all(code.startswith("X") for code in names.countries[2:])
    assert list(names.countries) == sorted(names.countries)


@pytest.mark.parametrize("count", SIZES)
def test_the_powers_are_there_once_and_every_region_has_somebody(count: int) -> None:
    facts = made_up(countries=count).world.countries
    assert facts.is_usa.sum() == facts.is_china.sum() == 1
    assert set(facts.region.tolist()) == set(range(8))


@pytest.mark.parametrize("count", SIZES)
def test_every_vendor_has_one_country_as_home_for_each_real_one(count: int) -> None:
    world, names, _ = made_up(countries=count)
    np.testing.assert_array_equal(world.vendors.home.sum(axis=1), W.vendors.home.sum(axis=1))
    (home,) = np.flatnonzero(world.vendors.home[vendor("ericsson")])
    assert names.models[home] == "SWE"


def test_facts_of_a_country_are_those_of_one_real_country() -> None:
    world, names, _ = made_up(countries=700)
    model = np.array([N.countries.index(code) for code in names.models])
    for fact in ("ally", "base_index", "trade_exposure", "region", "income", "decides", "bri"):
        np.testing.assert_array_equal(
            getattr(world.countries, fact), getattr(W.countries, fact)[model]
        )
    ratio = world.countries.gdp_usd_m / world.countries.population_m
    real = (W.countries.gdp_usd_m / W.countries.population_m)[model]
    np.testing.assert_allclose(ratio, real, rtol=1e-12)
    assert names.groups[5] == N.groups[model[5]]


def test_copies_of_a_country_are_of_unlike_size() -> None:
    world, names, _ = made_up(countries=700)
    germany = [i for i, code in enumerate(names.models) if code == "DEU"]
    assert len(germany) in (3, 4)
    size = world.countries.gdp_usd_m[germany, 0] / W.countries.gdp_usd_m[country("DEU"), 0]
    assert len(set(size.tolist())) == len(germany)
    assert np.abs(np.log(size)).max() <= rules.SIZE_SPREAD
    near = world.countries.gdp_neighbours[germany[0]]
    assert len({names.models[other] for other in near}) > 2


@pytest.mark.parametrize("count", SIZES)
def test_regions_and_powers_keep_their_parts_of_spend(count: int) -> None:
    world, _, times = made_up(countries=count)
    assert times == pytest.approx((count - 2) / 196)
    if count >= 198:  # in a smaller world a region may have nobody but its power
        np.testing.assert_allclose(by_region(world), times * by_region(W), rtol=1e-12)
    for code in ("USA", "CHN"):
        index = made_up(countries=count).names.countries.index(code)
        np.testing.assert_allclose(
            world.countries.spend_usd_m[index], times * W.countries.spend_usd_m[country(code)]
        )


def test_a_seed_gives_one_world_and_another_seed_another() -> None:
    one, other = made_up(countries=50), made_up(countries=50, seed=2)
    assert one.names.models != other.names.models
    again = made_up.__wrapped__(countries=50)
    assert again.names == one.names
    np.testing.assert_array_equal(again.world.countries.gdp_usd_m, one.world.countries.gdp_usd_m)
