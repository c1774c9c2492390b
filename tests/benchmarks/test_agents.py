"""The Mesa agents decide, award and own what the engine's governments and operators do."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.agents.model import Faultlines
from benchmarks.agents.operator import pick
from benchmarks.agents.start import STAGES, SWITCHES, stages, start
from benchmarks.cases import block, real
from benchmarks.mesa_times import step_through

TOLERANCE = 1e-9


def test_they_equal_the_engine_on_the_same_stages() -> None:
    case = real()
    made = block(case, 1, stages(), SWITCHES)
    model = Faultlines(start(made))
    for _ in range(case.quarters):
        model.step()
        made.step()
        levels = [g.level for g in model.nations]
        assert levels == made.state.governments["level"][0].tolist(), f"quarter {made.quarter}"
    award = np.array([operator.award for operator in model.operators])
    assert np.allclose(award, made.state.award[0], rtol=0.0, atol=TOLERANCE)
    for name in ("young", "old"):
        kit = np.array([getattr(operator, name) for operator in model.operators])
        assert np.allclose(kit, made.tables[name][0], rtol=TOLERANCE, atol=TOLERANCE), name
    quality = [vendor.quality for vendor in model.vendors]
    assert quality == pytest.approx(made.state.vendors["quality"][0], abs=TOLERANCE)
    capacity = [vendor.capacity for vendor in model.vendors]
    assert capacity == pytest.approx(made.state.vendors["capacity"][0], rel=TOLERANCE)


def test_they_keep_a_few_outcomes() -> None:
    made = block(real(), 1, stages(), SWITCHES)
    model = Faultlines(start(made))
    step_through(model, 2)
    kept = model.datacollector.get_model_vars_dataframe()
    assert list(kept.columns) == ["restricting", "chinese_share"]
    assert 0.2 < kept["chinese_share"].iloc[-1] < 0.5


def test_the_same_stages_exist() -> None:
    assert tuple(stage.name for stage in stages()) == STAGES


def test_picking_follows_the_weights() -> None:
    assert [pick([1.0, 0.0, 3.0], u) for u in (0.0, 0.24, 0.26, 0.999)] == [0, 0, 2, 2]
    assert pick([1.0, 0.0], 1.0) == 0
