"""A history in compiled code is the schedule, stage by stage, to the bit."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine import Block, initial_kit, simulate
from sim.facts import pack
from sim.instruments import Instruments
from sim.params import sample
from sim.recorder import Recorder
from sim.results import Results, make_results
from sim.rules.quarter import play, play_eight
from sim.state import allocate, make_room
from sim.terms import CHIPS, FOREIGN_PARTS, QUARTERS
from sim.world import World
from tests.runs import AAA, BBB, DDD, EEE, OUTCOMES, apart, pressing
from tests.worlds import of_vendors, small_world

DIGEST = """
from tests.rules.test_quarter import OUTCOMES, SEED, apart, digest, drawn, simulate, stirred

print(digest(simulate(apart(), stirred(), drawn(4), range(4), SEED, OUTCOMES)))
"""
RUNS = 64
SEED = 7


def stirred(vendors: int = 8) -> Instruments:
    """Return a scenario that stirs every rule: caps that come and go, removal, controls, duties."""
    scenario = pressing()._replace(control=np.zeros((QUARTERS, vendors, 3)))
    scenario.control[20:, 0, CHIPS] = 0.6
    scenario.control[26:, 0, FOREIGN_PARTS] = 1.0
    scenario.aid_usd_m[10:], scenario.finance_usd_m[:] = 20.0, 20.0
    scenario.retaliation[:], scenario.home_vendor_punished[:] = 1.0, True
    scenario.duty_us[18:40], scenario.export_bar[30:] = 0.25, 0.5
    scenario.duty_us[40:] = scenario.duty_cn[40:] = np.nan
    scenario.scare[19], scenario.scare_rate_factor[:] = 1.0, 1.0
    scenario.imposed_level[30:60, BBB] = scenario.imposed_level[24:, DDD] = 2
    scenario.imposed_level[26:, EEE], scenario.imposed_deadline[26:, EEE] = 4, 28
    scenario.swap_paid_by_state[:, EEE], scenario.incident[21, AAA] = 0.5, 1.0
    scenario.usa_level[16:] = 3
    return scenario


def drawn(runs: int) -> np.ndarray:
    return sample(range(runs), 3)


def stage_by_stage(runs: range, world: World | None = None) -> dict[str, Any]:
    """Return the outcomes of a block that is stepped through the schedule."""
    world, rows = world or apart(), drawn(RUNS)[runs.start : runs.stop]
    doses = stirred(len(world.vendors.chinese))
    block = Block(world, doses, rows, list(runs), SEED)
    recorder = Recorder(OUTCOMES, block, QUARTERS)
    for quarter in range(QUARTERS):
        block.step()
        recorder.record(quarter)
    return recorder.results


def digest(outcomes: dict[str, Any]) -> str:
    """Return a hash of all bytes of outcomes."""
    return hashlib.sha256(b"".join(outcomes[name].tobytes() for name in OUTCOMES)).hexdigest()


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the outcomes that are not the same to the bit."""
    return [name for name in one if one[name].tobytes() != other[name].tobytes()]


def played(function: Any, runs: int) -> dict[str, Any]:
    """Return the outcomes that a compiled history takes down."""
    world, replicates = apart(), np.arange(runs)
    facts = pack(world, stirred())
    results: Results = make_results(OUTCOMES, runs, QUARTERS, facts)
    state = allocate(facts, SEED, replicates)
    kit = initial_kit(world, SEED, list(replicates))
    function(drawn(RUNS)[:runs], facts, state, make_room(facts), kit, results, 0)
    return results._asdict()


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """64 runs, as a sweep plays them."""
    return simulate(apart(), stirred(), drawn(RUNS), range(RUNS), SEED, OUTCOMES)


@pytest.fixture(scope="module")
def stepped() -> dict[str, Any]:
    """The same 64 runs, stage by stage in one block."""
    return stage_by_stage(range(RUNS))


def test_the_schedule_stage_by_stage_gives_the_same_bytes(
    whole: dict[str, Any], stepped: dict[str, Any]
) -> None:
    assert set(whole) == set(OUTCOMES)
    assert differing(whole, stepped) == []


def test_the_scenario_stirs_what_it_should(whole: dict[str, Any]) -> None:
    assert set(np.unique(whole["level"])) == {0, 1, 2, 3, 4}
    for name in ("lapsed_usd_m", "backlog_usd_m", "lost_sales_usd_m", "overdue_usd_m"):
        assert whole[name].max() > 0.0, name
    assert (whole["cost_usd_m"].max(axis=(0, 1, 2)) > 0.0).all()


@pytest.mark.parametrize("size", [1, 7, 13])
def test_how_runs_are_split_into_blocks_changes_nothing(size: int, whole: dict[str, Any]) -> None:
    for first in (0, 5, 64 - size):
        runs = range(first, first + size)
        parts = {name: values[first : first + size] for name, values in whole.items()}
        alone = simulate(
            apart(), stirred(), drawn(RUNS)[first : first + size], runs, SEED, OUTCOMES
        )
        assert differing(parts, alone) == [], runs
        assert differing(parts, stage_by_stage(runs)) == [], runs


def test_a_block_of_256_is_the_same_in_parts() -> None:
    rows = sample(range(256), 3)
    whole = simulate(apart(), stirred(), rows, range(256), SEED, OUTCOMES)
    for runs in (range(64), range(64, 255), range(255, 256)):
        part = simulate(apart(), stirred(), rows[runs.start : runs.stop], runs, SEED, OUTCOMES)
        same = {name: values[runs.start : runs.stop] for name, values in whole.items()}
        assert differing(same, part) == [], runs


def test_code_compiled_afresh_gives_the_same_bytes(tmp_path: Path, whole: dict[str, Any]) -> None:
    anew = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env=os.environ | {"FAULTLINES_CACHE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert any(tmp_path.rglob("*.nbc"))
    assert anew.stdout.strip() == digest({name: values[:4] for name, values in whole.items()})


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_threads_change_nothing(threads: int, whole: dict[str, Any]) -> None:
    def some(runs: range) -> dict[str, Any]:
        rows = drawn(RUNS)[runs.start : runs.stop]
        return simulate(apart(), stirred(), rows, runs, SEED, OUTCOMES)

    blocks = [range(first, min(first + 3, RUNS)) for first in range(0, RUNS, 3)]
    with ThreadPoolExecutor(threads) as pool:
        for runs, found in zip(blocks, pool.map(some, blocks), strict=True):
            part = {name: values[runs.start : runs.stop] for name, values in whole.items()}
            assert differing(part, found) == [], runs


def test_a_world_of_eight_is_the_same_whether_or_not_the_compiler_knows() -> None:
    assert differing(played(play, 4), played(play_eight, 4)) == []


@pytest.mark.parametrize("vendors", [7, 9])
def test_worlds_of_other_numbers_of_vendors_are_played(vendors: int) -> None:
    # with one operator a country, kit of 2014 is not drawn
    alone = apart(small_world(operators=1))
    world, doses = of_vendors(alone, vendors), stirred(vendors)
    result = simulate(world, doses, drawn(RUNS)[:5], range(5), SEED, OUTCOMES)
    assert result["quality"].shape == (5, QUARTERS, vendors)
    assert differing(result, stage_by_stage(range(5), world)) == []
    # the vendor that is left out, or added, sells nothing
    eight = simulate(alone, stirred(), drawn(RUNS)[:5], range(5), SEED, OUTCOMES)
    for name in ("resolve", "level", "exposure", "bloc_index", "cost_usd_m"):
        assert result[name] == pytest.approx(eight[name], rel=1e-5, abs=1e-5), name
