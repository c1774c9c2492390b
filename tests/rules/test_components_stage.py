"""Components where parts, vendors and quarters differ."""

from __future__ import annotations

import numpy as np
import pytest

from sim.facts import VENDOR
from sim.rules import components as rules
from sim.state import SCENE, VENDOR_STATE
from sim.terms import (
    CHINA_FOUNDRY,
    CHIPS,
    JAPAN_EU_RF,
    KOREA_MEMORY,
    TAIWAN_FOUNDRY,
    US_CHIPS,
    US_PARTS,
)
from tests.records import parameters, record, table

P = parameters()
HUAWEI, ZTE, ERICSSON = range(3)


@pytest.mark.rule("V5")
def test_what_can_be_had_depends_on_the_part() -> None:
    vendor = record(VENDOR_STATE)
    vendor["denied"][[TAIWAN_FOUNDRY, JAPAN_EU_RF]] = [0.5, 1.0]
    vendor["exposed"][[US_CHIPS, TAIWAN_FOUNDRY, JAPAN_EU_RF]] = [0.9, 0.8, 0.4]
    vendor["substitution"][[US_CHIPS, TAIWAN_FOUNDRY, JAPAN_EU_RF]] = [0.7, 0.25, 0.5]
    found = [rules.accessible(vendor, i) for i in range(6)]
    assert found == pytest.approx([1.0, 1 - 0.8 * 0.5 * 0.75, 1.0, 1 - 0.4 * 0.5, 1.0, 1.0])


@pytest.mark.rule("V5")
def test_the_scarcest_part_limits_and_each_part_has_its_own_stock() -> None:
    # a need of 100 a quarter, orders of 80
    vendor = record(VENDOR_STATE, capacity=120.0, orders_usd_m=80.0, substitution=0.01)
    vendor["inventory"] = [0.3, 0.1, 0.0, 0.25, 1.5, 0.2]
    vendor["denied"][[US_CHIPS, TAIWAN_FOUNDRY]] = 1.0
    vendor["exposed"][[US_CHIPS, TAIWAN_FOUNDRY]] = [0.6, 0.5]
    vendor["substitution"][[US_CHIPS, TAIWAN_FOUNDRY]] = [0.5, 0.2]
    rules.supply(3, P, ZTE, vendor)
    # US chips: 0.7 can be had, and 0.3 stand; Taiwan: 0.6 and 0.1
    assert vendor["fill"] == pytest.approx(0.7)
    # free parts are bought up to a stock of 0.25, in a rush too
    expected = [0.3 + 0.7 - 0.8, 0.0, 0.25, 0.25, 1.5, 0.25]
    assert vendor["inventory"] == pytest.approx(expected)


@pytest.mark.rule("U3", "V5")
def test_control_is_that_of_the_quarter_on_the_vendor_and_so_are_lost_sales() -> None:
    facts = table(VENDOR, 3, chinese=[True, True, False])
    makers = table(
        VENDOR_STATE, 3, capacity=120.0, orders_usd_m=100.0, substitution=0.01,
        cost_usd_m=[1000.0, 400.0, 200.0], inventory=0.1,
    )[None]  # fmt: skip
    control = np.zeros((3, 3, 3))
    control[1, [HUAWEI, ERICSSON], CHIPS], control[1, ZTE, US_PARTS] = 0.6, 1.0
    lost = np.full((1, 6), 7.0)
    rules.components(1, np.array([P]), facts, control, makers, table(SCENE, 1), lost)
    assert makers["denied"][0, :, US_CHIPS] == pytest.approx([0.6, 1.0, 0.6])
    assert makers["denied"][0, :, TAIWAN_FOUNDRY] == pytest.approx([0.0, 1.0, 0.0])
    assert makers["exposed"][0, :, US_CHIPS] == pytest.approx([0.55, 1.0, 0.55])
    # accessible and stock: 1 - 0.55 x 0.6 x 0.99 + 0.1; ZTE has only what is replaced
    assert makers["fill"][0] == pytest.approx([0.7733, 0.01 + 0.1, 0.7733])
    # chips are 0.27 of all costs, and Taiwan a quarter of what is left in a Chinese vendor's
    assert lost[0, US_CHIPS] == pytest.approx(0.27 * (0.33 * 1000 + 400 + 0.33 * 200))
    assert lost[0, TAIWAN_FOUNDRY] == pytest.approx((1 - 0.27 - 0.48) / 4 * 400)
    assert lost[0, [KOREA_MEMORY, JAPAN_EU_RF, CHINA_FOUNDRY]].tolist() == [0.0] * 3


@pytest.mark.rule("V5")
def test_huawei_adds_to_its_stock_of_chips_even_while_it_uses_them() -> None:
    vendor = record(
        VENDOR_STATE, capacity=120.0, orders_usd_m=100.0, substitution=0.01, inventory=0.25
    )
    rules.supply(20, P, HUAWEI, vendor)  # 2019Q1
    assert vendor["inventory"] == pytest.approx([1.15, 1.15, 0.25, 0.25, 0.25, 0.25])


@pytest.mark.rule("V5")
def test_a_vendor_without_capacity_needs_nothing() -> None:
    vendor = record(VENDOR_STATE, substitution=0.01, inventory=0.25)
    rules.supply(3, P, ERICSSON, vendor)
    assert vendor["inventory"] == pytest.approx([0.25] * 6)
    assert vendor["fill"] == 1.0
