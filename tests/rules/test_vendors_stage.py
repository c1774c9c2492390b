"""Prices and learning where vendors, countries and quarters differ."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, SCHEDULED, VENDOR
from sim.rules import vendors as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import parameters, room, table

P = parameters()
HUAWEI, ERICSSON, CISCO = range(3)
MAKERS = table(VENDOR, 3, chinese=[True, False, False], us_share=[0.0, 0.05, 0.2])
SWEDEN, CHINA, USA = range(3)
HOME = np.array([[False, True, False], [True, False, False], [False, False, True]])
LESS = 1 / 3  # a mark-up is 1 + 1/(3 x (1 - local share))


@pytest.mark.rule("V1", "V2", "W4", "U2", "C1")
def test_every_country_has_its_own_prices_by_market() -> None:
    countries = table(COUNTRY, 3, is_china=[False, True, False], is_usa=[False, False, True])
    nations = table(GOVERNMENT, 3, aid_discount=[0.2, 0.0, 0.0], finance_discount=[0.05, 0.0, 0.0])[
        None
    ]
    vendors = table(VENDOR_STATE, 3, china_share=[0.98, 0.45, 0.25])[None]
    scene = table(SCENE, 1, bloc=0.5, bloc_2014=0.1, duty_us=0.25, duty_cn=0.1)
    installed = np.zeros((1, 3, 4, 3))
    installed[0, SWEDEN] = [[10, 20, 0], [10, 60, 0], [20, 0, 80], [30, 30, 40]]
    installed[0, CHINA, TRANSPORT] = [90, 0, 10]
    table_of_prices = np.zeros((1, 3, 3, 3))
    rules.prices(
        np.array([P]), countries, MAKERS, nations, vendors, scene, installed, table_of_prices,
        room(3, 1, 3),
    )  # fmt: skip
    price = np.log(table_of_prices)  # factors add up
    cost, aid = 0.1 * 0.4, math.log(0.8)
    radio = [math.log(1 + LESS / 0.8) - 0.05, math.log(1 + LESS / 0.25) + aid]  # 0.8 is over 0.75
    assert price[0, SWEDEN, 0, :CISCO] - cost == pytest.approx(radio)
    core = [math.log(1 + LESS / 0.8) - 0.05, math.log(1 + LESS) + aid, math.log(7 / 3) + aid]
    assert price[0, SWEDEN, 1] - cost == pytest.approx(core)
    transport = [math.log(1 + LESS / 0.7) - 0.05, math.log(1 + LESS / 0.7) + aid]
    assert price[0, SWEDEN, 2, :CISCO] - cost == pytest.approx(transport)
    duty_cn = [0.0, math.log(1 + 0.1 * 0.05 * 0.7), math.log(1 + 0.1 * 0.2 * 0.7)]
    home = [math.log(7 / 3), math.log(4 / 3), math.log(1 + LESS / 0.9)]
    assert price[0, CHINA, 2] - cost == pytest.approx(
        [a + b for a, b in zip(home, duty_cn, strict=True)]
    )
    duty_us = [math.log(1 + 0.25 * share * 0.7) for share in (0.98, 0.45, 0.25)]
    for market in range(3):  # nothing stands there
        assert price[0, USA, market] - cost - math.log(4 / 3) == pytest.approx(duty_us)


@pytest.mark.rule("V1")
@pytest.mark.parametrize(
    ("market", "kit"),
    [(0, 1.0 + 10.0), (1, 100.0), (2, 1000.0)],
    ids=["radio", "core", "transport"],
)
def test_local_kit_of_a_market(market: int, kit: float) -> None:
    installed = np.zeros((4, 2))
    installed[[LEGACY_RAN, RAN_5G, CORE, TRANSPORT], 1] = [1.0, 10.0, 100.0, 1000.0]
    assert rules.market_kit(installed, market, 1) == kit
    assert rules.market_kit(installed, market, 0) == 0.0


@pytest.mark.rule("V4")
def test_research_is_over_the_own_level_of_2014_less_the_mean_weighted_by_revenue() -> None:
    makers = table(
        VENDOR_STATE,
        3,
        revenue_usd_m=[120.0, 60.0, 20.0],
        revenue_2014_usd_m=[100.0, 30.0, 40.0],
        quality=[0.5, 0.1, -0.3],
    )
    rules.research(P, makers)
    growth = [math.log(1.2), math.log(2.0), math.log(0.5)]
    mean = 0.6 * growth[0] + 0.3 * growth[1] + 0.1 * growth[2]
    level = 0.6 * 0.5 + 0.3 * 0.1 - 0.1 * 0.3
    assert makers["quality"] == pytest.approx(
        [q + 0.05 * (g - mean) - 0.03 * (q - level)
         for q, g in zip((0.5, 0.1, -0.3), growth, strict=True)]
    )  # fmt: skip


@pytest.mark.rule("V4")
def test_a_lead_in_research_counts_up_to_one_too_and_who_sold_nothing_in_2014_has_none() -> None:
    makers = table(
        VENDOR_STATE, 3, revenue_usd_m=[1.0, 999.0, 0.0], revenue_2014_usd_m=[0.1, 999.0, 0.0]
    )
    rules.research(P, makers)
    mean = 0.001 * math.log(10)
    assert makers["quality"] == pytest.approx([0.05, -0.05 * mean, -0.05 * mean])
    asleep = table(VENDOR_STATE, 3, quality=[0.5, 0.2, 0.1])
    rules.research(P, asleep)  # a world without sales
    assert asleep["quality"].tolist() == [0.5, 0.2, 0.1]


@pytest.mark.rule("V4")
def test_a_vendor_without_sales_falls_behind_by_one() -> None:
    makers = table(VENDOR_STATE, 2, revenue_usd_m=[0.0, 50.0], revenue_2014_usd_m=50.0)
    rules.research(P, makers)
    assert makers["quality"] == pytest.approx([-0.05, 0.0])


class Learning:
    """Three vendors at the end of a quarter; Sweden, China and the USA."""

    def __init__(self) -> None:
        self.vendors = table(
            VENDOR_STATE, 3, china_share=[0.98, 0.45, 0.25], capacity=[100.0, 50.0, 20.0],
            orders_usd_m=[80.0, 60.0, 4.0], delivered_share=[0.5, 1.0, 0.75],
            reputation=[-0.1, -0.2, 0.0], revenue_usd_m=10.0, revenue_2014_usd_m=10.0,
            quality=[0.3, 0.0, 0.0], disfavour=[0.0, 0.5, 0.1],
        )[None]  # fmt: skip
        self.vendors["recent_orders_usd_m"] = np.array([100.0, 40.0, 20.0])[:, None]
        self.nations = table(GOVERNMENT, 3)[None]
        self.scene = table(SCENE, 1, reassurance=0.4)

    def learn(self, p: object = P) -> tuple[np.ndarray, float]:
        rules.vendors_learn(
            1, np.array([p]), MAKERS, table(SCHEDULED, 2), HOME, np.zeros((2, 3)), self.nations,
            self.vendors, self.scene,
        )  # fmt: skip
        return self.vendors[0], float(self.scene["reassurance"][0])


@pytest.mark.rule("V4", "V6")
def test_every_vendor_learns_from_its_own_quarter() -> None:
    vendors, _ = Learning().learn()
    assert vendors["reputation"] == pytest.approx([-0.09 - 0.05, -0.18, -0.025])
    # 1.2 x (80 + 300)/4 = 114; 1.2 x (60 + 120)/4 = 54; 1.2 x (4 + 60)/4 = 19.2
    assert vendors["capacity"] == pytest.approx([114.0, 54.0, 19.2])
    # all sell as in 2014: only gaps to the mean of 0.1 close
    assert vendors["quality"] == pytest.approx([0.3 - 0.03 * 0.2, 0.03 * 0.1, 0.03 * 0.1])


@pytest.mark.rule("V6")
def test_every_rival_leaves_china_under_a_duty_and_chinese_vendors_do_not() -> None:
    quarter = Learning()
    quarter.scene["duty_us"] = 0.1
    vendors, _ = quarter.learn()
    assert vendors["china_share"] == pytest.approx([0.98, 0.45 * 0.96, 0.25 * 0.96])


@pytest.mark.rule("V6")
@pytest.mark.parametrize("anger", ["punished_left", "disfavoured_left"])
def test_retaliation_drives_out_the_home_vendors_of_whom_it_hits(anger: str) -> None:
    quarter = Learning()
    quarter.nations[anger][0, USA] = 1
    vendors, _ = quarter.learn()
    assert vendors["china_share"] == pytest.approx([0.98, 0.45, 0.25 * 0.96])


@pytest.mark.rule("V6")
@pytest.mark.parametrize(
    ("adopter", "scare", "after"),
    [(False, False, 0.36), (True, False, 0.46), (False, True, 0.46), (True, True, 0.46)],
)
def test_huawei_reassures_after_a_new_law_or_a_scare(
    adopter: bool, scare: bool, after: float
) -> None:
    quarter = Learning()
    quarter.scene["new_adopter"], quarter.scene["scare"] = adopter, scare
    assert quarter.learn()[1] == pytest.approx(after)


@pytest.mark.rule("V6")
def test_reassurance_ends_at_one() -> None:
    quarter = Learning()
    quarter.scene["reassurance"], quarter.scene["scare"] = 0.95, True
    loud = parameters(vendor__reassurance_keep=0.95, vendor__reassurance_step=0.2)
    assert quarter.learn(loud)[1] == 1.0


@pytest.mark.rule("C2")
@pytest.mark.parametrize(
    ("adopter", "lost"),
    [(SWEDEN, [0.0, 0.25, 0.0]), (USA, [0.0, 0.0, 0.25]), (None, [0.0, 0.0, 0.0])],
)
def test_home_vendors_of_an_adopter_the_usa_included_lose_a_quarter_point_in_china(
    adopter: int | None, lost: list[float]
) -> None:
    quarter = Learning()
    if adopter is not None:
        quarter.nations["disfavoured_left"][0, adopter] = 1
    before = quarter.vendors["disfavour"][0].copy()
    assert quarter.learn()[0]["disfavour"] - before == pytest.approx(lost)
