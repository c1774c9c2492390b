"""Deployment where countries, operators and vendors differ."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, OPERATOR, VENDOR
from sim.rules import deployment as rules
from sim.state import GOVERNMENT, SCENE
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
from tests.records import aged, ages, parameters, record, room, stock, table

P = parameters()
MAKERS = table(VENDOR, 3, chinese=[True, False, True])
HUAWEI, NOKIA, ZTE = range(3)


@pytest.mark.rule("O1")
def test_each_vendors_kit_ages_apart() -> None:
    kit = aged([[72.0, 36.0], [0.0, 18.0], [36.0, 0.0]])
    # an 18th of the young becomes old, an 18th of the old retires: 2 + 1 of 162
    assert rules.age(rules.ageing_rate(P), *ages(kit)) == pytest.approx((3.0, 159.0))
    assert kit == pytest.approx(np.array([[68.0, 38.0], [0.0, 17.0], [34.0, 2.0]]))


@pytest.mark.rule("O2")
def test_without_radio_spend_there_is_no_coverage() -> None:
    assert rules.coverage(P, 5.0, 0.0) == 0.0


@pytest.mark.rule("O6", "E4")
def test_chinese_kit_of_every_age_and_vendor_leaves_and_the_young_is_written_off() -> None:
    kit = stock(4, 3)
    kit[CORE] = [[30.0, 10.0], [50.0, 50.0], [4.0, 16.0]]
    kit[LEGACY_RAN] = kit[TRANSPORT] = 7.0
    before, removed, costs = kit.copy(), np.zeros(4), np.zeros(8)
    g = record(GOVERNMENT, level=2, deadline=-1)
    here = record(COUNTRY_QUARTER, swap_paid_by_state=0.25)
    operator = record(OPERATOR, spend_usd_m=[1.0, 1.0, 1.0])
    rules.remove(5, P, MAKERS, operator, g, here, *ages(kit), removed, costs)
    # a 20th of 40 and of 20
    assert removed == pytest.approx([0.0, 0.0, 3.0, 0.0])
    assert kit[CORE] == pytest.approx(np.array([[28.5, 9.5], [50.0, 50.0], [3.8, 15.2]]))
    assert kit[[LEGACY_RAN, RAN_5G, TRANSPORT]] == pytest.approx(
        before[[LEGACY_RAN, RAN_5G, TRANSPORT]]
    )
    assert costs[STRANDED] == pytest.approx((30.0 + 4.0) / 20)
    assert costs[SWAPS] == pytest.approx(0.8 * 3.0)
    assert costs[SWAP_SUPPORT] == pytest.approx(0.25 * 1.8 * 3.0)


@pytest.mark.rule("O6")
def test_core_leaves_in_five_years_even_under_a_later_deadline() -> None:
    g = record(GOVERNMENT, level=4, deadline=40)
    rates = [rules.removal_rate(10, P, g, k) for k in range(4)]
    assert rates == pytest.approx([1 / 30, 1 / 30, 1 / 20, 0.0])


@pytest.mark.rule("O6", "O2")
def test_crews_are_shared_by_both_radio_generations_of_all_chinese_vendors() -> None:
    kit = stock(4, 3)
    kit[LEGACY_RAN] = [[30.0, 20.0], [9.0, 9.0], [10.0, 0.0]]
    kit[RAN_5G] = [[0.0, 10.0], [9.0, 9.0], [5.0, 5.0]]
    removed, costs = np.zeros(4), np.zeros(8)
    g = record(GOVERNMENT, level=4, deadline=12)
    operator = record(OPERATOR, spend_usd_m=[160 / 36, 1.0, 1.0])
    rules.remove(10, P, MAKERS, operator, g, record(COUNTRY_QUARTER), *ages(kit), removed, costs)
    # half of 60 and half of 20 should go; crews manage 160/16 = 10 of these 40
    assert removed[[LEGACY_RAN, RAN_5G]] == pytest.approx([7.5, 2.5])
    assert kit[LEGACY_RAN, ZTE, 0] == pytest.approx(10.0 * (1 - 0.125))


def order_core(standing: float) -> float:
    """Return the core kit ordered at level 2 by an operator whose full stock is 50."""
    kit, demand, work = stock(4, 3), np.zeros(4), room(1, 1, 3)
    work.removed[:] = 9.0
    kit[CORE, [HUAWEI, NOKIA]] = [[10.0, 10.0], [standing, 9.0]]
    g = record(GOVERNMENT, level=2, deadline=-1)
    operator = record(OPERATOR, spend_usd_m=[10.0, 50 / 36, 10.0])
    here, costs = record(COUNTRY_QUARTER), np.zeros(8)
    rate, backlog = rules.ageing_rate(P), np.zeros(4)
    rules.plan(10, rate, P, operator, MAKERS, here, g, *ages(kit), backlog, demand, costs, work)
    return float(demand[CORE])


@pytest.mark.rule("O1", "O5", "O6")
def test_orders_replace_what_retires_and_what_the_law_removes_and_no_more() -> None:
    # 1 of 20 is removed; 9.5 + 9 old stood after that and an 18th of it retires
    gone = 1.0 + 18.5 / 18
    assert order_core(9.0) == pytest.approx(gone)  # 38 of 50 stood, yet it does not catch up
    # 20 + 30.5 + 9 of 50 stood: of what is gone only what is missing below 50 is bought
    assert order_core(22.0) == pytest.approx(50.0 - (51.0 - gone))
    assert order_core(40.0) == 0.0


@pytest.mark.rule("O1", "O2", "O6")
def test_every_operator_follows_its_own_kit_country_and_law() -> None:
    countries = table(COUNTRY, 2, region=[2, CHINA_REGION], income=[3, 2])
    nations = table(GOVERNMENT, 2, launch=[9, 8], level=[4, 0], deadline=[20, -1])[None]
    operators = table(OPERATOR, 2, country=[1, 0])
    operators["spend_usd_m"] = [[18.0, 2.0, 4.0], [9.0, 1.0, 2.0]]
    kit = stock(1, 2, 4, 3)
    kit[0, 0, :, NOKIA] = [[300.0, 300.0], [1.8, 1.8], [36.0, 36.0], [72.0, 36.0]]
    kit[0, 1, :, HUAWEI] = [[150.0, 150.0], [0.0, 0.0], [18.0, 18.0], [36.0, 36.0]]
    backlog = np.zeros((1, 2, 4))
    backlog[0, 1, TRANSPORT] = 5.0
    by_country = np.zeros((12, 2), COUNTRY_QUARTER)
    by_country["swap_paid_by_state"][10] = [0.4, 0.9]
    demand, costs = np.full((1, 2, 4), 7.0), np.full((1, 2, 8), 7.0)
    rules.order(
        10, np.array([P]), countries, operators, MAKERS, by_country, nations, table(SCENE, 1),
        *ages(kit), backlog, demand, costs, room(2, 2, 3),
    )  # fmt: skip

    def wanted(x: float) -> float:
        start = 1 / (1 + math.exp(3.5))
        return (1 / (1 + math.exp(3.5 - x)) - start) / (1 - start)

    # a rich country one quarter, China two quarters after launch
    assert nations["coverage_wanted"][0] == pytest.approx([wanted(0.25), wanted(0.4 * 2)])
    # China: 0.2 of 5G retires, the gap is under 648/16; transport: 2 retire, 36 are missing
    gap = 0.7 * wanted(0.8) * 648 - 3.6
    assert demand[0, 0, [RAN_5G, CORE, TRANSPORT]] == pytest.approx([0.1 + gap, 2.0, 2.0])
    # the other: a tenth of core goes, 1.8 + 1.8, then an 18th of 16.2 old; backlog comes on top
    assert demand[0, 1, CORE] == pytest.approx(3.6 + 16.2 / 18)
    assert demand[0, 1, TRANSPORT] == pytest.approx(5.0)
    # radio: a tenth of 300 is more than crews manage, 324/16 = 20.25, and 5G has to wait
    assert demand[0, 1, RAN_5G] == 0.0
    assert kit[0, 1, LEGACY_RAN].sum() == pytest.approx(279.75 * (1 - 1 / 36))
    assert costs[0, 0, SWAPS] == pytest.approx(0.8 * (20.25 + 3.6))
    assert costs[0, 0, SWAP_SUPPORT] == pytest.approx(0.4 * 1.8 * (20.25 + 3.6))
    assert costs[0, 0, STRANDED] == pytest.approx((20.25 + 3.6) / 2)
    assert costs[0, 1].sum() == 0.0
