from __future__ import annotations

import numpy as np

from sim.compiled import jit
from sim.engine import Block
from sim.facts import Facts
from sim.params import fixed
from sim.schedule import SCHEDULE, Stage
from sim.state import State
from tests.worlds import quiet, small_world


def test_stages_come_in_the_order_of_the_model() -> None:
    assert [stage.name for stage in SCHEDULE] == [
        "shocks",
        "powers",
        "suspicion",
        "governments",
        "components",
        "prices",
        "tenders",
        "orders",
        "deliveries",
        "outcomes",
        "vendors",
        "blocs",
    ]


def test_every_stage_has_a_sentence_of_its_own() -> None:
    sentences = {stage.sentence for stage in SCHEDULE}
    assert len(sentences) == len(SCHEDULE)
    assert all(s[0].isupper() and s.endswith(".") for s in sentences)


def test_stages_name_only_tables_that_exist() -> None:
    known = {*Facts._fields, *State._fields, "vendor_facts", "parameters", "quarter", "room"}
    for stage in SCHEDULE:
        assert set(stage.arguments) <= known, stage.name


@jit
def _mourn(quarter: int, scene: np.ndarray) -> None:
    for run in range(scene.size):
        scene[run].reassurance = 0.5 + 0.001 * quarter


def test_a_user_can_add_a_stage() -> None:
    world = small_world()
    stages = (*SCHEDULE, Stage("mourning", "Reassurance is set by hand.", _mourn))
    block = Block(world, quiet(world), fixed(), [0], seed=1, stages=stages)
    block.step()
    block.step()
    assert block.quarter == 2
    assert block.state.scene["reassurance"].tolist() == [0.501]
