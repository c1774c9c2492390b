from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, OPERATOR, VENDOR
from sim.rules import deployment as rules
from sim.state import GOVERNMENT
from sim.terms import (
    CHINA_REGION,
    CORE,
    LEGACY_RAN,
    RAN_5G,
    STRANDED,
    SWAP_SUPPORT,
    SWAPS,
    TRANSPORT,
)
from tests.records import aged, ages, parameters, record, room, table

P = parameters()
MAKERS = table(VENDOR, 2, chinese=[True, False])


@pytest.mark.rule("O2")
@pytest.mark.parametrize(
    ("region", "income", "speed"),
    [(2, 3, 0.25), (2, 2, 0.18), (2, 1, 0.14), (2, 0, 0.10), (CHINA_REGION, 2, 0.4)],
)
def test_roll_out_is_faster_in_rich_countries_and_fastest_in_china(
    region: int, income: int, speed: float
) -> None:
    assert rules.roll_out_speed(P, record(COUNTRY, region=region, income=income)) == speed


@pytest.mark.rule("O2")
def test_coverage_wanted_is_a_logistic_curve_from_launch() -> None:
    rich = record(COUNTRY, region=2, income=3)
    start = 1 / (1 + math.exp(3.5))
    assert rules.logistic(-3.5) == pytest.approx(start)
    assert rules.coverage_wanted(P, rich, -1, start) == 0.0
    assert rules.coverage_wanted(P, rich, 0, rules.logistic(-3.5)) == 0.0
    # 14 quarters x 0.25 = 3.5: the logistic is one half
    assert rules.coverage_wanted(P, rich, 14, start) == pytest.approx((0.5 - start) / (1 - start))


@pytest.mark.rule("O2")
def test_coverage_is_stock_over_full_build() -> None:
    assert rules.coverage(P, 14.0, 100.0) == pytest.approx(0.2)
    assert rules.coverage(P, 90.0, 100.0) == 1.0
    assert rules.coverage(parameters(mechanism__rollout_5g=False), 14.0, 100.0) == 0.0


@pytest.mark.rule("O1")
def test_kit_ages_in_two_stages_of_18_quarters() -> None:
    stock = aged([[180.0, 36.0], [18.0, 0.0]])
    assert rules.age(rules.ageing_rate(P), *ages(stock)) == pytest.approx((2.0, 232.0))
    assert stock == pytest.approx(np.array([[170.0, 44.0], [17.0, 1.0]]))


@pytest.mark.rule("O1")
def test_kit_lives_36_quarters_on_average() -> None:
    stock, lived = aged([[1.0, 0.0]]), 0.0
    for quarter in range(1, 2000):
        retired, _ = rules.age(rules.ageing_rate(P), *ages(stock))
        lived += quarter * retired
    assert lived == pytest.approx(36.0)


@pytest.mark.rule("O6")
@pytest.mark.parametrize(
    ("level", "rates"),
    [
        (1, [0, 0, 0, 0]),
        (2, [0, 0, 1 / 20, 0]),
        (3, [0, 0, 1 / 20, 0]),
        (4, [1 / 8, 1 / 8, 1 / 8, 0]),
    ],
)
def test_what_the_law_makes_leave(level: int, rates: list[float]) -> None:
    g = record(GOVERNMENT, level=level, deadline=18)
    assert [rules.removal_rate(10, P, g, k) for k in range(4)] == pytest.approx(rates)


@pytest.mark.rule("O6")
def test_everything_left_goes_at_and_after_the_deadline() -> None:
    g = record(GOVERNMENT, level=4, deadline=18)
    assert [rules.removal_rate(q, P, g, RAN_5G) for q in (17, 18, 30)] == [1.0, 1.0, 1.0]


def stand() -> np.ndarray:
    """Legacy radio 160, 5G 16, core 20, transport 40 of Chinese kit; as much of the other's."""
    return aged(np.tile(np.array([80.0, 8.0, 10.0, 20.0])[:, None, None], (1, 2, 2)))


def plan(
    level: int, deadline: int = -1, state_pays: float = 0.0, p: object = P, **fields: object
) -> tuple[np.ndarray, ...]:
    g = record(GOVERNMENT, level=level, deadline=deadline, **fields)
    operator = record(OPERATOR, spend_usd_m=[320 / 36, 40 / 36, 80 / 36])
    kit, backlog = stand(), np.zeros(4)
    backlog[CORE] = 1.5
    demand, costs, work = np.zeros(4), np.zeros(8), room(1, 1, 2)
    here = record(COUNTRY_QUARTER, swap_paid_by_state=state_pays)
    rate = rules.ageing_rate(p)
    rules.plan(10, rate, p, operator, MAKERS, here, g, *ages(kit), backlog, demand, costs, work)
    return kit, demand, work.removed, costs


@pytest.mark.rule("O1", "O5")
def test_what_retires_is_ordered_again_with_what_waits() -> None:
    _, demand, removed, costs = plan(0)
    # legacy: coverage 32/224 = 1/7, so 320 x 13/14 is wanted; 320 - 320/36 stands: 8.89 retire
    assert removed.sum() == costs.sum() == 0.0
    assert demand[LEGACY_RAN] == pytest.approx(0.0)
    assert demand[RAN_5G] == pytest.approx(32 / 36)
    assert demand[TRANSPORT] == pytest.approx(80 / 36)
    # core: 40/36 retire, but 1.5 wait already and nothing beyond 40 is wanted
    assert demand[CORE] == pytest.approx(1.5)


