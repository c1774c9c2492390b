"""What a law of each level does to the poor country of the small world."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.runs import BBB, block, law, play

REGION_BBB = 7
CHINESE = slice(0, 3)
NO_OTHER_LAW = {"mechanism.laws": False, "mechanism.capacity": False}
YEARS_AFTER = slice(30, 60)


def new_kit(level: int, deadline: int = -1, **switches: bool) -> np.ndarray:
    """Return sales in the country by quarter, class and vendor, mean over runs."""
    p = NO_OTHER_LAW | {f"mechanism.{name}": on for name, on in switches.items()}
    result = play(law(BBB, level, 10, deadline), ["sales_usd_m"], 32, p)["sales_usd_m"]
    return np.asarray(result[:, :, REGION_BBB].astype(float).mean(axis=0))


def chinese_part(bought: np.ndarray, k: int) -> float:
    return float(bought[YEARS_AFTER, k, CHINESE].sum() / bought[YEARS_AFTER, k].sum())


@pytest.fixture(scope="module")
def by_level() -> list[np.ndarray]:
    return [new_kit(level, 40 if level == 4 else -1) for level in range(5)]


@pytest.mark.rule("O3")
def test_a_guideline_deters_and_with_its_switch_off_does_nothing(
    by_level: list[np.ndarray],
) -> None:
    for k in (LEGACY_RAN, CORE, TRANSPORT):
        assert chinese_part(by_level[1], k) < chinese_part(by_level[0], k)
    off = [new_kit(level, guideline=False) for level in (0, 1)]
    assert np.array_equal(*off)


@pytest.mark.rule("O3", "O4")
def test_a_cap_ends_new_core_and_holds_5g(by_level: list[np.ndarray]) -> None:
    assert by_level[2][10:, CORE, CHINESE].sum() == 0.0
    assert 0.0 < chinese_part(by_level[2], RAN_5G) <= 0.35
    assert chinese_part(by_level[0], RAN_5G) > 0.35


@pytest.mark.rule("O3")
def test_no_new_kit_ends_5g_and_core_and_leaves_the_rest(by_level: list[np.ndarray]) -> None:
    assert by_level[3][10:, [RAN_5G, CORE], CHINESE].sum() == 0.0
    assert by_level[3][10:, LEGACY_RAN, CHINESE].sum() > 0.0
    assert by_level[3][10:, TRANSPORT, CHINESE].sum() > 0.0


@pytest.mark.rule("O3", "O6")
def test_removal_ends_all_new_kit_and_empties_radio_and_core_by_the_deadline(
    by_level: list[np.ndarray],
) -> None:
    assert by_level[4][10:, :, CHINESE].sum() == 0.0
    scenario = law(BBB, 4, 10, 40)
    at_deadline = block(scenario, 40, NO_OTHER_LAW, replicates=4)
    stock = at_deadline.state.installed[:, BBB, :, CHINESE].sum(axis=(0, 2))
    assert stock[[LEGACY_RAN, RAN_5G, CORE]] == pytest.approx([0.0] * 3, abs=1e-9)
    assert stock[TRANSPORT] > 0.0  # neither bought anew nor removed


@pytest.mark.rule("O2", "O6")
def test_crews_slow_a_hurried_removal_and_what_is_left_is_overdue() -> None:
    b = block(law(BBB, 4, 10, 11), 10, NO_OTHER_LAW)
    owners = b.facts.operators["country"] == BBB
    crews = float(b.facts.operators["spend_usd_m"][owners, 0].sum()) * 36 / 16
    before = b.state.installed[0, BBB, LEGACY_RAN, CHINESE].sum()
    old = b.state.old[0, owners][:, LEGACY_RAN, CHINESE]
    b.step()
    after = b.state.installed[0, BBB, LEGACY_RAN, CHINESE].sum()
    retired_at_most = old.sum() * 2 / 36
    assert crews * 0.5 - 1e-9 <= before - after <= crews + retired_at_most
    assert b.state.overdue[0, BBB] == 0.0
    b.step()
    assert b.state.overdue[0, BBB] == pytest.approx(b.state.installed[0, BBB, :3, CHINESE].sum())


def coverage(level: int, **switches: bool) -> Any:
    p = NO_OTHER_LAW | {f"mechanism.{name}": on for name, on in switches.items()}
    rich = {"operator.rollout_low": 0.14}
    result = play(law(BBB, level, 24, 30), ["coverage"], 8, p | rich)["coverage"]
    return result[:, :, BBB]


@pytest.mark.rule("O2", "O6")
def test_removal_delays_5g() -> None:
    allowed, removing = coverage(3), coverage(4)
    assert np.array_equal(allowed[:, :24], removing[:, :24])
    during = slice(28, 44)
    assert (removing[:, during].sum(axis=1) <= allowed[:, during].sum(axis=1) + 1e-6).all()
    assert removing[:, during].mean() < allowed[:, during].mean() - 0.002
    late = coverage(4, removal=False)
    assert late[:, during].mean() == pytest.approx(allowed[:, during].mean(), abs=1e-3)
