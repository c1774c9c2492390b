"""The plan: which runs there are, what identifies them, and how blocks cover them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.errors import ConfigError
from sim.levers import Range
from sim.sweeps.plan import Plan, Segment, make_plan
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_small


def plan_of(block: int = 4, **changes: object) -> Plan:
    settings = {"scenarios": ("press",), "draws": 6} | changes
    request = Request(**settings)  # type: ignore[arg-type]
    return make_plan(request, open_small(request), block)


def test_a_run_is_a_case_times_a_sample() -> None:
    plan = plan_of()
    assert plan.runs == 2 * 6
    assert len(set(plan.run_ids)) == 12


def test_blocks_cover_every_run_once_and_may_straddle_two_cases() -> None:
    plan = plan_of(block=4)
    assert plan.blocks == 3
    assert list(plan.segments(0)) == [Segment(0, 0, 4)]
    assert list(plan.segments(1)) == [Segment(0, 4, 6), Segment(1, 0, 2)]
    assert list(plan.segments(2)) == [Segment(1, 2, 6)]


@pytest.mark.parametrize("block", [1, 5, 7, 64])
def test_segments_add_up_to_all_runs(block: int) -> None:
    plan = plan_of(block=block)
    runs = [
        segment.case * 6 + sample
        for b in range(plan.blocks)
        for segment in plan.segments(b)
        for sample in range(segment.first, segment.stop)
    ]
    assert runs == list(range(12))


def test_identity_does_not_depend_on_how_the_work_is_done() -> None:
    plan = plan_of(block=4)
    same = plan_of(block=7, workers=2, resume=False, provenance={"seed": "word"})
    assert (same.run_ids, same.identity) == (plan.run_ids, plan.identity)


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 2},
        {"parameters": "fixed"},
        {"overrides": {"government.b_ally": 0.2}},
        {"levers": {"campaign.strength": 3}},
    ],
)
def test_whatever_changes_a_history_changes_its_identity(change: dict[str, object]) -> None:
    before, after = plan_of(), plan_of(**change)
    assert before.run_ids[-1] != after.run_ids[-1]
    assert before.identity != after.identity


def test_a_lever_leaves_the_runs_of_the_baseline_as_they_are() -> None:
    before, after = plan_of(), plan_of(levers={"campaign.strength": 3})
    assert before.run_ids[:6] == after.run_ids[:6]


def test_other_outcomes_are_another_request_of_the_same_runs() -> None:
    before, after = plan_of(), plan_of(outcomes=("level",))
    assert before.run_ids == after.run_ids
    assert before.identity != after.identity


def test_other_facts_change_every_identity() -> None:
    request = Request(("press",), draws=2)
    model = open_small(request)
    countries = model.world.countries._replace(troops=model.world.countries.troops + 1)
    moved = dataclasses.replace(model, world=model.world._replace(countries=countries))
    assert not set(make_plan(request, model).run_ids) & set(make_plan(request, moved).run_ids)


def test_both_sides_of_a_comparison_see_the_same_parameters() -> None:
    plan = plan_of(draws=3, replicates=2)
    calm, press = plan.parameters
    assert np.array_equal(calm, press)
    assert np.array_equal(calm[0], calm[1])  # one draw, two replicates
    assert not np.array_equal(calm[0], calm[2])


def test_an_ablation_changes_one_switch_and_what_it_holds() -> None:
    request = Request(("press",), draws=3, ablated=("peers",))
    whole, without = make_plan(request, open_small(request)).parameters
    changed = {name for name in whole.dtype.names if not np.array_equal(whole[name], without[name])}
    assert changed == {"use_peers", "b_peer"}
    assert not without["b_peer"].any()


def test_the_first_samples_of_every_case_are_done_first() -> None:
    plan = plan_of(block=2)
    assert plan.in_turn() == [0, 3, 1, 4, 2, 5]


def test_a_sweep_of_too_many_runs_is_one_line() -> None:
    with pytest.raises(ConfigError) as caught:
        plan_of(draws=64, replicates=1_000_000_000)
    assert str(caught.value) == (
        "draws: 2 policy worlds x 64 draws x 1000000000 replicates are 128,000,000,000 runs; "
        "at most 1,000,000 go into one sweep"
    )


SAMPLED = {"campaign.strength": Range(0, 2)}


def test_where_levers_are_sampled_each_draw_has_doses_of_its_own() -> None:
    plan = plan_of(block=4, draws=3, replicates=2, levers=SAMPLED)
    assert [list(plan.segments(b)) for b in range(plan.blocks)] == [
        [Segment(0, 0, 4)],
        [Segment(0, 4, 6), Segment(1, 0, 2)],
        [Segment(1, 2, 4), Segment(1, 4, 6)],
    ]
    assert plan.doses(Segment(0, 0, 4)) == {}
    for draw, setting in enumerate(plan.design.settings):
        doses = plan.doses(Segment(1, 2 * draw, 2 * draw + 2))
        assert list(doses) == ["campaign"]
        assert doses["campaign"][0] == setting["campaign.strength"]


def test_a_run_is_the_same_however_its_lever_came_to_be_set() -> None:
    sampled = plan_of(draws=3, levers=SAMPLED)
    value = sampled.design.settings[1]["campaign.strength"]
    scanned = plan_of(draws=3, levers={"campaign.strength": (0.5, value)})
    assert sampled.run_ids[:3] == scanned.run_ids[:3]
    assert sampled.run_ids[3 + 1] == scanned.run_ids[6 + 1]
    assert sampled.run_ids[3] != scanned.run_ids[6]


def test_two_designs_that_share_points_share_runs_but_not_their_folder() -> None:
    draws, sobol = plan_of(draws=8), plan_of(draws=8, design="sobol")
    assert draws.run_ids == sobol.run_ids
    assert draws.identity != sobol.identity


def test_every_scenario_sees_the_same_design() -> None:
    plan = plan_of(scenarios=("pay",), draws=4, design="sobol", levers=SAMPLED)
    calm, press, pay = plan.parameters
    assert np.array_equal(calm, press)
    assert np.array_equal(calm, pay)
    pressed, paid = (plan.moved[case] for case in (1, 2))
    for one, two in zip(pressed, paid, strict=True):
        assert two["campaign"][0] == 2 * one["campaign"][0]


def test_a_sampled_lever_must_fit_a_scenario() -> None:
    with pytest.raises(ConfigError, match=r"levers\.campain\.strength: no scenario of this"):
        plan_of(levers={"campain.strength": Range(0, 1)})