@pytest.mark.rule("O1")
def test_legacy_radio_is_bought_again_only_up_to_what_5g_leaves() -> None:
    # size 1.6: coverage 32/512 = 1/16, wanted 320 x 31/32 = 310; 320 - 80/9 = 311.1 stands
    large = parameters(operator__size_5g=1.6)
    assert plan(0, p=large)[1][LEGACY_RAN] == pytest.approx(0.0)
    # size 4: coverage 1/40, wanted 320 x 79/80 = 316: 316 - 311.1 is re-bought
    larger = parameters(operator__size_5g=4.0)
    assert plan(0, p=larger)[1][LEGACY_RAN] == pytest.approx(316 - 320 + 320 / 36)


@pytest.mark.rule("O2")
def test_5g_build_is_limited_by_crews_and_the_gap_counts_stock_before_retirement() -> None:
    # gap: 0.7 x 0.2 x 320 - 32 = 12.8, under 320/16 = 20
    assert plan(0, coverage_wanted=0.2)[1][RAN_5G] == pytest.approx(32 / 36 + 12.8)
    # gap 192 is cut to 20
    assert plan(0, coverage_wanted=1.0)[1][RAN_5G] == pytest.approx(32 / 36 + 20.0)


@pytest.mark.rule("O2", "O6")
def test_removal_takes_crews_first_and_delays_5g() -> None:
    kit, demand, removed, _ = plan(4, deadline=26, coverage_wanted=1.0)
    # 1/16 of 160 + 16 is 11 of 20; 9 are left for 5G
    assert removed == pytest.approx([10.0, 1.0, 20 / 16, 0.0])
    left_5g = 16.0 * 15 / 16 + 16.0
    assert demand[RAN_5G] == pytest.approx(left_5g / 36 + 1.0 + 9.0)
    assert kit[RAN_5G, 0].sum() == pytest.approx(15.0 * (1 - 1 / 36))


@pytest.mark.rule("O2", "O6")
def test_crews_slow_removal_and_core_has_its_own() -> None:
    _, demand, removed, _ = plan(4, deadline=12, coverage_wanted=1.0)
    # half of 176 is 88; crews manage 20: a pace of 20/88
    assert removed == pytest.approx([80 * 20 / 88, 8 * 20 / 88, 10.0, 0.0])
    left_5g = 32.0 - 8 * 20 / 88
    assert demand[RAN_5G] == pytest.approx(left_5g / 36 + 8 * 20 / 88)  # nothing is built


@pytest.mark.rule("O6", "E4")
def test_swaps_and_young_kit_lost_are_added_up_with_who_pays() -> None:
    _, _, removed, costs = plan(2, state_pays=0.4)
    assert removed == pytest.approx([0, 0, 1.0, 0])
    assert costs[SWAP_SUPPORT] == pytest.approx(0.4 * 1.8)
    # the new kit itself, 1.0, is among the purchases
    assert costs[SWAPS] == pytest.approx(1.8 - 1.0)
    assert costs[STRANDED] == pytest.approx(0.5)


@pytest.mark.rule("O6")
def test_without_the_mechanism_nothing_is_removed() -> None:
    _, _, removed, costs = plan(4, deadline=12, p=parameters(mechanism__removal=False))
    assert removed.sum() == costs.sum() == 0.0


@pytest.mark.rule("O2", "E4")
def test_the_stage_clears_costs_and_notes_the_coverage_wanted() -> None:
    nations = table(GOVERNMENT, 1, launch=3)[None]
    countries = table(COUNTRY, 1, region=2, income=3)
    costs = np.full((1, 1, 8), 5.0)
    rules.order(
        17,
        np.array([P]),
        countries,
        table(OPERATOR, 1, spend_usd_m=[[320 / 36, 40 / 36, 80 / 36]]),
        MAKERS,
        np.zeros((18, 1), COUNTRY_QUARTER),
        nations,
        np.zeros(1, np.dtype([("news", np.float64)])),
        *ages(stand()[None, None]),
        np.zeros((1, 1, 4)),
        np.zeros((1, 1, 4)),
        costs,
        room(1, 1, 2),
    )
    start = 1 / (1 + math.exp(3.5))
    assert nations["coverage_wanted"][0, 0] == pytest.approx((0.5 - start) / (1 - start))
    assert costs.sum() == 0.0


@pytest.mark.rule("O1")
@pytest.mark.parametrize("life", [28, 48])
def test_2014_is_renewed_at_its_own_spend_whatever_the_life(life: float) -> None:
    p = parameters(operator__life=life)
    value = rules.replacement_value(p, record(OPERATOR, spend_usd_m=[10.0, 1.0, 2.0]), 0)
    assert value == pytest.approx(10.0 * life)
    retired, standing = rules.age(rules.ageing_rate(p), *ages(aged([[value / 2, value / 2]])))
    assert (retired, standing) == pytest.approx((10.0, value - 10.0))
