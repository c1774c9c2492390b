"""Deliveries where vendors have a home, operators differ and several vendors fall short."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.facts import COUNTRY, OPERATOR, SCHEDULED, VENDOR
from sim.rules import deliveries as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import ages, find_operators, parameters, room, stock, table

HUAWEI, ERICSSON, NOKIA = range(3)
CHINA, SWEDEN = range(2)
MAKERS = table(VENDOR, 3, chinese=[True, False, False])
HOME = np.array([[True, False], [False, True], [False, False]])


class Market:
    """Operators A in Sweden, B and C in China; Nokia has its home in neither."""

    def __init__(self, capacity: list[float], fill: list[float]) -> None:
        self.operators = table(OPERATOR, 3, country=[SWEDEN, CHINA, CHINA])
        self.operators["spend_usd_m"] = [[9.0, 8.0, 7.0], [3.0, 2.0, 1.5], [5.0, 1.0, 1.0]]
        self.vendors = table(VENDOR_STATE, 3, capacity=capacity, fill=fill)[None]
        self.vendors["china_share"] = [0.98, 0.45, 0.25]
        self.vendors["delivered_share"] = self.vendors["cost_usd_m"] = 9.0  # of last quarter
        self.governments = table(GOVERNMENT, 2, deadline=-1)[None]
        self.scene = table(SCENE, 1, bloc=0.5, bloc_2014=0.1)
        self.kit = stock(1, 3, 4, 3)
        self.award, self.demand = np.zeros((1, 3, 4, 3)), np.zeros((1, 3, 4))
        self.backlog = np.full((1, 3, 4), 9.0)
        self.backlog[:, :, RAN_5G] = 0.0
        self.price = 1.0 + np.arange(6.0).reshape(1, 2, 3) / 5
        self.bought = np.full((1, 2, 4, 3), 9.0)
        self.waiting, self.lapsed, self.overdue = np.full((3, 1, 2), 9.0)

    def order(self, operator: int, k: int, size: float, award: list[float]) -> None:
        self.demand[0, operator, k] = size
        self.award[0, operator, k] = award

    def deliver(self, p: Any, quarter: int = 3, export_bar: float = 0.0) -> None:
        scheduled = table(SCHEDULED, 5)
        scheduled["export_bar"][quarter] = export_bar
        rules.deliver(
            quarter,
            np.array([p]),
            find_operators(table(COUNTRY, 2), self.operators),
            self.operators,
            MAKERS,
            scheduled,
            HOME,
            self.governments,
            self.vendors,
            self.scene,
            *ages(self.kit),
            self.award,
            self.backlog,
            self.demand,
            self.price,
            self.bought,
            self.waiting,
            self.lapsed,
            self.overdue,
            room(2, 3, 3),
        )


P = parameters()
A, B, C = range(3)


@pytest.mark.rule("O5")
def test_orders_from_home_are_shipped_before_those_from_abroad() -> None:
    market = Market([99.0, 8.0, 99.0], [1.0, 1.0, 1.0])
    market.order(A, TRANSPORT, 6.0, [0.0, 1.0, 0.0])
    market.order(B, CORE, 7.0, [0.0, 1.0, 0.0])
    market.order(C, CORE, 3.0, [0.0, 1.0, 0.0])
    market.deliver(P)
    # 6 of 8 go home; the other 2 meet a fifth of the 10 from abroad
    assert market.kit[0, A, TRANSPORT, ERICSSON].tolist() == [6.0, 0.0]
    assert market.kit[0, [B, C], CORE, ERICSSON, 0] == pytest.approx([1.4, 0.6])
    assert market.bought[0, [SWEDEN, CHINA], [TRANSPORT, CORE], ERICSSON] == pytest.approx([6, 2])
    assert market.backlog[0, [A, B, C], [TRANSPORT, CORE, CORE]] == pytest.approx([0, 5.6, 2.4])
    assert market.vendors["delivered_share"][0, ERICSSON] == pytest.approx(8 / 16)


def busy(p: Any = P) -> Market:
    """Ericsson can make 3 of 11 ordered, Huawei has parts for half; the rest is lent or waits."""
    market = Market([100.0, 3.0, 8.0], [0.5, 1.0, 1.0])
    market.order(A, CORE, 10.0, [0.0, 0.6, 0.4])
    market.order(B, TRANSPORT, 10.0, [0.5, 0.5, 0.0])
    market.order(C, LEGACY_RAN, 4.0, [1.0, 0.0, 0.0])
    market.deliver(p)
    return market


@pytest.mark.rule("O5")
def test_second_sources_fill_half_of_each_gap_as_far_as_they_can() -> None:
    market = busy()
    # Ericsson orders 6 at home and 5 abroad: half of the 6, nothing of the 5.
    # A: 3 + 4 come; of the missing 3 Nokia is asked for 1.5 and has 8 - 4 to spare.
    assert market.kit[0, A, CORE, :, 0] == pytest.approx([0.0, 3.0, 5.5])
    # B: Huawei sends half of its 5, and half of the 2.5 that it is asked for in Ericsson's stead;
    # Ericsson, asked for 1.25 in Huawei's stead, has nothing to spare
    assert market.kit[0, B, TRANSPORT, :, 0] == pytest.approx([2.5 + 1.25, 0.0, 0.0])
    assert market.kit[0, C, LEGACY_RAN, :, 0] == pytest.approx([2.0, 0.0, 0.0])
    assert market.kit.sum() == pytest.approx(14.25)
    assert market.kit[..., 1].sum() == 0.0
    assert market.bought[0, SWEDEN, CORE] == pytest.approx([0.0, 3.0, 5.5])
    assert market.bought[0, CHINA, TRANSPORT] == pytest.approx([3.75, 0.0, 0.0])
    assert market.bought[0, CHINA, LEGACY_RAN] == pytest.approx([2.0, 0.0, 0.0])
    assert market.bought.sum() == pytest.approx(14.25)


@pytest.mark.rule("O5")
def test_what_nobody_sends_waits_up_to_four_quarters_of_the_own_renewal_of_the_class() -> None:
    market = busy()
    # A 10 - 8.5, B 10 - 3.75 against 4 x 1.5, C 4 - 2; what waited before is in the demand
    expected = np.zeros((3, 4))
    expected[[A, B, C], [CORE, TRANSPORT, LEGACY_RAN]] = [1.5, 6.0, 2.0]
    assert market.backlog[0] == pytest.approx(expected)
    assert market.waiting[0] == pytest.approx([8.0, 1.5])
    assert market.lapsed[0] == pytest.approx([0.25, 0.0])


@pytest.mark.rule("O5", "V4")
def test_books_hold_orders_revenue_and_the_part_of_own_orders_delivered() -> None:
    vendors = busy().vendors[0]
    assert vendors["orders_usd_m"] == pytest.approx([9.0, 11.0, 4.0])
    assert vendors["revenue_usd_m"] == pytest.approx([5.75, 3.0, 5.5])
    # what was lent is no part of own orders
    assert vendors["delivered_share"] == pytest.approx([0.5, 3 / 11, 1.0])


@pytest.mark.rule("V2", "W4")
def test_cost_is_kit_over_its_price_of_2014_and_grows_with_lost_scale() -> None:
    vendors = busy().vendors[0]
    scale = math.exp(0.1 * (0.5 - 0.1))
    # prices of 2014 are 1 + (3 country + market)/5
    huawei = 3.75 / 1.4 + 2.0 / 1.0
    assert vendors["cost_usd_m"] == pytest.approx(
        [scale * huawei, scale * 3.0 / 1.8, scale * 5.5 / 1.8]
    )


@pytest.mark.rule("O5")
def test_without_limits_to_capacity_only_parts_hold_deliveries_back() -> None:
    vendors = busy(parameters(mechanism__capacity=False)).vendors[0]
    assert vendors["delivered_share"] == pytest.approx([0.5, 1.0, 1.0])
    # Huawei misses 2.5 at B, and Ericsson lends half of them
    assert vendors["revenue_usd_m"] == pytest.approx([4.5, 11.0 + 1.25, 4.0])


@pytest.mark.rule("O5")
def test_spare_capacity_is_shared_among_all_who_ask() -> None:
    market = Market([100.0, 100.0, 5.0], [0.0, 0.5, 1.0])
    market.order(A, CORE, 10.0, [0.0, 0.8, 0.2])
    market.order(B, CORE, 10.0, [0.9, 0.0, 0.1])
    market.deliver(P)
    # Nokia is asked for half of 4 and half of 9, and has 5 - 3 left: 2/6.5 of each
    assert market.kit[0, A, CORE, NOKIA, 0] == pytest.approx(2.0 + 2.0 * 2 / 6.5)
    assert market.kit[0, B, CORE, NOKIA, 0] == pytest.approx(1.0 + 4.5 * 2 / 6.5)
    assert market.vendors["revenue_usd_m"][0, NOKIA] == pytest.approx(5.0)


@pytest.mark.rule("C2", "O5")
def test_an_export_bar_of_the_quarter_limits_what_rivals_make_and_lend() -> None:
    market = Market([100.0, 10.0, 8.0], [1.0, 1.0, 1.0])
    market.order(A, CORE, 20.0, [0.0, 0.5, 0.5])
    market.deliver(P, export_bar=1.0)
    # 10 x 0.55 and 8 x 0.75 are left to them; nothing is to spare
    assert market.kit[0, A, CORE, :, 0] == pytest.approx([0.0, 5.5, 6.0])
    spare = Market([100.0, 100.0, 8.0], [1.0, 0.5, 1.0])
    spare.order(A, CORE, 20.0, [0.0, 0.8, 0.2])
    spare.order(B, CORE, 90.0, [1.0, 0.0, 0.0])
    spare.deliver(P, export_bar=1.0)
    # Nokia is asked for 4 and has 6 - 4; what Huawei makes is not barred
    assert spare.kit[0, A, CORE, :, 0] == pytest.approx([0.0, 8.0, 4.0 + 2.0])
    assert spare.kit[0, B, CORE, HUAWEI, 0] == pytest.approx(90.0)


@pytest.mark.rule("O5")
def test_who_has_no_orders_or_no_capacity_keeps_whole_books() -> None:
    market = Market([0.0, 0.0, 0.0], [1.0, 1.0, 1.0])
    market.order(A, CORE, 2.0, [0.0, 1.0, 0.0])
    market.deliver(P)
    assert market.vendors["delivered_share"][0].tolist() == [1.0, 0.0, 1.0]
    assert market.vendors["cost_usd_m"][0].tolist() == [0.0, 0.0, 0.0]
    assert market.bought.sum() == 0.0
    assert market.waiting[0].tolist() == [0.0, 2.0]


@pytest.mark.rule("O4", "O5")
@pytest.mark.parametrize(
    ("award", "v", "capped", "other"),
    [
        ([0.2, 0.15, 0.65], 0, False, 2),
        ([0.2, 0.15, 0.65], 2, False, 0),
        ([0.15, 0.2, 0.65], 2, False, 1),
        ([0.2, 0.15, 0.65], 2, True, -1),  # a Chinese vendor would pass the cap
        ([0.2, 0.15, 0.65], 0, True, 2),
        ([0.2, 0.15, 0.1], 0, True, 1),  # for another Chinese one it may step in
        ([1.0, 0.0, 0.0], 0, False, -1),
    ],
)
def test_second_source_is_the_largest_other_supplier_of_the_class(
    award: list[float], v: int, capped: bool, other: int
) -> None:
    makers = table(VENDOR, 3, chinese=[True, True, False])
    assert rules.second_source(makers, np.array(award), v, capped) == other


@pytest.mark.rule("O4", "O5")
def test_under_the_cap_rivals_still_step_in_for_each_other() -> None:
    award = np.array([0.3, 0.4, 0.2])
    assert rules.second_source(MAKERS, award, ERICSSON, True) == NOKIA
    assert rules.second_source(MAKERS, award, ERICSSON, False) == HUAWEI


@pytest.mark.rule("O4", "O5")
def test_the_cap_keeps_chinese_second_sources_out_of_5g_in_its_own_country_alone() -> None:
    market = Market([11.0, 100.0, 100.0], [1.0, 0.0, 1.0])  # Huawei has 3 to spare
    market.governments["level"][0] = [1, 2]
    for operator in (A, B):
        market.order(operator, RAN_5G, 10.0, [0.4, 0.6, 0.0])
    market.deliver(P)
    assert market.bought[0, :, RAN_5G, HUAWEI] == pytest.approx([4.0 + 3.0, 4.0])
    assert market.backlog[0, :, RAN_5G].sum() == 0.0


@pytest.mark.rule("O6")
@pytest.mark.parametrize(("levels", "deadlines"), [([4, 4], [3, 4]), ([4, 3], [3, 3])])
def test_kit_past_its_deadline_is_that_of_operators_of_the_country(
    levels: list[int], deadlines: list[int]
) -> None:
    market = Market([1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    market.kit[0, :, :, HUAWEI] = [2.0, 3.0]
    market.kit[0, C, CORE, HUAWEI] = [7.0, 8.0]
    market.kit[0, :, :, NOKIA] = 9.0
    market.governments["level"], market.governments["deadline"] = [levels], [deadlines]
    market.deliver(P, quarter=3)
    # in China B and C: legacy and 5G radio and core; in Sweden nothing is due
    assert market.overdue[0] == pytest.approx([5 * 5.0 + 15.0, 0.0])
