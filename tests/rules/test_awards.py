from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.facts import COUNTRY, VENDOR
from sim.rules import awards, choice
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import parameters, record, room, table

P = parameters()
EUROPE = 2
ALLY = record(COUNTRY, decides=True, region=EUROPE, ally=1.0)
MAKERS = table(VENDOR, 3, chinese=[True, False, False])


@pytest.mark.rule("O4")
def test_where_nobody_may_sell_nothing_is_awarded() -> None:
    chance, award = np.ones(3), np.ones(3)
    worth = np.full(3, -math.inf)
    choice.own_utilities(P, worth, 0.0, np.zeros(3), chance)
    total = choice.weights(chance)
    assert total == 0.0
    awards.draw_award(P, chance, total, CORE, 0.5, 0.5, award)
    assert award.sum() == 0.0


@pytest.mark.rule("O4")
@pytest.mark.parametrize(
    ("k", "u2", "award"),
    [
        (LEGACY_RAN, 0.9, [0.7, 0, 0.3]),
        (RAN_5G, 0.1, [1.0, 0, 0]),  # the same twice is single sourcing
        (TRANSPORT, 0.9, [0.6, 0, 0.4]),
        (CORE, 0.9, [1.0, 0, 0]),
    ],
)
def test_main_and_second_supplier_are_drawn_apart(k: int, u2: float, award: list[float]) -> None:
    got = np.ones(3)
    awards.draw_award(P, np.array([1.0, 0.0, 1.0]), 2.0, k, 0.1, u2, got)
    assert got == pytest.approx(award)


@pytest.mark.rule("O4")
def test_state_operators_move_half_way_and_start_at_the_choice() -> None:
    award = np.array([0.2, 0.8, 0.0])
    awards.managed_award(P, np.array([3.0, 1.0, 0.0]), 4.0, award)
    assert award == pytest.approx([0.475, 0.525, 0.0])
    new = np.zeros(3)
    awards.managed_award(P, np.array([3.0, 1.0, 0.0]), 4.0, new)
    assert new == pytest.approx([0.75, 0.25, 0.0])


@pytest.mark.rule("O4")
def test_a_state_operator_drops_what_the_law_bars_at_once() -> None:
    award = np.array([0.6, 0.3, 0.1])
    awards.managed_award(P, np.array([0.0, 1.0, 3.0]), 4.0, award)
    # what is left, 0.3 and 0.1, counts as 0.75 and 0.25 of the old award
    assert award == pytest.approx([0.0, 0.5 * 0.75 + 0.5 * 0.25, 0.5 * 0.25 + 0.5 * 0.75])


@pytest.mark.rule("O4")
@pytest.mark.parametrize(
    ("own_5g", "award", "after"),
    [
        ([3.0, 7.0, 0.0], [0.7, 0.3, 0.0], [0.35, 0.3, 0.35]),
        ([3.0, 7.0, 0.0], [0.3, 0.7, 0.0], [0.3, 0.7, 0.0]),
        ([0.35 + 1e-13, 0.65, 0.0], [0.35, 0.65, 0.0], [0.35, 0.65, 0.0]),  # at the cap
        ([4.0, 6.0, 0.0], [0.3, 0.7, 0.0], [0.0, 0.7, 0.3]),  # over the cap: nothing more
    ],
)
def test_cap_moves_the_excess_to_the_best_other(
    own_5g: list[float], award: list[float], after: list[float]
) -> None:
    free: Any = parameters(mechanism__lock_in=False)  # who is best is told by worth alone
    worth, own, got = np.array([1.0, 0.2, 0.9]), np.zeros((4, 3)), np.array(award)
    own[RAN_5G] = own_5g
    awards.cap_award(free, MAKERS, worth, own, got, room(1, 1, 3))
    assert got == pytest.approx(after)


@pytest.mark.rule("O4")
def test_all_chinese_vendors_share_the_room_under_the_cap() -> None:
    makers = table(VENDOR, 3, chinese=[True, True, False])
    assert awards.cap_room(P, makers, np.array([2.0, 1.0, 7.0])) == 0.35
    assert awards.cap_room(P, makers, np.array([2.0, 2.0, 6.0])) == 0.0
    assert awards.cap_room(P, makers, np.zeros(3)) == 0.35  # nothing stands yet
