from __future__ import annotations

import pytest

from benchmarks import scale
from benchmarks.cases import block, made_up
from benchmarks.scale import Point, exponent
from sim.synthetic.size import WorldSize


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_power_of_growth_is_found(power: float) -> None:
    found = [Point(n, 0.003 * n**power, 0.0) for n in scale.SIZES]
    assert exponent(found) == pytest.approx(power)


def test_a_larger_world_can_be_played() -> None:
    case = made_up(WorldSize(operators=1_000))
    assert case.cells == 1_000 * 8 * 4 * 88
    made = block(case, 1)
    made.step()
    assert made.state.award[0, :, 0].sum(axis=1) == pytest.approx(1.0)
