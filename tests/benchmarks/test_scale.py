from __future__ import annotations

import numpy as np
import pytest

from benchmarks import scale
from benchmarks.cases import Case, block, real
from benchmarks.scale import Point, exponent, large_world


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_power_of_growth_is_found(power: float) -> None:
    found = [Point(n, 0.003 * n**power, 0.0) for n in scale.SIZES]
    assert exponent(found) == pytest.approx(power)


def test_a_larger_world_is_the_same_world_with_more_operators() -> None:
    world = real().world
    large = large_world(world, 1_200)
    assert len(large.operators.share) == 2 * len(world.operators.share)
    assert np.bincount(large.operators.country, large.operators.share) == pytest.approx(1.0)
    assert len(np.unique(large.operators.stream_id)) == len(large.operators.share)
    assert large.operators.spend_usd_m.sum() == pytest.approx(world.operators.spend_usd_m.sum())
    assert large.operators.top50.sum() == 50
    start = large.countries.operator_start
    assert (large.operators.country[start[:-1]] == np.arange(len(start) - 1)).all()


def test_a_larger_world_can_be_played() -> None:
    case = real()
    made = block(Case(large_world(case.world, 1_200), case.instruments), 1)
    made.step()
    assert made.state.award[0, :, 0].sum(axis=1) == pytest.approx(1.0)
