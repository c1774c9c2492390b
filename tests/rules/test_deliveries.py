from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.facts import COUNTRY, OPERATOR, SCHEDULED, VENDOR
from sim.rules import deliveries as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import ages, find_operators, parameters, record, room, stock, table

P = parameters()
MAKERS = table(VENDOR, 2, chinese=[True, False])
NOT_HOME = np.zeros((2, 2), bool)


class Market:
    """One operator in each of two countries; a Chinese and another vendor share its orders."""

    def __init__(self, capacity: list[float], fill: list[float] | None = None) -> None:
        self.operators = table(OPERATOR, 2, country=[0, 1], spend_usd_m=[[10.0] * 3] * 2)
        self.vendors = table(VENDOR_STATE, 2, capacity=capacity, fill=fill or [1.0, 1.0])[None]
        self.vendors["china_share"] = [0.98, 0.4]
        self.award = np.zeros((1, 2, 4, 2))
        self.award[:] = [0.7, 0.3]
        self.demand = np.zeros((1, 2, 4))
        self.kit = stock(1, 2, 4, 2)
        self.backlog = np.zeros((1, 2, 4))
        self.bought = np.zeros((1, 2, 4, 2))
        self.waiting, self.lapsed, self.overdue = np.zeros((3, 1, 2))
        self.governments = table(GOVERNMENT, 2)[None]
        self.home = NOT_HOME

    def deliver(self, p: Any = P, export_bar: float = 0.0) -> None:
        rules.deliver(
            0,
            np.array([p]),
            find_operators(table(COUNTRY, 2), self.operators),
            self.operators,
            MAKERS,
            table(SCHEDULED, 1, export_bar=export_bar),
            self.home,
            self.governments,
            self.vendors,
            table(SCENE, 1),
            *ages(self.kit),
            self.award,
            self.backlog,
            self.demand,
            np.full((1, 2, 3), 1.25),
            self.bought,
            self.waiting,
            self.lapsed,
            self.overdue,
            room(2, 2, 2),
        )


@pytest.mark.rule("O5")
def test_orders_are_delivered_by_award_as_young_kit() -> None:
    market = Market([1e3, 1e3])
    market.demand[0, :, LEGACY_RAN] = 10.0
    market.deliver()
    assert market.kit[0, 0, LEGACY_RAN] == pytest.approx(np.array([[7.0, 0.0], [3.0, 0.0]]))
    assert market.bought[0, 1, LEGACY_RAN] == pytest.approx([7.0, 3.0])
    assert market.vendors["revenue_usd_m"][0] == pytest.approx([14.0, 6.0])
    assert market.vendors["orders_usd_m"][0] == pytest.approx([14.0, 6.0])
    # kit of 14 sold at 1.25 times its cost
    assert market.vendors["cost_usd_m"][0] == pytest.approx([14.0 / 1.25, 6.0 / 1.25])
    assert market.backlog.sum() == 0.0


@pytest.mark.rule("O5")
def test_half_of_what_is_missing_goes_to_the_second_source_and_the_rest_waits() -> None:
    market = Market([1e3, 1e3], fill=[0.6, 1.0])
    market.demand[0, 0, CORE] = 10.0
    market.deliver()
    # 7 x 0.6 = 4.2 come; of the missing 2.8 the second source sends 1.4
    assert market.bought[0, 0, CORE] == pytest.approx([4.2, 3.0 + 1.4])
    assert market.backlog[0, 0, CORE] == pytest.approx(1.4)
    assert market.waiting[0] == pytest.approx([1.4, 0.0])
    assert market.vendors["delivered_share"][0] == pytest.approx([0.6, 1.0])


@pytest.mark.rule("O5")
def test_second_sources_lend_within_their_spare_capacity_and_not_with_the_switch_off() -> None:
    market = Market([1e3, 3.5], fill=[0.6, 1.0])
    market.demand[0, 0, CORE] = 10.0
    market.deliver()
    assert market.bought[0, 0, CORE, 1] == pytest.approx(3.5)
    assert market.backlog[0, 0, CORE] == pytest.approx(2.3)
    alone = Market([1e3, 1e3], fill=[0.6, 1.0])
    alone.demand[0, 0, CORE] = 10.0
    alone.deliver(parameters(mechanism__second_source=False))
    assert alone.backlog[0, 0, CORE] == pytest.approx(2.8)


@pytest.mark.rule("O5")
def test_a_second_source_lends_no_more_than_its_own_parts_allow() -> None:
    market = Market([1e3, 1e3], fill=[0.6, 0.5])
    market.demand[0, 0, CORE] = 10.0
    market.deliver()
    # of 2.8 missing at the main supplier 1.4 are asked for, and half of them come; of the 1.5
    # missing at the second, 0.75 are asked for from the main supplier, who sends 0.6 of them
    assert market.bought[0, 0, CORE] == pytest.approx([4.2 + 0.45, 1.5 + 0.7])
    assert market.vendors["delivered_share"][0] == pytest.approx([0.6, 0.5])


