"""Paired histories on the real world: the same until a policy differs, whatever the block."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import simulate
from sim.params import sample
from sim.scenario import compile_scenario, list_scenarios, load_scenario
from tests.real import built, tables

OUTCOMES = ("sales_usd_m", "level", "resolve", "exposure", "quality", "cost_usd_m")
SEED = 5


def play(scenario: str, draws: list[int]) -> dict[str, np.ndarray]:
    world, names = built()
    doses = compile_scenario(load_scenario(scenario), names, tables())
    return simulate(world, doses, sample(draws, SEED), draws, SEED, OUTCOMES)


@pytest.fixture(scope="module")
def played() -> dict[str, dict[str, np.ndarray]]:
    return {card.name: play(card.name, [0, 1]) for card in list_scenarios()}


def test_every_scenario_is_its_baseline_until_it_starts(played):
    for card in list_scenarios():
        scenario = load_scenario(card.name)
        if scenario.baseline in (None, card.name):
            continue
        first = scenario.starts
        assert first > 0
        for name in OUTCOMES:
            ours, theirs = played[card.name][name], played[scenario.baseline][name]
            assert ours[:, :first].tobytes() == theirs[:, :first].tobytes(), (card.name, name)


def test_every_scenario_differs_from_its_baseline_in_the_end(played):
    for card in list_scenarios():
        if card.baseline in (None, card.name):
            continue
        ours, theirs = played[card.name], played[card.baseline]
        assert any(ours[name].tobytes() != theirs[name].tobytes() for name in OUTCOMES), card.name


def test_a_run_alone_is_the_run_in_a_block(played):
    together = play("us_action", [4, 1, 9])
    alone = play("us_action", [1])
    for name in OUTCOMES:
        assert together[name][1].tobytes() == alone[name][0].tobytes(), name
        assert played["us_action"][name][1].tobytes() == alone[name][0].tobytes(), name


def test_nothing_is_missing_or_negative(played):
    for name, outcomes in played.items():
        sales = outcomes["sales_usd_m"]
        assert np.isfinite(sales).all(), name
        assert (sales >= 0).all(), name
        assert np.isfinite(outcomes["resolve"]).all(), name
        assert ((outcomes["exposure"] >= 0) & (outcomes["exposure"] <= 1)).all(), name
