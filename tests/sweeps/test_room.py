"""Blocks are as large as there is memory for them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.facts import pack
from sim.outcomes import default_outcomes, registry
from sim.scenario import compile_scenario, load_scenario
from sim.state import allocate, make_room
from sim.sweeps.opening import open_model
from sim.sweeps.plan import BLOCK, make_plan
from sim.sweeps.request import Request
from sim.sweeps.room import (
    ALL_BYTES,
    BLOCK_BYTES,
    block_bytes,
    block_size,
    recorded_bytes,
    state_bytes,
    worker_count,
)
from sim.synthetic.size import WorldSize
from tests.real import built, tables
from tests.synthetic.made import made_up

W, N = built()


def test_the_estimate_is_near_what_the_state_takes() -> None:
    doses = compile_scenario(load_scenario("baseline"), N, tables())
    facts = pack(W, doses)
    state = allocate(facts, 1, np.zeros(1, dtype=np.int64))
    arrays = [*state[1:], *make_room(facts)]
    shares = 3 * 8 * 593 * 3 * 8
    whole = sum(array.nbytes for array in arrays) + shares
    assert state_bytes(W) == pytest.approx(whole, rel=0.1)


def test_outcomes_count() -> None:
    assert recorded_bytes(W, ("level",)) == 88 * 198
    assert recorded_bytes(W, tuple(registry())) > recorded_bytes(W, default_outcomes())


def test_a_block_holds_one_state_and_with_debug_one_a_run() -> None:
    state, recorded = state_bytes(W), recorded_bytes(W, ("level",))
    assert block_bytes(W, ("level",), 16) == state + 16 * recorded
    assert block_bytes(W, ("level",), 16, debug=True) == 16 * (state + recorded)


def test_the_real_world_leaves_room_for_a_whole_block() -> None:
    assert block_size(W, tuple(registry()), BLOCK) == BLOCK


def test_blocks_shrink_in_large_worlds() -> None:
    large = made_up(operators=100_000).world
    outcomes = default_outcomes()
    assert block_size(large, outcomes, BLOCK) == BLOCK
    size = block_size(large, outcomes, BLOCK, debug=True)
    assert 1 < size < BLOCK
    assert block_bytes(large, outcomes, size, debug=True) <= BLOCK_BYTES
    assert block_bytes(large, outcomes, size + 1, debug=True) > BLOCK_BYTES


def test_one_run_is_a_block_however_large() -> None:
    assert block_size(W, (), BLOCK, room=1) == 1


def test_large_blocks_are_done_by_fewer_workers() -> None:
    outcomes = default_outcomes()
    assert worker_count(W, outcomes, BLOCK, 8) == 8
    huge = made_up(operators=1_000_000).world
    workers = worker_count(huge, outcomes, 1, 8)
    assert workers == ALL_BYTES // block_bytes(huge, outcomes, 1) < 8
    assert worker_count(huge, outcomes, 1, 8, room=1) == 1


def test_a_plan_takes_the_size_that_there_is_room_for() -> None:
    request = Request(("baseline",), draws=40, world=WorldSize(operators=100_000))
    plan = make_plan(request, open_model(request))
    assert plan.block == block_size(made_up(operators=100_000).world, request.outcomes, BLOCK)
    assert plan.blocks == -(-40 // plan.block)
    assert plan.told == "Synthetic world: 100,000 made-up operators in the 198 real countries"
