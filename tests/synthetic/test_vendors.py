"""Made-up vendors: parts of those that stand for several firms."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import ConfigError
from sim.initial import draw
from sim.synthetic import vendors as rules
from sim.world import World
from tests.real import built, country
from tests.synthetic.made import made_up

W, N = built()


def by_region(world: World) -> np.ndarray:  # type: ignore[type-arg]
    """Return what vendors sell, shape (region, market, vendor)."""
    sold = world.seed_share * world.countries.spend_usd_m[:, :, None]
    return np.stack([sold[world.countries.region == region].sum(axis=0) for region in range(8)])


def test_the_real_ones_come_first_and_keep_their_shares() -> None:
    world, names, _ = made_up(vendors=20)
    assert names.vendors[:8] == N.vendors
    assert len(names.vendors) == len(set(names.vendors)) == 20
    named = [v for v, name in enumerate(N.vendors) if not name.startswith("other_")]
    np.testing.assert_array_equal(world.seed_share[:, :, named], W.seed_share[:, :, named])


def test_parts_add_up_to_the_whole_in_every_region() -> None:
    world, names, _ = made_up(vendors=20)
    sold, real = by_region(world), by_region(W)
    for vendor, name in enumerate(N.vendors):
        parts = [i for i, model in enumerate(names.vendor_models) if model == name]
        np.testing.assert_allclose(sold[:, :, parts].sum(axis=2), real[:, :, vendor], rtol=1e-12)


def test_parts_are_like_the_whole() -> None:
    world, names, _ = made_up(vendors=20)
    for i, model in enumerate(names.vendor_models):
        whole = N.vendors.index(model)
        for fact in ("chinese", "china_share", "us_share", "opacity", "ran_home_only"):
            assert getattr(world.vendors, fact)[i] == getattr(W.vendors, fact)[whole]
        np.testing.assert_array_equal(world.vendors.sells[i], W.vendors.sells[whole])
        np.testing.assert_array_equal(world.vendors.home[i], W.vendors.home[whole])


def test_most_are_western_as_most_of_what_others_sell() -> None:
    made = made_up(vendors=33).names
    assert made.vendor_models[8:].count("other_cn") == 3
    assert made.vendors[8] == "x01_cn"
    assert made.vendor_names[8] == "Made-up Chinese vendor 1"
    assert made.vendor_names[-1] == "Made-up Western vendor 25"


def test_kit_of_2014_is_drawn_for_all_of_them() -> None:
    world = made_up(operators=1000, vendors=13).world
    shares = draw(world.initial_kit, 1, 0)
    assert shares.shape == (1000, 3, 13)
    np.testing.assert_allclose(shares.sum(axis=2), 1.0, rtol=1e-12)
    own = shares[world.operators.country == country("GBR")]
    weight = world.operators.share[world.operators.country == country("GBR")]
    np.testing.assert_allclose(
        (own * weight[:, None, None]).sum(axis=0), world.seed_share[country("GBR")], atol=1e-9
    )


def test_the_real_number_changes_nothing() -> None:
    world, names, _ = made_up(vendors=8)
    assert names.vendors == N.vendors
    np.testing.assert_array_equal(world.seed_share, W.seed_share)


def test_fewer_than_the_real_ones_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"^world.vendors: 7 are fewer than the 8 real ones$"):
        made_up(vendors=7)


def test_a_table_in_which_nobody_stands_for_several_is_refused() -> None:
    names = N._replace(vendors=tuple(f"v{i}" for i in range(8)))
    with pytest.raises(ConfigError, match=r"^world.vendors: no vendor of vendors.csv stands for"):
        rules.split(W, names, 9, 1)
