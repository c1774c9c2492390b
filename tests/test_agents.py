"""The Mesa face: live views of the engine, the same history to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents import FaultlinesModel, Government, Operator, Supplier, Vendor
from sim.engine import Block
from sim.params import fixed
from sim.scenario import compile_scenario, load_scenario
from tests.real import built, tables


@pytest.fixture(scope="module")
def model() -> FaultlinesModel:
    stepped = FaultlinesModel("us_action", seed=3, replicate=2)
    for _ in range(24):
        stepped.step()
    return stepped


def test_stepping_agents_is_stepping_the_engine(model):
    world, names = built()
    doses = compile_scenario(load_scenario("us_action"), names, tables())
    block = Block(world, doses, fixed(), [2], 3)
    for _ in range(24):
        block.step()
    for name in ("governments", "vendors", "scene", "young", "old", "award", "constant"):
        ours, engine = getattr(model.block.state, name), getattr(block.state, name)
        assert ours.tobytes() == engine.tobytes(), name


def test_every_actor_is_an_agent(model):
    counts = {kind: len(model.agents_by_type[kind]) for kind in (Government, Operator, Vendor)}
    assert counts == {Government: 198, Operator: 593, Vendor: 8}
    assert next(iter(model.agents_by_type[Supplier])).name == "us_chips"
    assert model.quarter == "2019Q4"


def test_agents_read_the_engine_as_it_is(model):
    germany = next(g for g in model.governments if g.name == "DEU")
    row = [g.name for g in model.governments].index("DEU")
    assert germany.resolve == model.block.state.governments["resolve"][0, row]
    operator = next(iter(model.agents_by_type[Operator]))
    for name in ("young", "old", "award", "backlog"):
        assert np.shares_memory(getattr(operator, name), getattr(model.block.state, name))
    assert np.array_equal(operator.kit, operator.young + operator.old)
    assert operator.kit.sum() > 0.0
    with pytest.raises(AttributeError, match="kit"):
        operator.kit = operator.young


def test_setting_an_attribute_changes_the_run():
    changed = FaultlinesModel("baseline", seed=1)
    germany = next(g for g in changed.governments if g.name == "DEU")
    germany.level = 3
    changed.step()
    row = [g.name for g in changed.governments].index("DEU")
    assert changed.block.state.governments["level"][0, row] == 3


def test_an_unknown_attribute_is_an_error(model):
    with pytest.raises(AttributeError, match="Government has no attribute 'mood'"):
        _ = next(iter(model.governments)).mood
