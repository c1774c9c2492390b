from __future__ import annotations

import pytest

from benchmarks import scale
from benchmarks.cases import Case, block, real
from benchmarks.scale import Point, exponent, large_world


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_power_of_growth_is_found(power: float) -> None:
    found = [Point(n, 0.003 * n**power, 0.0) for n in scale.SIZES]
    assert exponent(found) == pytest.approx(power)


def test_a_larger_world_can_be_played() -> None:
    made = block(Case(large_world(1_200), real().instruments), 1)
    assert made.state.award.shape[1] == 1_200
    made.step()
    assert made.state.award[0, :, 0].sum(axis=1) == pytest.approx(1.0)