@pytest.mark.rule("O4", "O5")
def test_under_the_cap_a_chinese_vendor_steps_in_for_nobody() -> None:
    market = Market([1e3, 1e3], fill=[1.0, 0.5])
    market.governments["level"][:] = 2
    market.demand[0, 0, [LEGACY_RAN, RAN_5G]] = 10.0
    market.deliver()
    # of the 3 awarded to the rival 1.5 fail; half of those come from China only outside 5G
    assert market.bought[0, 0, LEGACY_RAN] == pytest.approx([7.75, 1.5])
    assert market.bought[0, 0, RAN_5G] == pytest.approx([7.0, 1.5])


@pytest.mark.rule("O4", "O5")
def test_a_single_source_cannot_be_replaced() -> None:
    market = Market([1e3, 1e3], fill=[0.6, 1.0])
    market.award[:] = [1.0, 0.0]
    market.demand[0, 0, CORE] = 10.0
    market.deliver()
    assert market.bought[0, 0, CORE] == pytest.approx([6.0, 0.0])
    assert market.backlog[0, 0, CORE] == pytest.approx(4.0)


@pytest.mark.rule("O5")
def test_capacity_serves_home_first_and_the_rest_pro_rata() -> None:
    work = room(1, 1, 2)
    work.orders[:], work.home_orders[:] = [100.0, 100.0], [40.0, 0.0]
    makers = table(VENDOR_STATE, 2, capacity=[70.0, 50.0], fill=[1.0, 0.8])
    rules.ration(P, MAKERS, makers, 0.0, work)
    assert work.home_ratio[0] == pytest.approx(1.0)
    assert work.ratio == pytest.approx([30 / 60, 0.8 * 0.5])
    free = parameters(mechanism__capacity=False)
    rules.ration(free, MAKERS, makers, 0.0, work)
    assert work.ratio == pytest.approx([1.0, 0.8])


@pytest.mark.rule("O5")
def test_home_orders_over_capacity_are_rationed_too() -> None:
    work = room(1, 1, 2)
    work.orders[:], work.home_orders[:] = [100.0, 0.0], [40.0, 0.0]
    makers = table(VENDOR_STATE, 2, capacity=[30.0, 50.0], fill=1.0)
    rules.ration(P, MAKERS, makers, 0.0, work)
    assert (work.home_ratio[0], work.ratio[0]) == pytest.approx((0.75, 0.0))


@pytest.mark.rule("C2")
def test_china_can_bar_exports_of_what_rivals_make_there() -> None:
    vendor = record(VENDOR_STATE, capacity=100.0, china_share=0.4)
    assert rules.usable_capacity(P, MAKERS[1], vendor, 0.5) == pytest.approx(80.0)
    assert rules.usable_capacity(P, MAKERS[0], vendor, 0.5) == 100.0
    off = parameters(mechanism__export_bar=False)
    assert rules.usable_capacity(off, MAKERS[1], vendor, 0.5) == 100.0
    market = Market([1e3, 10.0])
    market.award[:] = [0.0, 1.0]
    market.demand[0, 0, TRANSPORT] = 10.0
    market.deliver(export_bar=1.0)
    assert market.bought[0, 0, TRANSPORT, 1] == pytest.approx(6.0)


@pytest.mark.rule("O5")
def test_backlog_lapses_beyond_four_quarters_of_renewal_and_5g_has_none() -> None:
    market = Market([1e3, 1e3], fill=[0.0, 0.0])
    market.demand[0, 0, [LEGACY_RAN, RAN_5G]] = 55.0
    market.deliver()
    # normal renewal 360/36 = 10 a quarter
    assert market.backlog[0, 0] == pytest.approx([40.0, 0.0, 0.0, 0.0])
    assert market.lapsed[0] == pytest.approx([15.0, 0.0])


@pytest.mark.rule("O5")
def test_backlog_is_not_added_twice() -> None:
    market = Market([1e3, 1e3])
    market.backlog[0, 0, CORE] = 5.0
    market.demand[0, 0, CORE] = 5.0  # the demand holds it already
    market.deliver()
    assert market.backlog.sum() == 0.0
    assert market.bought.sum() == pytest.approx(5.0)


@pytest.mark.rule("O6")
@pytest.mark.parametrize(("level", "deadline", "overdue"), [(4, 0, 33.0), (4, 1, 0.0), (3, 0, 0.0)])
def test_what_stands_past_its_deadline_is_noted(level: int, deadline: int, overdue: float) -> None:
    market = Market([1e3, 1e3])
    market.kit[0, 0, :, 0, 1] = [20.0, 3.0, 10.0, 500.0]  # transport may stay
    market.kit[0, 0, :, 1, 1] = 70.0
    market.governments["level"][0, 0] = level
    market.governments["deadline"][0, 0] = deadline
    market.deliver()
    assert market.overdue[0] == pytest.approx([overdue, 0.0])
