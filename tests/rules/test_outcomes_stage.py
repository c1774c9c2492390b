"""Outcomes where countries, operators, markets and vendors differ."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, OPERATOR, VENDOR
from sim.rules import outcomes as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import (
    AID,
    CHINA_REGION,
    CORE,
    DUTIES,
    FINANCE,
    LEGACY_RAN,
    PURCHASES,
    RAN_5G,
    RETALIATION,
    TRANSPORT,
)
from tests.records import ages, parameters, room, stock, table

P = parameters()
HUAWEI, NOKIA, ZTE = range(3)
MAKERS = table(VENDOR, 3, chinese=[True, False, True], us_share=[0.0, 0.2, 0.0])
EGYPT, CHINA = range(2)


class Quarter:
    """Operators A in China, B and C in Egypt, where B has twice the share of C."""

    def __init__(self) -> None:
        self.countries = table(
            COUNTRY, 2, region=[6, CHINA_REGION], is_china=[False, True],
            first_operator=[1, 0], last_operator=[3, 1],
        )  # fmt: skip
        self.operators = table(OPERATOR, 3, country=[CHINA, EGYPT, EGYPT], share=[1, 2 / 3, 1 / 3])
        self.operators["spend_usd_m"][:, 0] = [100 / 36, 50 / 36, 20 / 36]
        self.by_country = np.zeros((4, 2), COUNTRY_QUARTER)
        self.by_country["exports_to_china_usd_m"][2] = [700.0, 900.0]
        self.governments = table(
            GOVERNMENT, 2, finance_discount=[0.1, 0.0], aid_discount=[0.2, 0.0],
            punished_left=[1, 0],
        )[None]  # fmt: skip
        self.vendors = table(VENDOR_STATE, 3, china_share=[0.98, 0.10, 0.95])[None]
        self.scene = table(SCENE, 1, duty_us=0.4, duty_cn=0.5)
        self.kit = stock(1, 3, 4, 3)
        self.price, self.before = np.ones((1, 2, 3, 3)), np.ones((1, 2, 3))
        self.bought, self.installed = np.zeros((2, 1, 2, 4, 3))
        self.costs = np.zeros((1, 2, 8))

    def measure(self) -> None:
        rules.outcomes(
            2,
            np.array([P]),
            self.countries,
            self.operators,
            MAKERS,
            self.by_country,
            self.governments,
            self.vendors,
            self.scene,
            *ages(self.kit),
            self.price,
            self.before,
            self.bought,
            self.installed,
            self.costs,
            room(2, 3, 3),
        )


@pytest.mark.rule("E2")
def test_a_countrys_kit_is_that_of_its_operators_of_both_ages() -> None:
    quarter = Quarter()
    quarter.kit[0, 0, CORE, ZTE] = [1.0, 2.0]
    quarter.kit[0, 1, CORE, ZTE] = [3.0, 4.0]
    quarter.kit[0, 2, [CORE, TRANSPORT], NOKIA] = [[5.0, 6.0], [7.0, 0.0]]
    quarter.installed[:] = 99.0
    quarter.measure()
    expected = np.zeros((2, 4, 3))
    expected[CHINA, CORE, ZTE], expected[EGYPT, CORE] = 3.0, [0.0, 11.0, 7.0]
    expected[EGYPT, TRANSPORT, NOKIA] = 7.0
    assert quarter.installed[0] == pytest.approx(expected)


@pytest.mark.rule("O2", "E5")
def test_coverage_is_the_mean_over_operators_by_their_share() -> None:
    quarter = Quarter()
    quarter.kit[0, 1, RAN_5G, NOKIA] = [10.0, 4.0]  # 14 of 0.7 x 50
    quarter.kit[0, 2, RAN_5G, HUAWEI] = [1.0, 0.4]  # 1.4 of 0.7 x 20
    quarter.kit[0, 0, RAN_5G, ZTE] = [99.0, 0.0]  # more than 0.7 x 100: all
    quarter.measure()
    coverage = quarter.governments["coverage"][0]
    assert coverage == pytest.approx([0.4 * 2 / 3 + 0.1 / 3, 1.0])


@pytest.mark.rule("E4")
def test_purchases_and_transfers_are_at_the_price_of_each_market_and_vendor() -> None:
    quarter = Quarter()
    price, before = 1.0 + np.arange(9.0).reshape(3, 3) / 10, np.array([0.8, 1.1, 1.25])
    quarter.price[0, EGYPT], quarter.before[0, EGYPT] = price, before
    rise = price / before[:, None]
    quarter.bought[0, EGYPT, LEGACY_RAN] = [5.0, 7.0, 0.0]
    quarter.bought[0, EGYPT, CORE] = [0.0, 3.0, 0.0]
    quarter.bought[0, EGYPT, TRANSPORT] = [0.0, 0.0, 2.0]
    quarter.measure()
    chinese = 5.0 * rise[0, HUAWEI] + 2.0 * rise[2, ZTE]
    other = 7.0 * rise[0, NOKIA] + 3.0 * rise[1, NOKIA]
    costs, china = quarter.costs[0]
    assert costs[PURCHASES] == pytest.approx(chinese + other)
    assert costs[FINANCE] == pytest.approx(chinese * (math.exp(0.1) - 1))
    assert costs[AID] == pytest.approx(other * 0.2 / 0.8)
    assert costs[DUTIES] == 0.0  # duties are a matter of China and the USA
    assert costs[RETALIATION] == pytest.approx(0.08 * 700)
    assert china.sum() == 0.0
    spent = quarter.governments[0]
    assert spent["spend_usd_m"] == pytest.approx([17.0, 0.0])
    assert spent["chinese_spend_usd_m"] == pytest.approx([7.0, 0.0])


@pytest.mark.rule("V2", "E4")
def test_chinas_duty_is_paid_to_china_by_who_buys_american_kit() -> None:
    quarter = Quarter()
    quarter.bought[0, CHINA, CORE] = [4.0, 10.0, 1.0]
    quarter.measure()
    duty = 10.0 * 0.07 / 1.07  # 0.5 x 0.2 x 0.7 on the price without duty
    assert quarter.costs[0, CHINA, DUTIES] == pytest.approx(duty)
    assert quarter.costs[0, CHINA, PURCHASES] == pytest.approx(15.0 - duty)


@pytest.mark.rule("W3")
def test_blocs_weigh_countries_by_what_they_buy_and_operators_by_what_they_order() -> None:
    countries = table(
        COUNTRY, 3, region=[2, CHINA_REGION, 6], first_operator=[2, 0, 1], last_operator=[4, 1, 2]
    )
    demand, odds = np.zeros((2, 1, 4, 4))
    demand[0, [2, 3], CORE], odds[0, [2, 3], CORE] = [1.0, 3.0], [0.8, 0.4]
    demand[0, 2, TRANSPORT], odds[0, 2, TRANSPORT] = 9.0, 1.0
    demand[0, 1, CORE], odds[0, 1, CORE] = 5.0, 0.1
    demand[0, 0, CORE], odds[0, 0, CORE] = 5.0, 1.0  # China itself does not count
    bought = np.zeros((1, 3, 4, 3))
    bought[0, 0, CORE], bought[0, 0, TRANSPORT] = [2.0, 4.0, 0.0], [2.0, 0.0, 0.0]
    bought[0, 1, CORE], bought[0, 2, CORE] = 50.0, [0.0, 0.0, 4.0]
    nations, scene = table(GOVERNMENT, 3)[None], table(SCENE, 1)
    rules.blocs(
        np.array([P]), countries, MAKERS, nations, scene, *ages(stock(1, 4, 4, 3)),
        demand, odds, bought, room(3, 4, 3),
    )  # fmt: skip
    # core at odds of (0.8 + 3 x 0.4)/4 = 0.5: 3 of 6, transport all of 2; there 0.4 of 4
    first, second = 5 / 8, 0.1
    mean = 5.4 / 12
    variance = (8 * (first - mean) ** 2 + 4 * (second - mean) ** 2) / 12
    assert scene["bloc"][0] == pytest.approx(variance / (mean * (1 - mean)))


@pytest.mark.rule("E2")
def test_mean_prices_read_the_price_of_the_market_of_each_class() -> None:
    countries = table(COUNTRY, 1, region=2)
    price, before = np.ones((1, 1, 3, 3)), np.array([[[1.0, 1.25, 0.8]]])
    price[0, 0, :, NOKIA] = [1.1, 1.2, 1.3]
    bought = np.zeros((1, 1, 4, 3))
    bought[0, 0, :, NOKIA] = [1.0, 2.0, 3.0, 4.0]
    found = np.empty((1, 3))
    rules.mean_prices(countries, price, before, bought, found, np.zeros(3), np.zeros(3))
    paid = 3.0 * 1.1 + 3.0 * 1.2 / 1.25 + 4.0 * 1.3 / 0.8
    assert found[0] == pytest.approx([1.0, paid / 10.0, 1.0])
