"""Made-up operators: pieces of real ones, with their ties."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.errors import ConfigError
from sim.initial import draw
from sim.world import Operators
from tests.real import built, country, operator, vendor
from tests.synthetic.made import made_up

W, N = built()


def relative_sizes(operators: Operators) -> np.ndarray:  # type: ignore[type-arg]
    """Return the share of each operator over an equal share of its country, in order."""
    count = np.bincount(operators.country)
    return np.sort(operators.share * count[operators.country])


@pytest.mark.parametrize("count", [593, 1000, 20_000])
def test_shares_add_up_and_countries_keep_their_parts_of_the_number(count: int) -> None:
    made = made_up(operators=count).world
    assert len(made.operators.share) == count
    share = np.bincount(made.operators.country, weights=made.operators.share)
    np.testing.assert_allclose(share, 1.0, rtol=1e-12)
    number, real = np.diff(made.countries.operator_start), np.diff(W.countries.operator_start)
    assert np.abs(number - count / 593 * real).max() < 1.0
    np.testing.assert_allclose(
        made.operators.spend_usd_m.sum(axis=0), W.operators.spend_usd_m.sum(axis=0)
    )


@pytest.mark.parametrize("size", [{"operators": 20_000}, {"countries": 1000}])
def test_sizes_within_a_country_are_spread_as_in_the_real_world(size: dict[str, int]) -> None:
    made, real = relative_sizes(made_up(**size).world.operators), relative_sizes(W.operators)
    at = np.linspace(0.2, 2.5, 60)
    gap = np.searchsorted(made, at) / made.size - np.searchsorted(real, at) / real.size
    assert np.abs(gap).max() < 0.08
    assert np.std(made) == pytest.approx(np.std(real), rel=0.15)


def test_countries_keep_the_number_of_operators_they_have() -> None:
    made = np.bincount(np.diff(made_up(countries=1000).world.countries.operator_start), minlength=9)
    real = np.bincount(np.diff(W.countries.operator_start), minlength=9)
    np.testing.assert_allclose(made / made.sum(), real / real.sum(), atol=0.01)


def test_state_operators_of_china_hold_what_they_hold() -> None:
    for size in ({"operators": 5000}, {"countries": 300}):
        world, names, _ = made_up(**size)
        china = world.operators.country == names.countries.index("CHN")
        held = world.operators.share[china & world.operators.state_china].sum()
        real = W.operators.share[W.operators.state_china].sum()
        assert held == pytest.approx(real)
        assert not world.operators.state_china[~china].any()


def test_the_largest_are_pieces_of_the_largest() -> None:
    world = made_up(operators=5930).world
    assert world.operators.top50.sum() == 500
    pair = world.countries.largest_two[country("DEU")]
    inside = np.flatnonzero(world.operators.country == country("DEU"))
    order = inside[np.argsort(-world.operators.share[inside])]
    assert pair.tolist() == order[:2].tolist()


def test_ties_are_kept() -> None:
    world, names, _ = made_up(operators=3000)
    shares = draw(world.initial_kit, 1, 0)
    america = world.operators.country == country("USA")
    huawei = shares[:, 0, vendor("huawei")]
    assert (huawei[america] == 0.0).sum() > 10
    assert huawei[america].max() > 0.0
    france = [name for name in names.operators if name.startswith("fra-x")]
    assert len(france) > 15


def test_groups_have_as_many_members_as_real_ones() -> None:
    def members(kit_owners: object) -> list[int]:
        keys = kit_owners.group_key[kit_owners.in_group]  # type: ignore[attr-defined]
        return sorted(np.unique(keys, return_counts=True)[1].tolist())

    real = members(W.initial_kit.owners)
    assert members(made_up(operators=5930).world.initial_kit.owners)[-1] == real[-1]
    assert members(made_up(countries=394).world.initial_kit.owners)[-1] == real[-1]


def test_names_are_plainly_made_up() -> None:
    assert made_up(operators=5000).names.operators[0] == "afg-x1"
    assert made_up(countries=300).names.operators[-1].startswith("x298-x")
    many = made_up(operators=20_000)
    assert len(set(many.names.operators)) == len(set(many.world.operators.stream_id)) == 20_000


def test_a_piece_keeps_its_number_when_there_are_more() -> None:
    few, many = made_up(operators=2000).world, made_up(operators=4000).world
    assert set(few.operators.stream_id.tolist()) <= set(many.operators.stream_id.tolist())


def test_the_real_ones_stay_where_only_vendors_are_made_up() -> None:
    world, names, _ = made_up(vendors=10)
    assert names.operators == N.operators
    np.testing.assert_array_equal(world.operators.stream_id, W.operators.stream_id)
    assert operator("deu-telekom") == names.operators.index("deu-telekom")


def test_too_few_are_refused() -> None:
    message = (
        "world.operators: 300 are too few for 198 countries, whose models have 593; give as many, "
        "or fewer countries (world.countries, 20 at least)"
    )
    with pytest.raises(ConfigError, match=f"^{re.escape(message)}$"):
        made_up(operators=300)
